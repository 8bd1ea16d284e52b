import { placeOf } from '../../../src/kit/index.ts';
import type { Node } from '@babel/types';
import type { RepositoryView } from '../../../src/kit/index.ts';
import type { Program, Setting } from '../model.ts';
import { calleeOf, isMember, nameOf, within } from './syntax.ts';
import type { Module } from './syntax.ts';

/** Libraries that check values against a schema; the second list is made for the environment. */
const schemaLibraries =
  /^(?:zod|typebox|@sinclair\/typebox|valibot|joi|ajv|yup|superstruct|arktype|io-ts|effect|class-validator)(?:\/|$)/;
const environmentLibraries = /^(?:envalid|env-var|env-schema|convict|znv|@fastify\/env|@t3-oss\/env-core)(?:\/|$)/;

/** Those of a stage; `.env.development` is read on the machines of developers alone. */
const perEnvironment =
  /(?:^|\/)(?:(?:config|configs|settings|environments?)\/(?:\w+[.-])?(?:dev|development|beta|gamma|qa|uat|stage|staging|prod|production)\.(?:json|ya?ml|toml|ts|js)|\.env\.(?:beta|gamma|qa|uat|stage|staging|prod|production))$/i;

/** What runs in browsers is built for each environment. */
const ofBrowser = /(?:^|\/)(?:client|frontend|front-end|web|www|ui|mobile)\//;

/** Where a program gets its settings from. */
export const settingsOf = (modules: readonly Module[], paths: RepositoryView['paths']): Program['settings'] => {
  const found = modules.map((module) => ({ module, reads: readsOf(module) }));
  return {
    reads: found.flatMap(({ reads }) => reads),
    modules: found
      .filter(({ module, reads }) => reads.length > 0 || usesEnvironmentLibrary(module))
      .map(({ module, reads }) => ({
        module: module.path,
        validates: usesEnvironmentLibrary(module) || checksEnvironment(module),
        // `if (!process.env[name]) throw ...`
        demands: reads.some(({ name }) => name === null) && /\bthrow\b/.test(module.text),
        at: reads[0]?.at ?? { path: module.path, line: 1 },
      })),
    perEnvironment: paths
      .filter((path) => perEnvironment.test(path) && !ofBrowser.test(path))
      .map((path) => ({ text: path, at: { path } })),
  };
};

/** Whether it calls a library for the environment; to name its types is no check. */
const usesEnvironmentLibrary = ({ imports, names, calls, members, text }: Module): boolean => {
  const library = imports.find((name) => environmentLibraries.test(name));
  if (library === undefined) return false;
  const own = [...names].filter(([, { module }]) => module === library).map(([name]) => name);
  // A plug-in is exported or registered rather than called.
  return (
    own.length === 0 ||
    library.startsWith('@fastify/') ||
    calls.some((call) => own.includes(calleeOf(call).name) || own.includes(calleeOf(call).object)) ||
    members.some(({ object }) => own.includes(nameOf(object))) ||
    own.some((name) => text.includes(`export default ${name}`))
  );
};

const checks = /^(?:safe)?(?:parse|decode|cast|assert|check|create|load)|valid|^(?:env|config|schema)/i;

/** Whether a schema is held against the environment: `schema.parse(process.env)`, `check(schema, { PORT: process.env.PORT })`. */
const checksEnvironment = ({ imports, calls, members, declarations }: Module): boolean => {
  if (!imports.some((name) => schemaLibraries.test(name))) return false;
  const reads = members.filter((node) => isMember(node, 'process', 'env'));
  const checking = calls.filter((call) => checks.test(calleeOf(call).name));
  // The whole of it may be handed on under another name, as in `(env = process.env) => parse(schema, env)`.
  const objects = new Set(members.map(({ object }): Node => object));
  const handed = reads.some((node) => !objects.has(node));
  if (handed && checking.length > 0) return true;
  const checked = checking
    .flatMap((call) => call.arguments)
    .map((given) => (given.type === 'Identifier' ? (declarations.get(given.name) ?? given) : given));
  return reads.some((node) => checked.some((given) => within(node, given)));
};

/** `process.env.NAME`, `const { NAME } = process.env`, or the whole of it. */
const readsOf = (module: Module): readonly Setting[] => {
  const { path, members, conditions } = module;
  const whole = members.filter((node) => isMember(node, 'process', 'env'));
  if (whole.length === 0) return [];
  const named = new Map(members.map((node) => [node.object as Node, node] as const));
  return whole.map((node) => {
    const outer = named.get(node);
    const name = outer === undefined ? '' : nameOf(outer.property);
    // `process.env.A ?? 'b'`, `process.env.A || 'b'`, and what is asked before it is used.
    const optional = conditions.some((condition) => within(node, condition));
    return {
      name: name === '' || (outer?.computed === true && outer.property.type !== 'StringLiteral') ? null : name,
      module: path,
      optional,
      at: placeOf(path, node),
    };
  });
};
