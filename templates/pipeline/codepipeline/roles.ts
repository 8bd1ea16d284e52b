import { get, list } from '../../../src/kit/index.ts';
import type { Mapping } from '../../../src/kit/index.ts';
import { text, texts } from '../values.ts';
import { idsIn } from './intrinsics.ts';
import type { RawRole } from './raw.ts';

const broad = /(?:^|\/)(?:AdministratorAccess|PowerUserAccess)$/;

/** Whether a policy lets everything be done to everything. */
export const allowsAll = (policy: unknown): boolean =>
  [
    ...list(get(policy, 'Statement')),
    ...(Array.isArray(get(policy, 'Statement')) ? [] : [get(policy, 'Statement')]),
  ].some(
    (statement) =>
      text(get(statement, 'Effect')) === 'Allow' &&
      texts(get(statement, 'Action')).some((action) => action === '*' || action === '*:*') &&
      texts(get(statement, 'Resource')).includes('*'),
  );

/** The role that a resolved text names, with what its policies in the same template allow. */
export function roleOf(value: unknown, resources: Mapping): RawRole {
  const name = text(value);
  if (name === undefined) return { name: null, admin: null };
  const id = idsIn(name).find((candidate) => get(resources, candidate, 'Type') === 'AWS::IAM::Role');
  // A role of another stack, or one whose policies are attached elsewhere.
  if (id === undefined) return { name, admin: broad.test(name) ? true : null };
  const attached = Object.values(resources).filter(
    (resource) =>
      /^AWS::IAM::(?:Policy|ManagedPolicy|RolePolicy)$/.test(text(get(resource, 'Type')) ?? '') &&
      [...texts(get(resource, 'Properties', 'Roles')), ...texts(get(resource, 'Properties', 'RoleName'))].some((role) =>
        idsIn(role).includes(id),
      ),
  );
  const role = get(resources, id, 'Properties');
  const managed = texts(get(role, 'ManagedPolicyArns'));
  const policies = [
    ...list(get(role, 'Policies')).map((policy) => get(policy, 'PolicyDocument')),
    ...attached.map((policy) => get(policy, 'Properties', 'PolicyDocument')),
  ];
  if (managed.some((arn) => broad.test(arn)) || policies.some(allowsAll)) return { name: id, admin: true };
  return { name: id, admin: policies.length + managed.length > 0 ? false : null };
}
