import { get, record } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import type { Edited, Lock, Repository } from './model.ts';
import { anywhere, nearest, text } from './values.ts';

const manifestPath = '.create-service/manifest.json';
const cruftPath = '.cruft.json';
const places = [manifestPath, '.copier-answers.yml', '.copier-answers.yaml', cruftPath];

export const lockGlobs = anywhere(places);

/** The templates that the manifest names, with their versions. */
export const readManifest = (view: RepositoryView): Repository['manifest'] => {
  const path = nearest(view, [manifestPath]);
  if (path === undefined) return null;
  const entries = Object.entries(record(get(view.json(path), 'templates')));
  return {
    templates: Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  };
};

/** Every file that remembers a template. */
export const readLocks = (view: RepositoryView): readonly Lock[] =>
  places.flatMap((place): readonly Lock[] => {
    const path = nearest(view, [place]);
    if (path === undefined) return [];
    const at = { path, pointer: '' };
    if (place === manifestPath) {
      const manifest = view.json(path);
      const folder = path.slice(0, -manifestPath.length);
      return [{ tool: 'create-service', lacks: manifestLacks(manifest), ...comparedWith(view, folder, manifest), at }];
    }
    const content = place === cruftPath ? view.json(path) : view.yaml(path)?.[0];
    const [tool, keys] = place === cruftPath ? (['cruft', cruftKeys] as const) : (['copier', copierKeys] as const);
    return [
      {
        tool,
        lacks: keys.flatMap(([key, what]) => (text(get(content, key)) === null ? [what] : [])),
        edited: [],
        files: 0,
        at,
      },
    ];
  });

const mostFiles = 2000;

/** Which files are not as they were rendered. Those that were only seeded belong to the team, and of what cannot be read nothing is said. */
const comparedWith = (view: RepositoryView, folder: string, manifest: unknown): Pick<Lock, 'edited' | 'files'> => {
  const own = Object.entries(record(get(manifest, 'files')))
    .filter(([, file]) => get(file, 'seeded') !== true)
    .slice(0, mostFiles);
  const edited = own.flatMap(([name, file]): readonly Edited[] => {
    const path = `${folder}${name}`;
    const template = text(get(file, 'template')) ?? '';
    if (!view.has(path)) return [{ path, template, gone: true }];
    const id = view.blobId(path);
    return id === undefined || id === get(file, 'blob') ? [] : [{ path, template, gone: false }];
  });
  return { edited, files: own.length };
};

// These two keep the commit of the template: whatever it rendered can be rendered again, so they need no hashes.
const copierKeys = [
  ['_src_path', 'the template'],
  ['_commit', 'the version of the template'],
] as const;
const cruftKeys = [
  ['template', 'the template'],
  ['commit', 'the version of the template'],
] as const;

const manifestLacks = (manifest: unknown): readonly string[] => {
  const standard = get(manifest, 'standard');
  const templates = Object.values(record(get(manifest, 'templates')));
  const files = Object.entries(record(get(manifest, 'files')));
  const unhashed = files.find(([, file]) => !/^[0-9a-f]{40}$/.test(text(get(file, 'blob')) ?? ''));
  return [
    ...(text(get(standard, 'version')) === null || text(get(standard, 'digest')) === null
      ? ['version and digest of the standard']
      : []),
    ...(templates.length === 0 || templates.some((version) => text(version) === null)
      ? ['templates with their versions']
      : []),
    ...(typeof get(manifest, 'answers') === 'object' ? [] : ['the answers']),
    ...(files.length === 0 ? ['the files that were rendered'] : []),
    ...(unhashed === undefined ? [] : [`the blob id of ${unhashed[0]}`]),
  ];
};
