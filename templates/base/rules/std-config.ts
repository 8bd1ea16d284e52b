import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Repository } from '../model.ts';

/** The engine reads the file, since what it says holds before any rule is judged. */
export const judge: Judge<Repository> = (_, { choices, settings: { config } }) => {
  const odd = malformed(choices, config[0]?.at);
  if (odd.length > 0) return [...config.filter(({ outcome }) => outcome !== 'pass'), ...odd];
  return config.length > 0
    ? config
    : { outcome: 'not-applicable', message: 'The repository has no configuration: the standard holds as it is.' };
};

// What an entry of a list has to look like for a rule to follow it.
const forms: Readonly<Record<string, { readonly pattern: RegExp; readonly wanted: string }>> = {
  'readme.headings': {
    pattern: /^\s{0,9}(?:what|run|test|deploy|owner|links)\s{0,9}:\s{0,9}\S/,
    wanted:
      'write a question (what, run, test, deploy, owner, links), a colon and a word, such as `run: Inbetriebnahme`',
  },
  'secrets.allow': {
    pattern: /^[0-9a-f]{16}$/,
    wanted: 'write the fingerprint that the finding names, 16 digits from 0 to f',
  },
};

/** Entries of choices that no rule would follow, and whose author believes that one does. */
const malformed = (choices: Readonly<Record<string, unknown>>, at: Judgement['at']): readonly Judgement[] =>
  Object.entries(forms).flatMap(([name, { pattern, wanted }]) => {
    const said = choices[name];
    return (Array.isArray(said) ? said : [])
      .filter((entry) => typeof entry !== 'string' || !pattern.test(entry))
      .map((entry): Judgement => ({
        outcome: 'fail',
        message: `${JSON.stringify(String(entry).slice(0, 80))} in the choice ${name} is followed by nothing: ${wanted}.`,
        subject: `choice ${name}`,
        ...(at && { at }),
      }));
  });
