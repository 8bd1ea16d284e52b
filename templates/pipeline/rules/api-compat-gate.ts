import { get, list, type At, type Judge, type Judgement } from '../../../src/kit/index.ts';
import { type Pipeline, type Step, stepsOf } from '../model.ts';

interface Contract {
  readonly at: At;
  readonly path: string;
  readonly version: string | null;
}

/** The contracts that the kind `api` has read; none when a repository has no API. */
const contractsOf = (api: unknown): readonly Contract[] =>
  list(get(api, 'contracts')).flatMap((contract) => {
    const path = get(contract, 'path');
    const version = get(contract, 'contractVersion');
    return typeof path === 'string'
      ? [{ at: { path }, path, version: typeof version === 'string' ? version : null }]
      : [];
  });

/** Judges whether a change that breaks clients is stopped before it is merged. */
export const judge: Judge<Pipeline> = (pipeline, { models }) => {
  const contracts = contractsOf(models['api']);
  const gates = stepsOf(pipeline).filter(({ does }) => does.includes('compare-contract'));
  if (contracts.length === 0 && gates.length === 0)
    return { outcome: 'not-applicable', message: 'There is no contract that a change could break.' };
  const [first] = contracts;
  const subject = `comparison of ${first?.path ?? 'the contract'}`;
  const before = gates.filter(({ events }) => events.includes('pull-request'));
  const blocking = before.find((gate) => gate.blocking);
  if (blocking !== undefined)
    return {
      outcome: 'pass',
      message: `${blocking.name} stops a change that breaks clients.`,
      at: [blocking.at],
      subject,
    };
  if (before[0] !== undefined) return tolerated(before[0], subject);
  if (gates.length === 0 && pipeline.unreadChecks.length > 0) {
    const message = `What compares ${first?.path ?? 'the contract'} may stand in a part of the pipeline that cannot be seen.`;
    return { outcome: 'unknown', message, at: pipeline.unreadChecks.map((part) => part.at).slice(0, 3), subject };
  }
  const at = gates[0]?.at ?? first?.at;
  const message =
    gates[0] === undefined
      ? `Nothing compares ${first?.path ?? 'the contract'} with what the trunk promises before a change to it is merged.`
      : `${gates[0].name} compares the contract, but not for a pull request: it is merged by then.`;
  return { outcome: 'fail', message, ...(at && { at: [at] }), subject };
};

const tolerated = ({ name, at }: Step, subject: string): Judgement => ({
  outcome: 'fail',
  message: `${name} finds a change that breaks clients and lets it pass.`,
  at: [at],
  subject,
});
