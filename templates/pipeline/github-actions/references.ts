import { get, list, pointer, record, type At, type RepositoryView } from '../../../src/kit/index.ts';
import type { Reference } from '../model.ts';
import { imageReference } from '../references.ts';
import { text } from '../values.ts';
import { ownPath } from './workflow.ts';

export const actionGlobs: readonly string[] = [
  'action.yml',
  'action.yaml',
  '.github/actions/**/action.yml',
  '.github/actions/**/action.yaml',
];

interface Use {
  readonly value: string;
  readonly at: At;
  readonly job: boolean;
}

/** All code of others that workflows and own actions run: actions, called workflows, images. */
export function readReferences(view: RepositoryView): readonly Reference[] {
  const files = view.glob('.github/workflows/*.yml', '.github/workflows/*.yaml', ...actionGlobs);
  return files.flatMap((path) => {
    const document = view.yaml(path)?.[0];
    const jobs = Object.entries(record(get(document, 'jobs')));
    const uses = [
      ...usesOf(list(get(document, 'runs', 'steps')), { path, pointer: '/runs/steps' }),
      ...jobs.flatMap(([id, job]) => {
        const at = { path, pointer: pointer('jobs', id) };
        const called = text(get(job, 'uses'));
        return [
          ...(called === undefined ? [] : [{ value: called, at: { path, pointer: `${at.pointer}/uses` }, job: true }]),
          ...usesOf(list(get(job, 'steps')), { path, pointer: `${at.pointer}/steps` }),
        ];
      }),
    ];
    const comments = commentsOf(view.text(path) ?? '');
    return [
      ...uses.flatMap((use) => referenceOf(use, comments)),
      ...jobs.flatMap(([id, job]) => imagesOf(job, { path, pointer: pointer('jobs', id) })),
      ...dockerAction(document, path),
    ];
  });
}

const usesOf = (steps: readonly unknown[], at: At): readonly Use[] =>
  steps.flatMap((step, index) => {
    const value = text(get(step, 'uses'));
    return value === undefined
      ? []
      : [{ value, at: { path: at.path, pointer: `${at.pointer ?? ''}/${index}/uses` }, job: false }];
  });

/** Comments behind `uses:` lines, by what is used, in the order of the file: a parser drops them. */
function commentsOf(content: string): Map<string, (string | undefined)[]> {
  const comments = new Map<string, (string | undefined)[]>();
  for (const line of content.split(/\r?\n/)) {
    const [, value, comment] =
      /^\s*(?:-\s+)?uses:\s+["']?([^\s"'#]+)["']?\s*(?:#(.*))?$/.exec(line.slice(0, 1000)) ?? [];
    if (value !== undefined) comments.set(value, [...(comments.get(value) ?? []), comment]);
  }
  return comments;
}

function referenceOf({ value, at, job }: Use, comments: Map<string, (string | undefined)[]>): readonly Reference[] {
  if (ownPath(value) !== undefined) return [];
  if (value.startsWith('docker://')) return [imageReference(value.slice('docker://'.length), at)];
  const split = value.lastIndexOf('@');
  const ref = split < 0 ? '' : value.slice(split + 1);
  const version = /v?\d+(?:\.\d+){0,3}[\w.-]{0,40}/.exec(comments.get(value)?.shift() ?? '')?.[0] ?? null;
  return [
    {
      at,
      kind: job ? 'workflow' : 'action',
      name: split < 0 ? value : value.slice(0, split),
      ref,
      pinned: /^[0-9a-f]{40}$/.test(ref),
      version,
    },
  ];
}

/** Images that jobs run in or beside. Expressions are left out: what they name cannot be seen. */
function imagesOf(job: unknown, at: At): readonly Reference[] {
  const container = text(get(job, 'container')) ?? text(get(job, 'container', 'image'));
  const services = Object.entries(record(get(job, 'services'))).flatMap(([id, service]) => {
    const image = text(get(service, 'image'));
    return image === undefined
      ? []
      : [{ image, at: { path: at.path, pointer: `${at.pointer ?? ''}${pointer('services', id, 'image')}` } }];
  });
  return [...(container === undefined ? [] : [{ image: container, at }]), ...services].flatMap(({ image, at: place }) =>
    image.includes('${{') ? [] : [imageReference(image, place)],
  );
}

/** An own action that runs in an image of others. */
function dockerAction(document: unknown, path: string): readonly Reference[] {
  const image = text(get(document, 'runs', 'image'));
  return image?.startsWith('docker://')
    ? [imageReference(image.slice('docker://'.length), { path, pointer: '/runs/image' })]
    : [];
}
