import type { Node } from '@babel/types';
import type { RepositoryView } from '../../../src/kit/index.ts';
import type { Program, Setting } from '../model.ts';
import { isMember, nameOf, placeOf, within } from './syntax.ts';
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
