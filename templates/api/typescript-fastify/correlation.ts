import type { Client, Correlation, Known, Telemetry } from '../model.ts';
import { nameOf } from './syntax.ts';
import type { Module } from './syntax.ts';

/** Headers by which a request is known over several services. */
const headers = /^(?:x-)?(?:request|correlation|flow|trace|transaction)-?id$|^traceparent$|^x-amzn-trace-id$|^x-b3-/i;
/** Members and options that hold the id of a request. */
const ids =
  /^(?:genReqId|requestIdHeader|requestIdLogLabel|reqId|requestId|request_id|correlationId|correlation_id|awsRequestId|traceId|trace_id)$/;
const idLibraries =
  /^(?:pino-http|nestjs-pino|express-request-id|cls-rtracer|nestjs-cls|koa-requestid|express-correlation-id|correlation-id|hono\/request-id|@fastify\/request-context|@aws-lambda-powertools\/logger)(?:\/|$)/;
const logLibraries =
  /^(?:pino-http|nestjs-pino|@opentelemetry\/instrumentation-(?:pino|winston|bunyan)|@opentelemetry\/auto-instrumentations-node|@aws-lambda-powertools\/logger|@elastic\/ecs-.+-format)(?:\/|$)/;
const carriers =
  /^@opentelemetry\/(?:instrumentation-(?:undici|http|fetch|aws-sdk)|auto-instrumentations-node)(?:\/|$)|^aws-xray-sdk|^@aws-lambda-powertools\/tracer/;

/** Libraries whose calls carry a context: to other services, not to the platform's own stores. */
const outgoing = /^(?:fetch|undici|axios|got|node:http|ky)$/;

export const correlationOf = (
  modules: readonly Module[],
  { setup }: Telemetry,
  clients: readonly Client[],
): Correlation => {
  const names = [...new Set(modules.flatMap(({ imports }) => imports))];
  const uses = (pattern: RegExp): boolean => names.some((name) => pattern.test(name));
  const agent = setup === 'agent' || setup === 'preload' || setup === 'api';
  const mentions = modules.some(namesRequest);
  const logsIds = modules.some(
    ({ properties, imports }) =>
      imports.some((name) => /pino|winston|bunyan|logger|fastify|log4js/i.test(name)) &&
      properties.some(({ key }) =>
        /^(?:mixin|trace_?id|span_?id|request_?id|correlation_?id|requestIdLogLabel|defaultMeta|logMixin)$/i.test(
          nameOf(key),
        ),
      ),
  );
  // Fastify gives each request a logger with its id.
  const fastify =
    modules.some(
      ({ imports, properties }) =>
        imports.includes('fastify') && properties.some(({ key }) => /^logger(?:Instance)?$/.test(nameOf(key))),
    ) ||
    modules.some(({ members }) =>
      members.some(({ object, property }) => nameOf(property) === 'log' && /^(?:request|req)$/.test(nameOf(object))),
    );
  const known = (told: boolean): Known => (told ? 'yes' : agent ? 'unknown' : 'no');
  const correlation = {
    identified: known(mentions || uses(idLibraries) || uses(carriers)),
    logged: known(logsIds || fastify || uses(logLibraries)),
    passedOn: clients.some(({ library }) => outgoing.test(library))
      ? known(uses(carriers) || modules.some(passesOn))
      : ('not-needed' as const),
  };
  return { ...correlation, lacks: lacksOf(correlation) };
};

const lacksOf = ({ identified, logged, passedOn }: Omit<Correlation, 'lacks'>): readonly string[] => [
  ...(identified === 'no' ? ['an id for each request (taken over from a header, or made)'] : []),
  ...(logged === 'no' ? ['that id or the one of the trace in its logs'] : []),
  ...(passedOn === 'no' ? ['the context in its calls to others'] : []),
];

const namesRequest = ({ strings, properties, members }: Module): boolean =>
  strings.some(({ value }) => headers.test(value)) ||
  properties.some(({ key }) => ids.test(nameOf(key)) || headers.test(nameOf(key))) ||
  members.some(({ property }) => ids.test(nameOf(property)));

/** A header that a call is given by hand, or the propagation of the API. */
const passesOn = ({ calls, properties }: Module): boolean =>
  properties.some(({ key }) => headers.test(nameOf(key))) ||
  calls.some(
    ({ callee }) =>
      callee.type === 'MemberExpression' &&
      nameOf(callee.object) === 'propagation' &&
      nameOf(callee.property) === 'inject',
  );
