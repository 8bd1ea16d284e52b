import { placeOf } from '../../../src/kit/index.ts';
import type { Node } from '@babel/types';
import type { RepositoryView } from '../../../src/kit/index.ts';
import type { Known, Telemetry } from '../model.ts';
import type { Package } from './packages.ts';
import { calleeOf, literalsIn, nameOf, within } from './syntax.ts';
import type { Module } from './syntax.ts';

/** Classes that set OpenTelemetry up. */
const setUps = /^(?:NodeSDK|NodeTracerProvider|BasicTracerProvider)$/;
const preloads = /@opentelemetry\/auto-instrumentations-node\/register|aws-otel-nodejs|otel-handler|@splunk\/otel/;
const agents =
  /^(?:dd-trace|newrelic|elastic-apm-node|@dynatrace\/oneagent|appdynamics|@instana\/collector|@sentry\/node|applicationinsights|@azure\/monitor-opentelemetry)$/;
/** Frameworks of ours and packages that set it up behind one call. */
const wrappers =
  /^(?:@vercel\/otel|@google-cloud\/opentelemetry.*|@splunk\/otel|@aws\/aws-distro-opentelemetry-node-autoinstrumentation)$/;

/** Packages of an organisation that, by their names, set telemetry up for all of its programs. */
const ofOrganisation =
  /^(?!@opentelemetry\/)(?:.*[-/])?(?:open-?telemetry|telemetry|otel|tracing|apm|observability)(?:[-/].*)?$/;

/** Texts that tell how the program is started: its scripts, and the images and files that name its command. */
export const startsOf = (view: RepositoryView, { scripts, folder }: Package): readonly string[] => [
  ...scripts,
  ...view
    .glob('**/{Dockerfile,Procfile}')
    .filter((path) => folder === '' || path.startsWith(`${folder}/`) || !path.includes('/'))
    .map((path) => (view.text(path) ?? '').slice(0, 50_000)),
];

export const telemetryOf = (
  modules: readonly Module[],
  dependencies: readonly string[],
  starts: readonly string[],
): Telemetry => {
  const xray = modules.flatMap(({ path, imports, strings }) =>
    imports
      .filter((name) => name.startsWith('aws-xray-sdk'))
      .map((name) => {
        const place = strings.find(({ value }) => value === name);
        return { text: name, at: place ? placeOf(path, place) : { path } };
      }),
  );
  for (const module of modules) {
    const made = module.news.find((node) => setUps.test(calleeOf(node).name));
    if (made === undefined) continue;
    return {
      setup: 'sdk',
      name: calleeOf(made).name,
      at: placeOf(module.path, made),
      first: firstOf(module, made, modules, starts),
      exports: exportsOf(module, dependencies),
      lacks: lacksOf(module),
      xray,
    };
  }
  const unseen = { first: 'unknown', exports: 'unknown', lacks: null, xray } as const;
  const preload = starts.map((text) => preloads.exec(text)?.[0]).find((name) => name !== undefined);
  if (preload !== undefined) return { setup: 'preload', name: preload, at: null, ...unseen, first: 'yes' };
  const wrapper = dependencies.find((name) => wrappers.test(name));
  if (wrapper !== undefined) return { setup: 'preload', name: wrapper, at: null, ...unseen };
  const agent =
    dependencies.find((name) => agents.test(name)) ??
    dependencies.find((name) => ofOrganisation.test(name.slice(0, 200)));
  if (agent !== undefined) return { setup: 'agent', name: agent, at: null, ...unseen };
  const api = dependencies.find((name) => name.startsWith('@opentelemetry/'));
  return { setup: api === undefined ? 'none' : 'api', name: api ?? null, at: null, ...unseen };
};

const baseOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]s$/, '');

/** Whether the set-up runs before the modules that it instruments are loaded. */
const firstOf = (module: Module, made: Node, modules: readonly Module[], starts: readonly string[]): Known => {
  const base = baseOf(module.path);
  const flag = new RegExp(
    `(?:--import|--require|-r)[=",\\s]+\\S{0,200}\\b${base.replaceAll(/\W/g, '\\$&')}(?:\\.[cm]?[jt]s)?\\b`,
  );
  if (starts.some((text) => flag.test(text))) return 'yes';
  // Within a function it runs whenever somebody calls it.
  if (module.functions.some((inner) => within(made, inner))) return 'unknown';
  const importers = modules.filter(({ imports }) =>
    imports.some((name) => name.startsWith('.') && baseOf(name) === base),
  );
  if (importers.length === 0) return importsApp(module) ? 'no' : 'unknown';
  const early = importers.some(({ imports }) => {
    const own = imports.findIndex((name) => name.startsWith('.') && baseOf(name) === base);
    return imports.slice(0, own).every((name) => harmless.test(name));
  });
  if (early) return 'yes';
  // A module that nothing but late ones loads; where an entry is not among what is read, somebody else may come first.
  return importers.some(({ calls }) => calls.some((call) => calleeOf(call).name === 'listen')) ? 'no' : 'unknown';
};

/** Imports that may come before: nothing of them is instrumented. */
const harmless =
  /^(?:node:|dotenv|source-map-support|reflect-metadata|process$|path$|fs$)|(?:^|\/)(?:env|config|settings|load-env)(?:\.[cm]?[jt]s)?$/;

/** A module that sets telemetry up and loads the application by static imports has loaded it before. */
const importsApp = ({ imports, tree }: Module): boolean =>
  imports.some((name) => /^\.{1,2}\/(?:.*\/)?(?:app|server|main|index)(?:\.[cm]?[jt]s)?$/.test(name)) &&
  tree.program.body.some(
    (statement) =>
      statement.type === 'ImportDeclaration' &&
      /(?:app|server|main|index)(?:\.[cm]?[jt]s)?$/.test(statement.source.value),
  );

const exportsOf = ({ imports, strings }: Module, dependencies: readonly string[]): Known => {
  const exporter = /exporter|otlp/i;
  if (imports.some((name) => exporter.test(name)) || strings.some(({ value }) => value.startsWith('OTEL_EXPORTER')))
    return 'yes';
  // NodeSDK takes an exporter from the environment by itself when the package is there.
  return dependencies.some((name) => exporter.test(name)) ? 'yes' : 'unknown';
};

/** Names of an attribute: as it is written, older names, and constants of the package of conventions. */
const attributes: readonly (readonly [string, RegExp])[] = [
  ['service.name', /^(?:service\.name|ATTR_SERVICE_NAME|SEMRESATTRS_SERVICE_NAME|SERVICE_NAME|serviceName)$/],
  ['service.version', /^(?:service\.version|ATTR_SERVICE_VERSION|SEMRESATTRS_SERVICE_VERSION|SERVICE_VERSION)$/],
  [
    'deployment.environment.name',
    /^(?:deployment\.environment(?:\.name)?|ATTR_DEPLOYMENT_ENVIRONMENT(?:_NAME)?|SEMRESATTRS_DEPLOYMENT_ENVIRONMENT|DEPLOYMENT_ENVIRONMENT)$/,
  ],
];

/** Attributes that the set-up does not name; null where the environment may set them all. */
const lacksOf = (module: Module): readonly string[] | null => {
  const resource =
    module.calls.some((call) => /^(?:resourceFromAttributes)$/.test(calleeOf(call).name)) ||
    module.news.some((node) => calleeOf(node).name === 'Resource') ||
    module.properties.some(({ key }) => nameOf(key) === 'serviceName');
  if (!resource) return null;
  const keys = module.properties.flatMap(({ key, computed }) => [
    nameOf(key),
    ...(computed ? literalsIn(key, module) : []),
  ]);
  return attributes.filter(([, names]) => !keys.some((key) => names.test(key))).map(([name]) => name);
};
