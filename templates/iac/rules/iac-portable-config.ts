import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Infrastructure, Tie } from '../model.ts';

export const judge: Judge<Infrastructure> = ({ apps, ties, elsewhere }): Judgement | readonly Judgement[] => {
  // What is read twice in a line is one thing to change.
  const once = new Map(ties.map((tie) => [keyOf(tie), tie]));
  if (ties.length > 0) return [...once.values()].map(judgeTie);
  const [app] = apps;
  // What a module or a construct of others is given stands here; what it names by itself is its own.
  const unread = elsewhere.find(({ what }) => !/^(?:the module|constructs of) /.test(what));
  if (unread !== undefined) {
    return { outcome: 'unknown', message: `What ${unread.what} names is not read.`, at: [unread.at] };
  }
  if (app !== undefined) {
    return { outcome: 'pass', message: 'Nothing in the infrastructure ties it to one account.', at: [app.at] };
  }
  return { outcome: 'not-applicable', message: 'No infrastructure is described here.' };
};

const keyOf = ({ kind, value, resource, at: { path, line, pointer } }: Tie): string =>
  [kind, value, resource, path, line, pointer].join(' ');

const judgeTie = ({ kind, value, resource, at }: Tie): Judgement => ({
  outcome: 'fail',
  message: sentences[kind](resource, value),
  at: [at],
  subject: `${kind} ${value} in ${resource}`,
});

const sentences: Readonly<Record<Tie['kind'], (resource: string, value: string) => string>> = {
  account: (resource, value) => `${resource} names the account ${value}: take it from the settings of the environment.`,
  region: (resource, value) => `${resource} names the region ${value}: take it from the stack or the settings.`,
  arn: (resource, value) => `${resource} names ${value}, which is of one account.`,
  'physical name': (resource, value) =>
    `${resource} is called ${value}, so that there can be one in an account: leave the name out.`,
  environment: (resource, value) =>
    `${resource} reads ${value} from the environment: whoever runs it decides what is made. Pass it in.`,
  parameter: (resource, value) =>
    `${resource} is a ${value}: what is decided in the program can be tested, what is decided later cannot.`,
};
