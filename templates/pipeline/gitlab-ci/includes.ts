import {
  get,
  isMapping,
  joinPath,
  list,
  record,
  type At,
  type Mapping,
  type RepositoryView,
} from '../../../src/kit/index.ts';
import { text, texts } from '../values.ts';
import { inputsOf, interpolate } from './inputs.ts';
import { configOf, type Config, type Layer, placeIn, type Unseen } from './layers.ts';
import { hostLayer } from './host.ts';
import { isGlob, matchesGlob } from './wildcards.ts';

/** Pipelines in which the rules of an include hold; undefined for all of them. */
export type IncludeRules = (rules: readonly unknown[]) => ReadonlySet<string> | undefined;

interface Loading {
  readonly view: RepositoryView;
  readonly rules: IncludeRules;
  readonly unseen: Unseen[];
  /** GitLab takes 150 files; so does this, whatever includes what. */
  left: number;
}

/** Reads a configuration and all files of the repository that it includes, each before the file that includes it. */
export function loadConfig(view: RepositoryView, path: string, rules: IncludeRules): Config {
  const loading: Loading = { view, rules, unseen: [], left: 150 };
  return configOf(path, layersOf(loading, path, undefined, undefined, []), loading.unseen);
}

/** Reads what a `trigger` starts as a pipeline of its own. */
export function loadChild(view: RepositoryView, include: unknown, at: At, rules: IncludeRules): Config {
  const loading: Loading = { view, rules, unseen: [], left: 150 };
  const layers = entriesOf(include).flatMap(([entry, ...keys]) =>
    includedBy(loading, entry, { ...at, pointer: [at.pointer ?? '', ...keys].join('/') }, undefined, []),
  );
  return configOf(layers.at(-1)?.path ?? at.path, layers, loading.unseen);
}

function layersOf(
  loading: Loading,
  path: string,
  given: unknown,
  scenarios: ReadonlySet<string> | undefined,
  trail: readonly string[],
): readonly Layer[] {
  loading.left -= 1;
  if (loading.left < 0 || trail.includes(path) || trail.length > 20) return [];
  const documents = loading.view.yaml(path) ?? [];
  const hasHeader = documents.length > 1 && isMapping(get(documents[0], 'spec'));
  const document = hasHeader ? 1 : 0;
  const body = hasHeader ? interpolate(documents[1], inputsOf(documents[0], given)) : documents[0];
  if (!isMapping(body)) return [];
  const own: Layer = { path, document, data: body, from: undefined, scenarios };
  const included = entriesOf(body['include']).flatMap(([entry, ...keys]) =>
    includedBy(loading, entry, placeIn(own, 'include', ...keys), scenarios, [...trail, path]),
  );
  return [...included, own];
}

/** The entries of `include`, each with its place below it. */
const entriesOf = (include: unknown): readonly (readonly [unknown, ...number[]])[] =>
  Array.isArray(include)
    ? include.slice(0, 200).map((entry: unknown, index) => [entry, index] as const)
    : include === undefined || include === null
      ? []
      : [[include]];

function includedBy(
  loading: Loading,
  entry: unknown,
  at: At,
  outer: ReadonlySet<string> | undefined,
  trail: readonly string[],
): readonly Layer[] {
  const plain = text(entry);
  if (plain !== undefined)
    return includedBy(loading, /^https?:\/\//.test(plain) ? { remote: plain } : { local: plain }, at, outer, trail);
  const data = record(entry);
  const rules = list(data['rules']);
  const scenarios = both(outer, rules.length === 0 ? undefined : loading.rules(rules));
  if (scenarios?.size === 0) return [];
  const local = text(data['local']);
  if (local !== undefined)
    return filesOf(loading.view, local).flatMap((path) => layersOf(loading, path, data['inputs'], scenarios, trail));
  return unseenOf(data, at).flatMap((each) => {
    const layer = hostLayer(each, scenarios);
    loading.unseen.push({ ...each, known: layer !== undefined });
    return layer ?? [];
  });
}

const both = (
  first: ReadonlySet<string> | undefined,
  second: ReadonlySet<string> | undefined,
): ReadonlySet<string> | undefined =>
  first === undefined || second === undefined
    ? (first ?? second)
    : new Set([...first].filter((each) => second.has(each)));

/** The files that a local include names; none when it takes a variable, or names what is not there. */
function filesOf(view: RepositoryView, local: string): readonly string[] {
  const path = joinPath(local);
  if (path === undefined || path.includes('$') || !/\.ya?ml$/.test(path)) return [];
  if (!isGlob(path)) return view.has(path) ? [path] : [];
  return view.paths.filter((candidate) => /\.ya?ml$/.test(candidate) && matchesGlob(path, candidate)).slice(0, 150);
}

const hash = /^[0-9a-f]{40}$/;

function unseenOf(data: Mapping, at: At): readonly Omit<Unseen, 'known'>[] {
  const place = (key: string): At => ({ ...at, pointer: `${at.pointer ?? ''}/${key}` });
  const project = text(data['project']);
  if (project !== undefined) {
    // A project that includes itself brings nothing of others.
    if (/^\$\{?CI_PROJECT_PATH\}?$/.test(project)) return [];
    const ref = text(data['ref']) ?? null;
    return [
      {
        kind: 'project',
        name: [project, ...texts(data['file'])].join(':').slice(0, 300),
        ref,
        pinned: hash.test(ref ?? ''),
        at: place('project'),
      },
    ];
  }
  const remote = text(data['remote']);
  if (remote !== undefined) {
    const fixed = text(data['integrity'])?.startsWith('sha256-') ?? false;
    const commit = /\/([0-9a-f]{40})\//.exec(remote)?.[1] ?? null;
    return [
      {
        kind: 'remote',
        name: remote.slice(0, 300),
        ref: fixed ? 'its digest' : (commit ?? 'what stands there today'),
        pinned: fixed || commit !== null,
        at: place('remote'),
      },
    ];
  }
  const component = text(data['component']);
  if (component !== undefined) {
    const split = component.lastIndexOf('@');
    const ref = split < 0 ? '' : component.slice(split + 1);
    // A published version of the catalog cannot be published again.
    const pinned = hash.test(ref) || /^v?\d+\.\d+\.\d+(?:[-+][\w.]+)?$/.test(ref);
    return [
      {
        kind: 'component',
        name: split < 0 ? component : component.slice(0, split),
        ref,
        pinned,
        at: place('component'),
      },
    ];
  }
  const template = text(data['template']);
  if (template !== undefined)
    return [{ kind: 'template', name: template, ref: null, pinned: true, at: place('template') }];
  const artifact = text(data['artifact']);
  return artifact === undefined
    ? []
    : [{ kind: 'artifact', name: artifact, ref: null, pinned: true, at: place('artifact') }];
}
