import { folderOf, get, isMapping, perView } from '../../../src/kit/index.ts';
import type { RepositoryView } from '../../../src/kit/index.ts';
import { moduleOf } from './syntax.ts';
import type { Module } from './syntax.ts';

export const manifests = ['package.json', '**/package.json'];
export const sources = [
  '**/{src,lib,app,server,api,routes,controllers,middleware,middlewares,handlers,plugins}/**/*.{ts,mts,cts,js,mjs,cjs}',
  '**/{index,main,server,app,handler,instrumentation,tracing,telemetry,logger,logging,config,env,settings,metrics}.{ts,mts,js,mjs,cjs}',
];

/** Tests, tools and outputs do not run in production. */
export const outOfScope =
  /(?:^|\/)(?:node_modules|dist|build|coverage|cdk\.out|test|tests|__tests__|__mocks__|e2e|smoke|scripts|bench|benchmarks|examples|fixtures|infra|templates|\.yarn|\.storybook)\/|\.(?:test|spec|e2e|e2e-spec|d|bench|min|stories|story|mock)\.[cm]?[jt]sx?$|(?:^|\/)(?:test|jest|vitest)[-.]?(?:setup|utils|helpers?)\.[cm]?[jt]s$|-(?:dev|test|mock)\.[cm]?[jt]s$|^(?!(?:.*\/)?(?:src|lib|app|server)\/).*\.config\.[cm]?[jt]s$/;

const frameworks = ['fastify', 'express', 'koa', '@nestjs/core', 'hono', '@hapi/hapi', 'restify', 'polka'];

/** What only shows how another program is used. */
const aside = /(?:^|\/)(?:docs|website|demos?|samples?|playgrounds?|sandbox)\//;

/** Packages that only a function of AWS Lambda needs. */
const functionPackages =
  /^(?:@types\/aws-lambda|aws-lambda|@middy\/core|@aws-lambda-powertools\/.+|serverless-http|@fastify\/aws-lambda|@(?:codegenie|vendia)\/serverless-express)$/;

/** A package that may hold a program. */
export interface Package {
  readonly path: string;
  /** Empty for the root. */
  readonly folder: string;
  readonly name: string | null;
  readonly dependencies: readonly string[];
  /** Texts of its scripts: they tell how it is started. */
  readonly scripts: readonly string[];
  readonly framework: string | undefined;
  readonly isFunction: boolean;
  /** Whether it says what of it others may import: then an import by its name leads to nothing else. */
  readonly exports: boolean;
  /** Whether others may install it from a registry. */
  readonly published: boolean;
  /** Whether those who install it call it in a terminal. */
  readonly tool: boolean;
}

export const packagesOf = (view: RepositoryView): readonly Package[] => {
  const paths = view.glob(...manifests).filter((path) => !outOfScope.test(path) && !aside.test(path));
  const folders = paths.map(folderOf).filter((folder) => folder !== '');
  return (
    paths
      // Among the sources of another package it is a template of what that one writes.
      .filter((path) => !folders.some((folder) => path.startsWith(`${folder}/src/`)))
      .map((path) => {
        const manifest = view.json(path);
        const keys = (field: string): readonly string[] => {
          const value = get(manifest, field);
          return isMapping(value) ? Object.keys(value) : [];
        };
        const dependencies = keys('dependencies');
        const scripts = get(manifest, 'scripts');
        const name = get(manifest, 'name');
        const published =
          get(manifest, 'private') !== true &&
          get(manifest, 'version') !== undefined &&
          ['main', 'exports', 'module', 'files', 'bin'].some((key) => get(manifest, key) !== undefined);
        return {
          path,
          folder: folderOf(path),
          name: typeof name === 'string' ? name : null,
          dependencies,
          scripts: isMapping(scripts) ? Object.values(scripts).filter((text) => typeof text === 'string') : [],
          framework: frameworks.find((framework) => dependencies.includes(framework)),
          exports: get(manifest, 'exports') !== undefined,
          published,
          tool: published && get(manifest, 'bin') !== undefined,
          isFunction: [...dependencies, ...keys('devDependencies')].some((one) => functionPackages.test(one)),
        };
      })
  );
};

/** Whether another package takes it in, or those who install it: then it serves nothing unless it listens by itself. */
export const isTakenIn = ({ name, path, published }: Package, packages: readonly Package[]): boolean =>
  published || packages.some((other) => name !== null && other.path !== path && other.dependencies.includes(name));

const deployed =
  /(?:^|\/)(?:(?:Docker|Container)file[^/]*|[^/]+\.[Dd]ockerfile|Procfile|(?:docker-)?compose[^/]*\.ya?ml|serverless\.ya?ml|cdk\.json|fly\.toml|Chart\.yaml|[^/]+\.tf)$/;

const isDeployed = perView(({ paths }) => paths.some((path) => deployed.test(path)));

/** Whether people start it on their own machines: a tool of a registry in a repository that deploys nothing. */
export const isTool = ({ tool }: Package, view: RepositoryView): boolean => tool && !isDeployed(view);

const folders = new WeakMap<readonly Package[], ReadonlyMap<string, Package>>();

/** The package that a file belongs to: the nearest one above it. */
export const ownerOf = (path: string, packages: readonly Package[]): Package | undefined => {
  const known = folders.get(packages) ?? new Map(packages.map((one) => [one.folder, one]));
  folders.set(packages, known);
  for (let folder = folderOf(path); folder !== ''; folder = folderOf(folder)) {
    const owner = known.get(folder);
    if (owner !== undefined) return owner;
  }
  return known.get('');
};

/** Paths by the package that they belong to, looked at once for all packages; not those of tests, tools and outputs. */
export const byOwner = (
  paths: readonly string[],
  packages: readonly Package[],
): ReadonlyMap<Package, readonly string[]> => {
  const owned = new Map<Package, string[]>();
  for (const path of paths) {
    const owner = outOfScope.test(path) ? undefined : ownerOf(path, packages);
    const others = owner && owned.get(owner);
    if (others !== undefined) others.push(path);
    else if (owner !== undefined) owned.set(owner, [path]);
  }
  return owned;
};

/**
 * What a file must mention to be worth parsing: types, constants and plain logic tell no rule anything, and parsing is
 * most of what an audit costs.
 */
const reasons = new RegExp(
  [
    /process|console|SIGTERM|grace|terminus|lightship|stoppable|terminator|env-|envalid|convict|znv/,
    /logger|redact|pino|winston|bunyan|[Rr]e(?:q|quest)-?_?[Ii]d|orrelation|trace|flow-id|x-b3|prom-client|opentelemetry|aws-xray/,
    /fetch|axios|undici|\bgot\b|\bky\b|https?\b|@aws-sdk|\bpg\b|Pool|Client|DataSource|Prisma|knex|Sequelize|Kysely|retry|[Tt]imeout|signal/,
    /migrat|synchronize|problem\+json|\.stack|ErrorHandler|@Catch|@Controller|onError|[hH]andler|server|baseU/,
    /\.(?:get|post|put|patch|delete|head|options|all|use|route|listen|register|close|end|shutdown)\(|['"]\.\.\/\.\.\//,
  ]
    .map(({ source }) => source)
    .join('|'),
);

/**
 * The modules of a package that are worth parsing.
 * @param paths of its sources
 */
export const modulesOf = async (
  view: RepositoryView,
  owner: Package,
  packages: readonly Package[],
  paths: readonly string[],
): Promise<readonly Module[]> => {
  const modules: Module[] = [];
  const others = packages.flatMap(({ name, ...other }) => (name === null || other.path === owner.path ? [] : [name]));
  for (const path of paths) {
    const text = view.text(path);
    const worth = text !== undefined && (reasons.test(text) || others.some((name) => text.includes(name)));
    if (!worth) continue;
    const tree = await view.typescript(path);
    if (tree !== undefined) modules.push(moduleOf(path, text, tree));
  }
  return modules;
};
