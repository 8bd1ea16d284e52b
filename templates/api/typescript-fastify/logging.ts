import type { Node } from '@babel/types';
import type { Program } from '../model.ts';
import { callsOf, calleeOf, constantsOf, literalsIn, nodesOf, placeOf } from './syntax.ts';
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

const turnsFastifyLoggerOn = ({ tree }: Module): boolean =>
  nodesOf(tree).some(
    (node) =>
      node.type === 'ObjectProperty' &&
      node.key.type === 'Identifier' &&
      node.key.name === 'logger' &&
      !(node.value.type === 'BooleanLiteral' && !node.value.value),
  );

/** `format.json()` of winston. */
const formatsJson = ({ tree, imports }: Module): boolean =>
  imports.includes('winston') && callsOf(tree).some((call) => calleeOf(call).name === 'json');

/** A formatter for people that no condition keeps away from production. */
const alwaysPretty = ({ tree }: Module): boolean => {
  const pretty = nodesOf(tree).filter((node) => node.type === 'StringLiteral' && node.value === 'pino-pretty');
  if (pretty.length === 0) return false;
  const conditions = nodesOf(tree).filter(({ type }) =>
    /^(?:ConditionalExpression|IfStatement|LogicalExpression)$/.test(type),
  );
  const within = ({ start, end }: Node, outer: Node): boolean =>
    Number(outer.start) <= Number(start) && Number(end) <= Number(outer.end);
  return pretty.some((node) => !conditions.some((condition) => within(node, condition)));
};

/** `req.headers.authorization` and `*["password"]` name authorization and password. */
const redactedBy = ({ tree }: Module): readonly string[] => {
  const constants = constantsOf(tree);
  return nodesOf(tree).flatMap((node) => {
    if (node.type !== 'ObjectProperty' || node.key.type !== 'Identifier' || node.key.name !== 'redact') return [];
    return literalsIn(node.value, constants)
      .flatMap((path) =>
        path
          .split(/[.[\]"'*]+/)
          .filter(Boolean)
          .slice(-1),
      )
      .map((name) => name.toLowerCase());
  });
};

const bypassesOf = ({ path, tree }: Module): Program['logs']['bypasses'] =>
  callsOf(tree)
    .filter((call) => calleeOf(call).object === 'console')
    .map((call) => ({ text: `console.${calleeOf(call).name}`, at: placeOf(path, call) }));
