import { UserError } from '../errors.ts';
import { readUnit } from './check.ts';
import { pathsLike } from './paths.ts';
import type { Example, Examples, Kind, Rule } from './types.ts';

type Own = Omit<Rule, 'id' | 'kind' | 'choices' | 'notRead'>;
type OfDialect = Examples | { readonly notRead: string };

/**
 * Every rule under templates/, with its examples of all dialects: those beside its statement, and those that a dialect brings.
 *
 * @param tree path to text, of everything under templates/
 * @throws UserError for a contributor's mistake, with file, JSON pointer and what to write instead
 */
export function rulesOf(tree: ReadonlyMap<string, string>, kinds: readonly Kind[]): readonly Rule[] {
  const choices = kinds.flatMap((kind) => Object.keys(kind.choices));
  const rules = pathsLike(tree, /^[^/]+\/rules\/([^/]+)\.yaml$/).map(([path, id]): Rule => {
    const own = readUnit(tree, path, 'rule') as Own;
    const kind = path.slice(0, path.indexOf('/'));
    const dialects = kinds.find((candidate) => candidate.id === kind)?.dialects ?? [];
    const [main] = dialects;
    const read = dialects.flatMap((dialect): (readonly [string, OfDialect])[] => {
      const place = `${kind}/${dialect}/rules/${id}.yaml`;
      return tree.has(place) ? [[dialect, readUnit(tree, place, 'examples') as OfDialect]] : [];
    });
    const inDialect = (examples: readonly Example[], dialect: string | undefined): readonly Example[] =>
      dialect === undefined ? examples : examples.map((example) => ({ dialect, ...example }));
    const all = (key: keyof Examples): readonly Example[] => [
      ...inDialect(own.examples[key], main),
      ...read.flatMap(([dialect, examples]) => ('notRead' in examples ? [] : inDialect(examples[key], dialect))),
    ];
    const notRead = read.flatMap(([dialect, examples]) =>
      'notRead' in examples ? [[dialect, examples.notRead] as const] : [],
    );
    return {
      ...own,
      id,
      kind,
      // A rule's code names the choice that it reads; nobody has to say so twice.
      choices: choices.filter((name) => tree.get(`${kind}/rules/${id}.ts`)?.includes(`'${name}'`) ?? false),
      examples: { pass: all('pass'), fail: all('fail') },
      notRead: Object.fromEntries(notRead),
    };
  });
  rules.forEach((rule) => checkJudgement(tree, rule));
  for (const [path, id] of pathsLike(tree, /^[^/]+\/[^/]+\/rules\/([^/]+)\.yaml$/)) {
    const kind = path.slice(0, path.indexOf('/'));
    if (rules.some((rule) => rule.id === id && rule.kind === kind)) continue;
    throw new UserError(
      `templates/${path} has examples of a rule that is not there.`,
      `Write templates/${kind}/rules/${id}.yaml, or correct the name.`,
    );
  }
  return rules;
}

function checkJudgement(tree: ReadonlyMap<string, string>, rule: Rule): void {
  const code = `${rule.kind}/rules/${rule.id}.ts`;
  if ((rule.schema === undefined) === tree.has(code)) return;
  throw new UserError(
    `templates/${rule.kind}/rules/${rule.id}.yaml has ${rule.schema === undefined ? 'no' : 'a'} \`schema\` and ${tree.has(code) ? 'a' : 'no'} ${rule.id}.ts beside it.`,
    'A rule is judged by one of the two: add or remove one.',
  );
}
