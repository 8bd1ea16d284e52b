import { folderOf, joinPath } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import type { Contract, ContractTest, Operation } from './model.ts';

const tests = [
  '**/*.{test,spec,pact}.{ts,tsx,mts,cts,js,mjs,cjs}',
  '**/{test,tests,__tests__,e2e,contract-tests,pact}/**/*.{ts,mts,js,mjs,cjs,py}',
  '**/src/test/**/*.{java,kt,groovy}',
  '**/{test_*,*_test,conftest}.py',
  '**/*_test.go',
];
const steps = [
  '.github/workflows/*.{yml,yaml}',
  '.gitlab-ci.yml',
  '**/buildspec*.{yml,yaml}',
  '**/Jenkinsfile',
  '{,*/,*/*/}{package.json,Makefile,Taskfile.yml,pom.xml,build.gradle,build.gradle.kts}',
];

export const contractTestGlobs = [...tests, ...steps];

const outOfScope = /(?:^|\/)(?:node_modules|vendor|dist|target|cdk\.out|infra)\//;
const charactersAtMost = 300_000;

/** Tools that go through all operations of a contract, or all that its consumers use, by themselves. */
const exhaustive =
  /\b(schemathesis|dredd|portman|specmatic|stepci|restler|pact-provider-verifier|pact[_-]verifier|au\.com\.dius\.pact\.provider|spring-cloud-(?:starter-)?contract[\w-]*|(?:prism|@stoplight\/prism-cli)(?=\s+proxy))\b/;
/** Pact makes the wishes of consumers, too: only what verifies them looks at this program. */
const verifiesPact = /@pact-foundation\/pact\b|\bfrom\s+pact\b/;
const comments = /^[ \t]*(?:#|\/\/|\/?\*).*$/gm;

/** The tool that goes through all operations, unless what names it is commented out. */
const toolFor = (text: string): string | undefined => {
  if (!exhaustive.test(text) && !verifiesPact.test(text)) return undefined;
  const code = text.replaceAll(comments, '');
  const pact = verifiesPact.test(code) && /\b\w*Verifier\b/.test(code) ? 'Pact' : undefined;
  return exhaustive.exec(code)?.[1] ?? pact;
};

/** Libraries by which a test holds an answer against the contract. */
const perOperation =
  /(jest-openapi|vitest-openapi|chai-openapi-response-validator|openapi-response-validator|openapi-backend|openapi-enforcer|express-openapi-validator|swagger-request-validator|openapi4j|openapi-core|openapi_core|kin-openapi|toSatisfyApiSpec|satisfyApiSpec)\b/;
const document = /openapi(?:\.json|\.ya?ml)|swagger(?:\.json|\.ya?ml)|\b(?:contract|openapi|swagger|createDocument)\b/i;
const validator = /\b(?:ajv|Ajv\w*|jsonschema|json-schema|fast-json-schema|Draft202012Validator)\b/;
const compares = /toMatch\w*Snapshot\(|to(?:Strict)?Equal\(|deep(?:Strict)?Equal\(/;

/** Whether one line compares something with a contract. */
const comparesContract = (text: string): boolean =>
  /openapi|swagger/i.test(text) && text.split('\n').some((line) => compares.test(line) && document.test(line));

interface Text {
  readonly path: string;
  readonly text: string;
}

/** What holds programs against their contracts, with the operations of the contracts that it calls. */
export const contractTestsOf = (view: RepositoryView, contracts: readonly Contract[]): readonly ContractTest[] => {
  if (contracts.length === 0) return [];
  const read = (globs: readonly string[]): readonly Text[] =>
    view.glob(...globs).flatMap((path) => {
      const text = outOfScope.test(path) ? undefined : view.text(path);
      return text === undefined || text.length > charactersAtMost ? [] : [{ path, text }];
    });
  const files = read(tests).filter((file) => runs(file, view));
  const operations = contracts.flatMap((contract) => contract.operations);
  const tools = files.flatMap((file): readonly (Text & { tool: string; all: boolean })[] => {
    const all = toolFor(file.text);
    const own = perOperation.exec(file.text)?.[1];
    const byHand = validator.test(file.text) && document.test(file.text) ? 'a validator of JSON Schema' : undefined;
    const found = all ?? own ?? byHand;
    return found === undefined ? [] : [{ ...file, tool: found, all: all !== undefined }];
  });
  // A test may use the tool through a file that tests share.
  const names = tools.map(({ path }) => baseOf(path));
  const using = files.filter(
    ({ path, text }) => tools.some((tool) => tool.path === path) || names.some((name) => importing(text, name)),
  );
  const called = operations
    .filter((operation) => using.some(({ text }) => calls(text, operation)))
    .map(({ name }) => name);
  return [
    ...tools.map(({ path, text, tool, all }) => ({
      tool,
      exhaustive: all,
      operations: called,
      at: placeOf(path, text, tool),
    })),
    ...files.filter(({ text }) => comparesContract(text)).map(({ path }) => comparing(path)),
    ...read(steps).flatMap(({ path, text }) => {
      const tool = toolFor(text);
      return tool === undefined ? [] : [{ tool, exhaustive: true, operations: [], at: placeOf(path, text, tool) }];
    }),
  ];
};

const relative = /\bfrom\s*['"](\.{1,2}\/[^'"\n]{1,200})['"]/g;

/** A test that imports what is not there tests nothing. */
const runs = ({ path, text }: Text, view: RepositoryView): boolean =>
  [...text.matchAll(relative)].every(([, specifier = '']) => {
    const target = joinPath(folderOf(path), specifier);
    if (target === undefined) return false;
    const bare = target.replace(/\.[cm]?jsx?$/, '');
    const names = extensions.flatMap((extension) => [`${bare}${extension}`, `${target}/index${extension}`]);
    return view.has(target) || names.some(view.has);
  });

const extensions = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs', '.jsx', '.json'];

/** Where a framework makes the contract from the code, comparing it with the committed one holds both together. */
export const comparisonTool = 'a comparison with the committed contract';

const comparing = (path: string): ContractTest => ({
  tool: comparisonTool,
  exhaustive: false,
  operations: [],
  at: { path },
});

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.\w+$/, '');

const importing = (text: string, name: string): boolean =>
  ['/', '.'].some(
    (before) =>
      text.includes(`${before}${name}'`) || text.includes(`${before}${name}.`) || text.includes(`${before}${name}"`),
  );

const placeOf = (path: string, text: string, tool: string): ContractTest['at'] => {
  const index = text.indexOf(tool);
  return index === -1 ? { path } : { path, line: text.slice(0, index).split('\n').length };
};

/** Whether a test names the operation by its id, or calls its path by its method. */
const calls = (text: string, { id, path, method }: Operation): boolean => {
  if (id !== null && ["'", '"', '`'].some((quote) => text.includes(`${quote}${id}${quote}`))) return true;
  const [start = ''] = path.split('{', 1);
  if (start.length < 2) return false;
  const methods = [`.${method.toLowerCase()}(`, `'${method}'`, `"${method}"`];
  const asked = method === 'GET' || methods.some((word) => text.includes(word));
  if (!asked) return false;
  const ends = path.includes('{') ? [start] : ["'", '"', '`', '?'].map((end) => `${start}${end}`);
  return ends.some((end) => text.includes(end));
};
