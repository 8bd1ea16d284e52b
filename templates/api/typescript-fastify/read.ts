import type { ObjectProperty } from '@babel/types';
import { defineReader, isMapping, placeOf } from '../../../src/kit/index.ts';
import type { RepositoryView } from '../../../src/kit/index.ts';
import { rootName } from '../known.ts';
import { isLivePath, isReadyPath } from '../model.ts';
import type { Api, Program, Use } from '../model.ts';
import { child, entries, text } from '../values.ts';
import { clientsOf } from './clients.ts';
import { correlationOf } from './correlation.ts';
import { errorHandlingOf } from './errors.ts';
import { loggingOf } from './logging.ts';
import { metricsOf } from './metrics.ts';
import { byOwner, isTakenIn, isTool, manifests, modulesOf, packagesOf, sources } from './packages.ts';
import type { Package } from './packages.ts';
import { reachOf } from './reach.ts';
import { retriesOf } from './retries.ts';
import { routesOf } from './routing.ts';
import { serverOf } from './server.ts';
import { settingsOf } from './settings.ts';
import { stoppingOf } from './stopping.ts';
import { calleeOf, nameOf } from './syntax.ts';
import type { Module } from './syntax.ts';
import { startsOf, telemetryOf } from './telemetry.ts';

const databases = [
  'pg',
  'postgres',
  'mysql',
  'mysql2',
  'mariadb',
  'mssql',
  '@prisma/client',
  'knex',
  'typeorm',
  'sequelize',
  'drizzle-orm',
  'kysely',
];

const pageMakers =
  /^(?:nunjucks|ejs|pug|hbs|handlebars|express-handlebars|eta|liquidjs|mustache-express|twig|twing|@fastify\/view|@kitajs\/html|koa-views)$/;

const contractMakers = [
  '@fastify/swagger',
  '@nestjs/swagger',
  'swagger-jsdoc',
  'express-jsdoc-swagger',
  'swagger-autogen',
  '@wesleytodd/openapi',
  'express-zod-api',
  'routing-controllers-openapi',
  'koa-swagger-decorator',
  'fastify-swagger',
  '@hono/zod-openapi',
  'hono-openapi',
  'tsoa',
  '@asteasolutions/zod-to-openapi',
];

/** Programs in TypeScript or JavaScript that serve HTTP with a known framework, and functions. */
export const reader = defineReader<Api>({
  globs: [...manifests, ...sources, 'openapi.yaml', '**/{Dockerfile,Procfile}'],
  read: async (view) => {
    const packages = packagesOf(view);
    const all = { sources: byOwner(view.glob(...sources), packages), paths: byOwner(view.paths, packages) };
    const programs: Program[] = [];
    for (const owner of packages) {
      if (owner.framework === undefined && !owner.isFunction) continue;
      const own = { sources: all.sources.get(owner) ?? [], paths: all.paths.get(owner) ?? [] };
      const program = await programOf(view, owner, packages, own);
      if (program !== undefined) programs.push(program);
    }
    return { programs };
  },
  answers: (_model, view) => {
    const schemes = child(child(contractOf(view), 'components'), 'securitySchemes').value;
    const addresses = entries(schemes).map(([, scheme]) =>
      isMapping(scheme) ? text(scheme['openIdConnectUrl']) : null,
    );
    const address = addresses.find((candidate) => candidate !== null);
    return address == null ? {} : { authIssuer: address.replace(/\/\.well-known\/openid-configuration$/, '') };
  },
});

const contractOf = (view: RepositoryView) => ({
  value: view.yaml('openapi.yaml')?.[0],
  path: 'openapi.yaml',
  keys: [],
});

const handler = /\bexport\s+(?:const|(?:async\s+)?function)\s+\w*[hH]andler\b|\bexports\.\w*[hH]andler\s*=/;
const gatewayEvent =
  /APIGatewayProxy|APIGatewayEvent|LambdaFunctionURL|ALBEvent|httpMethod|requestContext\.http|event-handler\/(?:rest|http)/;

const programOf = async (
  view: RepositoryView,
  owner: Package,
  packages: readonly Package[],
  own: { readonly sources: readonly string[]; readonly paths: readonly string[] },
): Promise<Program | undefined> => {
  const { path, folder, framework, dependencies } = owner;
  if (isTool(owner, view)) return undefined;
  const modules = await modulesOf(view, owner, packages, own.sources);
  const isFunction =
    owner.isFunction && (framework === undefined || modules.some((module) => handler.test(module.text)));
  if (framework === undefined && !modules.some((module) => handler.test(module.text))) return undefined;
  if (!isFunction && isTakenIn(owner, packages) && !isStarted(owner, modules)) return undefined;
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const routes = modules.flatMap(routesOf);
  const telemetry = telemetryOf(modules, dependencies, startsOf(view, owner));
  const clients = modules.flatMap((module) => clientsOf(module, byPath));
  return {
    name: folder === '' ? rootName : folder,
    language: 'TypeScript or JavaScript',
    framework: framework ?? 'AWS Lambda',
    readable: true,
    serves: !isFunction,
    http: framework !== undefined || modules.some((module) => gatewayEvent.test(module.text)),
    pages: modules.some(({ calls }) => calls.some((call) => /^(?:render|view)$/.test(calleeOf(call).name)))
      ? dependencies.filter((name) => pageMakers.test(name))
      : [],
    contractMakers: contractMakers.filter((name) => dependencies.includes(name)),
    logs: loggingOf(modules),
    routes,
    probes: {
      live: routes.filter((route) => isLivePath(route.path)),
      ready: routes.filter((route) => isReadyPath(route.path)),
    },
    settings: settingsOf(modules, own.paths),
    stopping: stoppingOf(modules),
    telemetry,
    correlation: correlationOf(modules, telemetry, clients),
    metrics: metricsOf(modules, dependencies, byPath, { path, pointer: '/dependencies' }),
    clients,
    retries: modules.flatMap((module) => retriesOf(module, byPath)),
    server: serverOf(modules, framework, byPath),
    reach: reachOf(modules, owner, packages),
    errorHandling: errorHandlingOf(modules, dependencies),
    databases: databases.filter((name) => dependencies.includes(name)),
    migratesAtStart: modules.flatMap(migrationsAtStart),
    at: { path, pointer: '/dependencies' },
  };
};

/** Whether it starts a server, or hands an application to a tool that does. */
const isStarted = ({ scripts }: Package, modules: readonly Module[]): boolean =>
  scripts.some((script) => /\b(?:fastify|nest) start\b/.test(script)) ||
  modules.some(({ calls }) =>
    calls.some((call) => {
      const { name, object } = calleeOf(call);
      return (
        /^(?:listen|serve|createServer)$/.test(name) ||
        object === 'NestFactory' ||
        (name === 'start' && object === 'server')
      );
    }),
  );

/** Calls that migrate in a module that also listens, and options by which a library does it on its own. */
const migrationsAtStart = ({ path, calls, properties }: Module): readonly Use[] => {
  const listens = calls.some((call) => calleeOf(call).name === 'listen');
  const called = listens ? calls.filter((call) => /^(?:run)?migrat/i.test(calleeOf(call).name)) : [];
  const options = properties.filter(turnsOn);
  return [...called, ...options].map((node) => ({ text: 'migrates at start', at: placeOf(path, node) }));
};

const turnsOn = ({ key, value }: ObjectProperty): boolean =>
  /^(?:synchronize|migrationsRun)$/.test(nameOf(key)) && value.type === 'BooleanLiteral' && value.value;
