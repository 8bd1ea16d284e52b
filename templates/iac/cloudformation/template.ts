import type { Part } from '../model.ts';
import { readAsync } from './async.ts';
import { readData } from './data.ts';
import { readDeployments } from './deployments.ts';
import { readEncryption } from './encryption.ts';
import { readGuards } from './guards.ts';
import { readIdentity } from './identity.ts';
import { readLogins } from './logins.ts';
import { readReach } from './network.ts';
import { readPrograms } from './programs.ts';
import { readScaling } from './scaling.ts';
import type { Stack } from './values.ts';

const readers = [
  readData,
  readEncryption,
  readReach,
  readIdentity,
  readPrograms,
  readDeployments,
  readScaling,
  readAsync,
  readLogins,
  readGuards,
];

/** What the resources of a stack, or some of them, mean. */
export const partsOf = (stack: Stack, resources: Stack['resources'] = stack.resources): readonly Part[] =>
  resources.flatMap((resource) => readers.flatMap((read) => read(resource, stack)));
