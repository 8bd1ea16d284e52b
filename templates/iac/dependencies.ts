import { get, pointer, record } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import type { Use } from './model.ts';
import { elsewhere } from './places.ts';

export const dependencyGlobs = [
  '**/package.json',
  '**/requirements*.txt',
  '**/pyproject.toml',
  '**/go.mod',
  '**/Dockerfile',
];

/** Packages and tools of AWS that the repository depends on: only these have a status that the standard knows. */
export const readDependencies = (view: RepositoryView): readonly Use[] => {
  const own = (pattern: string): readonly string[] => view.glob(pattern).filter((path) => !elsewhere.test(path));
  return [
    ...own('**/package.json').flatMap((path) => ofPackage(path, view.json(path))),
    ...own('**/{requirements*.txt,pyproject.toml}').flatMap((path) =>
      linesOf(path, view, /(?:^|["'\s])((?:aws|boto|proton)[\w.-]*)[ \t]{0,3}(?:$|[=<>~!;"'[])/, 'pypi:'),
    ),
    ...own('**/go.mod').flatMap((path) => linesOf(path, view, /(github\.com\/aws\/[\w./-]{1,80})[ \t]/, 'go:')),
    ...own('**/{Dockerfile,*.yml,*.yaml}').flatMap((path) => oldClient(path, view)),
  ];
};

const ofPackage = (path: string, manifest: unknown): readonly Use[] =>
  ['dependencies', 'devDependencies', 'optionalDependencies'].flatMap((key) =>
    Object.keys(record(get(manifest, key)))
      .filter((name) => /aws|amazon/.test(name))
      .map((name): Use => ({ kind: 'package', name: `npm:${name}`, at: { path, pointer: pointer(key, name) } })),
  );

const linesOf = (path: string, view: RepositoryView, pattern: RegExp, prefix: string): readonly Use[] =>
  (view.text(path) ?? '').split('\n').flatMap((line, index): readonly Use[] => {
    const name = line.length > 300 ? undefined : pattern.exec(line)?.[1];
    return name === undefined
      ? []
      : [{ kind: 'package', name: `${prefix}${name.toLowerCase()}`, at: { path, line: index + 1 } }];
  });

/** pip has only the first major version of the AWS CLI; the second comes as an archive, or with the image. */
const oldClient = (path: string, view: RepositoryView): readonly Use[] => {
  const text = view.text(path) ?? '';
  if (!text.includes('awscli')) return [];
  return text
    .split('\n')
    .flatMap((line, index): readonly Use[] =>
      line.length < 1000 && /\bpip3?\s+install\b.{0,500}\bawscli\b(?!-)/.test(line) && !/^\s*#/.test(line)
        ? [{ kind: 'tool', name: 'awscli 1', at: { path, line: index + 1 } }]
        : [],
    );
};
