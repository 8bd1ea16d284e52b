import type { Node } from '@babel/types';
import type { At } from '../../../src/kit/index.ts';
import { nodesOf, placeOf } from '../../../src/kit/index.ts';
import type { Metrics, Use } from '../model.ts';
import { optionsOf } from './options.ts';
import type { Modules } from './options.ts';
import { calleeOf, nameOf, textOf } from './syntax.ts';
import type { Module } from './syntax.ts';

/** Packages that record a histogram of the durations of requests by themselves. */
const histogramPackages =
  /^(?:@opentelemetry\/instrumentation-http|@opentelemetry\/auto-instrumentations-node|fastify-metrics|express-prom-bundle|prometheus-api-metrics|express-prometheus-middleware|@hono\/prometheus|koa-prometheus-adapter|swagger-stats|@promster\/.+|dd-trace|newrelic)(?:\/|$)/;

const duration = /(?:http|request|response|api)[\w.]*(?:duration|latency|time|seconds|_ms)|duration|latency/i;

export const metricsOf = (
  modules: readonly Module[],
  dependencies: readonly string[],
  byPath: Modules,
  manifest: At,
): Metrics => {
  const packages = [...new Set([...modules.flatMap(({ imports }) => imports), ...dependencies])]
    .filter((name) => histogramPackages.test(name))
    .map((name) => ({ text: name, at: manifest }));
  const made = modules.flatMap((module) => madeIn(module, byPath));
  return {
    histograms: [...packages, ...made.filter(({ kind }) => kind === 'histogram')].map(({ text, at }) => ({ text, at })),
    others: made.filter(({ kind }) => kind === 'other').map(({ text, at }) => ({ text, at })),
    unbounded: modules.flatMap(unboundedIn),
  };
};

/** `new Histogram({ name })` of prom-client, `meter.createHistogram('name')` of OpenTelemetry. */
const madeIn = (module: Module, byPath: Modules): readonly (Use & { kind: 'histogram' | 'other' })[] => {
  if (!module.imports.some((name) => /^(?:prom-client|@opentelemetry\/)/.test(name))) return [];
  return [...module.news, ...module.calls].flatMap((node) => {
    const { name } = calleeOf(node);
    const kind = /^(?:Histogram|createHistogram|record)$/.test(name)
      ? ('histogram' as const)
      : /^(?:Summary|Gauge|createGauge|createObservableGauge)$/.test(name)
        ? ('other' as const)
        : undefined;
    if (kind === undefined) return [];
    const [first] = node.arguments;
    const text = textOf(first, module) ?? textOf(optionsOf(first, module, byPath).values.get('name'), module);
    return text !== undefined && duration.test(text) ? [{ kind, text, at: placeOf(module.path, node) }] : [];
  });
};

/** What is different for every request: the address as it was asked for, and ids of people and requests. */
const perRequest = /^(?:url|originalUrl|originalurl|href|userId|user_id|requestId|request_id|email|ip)$/;

/** Labels that are given to a metric: `.labels(...)`, `.observe({...})`, `.inc({...})`, `.record(value, {...})`, the route of a span. */
const unboundedIn = ({ path, calls, imports }: Module): readonly Use[] => {
  if (!imports.some((name) => /^(?:prom-client|@opentelemetry\/)/.test(name))) return [];
  return calls.flatMap((call): readonly Use[] => {
    const { name } = calleeOf(call);
    const [first, second] = call.arguments;
    const isRoute = name === 'setAttribute' && first?.type === 'StringLiteral' && first.value === 'http.route';
    const labels: readonly (Node | undefined)[] = /^(?:labels|observe|inc|startTimer)$/.test(name)
      ? call.arguments
      : name === 'record' || isRoute
        ? [second]
        : [];
    return labels.flatMap((label) => {
      const found =
        label &&
        nodesOf(label).find(
          (node) =>
            node.type === 'MemberExpression' &&
            perRequest.test(nameOf(node.property)) &&
            /^(?:req|request|ctx|context|c|user|raw)$/.test(nameOf(node.object)),
        );
      return found ? [{ text: nameOf(found), at: placeOf(path, found) }] : [];
    });
  });
};
