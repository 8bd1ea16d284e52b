import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Event, Pipeline, Trigger } from '../model.ts';

const wanted: readonly (readonly [Event, string])[] = [
  ['pull-request', 'A pull request'],
  ['trunk', 'A push to the trunk'],
];

/** Judges both events apart: each has to start a workflow that tests. */
export const judge: Judge<Pipeline> = (pipeline) => wanted.map(([event, name]) => judgeEvent(pipeline, event, name));

function judgeEvent({ workflows, everyPush, unread: parts }: Pipeline, event: Event, name: string): Judgement {
  const unread = parts.filter(({ events = [event] }) => events.includes(event));
  const having = workflows.filter(({ does }) => does.includes('test'));
  const testing = having.filter(({ jobs }) => !isOff(event, jobs));
  const triggers = testing.flatMap((workflow) => workflow.triggers.filter((trigger) => trigger.event === event));
  const whole = triggers.find((trigger) => seesSources(trigger) && !trigger.polls);
  if (whole !== undefined)
    return { outcome: 'pass', message: `${name} starts the tests.`, at: [whole.at], subject: name };
  const [filtered] = triggers;
  if (filtered?.polls === true) {
    const message = `${name} starts the tests only when somebody looks for it: let the host tell of the change instead of polling.`;
    return { outcome: 'fail', message, at: [filtered.at], subject: name };
  }
  if (filtered !== undefined) {
    const message = `${name} starts the tests for some paths only (${filtered.paths.slice(0, 5).join(', ')}), and the sources are not among them.`;
    return { outcome: 'fail', message, at: [filtered.at], subject: name };
  }
  const pushed = everyPush.find((workflow) => having.some(({ at }) => at.path === workflow.at.path));
  if (event === 'pull-request' && pushed !== undefined) {
    const message =
      'A push to any branch starts the tests, so pull requests of this repository do; those of others do not.';
    return { outcome: 'unknown', message, at: [pushed.at], subject: name };
  }
  if (unread.length > 0) {
    const message = `${name} starts no tests that can be seen; parts of the pipeline stand elsewhere.`;
    return { outcome: 'unknown', message, at: unread.map(({ at }) => at).slice(0, 3), subject: name };
  }
  const untold = testing.flatMap((workflow) => workflow.triggers.filter((trigger) => trigger.event === 'unknown'));
  if (untold[0] !== undefined) {
    const message = `Which changes start the tests cannot be told, and so not whether ${name.toLowerCase()} does.`;
    return { outcome: 'unknown', message, at: [untold[0].at], subject: name };
  }
  const message =
    having.length > 0
      ? `${name} does not start the workflow that tests.`
      : `${name} starts no tests: no workflow runs any.`;
  return {
    outcome: 'fail',
    message,
    at: (having.length > 0 ? having : workflows).map(({ at }) => at).slice(0, 3),
    subject: name,
  };
}

/** Whether conditions keep every test of a workflow's own jobs out of runs for an event. */
function isOff(event: Event, jobs: Pipeline['workflows'][number]['jobs']): boolean {
  const tests = jobs.flatMap(({ steps }) => steps.filter(({ does }) => does.includes('test')));
  return (
    tests.length > 0 &&
    jobs.every(({ calls }) => calls === null) &&
    tests.every(({ events }) => !events.includes(event) && !events.includes('unknown'))
  );
}

/** Whether a filter by path lets through what programs are made of. */
const seesSources = ({ paths }: Trigger): boolean => {
  const wanted = paths.filter((path) => !path.startsWith('!'));
  if (paths.some((path) => /^!(?:\.\/)?(?:src|lib|app)\/\*\*(?:\/\*)?$/.test(path))) return false;
  return wanted.length === 0 || wanted.some(isSource);
};

const isSource = (path: string): boolean =>
  /^(?:\*\*?(?:\/\*\*?|\/?\*?\.[\w{},]+)?$|(?:\.\/)?(?:[\w.-]+\/)*(?:src|lib|app|apps|cmd|internal|packages|services)\/)/.test(
    path.slice(0, 300),
  );
