import { defaultOf } from '../answers/resolve.ts';
import type { Resolved } from '../answers/resolve.ts';
import { flagOf, questionsOf } from '../answers/questions.ts';
import type { Catalog, Question, Template, Text } from '../catalog/types.ts';
import { holds } from '../catalog/when.ts';
import { evaluateText } from '../render/text.ts';
import type { Prepared } from './prepare.ts';

/** What the user does next; `command` works when it is pasted into a shell. */
export interface NextStep {
  readonly title: string;
  readonly command?: string;
}

/**
 * What is left to do for a person, in the order in which it is done: on this machine, before the service is shared, before it
 * is deployed; within that, in the order of kinds.
 *
 * @param place how the user reaches the service from where the command ran
 * @param added the templates that are new; of the others everything was said when they came
 */
export function nextStepsOf(
  catalog: Catalog,
  { resolved, contexts }: Pick<Prepared, 'resolved' | 'contexts'>,
  place: string,
  added: readonly Template[],
): readonly NextStep[] {
  const stepsOf = (phase: 'local' | 'share' | 'deploy'): readonly NextStep[] =>
    added.flatMap(({ id, nextSteps }) => {
      const context = contexts.get(id) ?? {};
      const text = (value: Text): string => String(evaluateText(value, context, `${id}/template.yaml`));
      return nextSteps
        .filter((step) => (step.phase ?? 'local') === phase && holds(step.when, context))
        .map(({ title, command }) => ({
          title: text(title),
          ...(command === undefined ? {} : { command: text(command) }),
        }));
    });
  return [
    ...(place === '.' ? [] : [{ title: 'Go to the service', command: `cd ${quote(place)}` }]),
    ...stepsOf('local'),
    ...exampleStep(questionsOf(catalog, added), resolved),
    ...stepsOf('share'),
    ...stepsOf('deploy'),
  ];
}

/** Names the questions whose answer is still the example that their default gives. */
function exampleStep(questions: readonly Question[], { answers }: Resolved): readonly NextStep[] {
  // By value, not by origin: Enter at a prompt takes the example too.
  const examples = questions.filter(
    (question) => question.placeholder && answers[question.name] === defaultOf(question, answers),
  );
  if (examples.length === 0) return [];
  const flags = examples.map((question) => `--${flagOf(question)}`).join(', ');
  return [{ title: `Before others see it, make it anew with your own ${flags}: these hold examples` }];
}

const quote = (path: string): string =>
  /^[A-Za-z0-9_./@%+=:,-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
