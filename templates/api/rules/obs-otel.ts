import { get, list } from '../../../src/kit/index.ts';
import type { Judge, JudgeContext, Judgement } from '../../../src/kit/index.ts';
import type { Api, Program } from '../model.ts';

/** Judges whether a program is instrumented by OpenTelemetry from its first module on, and says who it is. */
export const judge: Judge<Api> = ({ programs }, { models }) => {
  const variables = variablesOf(models);
  return programs.flatMap((program) => [...xrayOf(program), judgeProgram(program, variables)]);
};

/** Names of the variables that infrastructure sets; they may set telemetry up without a word in the code. */
const variablesOf = (models: JudgeContext['models']): ReadonlySet<string> =>
  new Set(list(get(models['iac'], 'variables')).map((variable) => String(get(variable, 'name'))));

const xrayOf = ({ name, telemetry }: Program): readonly Judgement[] =>
  telemetry.xray.map(({ text, at }) => ({
    outcome: 'fail',
    message: `${text} is in maintenance since 2026-02-25: OpenTelemetry takes its place, and X-Ray takes its traces.`,
    at: [at],
    subject: `${text} in ${name}`,
  }));

const judgeProgram = (program: Program, variables: ReadonlySet<string>): Judgement => {
  const { name, readable, serves, telemetry, language } = program;
  const { setup, first } = telemetry;
  const at = [telemetry.at ?? program.at];
  const subject = `telemetry of ${name}`;
  const unknown = (message: string): Judgement => ({ outcome: 'unknown', message, at, subject });
  const fail = (message: string): Judgement => ({ outcome: 'fail', message, at, subject });
  if (!readable) return unknown(`The program in ${name} is written in ${language}, which is not read here.`);
  if (setup === 'agent')
    return unknown(`${telemetry.name} instruments the program in ${name}: what it sends cannot be seen from here.`);
  if (setup === 'api')
    return unknown(
      `The program in ${name} uses ${telemetry.name}, but what sets OpenTelemetry up is not among its modules.`,
    );
  if (setup === 'none') {
    const outside = [...variables].some((variable) => /^(?:OTEL_|AWS_LAMBDA_EXEC_WRAPPER$)/.test(variable));
    return outside || !serves
      ? unknown(`Nothing in the code of ${name} sets OpenTelemetry up; a layer or an agent of the platform may do it.`)
      : fail(`The program in ${name} sets OpenTelemetry up nowhere.`);
  }
  if (first === 'no')
    return fail(
      `OpenTelemetry is set up after the modules that it instruments are loaded: load it by --import, or import it first.`,
    );
  const lacks = lackingOf(telemetry.lacks, variables);
  if (lacks !== null && lacks.length > 0)
    return fail(`The resource that telemetry is sent for lacks ${lacks.join(', ')}.`);
  if (first === 'unknown')
    return unknown(`Whether OpenTelemetry is set up in ${name} before everything else cannot be told from the code.`);
  if (lacks === null)
    return unknown(`The attributes of the resource come from the environment, which cannot be seen from here.`);
  return {
    outcome: 'pass',
    message: `OpenTelemetry runs in ${name} before everything else, and says which service, version and stage it is.`,
    at,
    subject,
  };
};

const lackingOf = (lacks: Program['telemetry']['lacks'], variables: ReadonlySet<string>): readonly string[] | null => {
  if (variables.has('OTEL_RESOURCE_ATTRIBUTES')) return [];
  const left = (lacks ?? ['all']).filter((name) => name !== 'service.name' || !variables.has('OTEL_SERVICE_NAME'));
  return lacks === null ? null : left;
};
