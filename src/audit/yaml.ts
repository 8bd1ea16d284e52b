import { CORE_SCHEMA, loadAll, Type, YAMLException } from 'js-yaml';
import type { EventType, State } from 'js-yaml';
import { limits } from './limits.ts';

const kinds = ['scalar', 'sequence', 'mapping'] as const;

/** The short forms of CloudFormation that do not follow the pattern `!Name` for `Fn::Name`. */
const plainIntrinsics: ReadonlySet<string> = new Set(['Ref', 'Condition']);

/** The key of a tag that means something: `Ref` for CloudFormation's `!Ref`, `Fn::Sub` for `!Sub`; GitLab's `!reference` keeps its name. */
export const longForm = (tag: string): string => {
  if (tag === '!reference') return tag;
  const name = tag.replace(/^!/, '');
  return plainIntrinsics.has(name) ? name : `Fn::${name}`;
};

const intrinsic = (name: string, kind: (typeof kinds)[number]): Type =>
  new Type(`!${name}`, {
    kind,
    construct: (data: unknown) => {
      const dot = name === 'GetAtt' && typeof data === 'string' ? data.indexOf('.') : -1;
      const value = dot > 0 ? [String(data).slice(0, dot), String(data).slice(dot + 1)] : data;
      return { [longForm(name)]: value };
    },
  });

const functions =
  'And Base64 Cidr Equals FindInMap ForEach GetAZs GetAtt GetStackOutput If ImportValue Join Length Not Or Select Split Sub ToJsonString Transform';
const intrinsicNames = [...plainIntrinsics, ...functions.split(' ')];

/** GitLab's way to take a part from another place: kept apart from a list that only looks like it. */
const reference = new Type('!reference', {
  kind: 'sequence',
  construct: (data: unknown) => ({ [longForm('!reference')]: data }),
});

/** Tags of other tools (Ansible's, Python's, …) mean nothing to us: their data is kept as it stands. */
const unknownTags = ['!', 'tag:'].flatMap((tag) =>
  kinds.map((kind) => new Type(tag, { kind, multi: true, construct: (data: unknown) => data })),
);

const merge = new Type('tag:yaml.org,2002:merge', { kind: 'scalar', resolve: (data: unknown) => data === '<<' });

// No timestamps, sets or binaries: a document is what JSON can say, so that rules can judge it as JSON Schema.
const schema = CORE_SCHEMA.extend({
  implicit: [merge],
  explicit: [
    ...intrinsicNames.flatMap((name) => kinds.map((kind) => intrinsic(name, kind))),
    reference,
    ...unknownTags,
  ],
});

const options = { schema, maxDepth: limits.depth, maxTotalMergeKeys: limits.mergedKeys };

/** The documents of a YAML stream as plain data. Throws an Error that tells line and column. */
export const parseYaml = (text: string): unknown[] => {
  try {
    return loadAll(text, null, options);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    const { line, column } = error.mark ?? { line: 0, column: 0 };
    throw new SyntaxError(`${error.reason} (${line + 1}:${column + 1})`);
  }
};

/** Reads a stream once more and tells of each node where it begins and ends. Throws what the parser throws. */
export const listenToYaml = (text: string, listener: (event: EventType, state: State) => void): void =>
  void loadAll(text, null, { ...options, listener });
