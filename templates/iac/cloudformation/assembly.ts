import { folderOf, get, list, perView, record } from '../../../src/kit/index.ts';
import type { At, RepositoryView } from '../../../src/kit/index.ts';
import { known } from '../model.ts';
import { isTemplate, stackOf } from './stack.ts';
import type { Stack } from './values.ts';

/** What `cdk synth` leaves of an app: templates, what they were made from, and a list of the stacks. */
export const assemblyGlobs = [
  '**/cdk.out/**/*.template.json',
  '**/cdk.out/**/*.metadata.json',
  '**/cdk.out/**/manifest.json',
];

export interface Assembly {
  /** Folder of the app, which `cdk.out` stands in. */
  readonly directory: string;
  readonly stacks: readonly Stack[];
}

/** The cloud assemblies of a repository, but for those that do not belong to the source as it is. Two readers ask for them. */
export const assembliesOf = perView((view): readonly Assembly[] => {
  // Assets are copies of files; a template among them is none of the app's stacks.
  const templates = view.glob('**/cdk.out/**/*.template.json').filter((path) => !/\/asset\./.test(path));
  const directories = [...new Set(templates.map((path) => path.slice(0, path.indexOf('cdk.out')).replace(/\/$/, '')))];
  return directories.flatMap((directory): readonly Assembly[] => {
    const own = templates.filter((path) => path.startsWith(directory === '' ? 'cdk.out/' : `${directory}/cdk.out/`));
    const made = own.map((path) => ({ path, traces: tracesOf(path, view) }));
    if (made.some(({ traces }) => isStale(traces, view))) return [];
    const stacks = made.flatMap(({ path, traces }) => {
      const document = view.json(path);
      return isTemplate(document) ? [read(path, document, traces, view)] : [];
    });
    return [{ directory, stacks }];
  });
});

/** The places in the source that made a construct, by logical id: those of the repository itself, innermost first. */
type Traces = ReadonlyMap<string, { readonly path: string; readonly at: At; readonly isNew: boolean }>;

const read = (path: string, document: unknown, traces: Traces, view: RepositoryView): Stack =>
  stackOf(document, {
    path,
    protection: protectionOf(path, view),
    origin: (id, body) => {
      const construct = get(body, 'Metadata', 'aws:cdk:path');
      const trace = traces.get(id);
      const name = typeof construct === 'string' ? construct.replace(/\/Resource$/, '') : id;
      return { name, ...(trace && { at: trace.at }) };
    },
  });

const protectionOf = (path: string, view: RepositoryView): Stack['protection'] => {
  const file = path.slice(path.lastIndexOf('/') + 1);
  const artifacts = Object.values(record(get(view.json(`${folderOf(path)}/manifest.json`), 'artifacts')));
  const own = artifacts.find((artifact) => get(artifact, 'properties', 'templateFile') === file);
  return own === undefined ? 'unknown' : known(get(own, 'properties', 'terminationProtection') ?? false);
};

const frame = /^(?:at )?(?:(.{0,300}?) \()?(?:file:\/\/)?([^():]{0,300}(?:\/|\\)[^():]{0,300}):(\d{1,7}):(\d{1,7})\)?$/;

/** Metadata of newer apps stand in a file beside the template, of older ones in the manifest. */
const tracesOf = (template: string, view: RepositoryView): Traces => {
  const beside = template.replace(/\.template\.json$/, '.metadata.json');
  const name = template.slice(template.lastIndexOf('/') + 1).replace(/\.template\.json$/, '');
  const manifest = view.json(`${folderOf(template)}/manifest.json`);
  const metadata = view.json(beside) ?? get(manifest, 'artifacts', name, 'metadata');
  const traces = new Map<string, { path: string; at: At; isNew: boolean }>();
  for (const [path, entries] of Object.entries(record(metadata))) {
    const id = list(entries).find((entry) => get(entry, 'type') === 'aws:cdk:logicalId');
    const logicalId = get(id, 'data');
    if (typeof logicalId !== 'string') continue;
    const made = list(entries).find((entry) => get(entry, 'type') === 'aws:cdk:creationStack');
    const lines = [...list(get(made, 'data')), ...list(get(id, 'trace'))].filter((line) => typeof line === 'string');
    const found = placeOf(lines, view);
    if (found) traces.set(logicalId, { path, ...found });
  }
  return traces;
};

const placeOf = (lines: readonly string[], view: RepositoryView): { at: At; isNew: boolean } | undefined => {
  for (const [index, line] of lines.slice(0, 50).entries()) {
    const [, , file, row, column] = frame.exec(line.trim()) ?? [];
    const path = file === undefined ? undefined : ownPath(file, view);
    if (path === undefined) continue;
    // `...new Key in aws-cdk-lib...` was called from this place.
    const isNew = /^\.\.\.new \w+ in /.test(lines[index - 1]?.trim() ?? '');
    return { at: { path, line: Number(row), column: Number(column) }, isNew };
  }
  return undefined;
};

/** The file of the repository that a path of the machine of the synthesis ends with. */
const ownPath = (file: string, view: RepositoryView): string | undefined => {
  if (/node_modules/.test(file)) return undefined;
  const parts = file
    .replaceAll('\\', '/')
    .split('/')
    .filter((part) => part !== '' && part !== '.');
  for (let from = Math.max(0, parts.length - 12); from < parts.length; from += 1) {
    const candidate = parts.slice(from).join('/');
    if (view.has(candidate)) return candidate;
  }
  return undefined;
};

/**
 * Whether the source has moved on since the synthesis: where a construct was made, there is no `new` any more. Times tell
 * nothing, since a checkout writes every file anew.
 */
const isStale = (traces: Traces, view: RepositoryView): boolean => {
  const lines = new Map<string, readonly string[] | undefined>();
  for (const { at, isNew } of traces.values()) {
    if (!isNew || !/\.[cm]?ts$/.test(at.path)) continue;
    const text = lines.has(at.path) ? lines.get(at.path) : view.text(at.path)?.split('\n');
    lines.set(at.path, text);
    const line = text?.[(at.line ?? 1) - 1];
    if (text !== undefined && !(line ?? '').slice((at.column ?? 1) - 1).startsWith('new ')) return true;
  }
  return false;
};

export const hasAssembly = (directory: string, view: RepositoryView): boolean =>
  assembliesOf(view).some((assembly) => assembly.directory === directory);
