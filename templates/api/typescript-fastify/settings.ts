import type { RepositoryView } from '../../../src/kit/index.ts';
import type { Program, Setting } from '../model.ts';
import { isMember, nodesOf, placeOf } from './syntax.ts';
import type { Module } from './syntax.ts';

/** Libraries that check values against a schema; the second list is made for the environment. */
const schemaLibraries =
  /^(?:zod|typebox|@sinclair\/typebox|valibot|joi|ajv|yup|superstruct|arktype|io-ts|effect|class-validator)(?:\/|$)/;
const environmentLibraries = /^(?:envalid|env-var|env-schema|convict|znv|@fastify\/env|@t3-oss\/env-core)(?:\/|$)/;

const perEnvironment =
  /(?:^|\/)(?:(?:config|configs|settings|environments?)\/(?:\w+[.-])?(?:dev|development|beta|gamma|qa|uat|stage|staging|prod|production)\.(?:json|ya?ml|toml|ts|js)|\.env\.(?:dev|development|beta|gamma|qa|uat|stage|staging|prod|production))$/i;

/** Where a program gets its settings from. */
export const settingsOf = (modules: readonly Module[], paths: RepositoryView['paths']): Program['settings'] => {
  const found = modules.map((module) => ({ module, reads: readsOf(module) }));
  return {
    reads: found.flatMap(({ reads }) => reads),
    modules: found
      .filter(({ module, reads }) => reads.length > 0 || module.imports.some((name) => environmentLibraries.test(name)))
      .map(({ module: { path, imports }, reads }) => ({
        module: path,
        validates: imports.some((name) => schemaLibraries.test(name) || environmentLibraries.test(name)),
        at: reads[0]?.at ?? { path, line: 1 },
      })),
    perEnvironment: paths.filter((path) => perEnvironment.test(path)).map((path) => ({ text: path, at: { path } })),
  };
};

/** `process.env.NAME`, or the whole of it. */
const readsOf = ({ path, tree }: Module): readonly Setting[] => {
  const nodes = nodesOf(tree);
  const named = new Map(
    nodes.flatMap((node) =>
      node.type === 'MemberExpression' && isMember(node.object, 'process', 'env') ? [[node.object, node] as const] : [],
    ),
  );
  return nodes
    .filter((node) => isMember(node, 'process', 'env'))
    .map((node) => {
      const property = named.get(node as never)?.property;
      const name =
        property?.type === 'Identifier' ? property.name : property?.type === 'StringLiteral' ? property.value : null;
      return { name, module: path, at: placeOf(path, node) };
    });
};
