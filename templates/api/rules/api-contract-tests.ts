import type { Judge, Judgement } from '../../../src/kit/index.ts';
import { comparisonTool } from '../contract-tests.ts';
import type { Api, Contract, ContractTest, Program } from '../model.ts';

/** Judges whether tests hold the program against its contract, for enough of its operations. */
export const judge: Judge<Api> = ({ contracts, contractTests, programs }, { choices }) => {
  const share = typeof choices['api.contractTestShare'] === 'number' ? choices['api.contractTestShare'] : 80;
  const served = programs.filter(({ http }) => http);
  // A contract alone, such as in a repository of contracts, has no program here to be tested.
  if (served.length === 0) return [];
  const derived = served.some(({ contractMakers }) => contractMakers.length > 0);
  const tests = contractTests.filter(({ tool }) => tool !== comparisonTool || derived);
  const judged = contracts.filter(({ operations }) => operations.some(({ probe }) => !probe));
  return judged.map((contract) => judgeContract(contract, { tests, served, share, only: judged.length === 1 }));
};

/** Verifies what consumers ask for, which stands with them. */
const byConsumers = /pact/i;

interface Context {
  readonly tests: readonly ContractTest[];
  readonly served: readonly Program[];
  readonly share: number;
  /** Whether it is the only contract, so that every test is about it. */
  readonly only: boolean;
}

const judgeContract = ({ path, operations, at }: Contract, { tests, served, share, only }: Context): Judgement => {
  const subject = `tests of ${path}`;
  const [first] = tests;
  if (first === undefined) {
    if (served.some(({ readable }) => !readable)) {
      const message = `No test of ${path} was found, but of ${[...new Set(served.map(({ language }) => language))].join(', ')} not every tool is known here.`;
      return { outcome: 'unknown', message, at: [at], subject };
    }
    return { outcome: 'fail', message: `No test holds the program against ${path}.`, at: [at], subject };
  }
  const whole = tests.find(({ exhaustive, tool }) => exhaustive || tool === comparisonTool);
  const judged = operations.filter(({ probe }) => !probe);
  const called = new Set(tests.flatMap((test) => test.operations));
  const left = judged.filter(({ name }) => !called.has(name));
  const covered = Math.floor((100 * (judged.length - left.length)) / judged.length);
  const told = covered >= share ? first : whole;
  if (told !== undefined) {
    const asked = covered < share && byConsumers.test(told.tool);
    if (asked && !only) {
      const message = `${told.tool} holds the program against what consumers ask for; which operations of ${path} these are cannot be seen.`;
      return { outcome: 'unknown', message, at: [told.at], subject };
    }
    const all = asked ? 'what its consumers ask for' : 'all operations';
    const how = covered >= share ? `${covered} % of the operations` : all;
    const message = `${told.tool} holds the program against ${path}, for ${how}.`;
    return { outcome: 'pass', message, at: [told.at], subject };
  }
  const names = left
    .slice(0, 5)
    .map(({ name }) => name)
    .join(', ');
  const message = `Tests hold the program against ${path} for ${covered} % of its operations; ${share} % are asked for. None calls ${names}${left.length > 5 ? ' and others' : ''}.`;
  return { outcome: 'fail', message, at: left.map((operation) => operation.at).slice(0, 1), subject };
};
