import type { Artifact } from '../model.ts';

/** Values of the inputs of a called workflow, as its caller gives them. */
export type Inputs = Readonly<Record<string, string>>;

/** Puts the values of inputs into a text; what is not known stays an expression. */
export const substitute = (value: string, inputs: Inputs): string =>
  value.replace(/\$\{\{ ?inputs\.([\w-]{1,100}) ?\}\}/g, (expression, name: string) =>
    Object.hasOwn(inputs, name) ? (inputs[name] ?? expression) : expression,
  );

/** The only expression of a text that is nothing else; undefined for anything more. */
export const soleExpression = (value: string): string | undefined =>
  /^\s*\$\{\{\s*([\w.[\]*-]{1,200})\s*\}\}\s*$/.exec(value)?.[1];

export const hasExpression = (value: string): boolean => value.includes('${{');

/** What a finished text says of the artifact that it names. */
export function artifactOf(value: string): Artifact {
  if (/sha256:[0-9a-f]{64}\b/.test(value)) return { kind: 'digest', value };
  if (/\$\{\{\s*github\.(?:ref_name|head_ref|ref|base_ref)\s*\}\}/.test(value)) return { kind: 'moving', value };
  if (/\$\{\{\s*github\.sha\s*\}\}|\b[0-9a-f]{40}\b/.test(value)) return { kind: 'commit', value };
  if (/@\$\{\{[^}]{0,300}digest[^}]{0,300}\}\}/.test(value)) return { kind: 'digest', value };
  if (hasExpression(value)) return { kind: 'unknown', value };
  if (/(?:^|:)v?\d{1,9}\.\d{1,9}\.\d{1,9}[\w.+-]{0,80}$/.test(value)) return { kind: 'version', value };
  return { kind: 'moving', value };
}

// What anyone who can open a pull request or an issue may write. Numbers, ids, hashes and names of accounts cannot carry a
// program; the branch that a pull request goes to is there already, and only who may write starts a run with inputs;
// labels are made and given by who may triage.
const harmless =
  /\.(?:number|id|node_id|sha|head_sha|after|before|action|created_at|updated_at|draft|merged|state|type|conclusion|default_branch|full_name|html_url|login|length|base\.ref|repository\.(?:name|owner\.\w{1,20})|run_attempt|run_number|labels\.\*\.name|label\.name)$|^github\.event\.inputs\./;

/** Expressions in a program text through which anyone may put commands into it. */
export function injectionsIn(program: string): readonly string[] {
  const found: string[] = [];
  for (const [, expression = ''] of program.slice(0, 50_000).matchAll(/\$\{\{([^}]{1,300})\}\}/g)) {
    const name = expression.trim();
    const untrusted =
      /\bgithub\.head_ref\b/.test(name) ||
      [...name.matchAll(/\bgithub\.event\.[\w.*[\]-]{1,200}/g)].some(([path]) => !harmless.test(path));
    if (untrusted) found.push(name);
  }
  return found;
}
