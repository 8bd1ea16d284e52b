import { defineReader, descriptorGlobs, readEntities } from '../../src/kit/index.ts';
import type { Entity, ServiceScope } from '../../src/kit/index.ts';
import { codeOwnersGlobs, readOwnership } from './codeowners.ts';
import { decisionGlobs, readDecisions } from './decisions.ts';
import { asTier, descriptorOf, runbookLinksOf, supportOf } from './descriptor.ts';
import { libraryGlobs, libraryOf } from './library.ts';
import { lockGlobs, readLocks, readManifest } from './lock.ts';
import { teamName } from './model.ts';
import type { Repository, Service, Support } from './model.ts';
import { policyGlobs, readPolicies } from './policies.ts';
import { readinessGlobs, readReadiness } from './readiness.ts';
import { readmeGlobs, readReadmes } from './readme.ts';
import { declaredIn, recoveryIn } from './recovery.ts';
import { annotatedBy, apiOf, resourceOf } from './relations.ts';
import { readRunbooks, runbookAddresses, runbookGlobs } from './runbooks.ts';
import { readSecrets, searchedGlobs } from './secrets.ts';
import { dutiesOf, readServiceFile, serviceFileGlobs, supportIn } from './service-file.ts';
import type { ServiceFile } from './service-file.ts';
import { text } from './values.ts';

/** Who owns a repository and what it tells, in the forms that hosts and catalogues know. */
export const reader = defineReader<Repository>({
  globs: [
    ...descriptorGlobs,
    ...serviceFileGlobs,
    ...codeOwnersGlobs,
    ...readmeGlobs,
    ...policyGlobs,
    ...decisionGlobs,
    ...runbookGlobs,
    ...readinessGlobs,
    ...lockGlobs,
    ...libraryGlobs,
    ...searchedGlobs,
  ],
  read: (view) => {
    const entities = readEntities(view);
    const components = componentsOf(entities, view.service);
    const descriptors = components.map(descriptorOf);
    const file = readServiceFile(view);
    const declared = (annotation: string, ...keys: readonly string[]): Repository['rollbackCommands'] => [
      ...components.flatMap((entity) => annotatedBy(entity, annotation)),
      ...(file === undefined ? [] : declaredIn(file, ...keys)),
    ];
    const readmes = readReadmes(view);
    const readme = readmes[0] && view.text(readmes[0].at.path);
    return {
      service: serviceOf(descriptors, file),
      library: libraryOf(view, components),
      descriptors,
      resources: entities.filter(({ kind }) => kind === 'Resource').map(resourceOf),
      apis: entities.filter(({ kind }) => kind === 'API').map(apiOf),
      recovery: file === undefined ? [] : recoveryIn(file),
      authTerminatedAt: declared('auth-terminated-at', 'auth', 'terminatedAt'),
      rollbackCommands: declared('rollback-command', 'rollback', 'command'),
      ownership: readOwnership(view),
      duties: file === undefined ? [] : dutiesOf(file),
      support: supportFrom(components, file),
      readmes,
      policies: readPolicies(view, readme),
      decisions: readDecisions(view, readme),
      runbooks: readRunbooks(view),
      runbookLinks: [...entities.flatMap(runbookLinksOf), ...runbookAddresses(readme ?? '')],
      readiness: readReadiness(view),
      locks: readLocks(view),
      manifest: readManifest(view),
      secrets: readSecrets(view),
    };
  },
});

/** Of a service, the entry that makes it one; of a whole repository, all. */
const componentsOf = (entities: readonly Entity[], { descriptor }: ServiceScope): readonly Entity[] =>
  entities.filter(
    ({ kind, at }) =>
      kind === 'Component' &&
      (descriptor === undefined || (at.path === descriptor.path && at.document === descriptor.document)),
  );

/** The first entry that declares a tier speaks for the repository; without one, the first entry, or what service.yaml says. */
const serviceOf = (descriptors: Repository['descriptors'], file: ServiceFile | undefined): Service | null => {
  const descriptor = descriptors.find(({ tier }) => tier !== null) ?? descriptors[0];
  if (descriptor === undefined && file === undefined) return null;
  const owner = descriptor?.owner ?? text(file?.content['owner']);
  return {
    name: descriptor?.name ?? text(file?.content['name']),
    tier: descriptor?.tier ?? asTier(file?.content['tier']),
    lifecycle: descriptor?.lifecycle ?? null,
    owner: owner === null ? null : teamName(owner),
  };
};

/** How people are reached: by the descriptor, and by service.yaml where that says more. */
const supportFrom = (components: readonly Entity[], file: ServiceFile | undefined): readonly Support[] => {
  const said = [...components.map(supportOf), ...(file === undefined ? [] : [supportIn(file)])];
  const [first] = said;
  if (first === undefined) return [];
  const any = (key: 'onCall' | 'chat' | 'hours'): string | null =>
    said.find((support) => support[key] !== null)?.[key] ?? null;
  return [{ onCall: any('onCall'), chat: any('chat'), hours: any('hours'), at: first.at }];
};
