import { defineReader } from '../../src/kit/index.ts';
import { contractTestGlobs, contractTestsOf } from './contract-tests.ts';
import { besideGlobs, containerGlobs, containersOf } from './containers.ts';
import { foreignGlobs, foreignPrograms } from './foreign.ts';
import { migrationGlobs, migrationsOf } from './migrations.ts';
import type { Api, Contract, Operation } from './model.ts';
import { platformProbesOf } from './platform-probes.ts';
import { contractGlobs, contractsOf, referenceGlobs } from './openapi.ts';

/** Contracts, images and migrations: the same files whatever language the program is written in. */
export const reader = defineReader<Api>({
  globs: [
    ...contractGlobs,
    ...referenceGlobs,
    ...containerGlobs,
    ...besideGlobs,
    ...migrationGlobs,
    ...foreignGlobs,
    ...contractTestGlobs,
  ],
  read: (view) => {
    const found = contractsOf(view);
    return {
      ...found,
      contractTests: contractTestsOf(view, found.contracts),
      containers: containersOf(view),
      migrations: migrationsOf(view),
      programs: foreignPrograms(view),
      platformProbes: platformProbesOf(view),
    };
  },
  answers: ({ contracts, containers, migrations }) => {
    const contract = contracts[0];
    const create = contract?.operations.find(isCreation);
    const port = containers.flatMap(({ ports }) => ports)[0];
    return {
      ...(contract?.audience != null && { audience: contract.audience }),
      ...(create !== undefined && resourceOf(create)),
      ...(port !== undefined && { port }),
      ...(contract !== undefined && { datastore: migrations.length > 0 ? 'postgres' : 'none' }),
    };
  },
});

const isCreation = ({ method, id, path }: Contract['operations'][number]): boolean =>
  method === 'POST' && /^create[A-Z]/.test(id ?? '') && /\/[a-z-]+$/.test(path);

const resourceOf = ({ id, path }: Operation): Readonly<Record<string, string>> => ({
  resource: (id ?? '')
    .slice('create'.length)
    .split(/(?=[A-Z])/)
    .join('-')
    .toLowerCase(),
  resourcePlural: path.slice(path.lastIndexOf('/') + 1),
});
