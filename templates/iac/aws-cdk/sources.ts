import { relative } from '../../../src/kit/index.ts';

const library = /cdk|constructs/i;
const imports = /(?:\bfrom|\bimport|\brequire\()\s{0,20}["'](\.[^"']{0,500})["']/g;

/** What can be reached from some paths, with them. */
const reached = (from: readonly string[], next: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> => {
  const found = new Set<string>();
  const open = [...from];
  for (let path = open.pop(); path !== undefined; path = open.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    open.push(...(next.get(path) ?? []));
  }
  return found;
};

/**
 * Of the files around a program of the CDK those that belong to it: what names the library, what imports these, and what all of them
 * import. The rest, such as the code of functions, is not worth parsing. Where nothing names it, nothing can be told apart.
 *
 * @param texts by path
 */
export const ofTheProgram = (texts: ReadonlyMap<string, string>): readonly string[] => {
  const imported = new Map<string, readonly string[]>();
  const importers = new Map<string, string[]>();
  for (const [path, text] of texts) {
    const modules = [...text.matchAll(imports)].flatMap(([, module = '']) => relative(path, module, texts) ?? []);
    imported.set(path, modules);
    for (const module of modules) {
      const others = importers.get(module);
      if (others === undefined) importers.set(module, [path]);
      else others.push(path);
    }
  }
  const naming = [...texts].filter(([, text]) => library.test(text)).map(([path]) => path);
  if (naming.length === 0) return [...texts.keys()];
  const own = reached([...reached(naming, importers)], imported);
  return [...texts.keys()].filter((path) => own.has(path));
};
