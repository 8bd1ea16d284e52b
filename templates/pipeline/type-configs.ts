import { folderOf, get, joinPath, list, record, type RepositoryView } from '../../src/kit/index.ts';
import type { TypeConfig } from './model.ts';
import { text, texts } from './values.ts';

const ours = /^(?!.*(?:^|\/)(?:node_modules|dist|vendor|fixtures?|examples?)\/)(?:.*\/)?tsconfig\.json$/;
const deepest = 5;

/** Projects of TypeScript, with how strict their types are. */
export const readTypeConfigs = (view: RepositoryView): readonly TypeConfig[] =>
  view.paths
    .filter((path) => ours.test(path))
    .map((path) => ({ at: { path }, directory: folderOf(path), ...strictnessOf(view, path, 0) }));

type Strictness = Pick<TypeConfig, 'strict' | 'loosened'>;

// Parts of `strict` without which types miss most. Fields that a framework fills in are no matter of them.
const parts = ['strictNullChecks', 'noImplicitAny', 'strictFunctionTypes'] as const;

function strictnessOf(view: RepositoryView, path: string, depth: number): Strictness {
  const { said, foreign } = optionsOf(view, path, depth);
  if (said['noCheck'] === true) return { strict: false, loosened: ['checking (`noCheck`)'] };
  if (said['strict'] === true) {
    const loosened = parts.filter((part) => said[part] === false);
    return loosened.length === 0 ? { strict: true } : { strict: false, loosened };
  }
  // A configuration without files of its own only names others.
  const config = view.json(path);
  const files = get(config, 'files');
  const named = Array.isArray(files) && files.length === 0 && list(get(config, 'include')).length === 0;
  const others = named && depth < deepest ? list(get(config, 'references')) : [];
  if (others.length === 0) return { strict: said['strict'] === undefined && foreign ? null : false };
  const judged = others.map((other): Strictness => {
    const file = fileAt(view, joinPath(folderOf(path), text(get(other, 'path')) ?? '.'));
    return file === undefined || file === path ? { strict: null } : strictnessOf(view, file, depth + 1);
  });
  return (
    judged.find(({ strict }) => strict === false) ?? judged.find(({ strict }) => strict === null) ?? { strict: true }
  );
}

interface Options {
  readonly said: Readonly<Record<string, unknown>>;
  /** Whether a package says more. */
  readonly foreign: boolean;
}

/** What a configuration says of strict types, over what its bases say; of several bases a later one wins. */
function optionsOf(view: RepositoryView, path: string, depth: number): Options {
  if (depth > deepest) return { said: {}, foreign: false };
  const config = view.json(path);
  const bases = texts(get(config, 'extends')).map((base): Options => {
    if (!base.startsWith('.')) return { said: /strict/.test(base) ? { strict: true } : {}, foreign: true };
    const file = fileAt(view, joinPath(folderOf(path), base));
    return file === undefined ? { said: {}, foreign: true } : optionsOf(view, file, depth + 1);
  });
  const own = record(get(config, 'compilerOptions'));
  return {
    said: Object.fromEntries([...bases.map(({ said }) => said), own].flatMap((options) => Object.entries(options))),
    foreign: bases.some(({ foreign }) => foreign),
  };
}

const fileAt = (view: RepositoryView, path: string | undefined): string | undefined =>
  path === undefined
    ? undefined
    : [path, `${path}.json`, path === '' ? 'tsconfig.json' : `${path}/tsconfig.json`].find((candidate) =>
        view.has(candidate),
      );
