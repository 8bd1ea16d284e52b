import type { Resolved } from '../answers/resolve.ts';
import { flagOf, questionsOf } from '../answers/questions.ts';
import type { Catalog, Question, Template } from '../catalog/types.ts';
import { holds } from '../catalog/when.ts';
import { contextsOf } from '../render/context.ts';
import { evaluateText } from '../render/text.ts';

/** What the user does next; `command` works when it is pasted into a shell. */
export interface NextStep {
  readonly title: string;
  readonly command?: string;
}

/**
 * What is left to do for a person, in the order in which it is done: go there, replace the values that are only examples,
 * then what each template asks for.
 *
 * @param place how the user reaches the service from where the command ran
 */
export function nextStepsOf(
  catalog: Catalog,
  templates: readonly Template[],
  resolved: Resolved,
  place: string,
): readonly NextStep[] {
  const contexts = contextsOf(catalog, templates, resolved.answers);
  const examples = exampleAnswers(questionsOf(catalog, templates), resolved);
  return [
    ...(place === '.' ? [] : [{ title: 'Go to the service', command: `cd ${quote(place)}` }]),
    ...templates.flatMap((template) =>
      template.nextSteps
        .filter((step) => holds(step.when, contexts.get(template.id) ?? {}))
        .map(({ title, command }): NextStep => {
          const text = (value: typeof title): string =>
            String(evaluateText(value, contexts.get(template.id) ?? {}, `${template.id}/template.yaml`));
          return { title: text(title), ...(command === undefined ? {} : { command: text(command) }) };
        }),
    ),
    ...(examples.length === 0
      ? []
      : [
          {
            title: `Before production, make the service anew with real values for ${examples.map((question) => `--${flagOf(question)}`).join(', ')}: they hold examples`,
          },
        ]),
  ];
}

/** Questions whose answer is still the example that their default gives. */
const exampleAnswers = (questions: readonly Question[], { origins }: Resolved): readonly Question[] =>
  questions.filter((question) => question.placeholder && origins[question.name] === 'default');

const quote = (path: string): string =>
  /^[A-Za-z0-9_./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
