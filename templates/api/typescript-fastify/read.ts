import { defineReader, folderOf, isMapping } from '../../../src/kit/index.ts';
import type { RepositoryView } from '../../../src/kit/index.ts';
import { isLivePath, isReadyPath } from '../model.ts';
import type { Api, Program, Use } from '../model.ts';
import { child, entries, text } from '../values.ts';
import { loggingOf } from './logging.ts';
import { routesOf } from './routing.ts';
import { settingsOf } from './settings.ts';
import { stoppingOf } from './stopping.ts';
import { callsOf, calleeOf, importsOf, nodesOf, placeOf } from './syntax.ts';
import type { Module } from './syntax.ts';

const manifests = ['package.json', '**/package.json'];
const sources = [
  '**/{src,lib,app,server,api}/**/*.{ts,mts,cts,js,mjs,cjs}',
  '**/{index,main,server,app}.{ts,mts,js,mjs,cjs}',
];

const frameworks = ['fastify', 'express', 'koa', '@nestjs/core', 'hono', '@hapi/hapi', 'restify', 'polka'];
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

const contractMakers = [
  '@fastify/swagger',
  '@nestjs/swagger',
  'swagger-jsdoc',
  '@hono/zod-openapi',
  'tsoa',
  '@asteasolutions/zod-to-openapi',
];

/** Tests, tools and outputs do not run in production. */
const outOfScope =
  /(?:^|\/)(?:node_modules|dist|build|coverage|cdk\.out|test|tests|__tests__|__mocks__|e2e|smoke|scripts|bench|benchmarks|examples|fixtures|infra)\/|\.(?:test|spec|d|config|bench)\.[cm]?[jt]s$/;

/** What the modules beside this one look for, but for routes. */
const telling = new RegExp(
  [
    /\b(?:console|process|SIGTERM|listen|close|destroy|shutdown|forceFlush|synchronize|logger|redact)\b/,
    /\$disconnect|\.\s*end\b|[Mm]igrat|\b(?:Pool|PrismaClient|Sequelize|DataSource|createPool|knex|MongoClient|Kysely)\b/,
    /["'](?:fastify|winston|bunyan|log4js|tslog|signale|loglevel|consola|morgan|@aws-lambda|@opentelemetry|@fastify)\b|pino/,
    /\benv(?:alid|-var|-schema)|convict|znv|@t3-oss|graceful|close-with|terminus|lightship|stoppable|terminator/,
  ]
    .map(({ source }) => source)
    .join('|'),
);
const verb = /\b(?:get|post|put|patch|delete|head|options|all|use|route)\b/;
const quotedPath = /["'`]\//;

/** Programs in TypeScript or JavaScript that serve HTTP with a known framework. */
export const reader = defineReader<Api>({
  globs: [...manifests, ...sources, 'openapi.yaml'],
  worthParsing: (text) => telling.test(text) || (quotedPath.test(text) && verb.test(text)),
  read: async (view) => {
    const packages = view.glob(...manifests).filter((path) => !outOfScope.test(path));
    const programs = await Promise.all(packages.map((path) => programOf(view, path, packages)));
    return { programs: programs.filter((program) => program !== undefined) };
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

const programOf = async (
  view: RepositoryView,
  path: string,
  packages: readonly string[],
): Promise<Program | undefined> => {
  const manifest = view.json(path);
  const dependencies = isMapping(manifest) ? entries(manifest['dependencies']).map(([name]) => name) : [];
  const framework = frameworks.find((name) => dependencies.includes(name));
  if (framework === undefined) return undefined;
  const modules = await modulesOf(view, folderOf(path), packages);
  const routes = modules.flatMap(routesOf);
  return {
    name: folderOf(path) === '' ? '.' : folderOf(path),
    framework,
    contractMakers: contractMakers.filter((name) => dependencies.includes(name)),
    logs: loggingOf(modules),
    routes,
    probes: {
      live: routes.filter((route) => isLivePath(route.path)),
      ready: routes.filter((route) => isReadyPath(route.path)),
    },
    settings: settingsOf(
      modules,
      view.paths.filter((file) => belongs(file, folderOf(path), packages) && !outOfScope.test(file)),
    ),
    stopping: stoppingOf(modules),
    databases: databases.filter((name) => dependencies.includes(name)),
    migratesAtStart: modules.flatMap(migrationsAtStart),
    at: { path, pointer: '/dependencies' },
  };
};

/** Whether no other package stands between the file and the folder. */
const belongs = (file: string, folder: string, packages: readonly string[]): boolean => {
  const nearest = packages.map(folderOf).filter((candidate) => candidate === '' || file.startsWith(`${candidate}/`));
  return nearest.toSorted((a, b) => b.length - a.length)[0] === folder;
};

const modulesOf = async (
  view: RepositoryView,
  folder: string,
  packages: readonly string[],
): Promise<readonly Module[]> => {
  const paths = view.glob(...sources).filter((path) => !outOfScope.test(path) && belongs(path, folder, packages));
  const trees = await Promise.all(paths.map(async (path) => ({ path, tree: await view.typescript(path) })));
  return trees.flatMap(({ path, tree }) => (tree === undefined ? [] : [{ path, tree, imports: importsOf(tree) }]));
};

/** Calls that migrate in a module that also listens, and options by which a library does it on its own. */
const migrationsAtStart = ({ path, tree }: Module): readonly Use[] => {
  const calls = callsOf(tree);
  const listens = calls.some((call) => calleeOf(call).name === 'listen');
  const called = listens ? calls.filter((call) => /^(?:run)?migrat/i.test(calleeOf(call).name)) : [];
  const options = nodesOf(tree).filter(
    (node) =>
      node.type === 'ObjectProperty' &&
      node.key.type === 'Identifier' &&
      /^(?:synchronize|migrationsRun)$/.test(node.key.name) &&
      node.value.type === 'BooleanLiteral' &&
      node.value.value,
  );
  return [...called, ...options].map((node) => ({ text: 'migrates at start', at: placeOf(path, node) }));
};
