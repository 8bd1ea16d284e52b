import type { Judge, JudgeContext, Judgement } from '../../../src/kit/index.ts';
import type { Answer, Api, Contract, Operation, Program } from '../model.ts';

/** Judges whether errors have one form, in the contract and in the program, and keep the insides of the program to themselves. */
export const judge: Judge<Api> = ({ contracts, programs }, { choices }) => {
  const format = choices['api.errorFormat'] === 'aws' ? aws : problem;
  return [
    ...contracts.flatMap((contract) => judgeContract(contract, format)),
    ...programs.flatMap((program) => judgeProgram(program, choices)),
  ];
};

interface Format {
  readonly name: string;
  fits(answer: Answer): boolean;
}

const problem: Format = {
  name: 'application/problem+json with type, title, status, detail and instance',
  fits: ({ mediaTypes, members }) =>
    mediaTypes.includes('application/problem+json') &&
    ['type', 'title', 'status', 'detail', 'instance'].every((member) => members.includes(member)),
};

const aws: Format = {
  name: 'a JSON body with a message and a code or type, as the AWS SDKs read it',
  fits: ({ mediaTypes, members }) =>
    mediaTypes.some((type) => /json/.test(type)) &&
    members.some((member) => /^message$/i.test(member)) &&
    members.some((member) => /^(?:__type|code|type|error)$/i.test(member)),
};

const judgeContract = ({ path, operations, at }: Contract, format: Format): readonly Judgement[] => {
  const judged = operations.filter(({ errors, method }) => errors.length > 0 && method !== 'HEAD');
  const answers = judged.flatMap(({ errors }) => errors);
  if (judged.length < foreignFrom || answers.some((answer) => format.fits(answer)))
    return judged.map((operation) => judgeOperation(operation, format));
  // A contract with another format throughout has one thing to change, not one for each operation.
  const message = `${path} documents none of the errors of its ${judged.length} operations as ${format.name}.`;
  const places = answers.slice(0, placesAtMost).map((answer) => answer.at);
  return [{ outcome: 'fail', message, at: [at, ...places], subject: `errors of ${path}` }];
};

const foreignFrom = 3;
const placesAtMost = 20;

const judgeOperation = ({ name, errors, at }: Operation, { name: wanted, fits }: Format): Judgement => {
  const off = errors.filter((answer) => !fits(answer));
  if (off.length === 0)
    return { outcome: 'pass', message: `${name} answers every error as ${wanted}.`, at: [at], subject: name };
  const message = `${name} documents ${off.map(({ status }) => status).join(', ')} otherwise than as ${wanted}.`;
  return { outcome: 'fail', message, at: off.map((answer) => answer.at).slice(0, 1), subject: name };
};

const judgeProgram = (program: Program, choices: JudgeContext['choices']): readonly Judgement[] => {
  const { name, readable, errorHandling, at } = program;
  const subject = `errors of ${name}`;
  const leaks = errorHandling.handlers.flatMap((handler) => handler.leaks);
  if (leaks.length > 0) {
    return leaks.map((leak) => ({
      outcome: 'fail',
      message: `The program in ${name} sends the stack of an error to the caller, in production too: it tells how the program is built.`,
      at: [leak.at],
      subject: `stack in ${leak.at.path}`,
    }));
  }
  // Without a handler in sight, a gateway or a library may make the answer.
  const [handler] = errorHandling.handlers;
  if (!readable || handler === undefined || choices['api.errorFormat'] === 'aws') return [];
  if (errorHandling.problems) {
    return [
      {
        outcome: 'pass',
        message: `The program in ${name} answers errors as application/problem+json.`,
        at: [at],
        subject,
      },
    ];
  }
  const message = `The error handler of ${name} (${handler.text}) answers in a form of its own: nothing in the program says application/problem+json.`;
  return [{ outcome: 'fail', message, at: [handler.at], subject }];
};
