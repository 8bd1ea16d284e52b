import { joinPath, type RepositoryView } from '../../src/kit/index.ts';

/** Programs of a repository that may look at what tests covered. */
export const coverageProgramGlobs: readonly string[] = ['**/*cover*.{js,mjs,cjs,ts,mts,py,rb}'];

/** The share of the code that the commands of a step demand of tests. */
export interface CoverageDemand {
  /** Null where something is demanded whose figure cannot be told. */
  readonly percent: number | null;
}

interface Command {
  readonly text: string;
  readonly directory: string;
}

const flag =
  /(?:--|\/p:)(?:cov-fail-under|fail-under(?:-lines)?|Threshold|threshold|check-coverage --lines|coverage\.thresholds\.(?:lines|statements)|lines|min-coverage)[= ](\d{1,3}(?:\.\d{1,2})?)\b/;

/** Fails when lines that changed are not covered: how much that leaves of all is open. */
const ofChanges = /^(?:bundle exec )?undercover\b/;

export const coverageDemandOf = (
  view: RepositoryView,
  program: string,
  commands: readonly Command[],
): CoverageDemand | undefined => {
  const texts = [program, ...commands.map(({ text }) => text)];
  const percent = texts.map((text) => flag.exec(text)?.[1]).find((found) => found !== undefined);
  if (percent !== undefined) return { percent: Number(percent) };
  if (commands.some(({ text }) => ofChanges.test(text.slice(0, 100)))) return { percent: null };
  return ofProgram(program) ?? commands.map((command) => ofScripts(view, command)).find((found) => found !== undefined);
};

const ends = /\bexit [1-9$]|\b(?:process|sys)\.exit\(|\bexit\([1-9]|\braise\b|\bthrow\b|\babort\b/;
const compares = /(?:-lt|-le|-ge|-gt|[<>]=?)\s{0,3}["'$\w{]/;
const decides = /^\s{0,80}(?:if|elif|else if|unless|\[|\(\(|test\b|assert\b)|\b(?:bc|awk)\b|\|\||&&/;
const figure = /(?:-lt|-le|-ge|-gt|[<>]=?)\s{0,3}["']?(\d{2,3}(?:\.\d{1,2})?)\b/;
const named =
  /(?:threshold|min(?:imum)?|required|least|target)\w{0,30}["']?\s{0,3}[:=]\s{0,3}["']?(\d{2,3}(?:\.\d{1,2})?)\b/i;

/** A program that compares the coverage with something and ends red. */
const ofProgram = (program: string): CoverageDemand | undefined => {
  const text = program.slice(0, 20_000);
  if (!/cover/i.test(text) || !ends.test(text)) return undefined;
  const lines = text.split('\n').map((line) => line.slice(0, 500));
  const comparison = lines.find(
    (line) => /cover|threshold|pct|percent/i.test(line) && compares.test(line) && decides.test(line),
  );
  if (comparison === undefined) return undefined;
  const found = figure.exec(comparison)?.[1] ?? named.exec(text)?.[1];
  return { percent: found === undefined ? null : Number(found) };
};

const scriptFile = /^[\w./-]{0,200}(?:cover[\w.-]{0,60}\.(?:[cm]?js|m?ts|py|rb)|\.(?:sh|bash))$/i;

/** What a script of the repository demands, of shell or with a name that says what it is about. */
const ofScripts = (view: RepositoryView, { text, directory }: Command): CoverageDemand | undefined =>
  text
    .slice(0, 500)
    .split(/\s+/)
    .filter((word) => scriptFile.test(word))
    .map((word) => ofProgram(view.text(joinPath(directory, word) ?? word) ?? ''))
    .find((found) => found !== undefined);

const configured =
  /\b(?:jest|vitest|c8|nyc|stryker|pytest|py\.test|coverage)\b.{0,300}?(?:--config|--configuration|--rcfile|--cov-config|-c)[= ]["']?([\w@./-]{1,200})/;

/** The configurations that commands name for their runner, as paths of the repository. */
export const configurationsOf = (commands: readonly Command[]): readonly string[] =>
  commands.flatMap(({ text, directory }) => {
    const [, path] = configured.exec(text.slice(0, 1000)) ?? [];
    return path === undefined ? [] : (joinPath(directory, path) ?? []);
  });

/** Names of configurations that no runner takes by itself. */
export const namedConfigGlobs: readonly string[] = [
  '**/*{jest,vitest,vite,nyc,c8}*.{ts,mts,js,mjs,cjs,json}',
  '**/{.coveragerc*,coveragerc*}',
];
