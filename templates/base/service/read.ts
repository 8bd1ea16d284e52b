import { defineReader, descriptorGlobs, get, readEntities, record } from '../../../src/kit/index.ts';
import type { RepositoryView } from '../../../src/kit/index.ts';
import { teamName } from '../model.ts';
import type { Repository } from '../model.ts';
import { text } from '../values.ts';

/** Reads back what the template asks for. What the documents mean is read by the kind's own reader. */
export const reader = defineReader<Repository>({
  globs: [...descriptorGlobs, 'service.yaml', 'SECURITY.md'],
  read: () => ({}),
  answers: (model, view) => {
    const component = readEntities(view).find(({ kind }) => kind === 'Component');
    const { metadata = {}, spec = {} } = component ?? {};
    const owner = text(spec['owner']);
    const [support] = model.support;
    return told({
      name: text(metadata['name']),
      // As it is: blanks at its ends are part of the answer.
      description: typeof metadata['description'] === 'string' ? metadata['description'] : null,
      owner: owner === null ? null : teamName(owner),
      organization: organizationOf(model, record(metadata['annotations'])),
      system: text(spec['system']),
      lifecycle: text(spec['lifecycle']),
      tier: model.service?.tier ?? null,
      dataClassification: text(get(metadata['labels'], 'data-classification')),
      costCenter: text(get(metadata['annotations'], 'cost-center')),
      emailDomain: emailDomainOf(model, view),
      chatChannel: support?.chat ?? null,
      onCallUrl: support?.onCall ?? null,
    });
  },
});

const told = (answers: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(Object.entries(answers).filter(([, answer]) => answer !== null));

const organizationOf = ({ ownership }: Repository, annotations: Readonly<Record<string, unknown>>): string | null => {
  const team = ownership[0]?.defaultOwners.find((owner) => /^@[^/]+\//.test(owner));
  if (team !== undefined) return team.slice(1, team.indexOf('/'));
  const slug = text(annotations['github.com/project-slug']) ?? text(annotations['gitlab.com/project-slug']);
  return slug === null ? null : (slug.split('/')[0] ?? null);
};

const emailDomainOf = ({ duties }: Repository, view: RepositoryView): string | null => {
  const places = [duties.find(({ duty }) => duty === 'security')?.contact ?? '', view.text('SECURITY.md') ?? ''];
  for (const place of places) {
    const domain = /\bsecurity@([a-z0-9.-]{1,253}[a-z0-9])/.exec(place)?.[1];
    if (domain !== undefined) return domain;
  }
  return null;
};
