import { fileBehind } from '../disk/write-report.ts';
import { UserError } from '../errors.ts';
import { reportFormats } from './options.ts';
import type { ReportFormat } from './options.ts';

/** A report that is written to a file. */
export interface Output {
  readonly format: ReportFormat;
  readonly path: string;
}

/** Other options that name a file, which no report may replace. */
const keeping = ['write-baseline', 'baseline', 'preset'] as const;

/**
 * The reports that `--output` asks for.
 *
 * @throws UserError for one that is no format and file, or whose file is that of another or of another option
 */
export function outputsOf(
  words: readonly string[],
  values: Readonly<Record<string, string | true>>,
): readonly Output[] {
  const outputs = words.map(outputOf);
  const taken = new Map<string, string>();
  const take = (option: string, path: string): void => {
    const file = fileBehind(path);
    if (file === undefined) return;
    const other = taken.get(file);
    if (other !== undefined) refuseShared(other, option);
    taken.set(file, option);
  };
  for (const { format, path } of outputs) take(`--output ${format}=${path}`, path);
  for (const name of keeping) {
    const path = values[name];
    const file = typeof path === 'string' ? fileBehind(path) : undefined;
    const output = file === undefined ? undefined : taken.get(file);
    if (output !== undefined) refuseShared(output, `--${name} ${String(path)}`);
  }
  return outputs;
}

function refuseShared(one: string, other: string): never {
  throw new UserError(`${one} and ${other} name one file, which can hold only one of them.`, 'Name another file.');
}

function outputOf(text: string): Output {
  const [, format, path] = /^([a-z]+)=(.+)$/s.exec(text) ?? [];
  if (path !== undefined && reportFormats.includes(format as ReportFormat))
    return { format: format as ReportFormat, path };
  throw new UserError(
    `--output ${text} is not of the form F=FILE.`,
    `Write, for example, --output json=audit.json; F is one of ${reportFormats.join(', ')}.`,
  );
}
