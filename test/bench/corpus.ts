import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Path to content. */
export type Files = ReadonlyMap<string, string>;

/** Numbers from 0 to 1, the same ones for the same seed. */
const numbers = (seed: number): (() => number) => {
  let state = (seed * 2_654_435_761 + 12_345) >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

export const readFiles = (root: string): Files =>
  new Map(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(root.length + 1), readFileSync(path, 'utf8')] as const),
  );

export const writeFiles = (root: string, files: Files): void => {
  for (const [path, content] of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
};

/** What a service can do without first: tests, tools, and what is large. */
const weight = ([path, content]: readonly [string, string]): number =>
  (/(^|\/)(test|smoke|lambda|scripts)\//.test(path) ? 1e6 : 0) +
  (/\.(ts|mjs|sh)$/.test(path) ? 1e5 : 0) +
  content.length;

/** A lock file of what the package itself asks for: all that it drags in would be half of all that is read. */
const direct = (text: string): string => {
  const lock = JSON.parse(text) as { packages: Record<string, object> };
  const { dependencies = {}, devDependencies = {} } = lock.packages[''] as Record<string, Record<string, string>>;
  const asked = new Set(Object.keys({ ...dependencies, ...devDependencies }).map((name) => `node_modules/${name}`));
  const packages = Object.entries(lock.packages).filter(([path]) => path === '' || asked.has(path));
  return JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, undefined, 2);
};

/**
 * A service of a hundred files that still meets the standard: a generated one, thinned out.
 * @param isSound whether what is left still meets it
 */
export const serviceOf100 = async (generated: Files, isSound: (files: Files) => Promise<boolean>): Promise<Files> => {
  let files: Files = new Map(
    [...generated].map(([path, content]) => [path, path.endsWith('package-lock.json') ? direct(content) : content]),
  );
  if (!(await isSound(files))) throw new Error('the generated service does not meet the standard to begin with');
  const candidates = [...files].sort((a, b) => weight(b) - weight(a)).map(([path]) => path);
  // In handfuls: most can go together.
  for (let size = 16; size >= 1 && files.size > 100; size = Math.floor(size / 4)) {
    for (let at = 0; at < candidates.length && files.size > 100; at += size) {
      const some = new Set(candidates.slice(at, at + Math.min(size, files.size - 100)));
      const without = new Map([...files].filter(([path]) => !some.has(path)));
      if (without.size < files.size && (await isSound(without))) files = without;
    }
  }
  return files;
};

const words = 'order price stock parcel invoice refund carrier basket coupon supplier ledger quote'.split(' ');

const moduleText = (index: number, next: () => number): string => {
  const pick = (): string => words[Math.floor(next() * words.length)] ?? 'order';
  const names = Array.from({ length: 6 }, (_, at) => `${pick()}${at}`);
  // One module of twenty talks to the outside, as in services of people.
  const outside = next() < 0.05 ? `\nexport const level = process.env.LEVEL${index} ?? 'info';\n` : '';
  return [
    `import type { Money } from '../money.ts';\n`,
    ...names.map(
      (name) =>
        `/** The ${name} of a customer, rounded as the contract says. */\nexport const ${name}Of = (lines: readonly { amount: number }[], rate: number): Money => {\n  const total = lines.reduce((sum, line) => sum + line.amount * rate, 0);\n  if (total < 0) throw new RangeError(\`a ${name} of \${total} cannot be\`);\n  return { amount: Math.round(total * 100) / 100, currency: 'EUR' };\n};\n`,
    ),
    outside,
  ].join('\n');
};

/** A repository of ten thousand files: the service, and more of what services have more of. */
export const largeRepository = (service: Files, size = 10_000): Files => {
  const next = numbers(size);
  const files = new Map(service);
  for (let index = 0; files.size < size; index += 1) {
    const [kind, folder] = [next(), `part-${index % 90}`];
    if (kind < 0.5) files.set(`src/${folder}/module-${index}.ts`, moduleText(index, next));
    else if (kind < 0.62) files.set(`src/${folder}/module-${index}.test.ts`, moduleText(index, next));
    else if (kind < 0.8)
      files.set(`docs/${folder}/note-${index}.md`, `# Note ${index}\n\n${'Words of a note. '.repeat(60)}\n`);
    else if (kind < 0.92)
      files.set(
        `test/fixtures/${folder}/${index}.json`,
        JSON.stringify({ index, words, rows: Array(20).fill({ a: 1 }) }),
      );
    else files.set(`src/${folder}/table-${index}.sql`, `select ${index} from ${words[index % 12]};\n`.repeat(12));
  }
  return files;
};

type Change = (files: Map<string, string>, next: () => number) => void;

const pathsOf = (files: Files, pattern: RegExp): readonly string[] =>
  [...files.keys()].filter((path) => pattern.test(path));
const change = (files: Map<string, string>, pattern: RegExp, edit: (text: string) => string): void => {
  for (const path of pathsOf(files, pattern)) files.set(path, edit(files.get(path) ?? ''));
};
const drop = (files: Map<string, string>, pattern: RegExp): void => {
  for (const path of pathsOf(files, pattern)) files.delete(path);
};

/** What teams change or leave out. */
const defects: readonly Change[] = [
  (files) => drop(files, /CODEOWNERS$/),
  (files) => drop(files, /SECURITY\.md$/),
  (files) => drop(files, /^docs\/runbooks\//),
  (files) => change(files, /workflows\/.*\.yml$/, (text) => text.replaceAll(/@[0-9a-f]{40}/g, '@v4')),
  (files) => change(files, /workflows\/.*\.yml$/, (text) => text.replaceAll(/timeout-minutes: .*/g, '')),
  (files) => change(files, /Dockerfile$/, (text) => text.replaceAll(/^USER .*$/gm, '')),
  (files) => change(files, /catalog-info\.yaml$/, (text) => text.replaceAll(/owner: .*/g, 'owner: user:joe')),
  (files) => change(files, /openapi\.yaml$/, (text) => text.replaceAll('operationId:', 'x-id:')),
  (files) => change(files, /main\.ts$/, (text) => `${text}\nconsole.log('started');\n`),
  (files) => change(files, /\.sh$/, (text) => text.replaceAll('set -', '# set -')),
];
const breakages: readonly Change[] = [
  (files) => change(files, /workflows\/.*\.yml$/, (text) => `${text}\n\tbroken: [`),
  (files) => change(files, /^package\.json$/, (text) => text.slice(0, 40)),
  (files) => change(files, /\.md$/, (text) => text.replaceAll('\n', '\r\n')),
  (files) => change(files, /\.ya?ml$/, (text) => `\uFEFF${text}`),
  (files) => files.set('src/tables.ts', `export const table = [${'1234567890,'.repeat(90_000)}];\n`),
  (files) => change(files, /openapi\.yaml$/, (text) => `a: &a [x]\nb: &b [${'*a,'.repeat(3000)}]\n${text}`),
  (files) => drop(files, /^(?!README\.md$)/),
];

/** Repository number `index` of a fleet: of 20 gold ones, 30 good, 25 drifting, 15 legacy and 10 broken in a hundred. */
export const memberOf = (service: Files, index: number): Files => {
  const next = numbers(index + 1);
  const share = next();
  const files = new Map(
    [...service].map(([path, text]) => [path, text.replaceAll('bench-service', `service-${index}`)] as const),
  );
  const count = share < 0.2 ? 0 : share < 0.5 ? 2 : share < 0.75 ? 5 : 8;
  for (let done = 0; done < count; done += 1) defects[Math.floor(next() * defects.length)]?.(files, next);
  if (share >= 0.75 && share < 0.9) drop(files, /^(\.github|infra|docs)\//);
  if (share >= 0.9) breakages[index % breakages.length]?.(files, next);
  return files;
};
