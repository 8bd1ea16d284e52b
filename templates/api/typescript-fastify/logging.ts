import type { Program } from '../model.ts';
import { calleeOf, literalsIn, nameOf, placeOf, within } from './syntax.ts';
import type { Module } from './syntax.ts';

/** Libraries that write one JSON object a line unless they are told otherwise. */
const jsonLibraries = ['pino', 'bunyan', '@aws-lambda-powertools/logger', 'fastify'];
const otherLibraries = ['winston', 'log4js', 'tslog', 'signale', 'loglevel', 'consola', 'morgan'];

/** Programs that people call in a terminal talk to it. */
const isTool = (path: string): boolean => /(?:^|\/)(?:cli|bin|scripts|tools|seeds?)\/|(?:^|\/)cli\.\w+$/.test(path);

/** How the modules of a program log. */
export const loggingOf = (modules: readonly Module[]): Program['logs'] => {
  const imported = new Set(modules.flatMap(({ imports }) => imports));
  const libraries = [...jsonLibraries, ...otherLibraries].filter(
    (library) => imported.has(library) && (library !== 'fastify' || modules.some(turnsFastifyLoggerOn)),
  );
  const json = libraries.some((library) => jsonLibraries.includes(library)) || modules.some(formatsJson);
  return {
    libraries,
    json: json && !modules.some(alwaysPretty),
    redacted: [...new Set(modules.flatMap(redactedBy))],
    bypasses: modules.flatMap((module) => (isTool(module.path) ? [] : bypassesOf(module))),
  };
};

const turnsFastifyLoggerOn = ({ properties }: Module): boolean =>
  properties.some(({ key, value }) => nameOf(key) === 'logger' && !(value.type === 'BooleanLiteral' && !value.value));

/** `format.json()` of winston. */
const formatsJson = ({ calls, imports }: Module): boolean =>
  imports.includes('winston') && calls.some((call) => calleeOf(call).name === 'json');

/** A formatter for people that no condition keeps away from production. */
const alwaysPretty = ({ strings, conditions }: Module): boolean =>
  strings.some((node) => node.value === 'pino-pretty' && !conditions.some((condition) => within(node, condition)));

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
