import { get, pointer, record } from '../../src/kit/index.ts';
import type { At, RepositoryView } from '../../src/kit/index.ts';
import type { ContactKind, Duty, Support } from './model.ts';
import { anywhere, globHomes, text } from './values.ts';

const names = ['service.yaml', 'service.yml', '.service.yaml'];

export const serviceFileGlobs = anywhere(names);

export interface ServiceFile {
  readonly path: string;
  readonly content: Readonly<Record<string, unknown>>;
}

/** What a service tells of itself beside its descriptor; a Kubernetes Service of the same file name is none. */
export const readServiceFile = (view: RepositoryView): ServiceFile | undefined => {
  for (const path of globHomes(view, names)) {
    const content = record(view.yaml(path)?.[0]);
    if (Object.keys(content).length > 0 && !('apiVersion' in content)) return { path, content };
  }
  return undefined;
};

const duties = ['database', 'code', 'operations', 'planning', 'security'] as const;

/** The five duties, those that nobody has included. */
export const dutiesOf = ({ path, content }: ServiceFile): readonly Duty[] => {
  const responsibilities = get(content, 'responsibilities');
  return duties.map((duty): Duty => {
    const said = get(responsibilities, duty);
    const contact = text(said) ?? contactIn(said);
    const at: At = {
      path,
      pointer: said === undefined ? pointer('responsibilities') : pointer('responsibilities', duty),
    };
    const kind = contactKind(contact);
    const reason = text(get(said, 'reason'));
    return { duty, contact, contactKind: kind, reason, lacks: dutyLacks(contact, kind, reason), at };
  });
};

const dutyLacks = (contact: string | null, kind: ContactKind | null, reason: string | null): readonly string[] => {
  if (contact === null) return ['it names no contact'];
  if (kind === null) return [`${contact} is neither a group, a person, a channel nor an address`];
  return kind === 'none' && (reason ?? '').length < 8 ? ['its contact is none, without a reason'] : [];
};

const contactIn = (said: unknown): string | null => {
  for (const key of ['contact', 'owner', 'team', 'person', 'channel']) {
    const contact = text(get(said, key));
    if (contact !== null) return contact;
  }
  return null;
};

/** What a contact is: a person who leaves takes an answer with him, a team does not. */
const contactKind = (contact: string | null): ContactKind | null => {
  if (contact === null) return null;
  if (/^none$/i.test(contact)) return 'none';
  if (/^user:/i.test(contact) || /^@[\w-]+$/.test(contact)) return 'person';
  if (/^(?:#[\w-]+|https:\/\/\S+)$/.test(contact)) return 'channel';
  if (/^[^\s@]+@[^\s@.]+\.[^\s@]+$/.test(contact)) return 'channel';
  return /^(?:group:)?(?:[\w-]+\/)?[\w-]+$|^@[\w-]+\/[\w-]+$/.test(contact) ? 'group' : null;
};

/** Who can be reached when, as the file tells. */
export const supportIn = ({ path, content }: ServiceFile): Support => {
  const support = get(content, 'support');
  const onCall = text(get(support, 'onCall')) ?? text(get(support, 'on-call'));
  return {
    onCall: onCall !== null && /^https:\/\/\S+$/.test(onCall) ? onCall : null,
    chat: text(get(support, 'chat')) ?? text(get(support, 'channel')),
    hours: text(get(support, 'hours')),
    at: { path, pointer: pointer('support') },
  };
};
