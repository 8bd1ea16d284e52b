import { alternativesOf, globsOf } from '../audit/globs.ts';
import type { Places, Rule } from '../catalog/types.ts';

/** Any file of an ending, in any folder: searched for what is in it, not for what it is. */
const isAnyFile = (glob: string): boolean => /^(?:\*{1,2}\/)*\*(?:\.\w+)?$/.test(glob);

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** Whether a glob finds one of the files, or asks for one of its name in another place. */
const finds = (glob: string, files: readonly string[]): boolean =>
  globsOf(glob).some(({ name, matches }) => files.some((file) => name === nameOf(file) || matches(file.split('/'))));

/** Where a rule's examples have what it asks for: there the readers of its kind would find it in a repository. */
const placesOf = ({ kind, examples }: Rule, readers: Readonly<Record<string, readonly string[]>>): Places => {
  const having = examples.pass.map((example) => Object.keys(example.files));
  const files = [...new Set(having.flat())];
  const named = new Set<string>();
  const any = new Set<string>();
  for (const [reader, globs] of Object.entries(readers)) {
    if (reader !== kind && !reader.startsWith(`${kind}/`)) continue;
    const own = globs.filter((glob) => finds(glob, files));
    const telling = own.filter((glob) => !alternativesOf(glob).some(isAnyFile));
    const always = telling.filter((glob) => having.every((some) => finds(glob, some)));
    // What no example goes without is the thing, and the rest its surroundings. A dialect has but a part of the examples.
    const thing = reader === kind && always.length > 0 ? always : telling;
    // A reader that knows the thing by its name looks at all other files for something else.
    if (thing.length > 0) thing.forEach((glob) => named.add(glob));
    else own.forEach((glob) => any.add(glob));
  }
  // What is looked for anywhere and here is looked for in the folder of the service alone.
  const isAnywhere = (glob: string): boolean => glob.startsWith('**/') && named.has(glob.slice('**/'.length));
  return { named: [...named].filter((glob) => !isAnywhere(glob)), any: [...any] };
};

/**
 * Source of the module that tells where the thing may stand that a rule asks for.
 *
 * @param readers the globs of each reader, by kind or dialect
 */
export const placesModule = (rules: readonly Rule[], readers: Readonly<Record<string, readonly string[]>>): string => {
  const places = Object.fromEntries(rules.map((rule) => [rule.id, placesOf(rule, readers)]));
  return `export const places = ${JSON.stringify(places)};\n`;
};
