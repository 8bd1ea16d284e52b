import type { At } from '../../../src/kit/index.ts';
import type { Credential, Permissions } from '../model.ts';
import type { RawRole, RawVariable } from './raw.ts';

// An access key id alone opens nothing; the secret is what lasts.
const secrets: Readonly<Record<string, string>> = {
  AWS_SECRET_ACCESS_KEY: 'AWS',
  GOOGLE_CREDENTIALS: 'Google Cloud',
  GOOGLE_APPLICATION_CREDENTIALS: 'Google Cloud',
  AZURE_CREDENTIALS: 'Azure',
  AZURE_CLIENT_SECRET: 'Azure',
  ARM_CLIENT_SECRET: 'Azure',
};

/** Keys that last, among the variables of a build. A secret store keeps them from view, not from being stolen by the build. */
export const keysIn = (variables: readonly RawVariable[], job: string, stage: string | null): readonly Credential[] =>
  variables.flatMap(({ at, name }): readonly Credential[] =>
    Object.hasOwn(secrets, name) ? [{ at, provider: secrets[name] ?? '', kind: 'static', role: null, job, stage }] : [],
  );

/** The role that a build or an action acts under. */
export const serviceRole = (at: At, { name }: RawRole, job: string, stage: string | null): readonly Credential[] =>
  name === null ? [] : [{ at, provider: 'AWS', kind: 'service-role', role: name, job, stage }];

/**
 * Builds have no token of the repository; what they may do stands in the policies of their roles.
 *
 * @param seen roles of which one has to be visible for anything to be said
 * @param own the role that holds here
 */
export const permissionsOf = (at: At, seen: readonly RawRole[], own: RawRole | undefined): Permissions => ({
  at,
  declared: seen.some(({ admin }) => admin !== null) ? true : null,
  all: own?.admin === true,
  writes: own?.admin === true ? ['*'] : [],
});
