import { get, joinPath, list, record, type Mapping } from '../../../src/kit/index.ts';
import type { Script } from '../scripts.ts';
import { text } from '../values.ts';
import { type Inputs, substitute } from './expressions.ts';
import { ownPath, type RawWorkflow } from './workflow.ts';

/** The values that an expression such as `matrix.package` or `inputs.folder` stands for; those that are computed are left out. */
export type Values = Readonly<Record<string, readonly string[]>>;

const most = 30;

class Collected {
  readonly #values = new Map<string, Set<string>>();

  add(name: string, value: unknown): void {
    const said = text(value);
    if (said === undefined || said.includes('${{')) return;
    const known = this.#values.get(name) ?? new Set();
    if (known.size < most) this.#values.set(name, known.add(said));
  }

  get values(): Values {
    return Object.fromEntries([...this.#values].map(([name, said]) => [name, [...said]]));
  }
}

/** The written values of a job's matrix. */
export function matrixOf(job: Mapping): Values {
  const found = new Collected();
  const add = (key: string, value: unknown): void => {
    // `matrix.service.path` of a list of mappings.
    for (const [inner, each] of Object.entries(record(value))) found.add(`matrix.${key}.${inner}`, each);
    found.add(`matrix.${key}`, value);
  };
  for (const [key, value] of Object.entries(record(get(job, 'strategy', 'matrix')))) {
    for (const item of key === 'exclude' ? [] : list(value).slice(0, most)) {
      if (key === 'include') for (const [name, each] of Object.entries(record(item))) add(name, each);
      else add(key, item);
    }
  }
  return found.values;
}

/** What the jobs that call a workflow give to its inputs, or else the defaults. */
export function inputsOf(called: RawWorkflow, workflows: readonly RawWorkflow[]): Values {
  const found = new Collected();
  for (const { jobs } of workflows) {
    for (const { data } of jobs) {
      if (ownPath(text(data['uses']) ?? '') !== called.path) continue;
      for (const [name, value] of Object.entries(record(data['with'])))
        for (const place of placesOf(text(value) ?? '', '', {}, matrixOf(data)))
          found.add(`inputs.${name}`, place.program);
    }
  }
  const given = found.values;
  const on = called.data['on'] ?? called.data['true'];
  for (const event of ['workflow_call', 'workflow_dispatch'])
    for (const [name, input] of Object.entries(record(get(on, event, 'inputs'))))
      if (!Object.hasOwn(given, `inputs.${name}`)) found.add(`inputs.${name}`, get(input, 'default'));
  return found.values;
}

type Place = Pick<Script, 'program' | 'directory' | 'vague'>;

const expressions = /\$\{\{ ?((?:matrix|inputs)\.[\w.-]{1,100}) ?(?:\|\| ?'([^'{}]{0,200})' ?)?\}\}/g;

/** What a step of a job runs and where: once, or once for each value of what its folder, or else its program, names. */
export function placesOf(written: string, folder: string, inputs: Inputs, values: Values): readonly Place[] {
  const program = substitute(written, inputs);
  const directory = substitute(folder, inputs);
  const name = [directory, program.slice(0, 20_000)]
    .flatMap((said) => [...said.matchAll(expressions)].map(([, found]) => found ?? ''))
    .find((found) => Object.hasOwn(values, found));
  const filled = (said: string, value: string | undefined): string =>
    said.replace(
      expressions,
      (whole, found: string, otherwise: string | undefined) =>
        (found === name ? value || otherwise : otherwise) ?? whole,
    );
  const chosen = name === undefined ? [undefined] : (values[name] ?? []);
  return chosen.map((value) => placeOf(filled(program, value), filled(directory, value)));
}

/** A folder as far as it is written down. */
function placeOf(program: string, directory: string): Place {
  const parts = directory.split('/');
  const open = parts.findIndex((part) => part.includes('${{'));
  const known = open < 0 ? parts : parts.slice(0, open);
  return { program, directory: joinPath(...known) ?? '', vague: open >= 0 };
}
