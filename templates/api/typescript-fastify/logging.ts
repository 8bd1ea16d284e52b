import { placeOf } from '../../../src/kit/index.ts';
import type { Program } from '../model.ts';
import { calleeOf, literalsIn, nameOf, within } from './syntax.ts';
import type { Module } from './syntax.ts';

/** Libraries that write one JSON object a line unless they are told otherwise. */
const jsonLibraries = ['pino', 'pino-http', 'nestjs-pino', 'bunyan', '@aws-lambda-powertools/logger', 'fastify'];
const otherLibraries = ['winston', 'nest-winston', 'log4js', 'tslog', 'signale', 'loglevel', 'consola', 'morgan'];

/** Programs that people call in a terminal talk to it. */
const isTool = (path: string): boolean => /(?:^|\/)(?:cli|bin|scripts|tools|seeds?)\/|(?:^|\/)cli\.\w+$/.test(path);

/** How the modules of a program log. */
export const loggingOf = (modules: readonly Module[]): Program['logs'] => {
  const imported = new Set(modules.flatMap(({ imports }) => imports));
  const libraries = [...jsonLibraries, ...otherLibraries].filter(
    (library) => imported.has(library) && (library !== 'fastify' || modules.some(turnsFastifyLoggerOn)),
  );
  const json = libraries.some((library) => jsonLibraries.includes(library)) || modules.some(formatsJson);
  const redacted = [...new Set(modules.flatMap(redactedBy))];
  const logs = {
    libraries,
    json: json && !modules.some(alwaysPretty),
    redacted,
    // A logger from a library of their own takes the place of the one of NestJS.
    foreign:
      libraries.length === 0 && modules.some(({ calls }) => calls.some((call) => calleeOf(call).name === 'useLogger')),
    redactedByCode: redacted.length === 0 && modules.some(redactsByCode),
    bypasses: modules.flatMap((module) => (isTool(module.path) ? [] : bypassesOf(module))),
  };
  const ofNest = modules.some(({ names }) => names.get('Logger')?.module === '@nestjs/common');
  return { ...logs, lacks: lacksOf(logs, ofNest) };
};

const secrets = [
  ['authorization', /^(?:.*-)?authorization$/],
  ['cookie', /cookie/],
  ['password', /passw/],
  ['token', /token/],
] as const;

const lacksOf = (logs: Omit<Program['logs'], 'lacks'>, ofNest: boolean): readonly string[] => {
  const { libraries, json, redacted, redactedByCode, bypasses, foreign } = logs;
  if (foreign) return [];
  const open = secrets.filter(([, pattern]) => !redacted.some((name) => pattern.test(name))).map(([name]) => name);
  const writer = ofNest ? 'the logger of NestJS' : 'the console';
  const writes = libraries.length > 1 ? `${libraries.join(' and ')} write` : `${libraries[0] ?? writer} writes`;
  const calls = bypasses.length === 1 ? '1 call' : `${bypasses.length} calls`;
  return [
    ...(json && libraries.length > 0 ? [] : [`JSON (${writes} for people)`]),
    ...(bypasses.length === 0 || libraries.length === 0
      ? []
      : [`the logger in ${calls} of ${bypasses[0]?.text ?? ''} and the like`]),
    ...(open.length === 0 || redactedByCode ? [] : [`redaction of ${open.join(', ')}`]),
  ];
};

/** Serializers and wrapped streams, through which secrets may be taken out. */
const redactsByCode = ({ imports, properties }: Module): boolean =>
  imports.some((name) => /^(?:pino|bunyan|winston)$/.test(name)) &&
  properties.some(({ key }) => /^(?:serializers|formatters|censor)$/.test(nameOf(key)));

const turnsFastifyLoggerOn = ({ properties }: Module): boolean =>
  properties.some(({ key, value }) => nameOf(key) === 'logger' && !(value.type === 'BooleanLiteral' && !value.value));

/** `format.json()` of winston. */
const formatsJson = ({ calls, imports }: Module): boolean =>
  imports.includes('winston') && calls.some((call) => calleeOf(call).name === 'json');

/** A formatter for people that no condition keeps away from production. */
const alwaysPretty = ({ strings, conditions }: Module): boolean =>
  strings.some(
    (node) =>
      /^(?:pino-pretty|bunyan-format|bunyan-prettystream)$/.test(node.value) &&
      !conditions.some((condition) => within(node, condition)),
  );

/** `req.headers.authorization` and `*["password"]` name authorization and password. */
const redactedBy = (module: Module): readonly string[] =>
  module.properties
    .filter(({ key }) => nameOf(key) === 'redact')
    .flatMap(({ value }) => literalsIn(value, module))
    .flatMap((path) =>
      path
        .split(/[.[\]"'*]+/)
        .filter(Boolean)
        .slice(-1),
    )
    .map((name) => name.toLowerCase());

const bypassesOf = ({ path, calls }: Module): Program['logs']['bypasses'] =>
  calls
    .filter((call) => calleeOf(call).object === 'console')
    .map((call) => ({ text: `console.${calleeOf(call).name}`, at: placeOf(path, call) }));
