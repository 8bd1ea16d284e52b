import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { standardOf } from '../../src/build/plugin.ts';
import { select } from '../../src/answers/select.ts';
import { questionsOf } from '../../src/answers/questions.ts';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import type { Answers } from '../../src/answers/resolve.ts';
import type { Template } from '../../src/catalog/types.ts';
import { validatorsOf } from '../../src/commands/prepare.ts';
import { planCreate } from '../../src/plan/create.ts';
import { render } from '../../src/render/render.ts';
import type { RenderedFile } from '../../src/render/render.ts';
import { readFolder } from '../../src/disk/read-folder.ts';

/** The checkout: tests and tools are run from its root. */
export const root = process.cwd();
export const { standard, files } = standardOf(root);
/** Path to text of everything under templates/. */
export const sources = readFolder(`${root}/templates`);

export interface ExampleAnswers {
  /** `kind/template/case`. */
  readonly id: string;
  readonly template: Template;
  readonly answers: Readonly<Record<string, unknown>>;
}

/** Every answer set under examples/, of every template. */
export const exampleAnswers: readonly ExampleAnswers[] = standard.kinds.flatMap((kind) =>
  kind.templates.flatMap((template) =>
    [...sources.keys()].flatMap((path): ExampleAnswers[] => {
      const name = new RegExp(`^${template.id}/examples/([^/]+)\\.yaml$`).exec(path)?.[1];
      if (name === undefined) return [];
      const { answers } = parse(sources.get(path) ?? '') as { answers: Record<string, unknown> };
      return [{ id: `${template.id}/${name}`, template, answers }];
    }),
  ),
);

export interface Service {
  readonly templates: readonly Template[];
  readonly answers: Answers;
  readonly files: readonly RenderedFile[];
  /** Path to text of every file that is written, the manifest included. */
  readonly texts: Readonly<Record<string, string>>;
}

/** Renders a service in memory, as create would write it. */
export function renderService(
  given: Readonly<Record<string, unknown>>,
  choice: Readonly<Record<string, string>> = {},
  archetype = 'http-api',
): Service {
  const { templates } = select(standard, { archetype, templates: choice });
  const questions = questionsOf(standard, templates);
  const known = Object.fromEntries(
    Object.entries(given).filter(([name]) => questions.some((question) => question.name === name)),
  );
  const { answers } = resolveAnswers(
    questions,
    { flags: {}, file: { name: 'orders', ...known } },
    validatorsOf(templates),
  );
  const rendered = render({ standard, templates, files, answers });
  const plan = planCreate({
    root: '/service',
    standard,
    templates,
    archetype,
    answers,
    rendered,
    entries: [],
    existing: new Map(),
    policy: () => 'fail',
  });
  const decoder = new TextDecoder();
  const texts = Object.fromEntries(plan.changes.map(({ path, content }) => [path, decoder.decode(content)]));
  return { templates, answers, files: rendered, texts };
}

export const readText = (path: string): string => readFileSync(`${root}/${path}`, 'utf8');
