import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { flagOf } from '../../src/answers/questions.ts';
import type { Text } from '../../src/catalog/types.ts';
import { commands } from '../../src/cli/options.ts';
import { contextsOf } from '../../src/render/context.ts';
import type { Program } from '../../src/render/program.ts';
import { contextSchema, namesOf } from '../support/names.ts';
import { parseRendered } from '../support/parse.ts';
import { exampleAnswers, files, renderService, sources, standard } from '../support/standard.ts';

const templates = standard.kinds.flatMap((kind) => kind.templates);

/** Every program below a value of template.yaml. */
const programsOf = (value: unknown): Program[] => {
  if (typeof value !== 'object' || value === null) return [];
  if ('program' in value) return [(value as Exclude<Text, string>).program];
  return Object.values(value).flatMap(programsOf);
};

/** Top-level names of the conditions below a value. */
const conditionsOf = (value: unknown): string[] => {
  if (typeof value !== 'object' || value === null) return [];
  const own =
    'when' in value && typeof value.when === 'object'
      ? [value.when].flat().flatMap((when) => Object.keys(when ?? {}))
      : [];
  return [...own, ...Object.values(value).flatMap(conditionsOf)];
};

describe.each(templates.map((template) => [template.id, template] as const))('the template %s', (id, template) => {
  const context = contextSchema(standard, template);
  const programs = (files[id] ?? []).flatMap((file) => [file.path, file.content]);
  const described = [template.provides, template.nextSteps, template.limits].flatMap(programsOf);

  it('names nothing but declared answers, its constants and the contracts of the kinds, on any branch', () => {
    expect([...programs, ...described].flatMap((program) => namesOf(program, context).unknown)).toEqual([]);
    const conditions = conditionsOf([files[id], template.provides, template.nextSteps]);
    const paths: Program = conditions.map((name) => ({ v: { p: name.split('.') } }));
    expect(namesOf(paths, context).unknown).toEqual([]);
  });

  it('writes every value through a helper that knows the language of the file', () => {
    for (const file of files[id] ?? []) expect(namesOf(file.content, context).bare, `a file of ${id}`).toEqual([]);
  });

  it('uses every question and every constant that it declares', () => {
    const used = new Set([...programs, ...described].flatMap((program) => [...namesOf(program, context).used]));
    for (const name of conditionsOf([files[id], template.provides])) used.add(name.split('.')[0] ?? '');
    expect(template.questions.map((question) => question.name).filter((name) => !used.has(name))).toEqual([]);
  });

  it('has a README and examples', () => {
    expect(sources.has(`${id}/README.md`)).toBe(true);
    expect(exampleAnswers.filter((example) => example.template.id === id)).not.toEqual([]);
  });

  it('covers every pair of choices of its questions by its examples, and every sample', () => {
    const own = [...(standard.kinds.find((kind) => kind.id === template.kind)?.questions ?? []), ...template.questions];
    const answers = exampleAnswers
      .filter((example) => example.template.id === id)
      .map(({ answers: given }) => renderService(given, { [template.kind]: template.name }).answers);
    const choices = own.flatMap((question) => {
      const values = question.type === 'boolean' ? [true, false] : question.enum;
      return values === undefined ? [] : values.map((value) => ({ question, value }));
    });
    const missing = choices.flatMap((a) =>
      choices
        .filter((b) => a.question.name <= b.question.name && (a.question !== b.question || a.value === b.value))
        .filter((b) => a.question.when === undefined && b.question.when === undefined)
        .filter((b) => !answers.some((set) => set[a.question.name] === a.value && set[b.question.name] === b.value))
        .map((b) => `${a.question.name}=${a.value} with ${b.question.name}=${b.value}`),
    );
    const unsampled = own.filter((question) =>
      question.samples?.some((sample) => !answers.some((set) => set[question.name] === sample)),
    );
    expect([...missing, ...unsampled.map((question) => `a sample of ${question.name}`)]).toEqual([]);
  });
});

describe('every question', () => {
  const questions = standard.kinds.flatMap((kind) => [
    ...kind.questions,
    ...kind.templates.flatMap((template) => template.questions),
  ]);

  it('has a flag of its own that no option of the command line has', () => {
    const asking = commands.filter((command) => command.answers);
    const taken = [
      ...asking.flatMap((command) => command.options.map((option) => option.name)),
      ...standard.kinds.map((kind) => kind.id),
    ];
    const flags = questions.map(flagOf);
    expect(flags.filter((flag, index) => taken.includes(flag) || flags.indexOf(flag) !== index)).toEqual([]);
  });

  it('asks for no secret', () => {
    expect(
      questions
        .map((question) => question.name)
        .filter((name) => /secret|password|token|credential|privatekey/i.test(name)),
    ).toEqual([]);
  });

  it('of the kinds is used by some template', () => {
    const used = new Set(
      templates.flatMap((template) => {
        const programs = [
          ...(files[template.id] ?? []).flatMap((file) => [file.path, file.content]),
          ...programsOf(template.provides),
        ];
        const names = programs.flatMap((program) => [...namesOf(program, contextSchema(standard, template)).used]);
        return [
          ...names,
          ...conditionsOf([files[template.id], template.provides]).map((name) => name.split('.')[0] ?? ''),
        ];
      }),
    );
    expect(questions.map((question) => question.name).filter((name) => !used.has(name))).toEqual([]);
  });
});

describe.each(exampleAnswers.map((example) => [example.id, example] as const))(
  'the example %s',
  (_, { template, answers }) => {
    const service = renderService(answers, { [template.kind]: template.name });

    it('renders files that the real parser of each type reads', async () => {
      for (const file of service.files) await parseRendered(file.path, file.text);
    });

    it('renders tidy text: LF, a final newline, no trailing blanks, nothing left of Handlebars', () => {
      for (const { path, text } of service.files) {
        if (text === '') continue;
        expect(text.endsWith('\n') && !text.endsWith('\n\n'), `${path} ends in one newline`).toBe(true);
        expect(text.includes('\r'), `${path} has LF only`).toBe(false);
        if (!path.endsWith('.md')) expect(/[ \t]$/m.test(text), `${path} has no trailing blanks`).toBe(false);
        expect(
          /(?<!\$)\{\{[#/]?[a-z]/.test(text.replaceAll(/\{\{(json|payload|issue)/g, '')),
          `${path} has no mustaches`,
        ).toBe(false);
      }
    });

    it('names no host of a package registry in a lock file', () => {
      for (const { path, text } of service.files)
        if (path.endsWith('package-lock.json')) expect(text).not.toMatch(/"resolved"|registry\./);
    });

    it('gives each kind what its contract promises', () => {
      const contexts = contextsOf(standard, service.templates, service.answers);
      for (const kind of standard.kinds) {
        const context = [...contexts.values()][0] ?? {};
        const ajv = new Ajv2020({ strict: false, allErrors: true });
        const validate = ajv.compile(kind.contract);
        expect(validate(withoutNulls(context[kind.id])) ? [] : validate.errors, kind.id).toEqual([]);
      }
    });
  },
);

/** Null stands for a part of a contract that a template leaves out. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (inner === null ? [] : [[key, withoutNulls(inner)]])),
  );
}
