import { get, record } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import type { Lock, Repository } from './model.ts';
import { text } from './values.ts';

const manifestPath = '.create-service/manifest.json';
const copierPaths = ['.copier-answers.yml', '.copier-answers.yaml'];
const cruftPath = '.cruft.json';

export const lockGlobs = [manifestPath, ...copierPaths, cruftPath];

/** The templates that the manifest names, with their versions. */
export const readManifest = (view: RepositoryView): Repository['manifest'] => {
  if (!view.paths.includes(manifestPath)) return null;
  const entries = Object.entries(record(get(view.json(manifestPath), 'templates')));
  return {
    templates: Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string')),
  };
};

/** Every file that remembers a template. */
export const readLocks = (view: RepositoryView): readonly Lock[] =>
  lockGlobs.flatMap((path): readonly Lock[] => {
    if (!view.paths.includes(path)) return [];
    if (path === manifestPath)
      return [{ tool: 'create-service', lacks: manifestLacks(view.json(path)), at: { path, pointer: '' } }];
    const content = path === cruftPath ? view.json(path) : view.yaml(path)?.[0];
    const [tool, keys] = path === cruftPath ? (['cruft', cruftKeys] as const) : (['copier', copierKeys] as const);
    return [
      {
        tool,
        lacks: keys.flatMap(([key, what]) => (text(get(content, key)) === null ? [what] : [])),
        at: { path, pointer: '' },
      },
    ];
  });

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
