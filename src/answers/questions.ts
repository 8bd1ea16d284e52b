import type { Question, Catalog, Template } from '../catalog/types.ts';
import { kebabCase } from '../render/words.ts';

/** The questions of the chosen templates: those of each kind, then those of its templates, in the order of kinds. */
export const questionsOf = (standard: Catalog, templates: readonly Template[]): readonly Question[] =>
  standard.kinds.flatMap((kind) => {
    const chosen = templates.filter((candidate) => candidate.kind === kind.id);
    return chosen.length === 0 ? [] : [...kind.questions, ...chosen.flatMap((template) => template.questions)];
  });

/** Every question of the standard, whatever is chosen. */
export const allQuestions = (standard: Catalog): readonly Question[] =>
  questionsOf(
    standard,
    standard.kinds.flatMap((kind) => kind.templates),
  );

/** The name of the flag that answers a question, without dashes: `domainName` is `domain-name`. */
export const flagOf = (question: Question): string => kebabCase(question.name);

/** The JSON Schema of one answer. */
export function answerSchema(question: Question): object {
  const { type, pattern, minLength, maxLength, minimum, maximum } = question;
  const limits = Object.fromEntries(
    Object.entries({ pattern, minLength, maxLength, minimum, maximum }).filter(([, limit]) => limit !== undefined),
  );
  return {
    type,
    ...limits,
    ...(question.enum === undefined ? {} : { enum: question.enum }),
    ...(question.reserved === undefined ? {} : { not: { enum: question.reserved } }),
  };
}

/** The JSON Schema of an answer set; each answer may be left out. */
export const answersSchema = (questions: readonly Question[]): object => ({
  type: 'object',
  properties: Object.fromEntries(questions.map((question) => [question.name, answerSchema(question)])),
});
