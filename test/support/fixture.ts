import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { answersSchema, questionsOf } from '../../src/answers/questions.ts';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import type { Resolved, Sources } from '../../src/answers/resolve.ts';
import { select } from '../../src/answers/select.ts';
import { readStandard } from '../../src/catalog/folder.ts';
import type { StandardFolder } from '../../src/catalog/folder.ts';
import type { Question, Template, Validator } from '../../src/catalog/types.ts';
import { readFolder } from '../../src/disk/read-folder.ts';
import { UserError } from '../../src/errors.ts';
import { render } from '../../src/render/render.ts';
import type { RenderedFile } from '../../src/render/render.ts';

const folder = fileURLToPath(new URL('../fixtures/standard', import.meta.url));

/** Path to text of the small standard of the tests. */
export const fixtureTree: ReadonlyMap<string, string> = readFolder(folder);

/** The small standard, with some of its files changed, added or (with null) removed. */
export function fixtureWith(changes: Readonly<Record<string, string | null>> = {}): StandardFolder {
  const tree = new Map(fixtureTree);
  for (const [path, text] of Object.entries(changes)) {
    if (text === null) tree.delete(path);
    else tree.set(path, text);
  }
  return readStandard(tree, '1.2.3');
}

export const { standard: fixture, files: fixtureFiles } = fixtureWith();

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });

/** A validator of these questions, compiled as the build compiles it. */
export const validatorOf = (questions: readonly Question[]): Validator =>
  ajv.compile(answersSchema(questions)) as unknown as Validator;

/** The validators of the chosen templates of the small standard, one per kind and template. */
export const fixtureValidators = (templates: readonly Template[]): readonly Validator[] =>
  templates.flatMap(({ kind, questions }) => [
    validatorOf(fixture.kinds.find(({ id }) => id === kind)?.questions ?? []),
    validatorOf(questions),
  ]);

export interface FixtureService extends Resolved {
  readonly templates: readonly Template[];
  readonly files: readonly RenderedFile[];
  /** Path to text. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Renders a service of the small standard in memory. */
export function renderFixture(
  sources: Partial<Sources> = {},
  choice: Readonly<Record<string, string>> = { api: 'hello' },
): FixtureService {
  const { templates } = select(fixture, { templates: choice });
  const questions = questionsOf(fixture, templates);
  const resolved = resolveAnswers(questions, { flags: {}, file: {}, ...sources }, fixtureValidators(templates));
  const files = render({ standard: fixture, templates, files: fixtureFiles, answers: resolved.answers });
  return { ...resolved, templates, files, texts: Object.fromEntries(files.map(({ path, text }) => [path, text])) };
}

/** What a run says to the user when it refuses; a test fails when it does not refuse, or breaks. */
export function refusal(run: () => unknown): { readonly message: string; readonly hint: string } {
  try {
    run();
  } catch (error) {
    if (error instanceof UserError) return { message: error.message, hint: error.hint };
    throw error;
  }
  throw new Error('it was not refused');
}
