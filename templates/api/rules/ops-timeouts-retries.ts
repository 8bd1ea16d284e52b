import { get, list } from '../../../src/kit/index.ts';
import type { Judge, JudgeContext, Judgement } from '../../../src/kit/index.ts';
import type { Api, Client, Program, Retry } from '../model.ts';

/** Judges whether calls end in time, are repeated seldom and apart, and whether slow callers are let go. */
export const judge: Judge<Api> = ({ programs }, { models }) => {
  const balanced = behindLoadBalancer(models);
  return programs.flatMap((program): readonly Judgement[] => {
    const { name, readable, language, at } = program;
    if (!readable) {
      const message = `The program in ${name} is written in ${language}, which is not read here.`;
      return [{ outcome: 'unknown', message, at: [at], subject: `calls of ${name}` }];
    }
    return [
      ...judgeClients(program),
      ...program.retries.flatMap((retry) => judgeRetry(retry, name)),
      ...judgeServer(program, balanced),
    ];
  });
};

const judgeClients = ({ name, clients, at }: Program): readonly Judgement[] => {
  const subject = `calls of ${name}`;
  const endless = clients.filter(({ bounded }) => bounded === 'no');
  if (endless.length > 0) return endless.map((client) => endlessOf(client));
  const unseen = clients.filter(({ bounded }) => bounded === 'unknown');
  if (unseen.length > 0) {
    const message = `Whether ${[...new Set(unseen.map(({ text }) => text))].join(', ')} in ${name} end in time is computed, and cannot be seen.`;
    return [{ outcome: 'unknown', message, at: unseen.map((client) => client.at).slice(0, 5), subject }];
  }
  if (clients.length === 0) return [];
  return [
    {
      outcome: 'pass',
      message: `Each of ${clients.length} calls and clients in ${name} has a limit in time.`,
      at: [at],
      subject,
    },
  ];
};

const endlessOf = ({ text, library, needs, at }: Client): Judgement => ({
  outcome: 'fail',
  message: `${text} (${library}) waits as long as the other side likes: it needs ${needs}.`,
  at: [at],
  subject: `${text} in ${at.path}`,
});

const triesAtMost = 3;

const judgeRetry = ({ library, tries, jitter, unsafe, at }: Retry, name: string): readonly Judgement[] => {
  const flaw =
    tries !== null && tries > triesAtMost
      ? `tries again ${tries} times: more than ${triesAtMost} only add load to what is struggling`
      : unsafe
        ? 'repeats calls that create: the other side may do it twice'
        : jitter === 'no'
          ? 'has pauses without jitter: callers that failed together come back together'
          : undefined;
  return flaw === undefined
    ? []
    : [
        {
          outcome: 'fail',
          message: `${library} in ${name} ${flaw}.`,
          at: [at],
          subject: `retries by ${library} in ${at.path}`,
        },
      ];
};

/** The idle time of a load balancer of AWS, unless it is told another. */
const idleTime = 60_000;

const behindLoadBalancer = (models: JudgeContext['models']): boolean =>
  list(get(models['monitoring'], 'coverage')).some((coverage) =>
    /load balancer/i.test(String(get(coverage, 'entryPoint'))),
  );

const judgeServer = ({ name, serves, server, at }: Program, balanced: boolean): readonly Judgement[] => {
  const subject = `server of ${name}`;
  const place = [server.at ?? at];
  if (!serves) return [];
  if (server.requests === 'no') {
    const message = `The server in ${name} waits for a slow caller without an end: it needs a requestTimeout.`;
    return [{ outcome: 'fail', message, at: place, subject }];
  }
  if (balanced && server.keepAlive !== null && server.keepAlive <= idleTime) {
    const message = `The server in ${name} closes idle connections after ${server.keepAlive} ms, before the load balancer does (${idleTime}): requests on the way get lost.`;
    return [{ outcome: 'fail', message, at: place, subject }];
  }
  if (server.requests === 'unknown') {
    return [
      {
        outcome: 'unknown',
        message: `How long the server in ${name} waits for its callers cannot be seen.`,
        at: place,
        subject,
      },
    ];
  }
  return [{ outcome: 'pass', message: `The server in ${name} lets slow callers go.`, at: place, subject }];
};
