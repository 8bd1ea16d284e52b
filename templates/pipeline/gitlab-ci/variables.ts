import type { Scenario } from './scenarios.ts';

/** Puts the values of variables into a text; what is not known stays as it is written. */
export function expand(value: string, variables: Readonly<Record<string, string>>, depth = 0): string {
  if (depth > 4 || !value.includes('$')) return value;
  const expanded = value
    .slice(0, 20_000)
    .replace(
      /(?<!\$)\$(?:\{(\w{1,100})\}|(\w{1,100}))/g,
      (found, braced: string | undefined, plain: string | undefined) => {
        const name = (braced ?? plain) as string;
        const known = Object.hasOwn(variables, name) ? variables[name] : undefined;
        // Values of more than a word would change how a command reads.
        return known !== undefined && /^[\w$.,:/@{}+=-]{0,200}$/.test(known) ? known : found;
      },
    );
  return expanded === value ? value : expand(expanded.slice(0, 20_000), variables, depth + 1);
}

/** A script in which the folder of the project is the root, as readers of paths need it. */
export const inProject = (value: string): string => value.replace(/\$(?:\{CI_PROJECT_DIR\}|CI_PROJECT_DIR\b)/g, '/.');

/** Values that GitLab itself gives where they are the same for every run of a scenario. */
export const knownValues = ({ values }: Scenario): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : [])),
  );

const reference = /\$(?:\{(\w{1,100})\}|(\w{1,100}))/g;

/** Names of the variables that a text takes. */
export const variablesIn = (value: string): readonly string[] =>
  [...value.slice(0, 20_000).matchAll(reference)].map(([, braced, plain]) => (braced ?? plain) as string);
