import type { Catalog, Scalar, Template } from '../catalog/types.ts';
import type { RenderedFile } from '../render/render.ts';
import { blobId } from './blob-id.ts';
import { decide, isStarterFile } from './decide.ts';
import type { ConflictPolicy, Existing } from './decide.ts';
import { manifestOf, manifestPath, manifestText } from './manifest.ts';
import type { Manifest } from './manifest.ts';
import { safePath } from './safe-path.ts';
import type { Change, Plan, SafePath } from './types.ts';

export interface CreateFacts {
  /** Absolute path of the target folder. */
  readonly root: string;
  readonly standard: Catalog;
  readonly templates: readonly Template[];
  readonly archetype?: string;
  readonly answers: Readonly<Record<string, Scalar>>;
  readonly rendered: readonly RenderedFile[];
  /** The names that stand in the target folder. */
  readonly entries: readonly string[];
  /** What stands at the paths that will be written. Absent ones may be left out. */
  readonly existing: ReadonlyMap<string, Existing>;
  /** What an earlier run recorded, when a component is added to a service. */
  readonly recorded?: Manifest;
  /** What to do with each file that stands there with other content. */
  readonly policy: (path: string) => ConflictPolicy;
}

const encoder = new TextEncoder();

/**
 * Plans a new service, or more components of one: pure, sorted by path, the manifest last.
 *
 * @throws UserError for a path that is not safe
 * @throws Error when two files have one path: a bug of the renderer
 */
export function planCreate(facts: CreateFacts): Plan {
  const starter = facts.entries.every(isStarterFile);
  const files = facts.rendered
    .map(({ path, text, mode, template, seeded }) => {
      const content = encoder.encode(text);
      return { path: safePath(path), content, digest: blobId(content), mode, template, seeded };
    })
    .sort((a, b) => (a.path < b.path ? -1 : 1));
  const paths = new Set<string>([manifestPath]);
  for (const { path, template } of files)
    if (paths.size === paths.add(path).size) throw new Error(`${template} writes ${path}, which is written already`);
  const before = facts.recorded?.files ?? {};
  const changes = files.map(({ path, content, digest, mode }) => {
    const existing = facts.existing.get(path) ?? absent;
    const recorded = Object.hasOwn(before, path) ? before[path] : undefined;
    const decision = decide({
      path,
      existing,
      digest,
      policy: facts.policy(path),
      starter,
      ...(recorded === undefined ? {} : { recorded }),
    });
    return changeOf({ path, content, digest, mode }, existing, decision);
  });
  const archetype = facts.archetype ?? facts.recorded?.archetype;
  const recorded = files.flatMap((file, index) => recordOf(file, changes[index], before));
  const manifest = manifestOf({ ...facts, ...(archetype === undefined ? {} : { archetype }), files: recorded });
  return {
    root: facts.root,
    changes: [...changes, manifestChange(manifestText(manifest), facts.existing.get(manifestPath) ?? absent)],
  };
}

type Recorded = { path: string; digest: string; template: string; seeded: boolean };

/** What the manifest says of a file: what was rendered, or for one that stayed other than that, what it said before. */
function recordOf(
  { path, digest, template, seeded }: Recorded,
  change: Change | undefined,
  before: Manifest['files'],
): Recorded[] {
  if (change?.digest === digest) return [{ path, digest, template, seeded }];
  const earlier = Object.hasOwn(before, path) ? before[path] : undefined;
  return earlier === undefined
    ? []
    : [{ path, digest: earlier.blob, template: earlier.template, seeded: earlier.seeded ?? false }];
}

const absent: Existing = { state: 'absent' };

type Target = Pick<Change, 'path' | 'mode'> & {
  readonly path: SafePath;
  readonly content: Uint8Array;
  readonly digest: string;
};

function changeOf(target: Target, existing: Existing, { action, reason }: Pick<Change, 'action' | 'reason'>): Change {
  const { path, content, digest, mode } = target;
  const preimage = existing.state === 'file' ? existing.digest : null;
  if (action === 'create' || action === 'update') return { path, action, reason, mode, digest, preimage, content };
  return { path, action, reason, mode: existing.state === 'file' ? existing.mode : mode, digest: preimage, preimage };
}

function manifestChange(text: string, existing: Existing): Change {
  const content = encoder.encode(text);
  const target: Target = { path: safePath(manifestPath), content, digest: blobId(content), mode: '644' };
  const reason = 'records what was rendered, from what and with which answers';
  const action = existing.state === 'absent' ? 'create' : existing.state === 'blocked' ? 'conflict' : 'update';
  return changeOf(target, existing, { action, reason: existing.state === 'blocked' ? existing.reason : reason });
}
