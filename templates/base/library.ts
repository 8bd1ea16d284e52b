import { folderOf, get, isMapping } from '../../src/kit/index.ts';
import type { Entity, RepositoryView } from '../../src/kit/index.ts';
import type { Library } from './model.ts';
import { text } from './values.ts';

export const libraryGlobs = ['{,*/,*/*/}{package.json,pyproject.toml,Cargo.toml}', '{,*/}*.gemspec'];

/** Where something stands that is run as a service, or says how. */
const deployed =
  /(?:^|\/)(?:(?:Docker|Container)file[^/]*|[^/]+\.[Dd]ockerfile|(?:docker-)?compose[^/]*\.ya?ml|Procfile|cdk\.json|serverless\.(?:ya?ml|ts|json)|samconfig\.toml|Chart\.yaml|kustomization\.ya?ml|skaffold\.ya?ml|fly\.toml|vercel\.json|netlify\.toml|render\.ya?ml|wrangler\.(?:toml|jsonc?)|app\.ya?ml|appspec\.ya?ml|buildspec[^/]*\.ya?ml|ecosystem\.config\.[cm]?js|manage\.py|[^/]+\.tf)$|(?:^|\/)(?:k8s|kubernetes|helm|deploy|deployment|deployments|infra|terraform)\//;

const aside =
  /(?:^|\/)(?:node_modules|tests?|__tests__|e2e|fixtures?|examples?|samples?|demos?|docs?|website|bench(?:marks?)?|\.[^/]+)\//;

const servers =
  /^(?:fastify|express|koa|hono|@hapi\/hapi|@nestjs\/core|restify|polka|next|nuxt|sails|h3|elysia|@sveltejs\/kit|@adonisjs\/core|@loopback\/rest|@apollo\/server|@remix-run\/.+|@trpc\/server|@backstage\/backend-.+)$/;
const pythonServers =
  /^[ \t"']*(?:fastapi|flask|django|starlette|aiohttp|tornado|sanic|falcon|litestar|connexion|gunicorn|uvicorn)\b/im;
const rustServers = /^[ \t]*(?:axum|actix-web|rocket|warp|poem|salvo)\s*=/m;

/** A package that others install and that runs nowhere by itself; null where anything tells of a service. */
export const libraryOf = (view: RepositoryView, components: readonly Entity[]): Library | null => {
  const types = components.map(({ spec }) => text(spec['type']));
  if (types.some((type) => type !== 'library')) return null;
  const manifests = view.glob(...libraryGlobs).filter((path) => !aside.test(path));
  const found = manifests.map((path) => packageIn(view, path));
  const [library] = found.filter((one) => typeof one === 'object');
  if (library === undefined || found.includes('server')) return null;
  return view.paths.some((path) => deployed.test(path) && !aside.test(path)) ? null : library;
};

/** What a manifest is of: a package that is published, a program that serves, or neither. */
const packageIn = (view: RepositoryView, path: string): Library | 'server' | undefined => {
  if (path.endsWith('package.json')) return ofNode(view, path);
  const content = view.text(path) ?? '';
  const library = (registry: string): Library => ({ name: nameIn(content) ?? folderOf(path), registry, at: { path } });
  if (path.endsWith('.gemspec')) return library('RubyGems');
  if (path.endsWith('Cargo.toml')) {
    if (rustServers.test(content)) return 'server';
    const own = `${folderOf(path)}/src/lib.rs`.replace(/^\//, '');
    return view.has(own) && !/^publish[ \t]{0,9}=[ \t]{0,9}false/m.test(content) ? library('crates.io') : undefined;
  }
  if (pythonServers.test(content)) return 'server';
  const isPackage = /^\[build-system\]/m.test(content) && /^\[(?:project|tool\.poetry)\]/m.test(content);
  return isPackage && !/Private :: /.test(content) ? library('PyPI') : undefined;
};

const nameIn = (content: string): string | undefined =>
  /^[ \t]{0,9}(?:\w{1,20}\.)?name[ \t]{0,9}=[ \t]{0,9}["']([^"'\n]{1,100})["']/m.exec(content)?.[1];

const ofNode = (view: RepositoryView, path: string): Library | 'server' | undefined => {
  const manifest = view.json(path);
  const dependencies = get(manifest, 'dependencies');
  const name = text(get(manifest, 'name'));
  const offers = ['main', 'module', 'exports', 'types', 'bin', 'files'].some((key) => get(manifest, key) !== undefined);
  const published = get(manifest, 'private') !== true && text(get(manifest, 'version')) !== null;
  // People start a tool on their own machines, even where it serves something there.
  const serves = isMapping(dependencies) && Object.keys(dependencies).some((one) => servers.test(one));
  if (serves && !(published && get(manifest, 'bin') !== undefined)) return 'server';
  return name !== null && offers && published ? { name, registry: 'npm', at: { path } } : undefined;
};
