import { get, list, pointer, placeOf } from '../../../src/kit/index.ts';
import type { Value } from '../../../src/kit/index.ts';
import { computedKey } from '../model.ts';
import type { Part, Tag } from '../model.ts';
import type { Call, Construct, Program } from './construct.ts';
import { textOf } from './props.ts';

const written = (key: Value | undefined, value: Value | undefined, rest: Pick<Tag, 'reaches' | 'at'>): Tag => ({
  key: textOf(key) ?? computedKey,
  value: value?.kind === 'literal' ? String(value.value) : null,
  ...rest,
});

/** `Tags.of(scope).add(key, value)`, in the first version `Tag.add(scope, key, value)`. Set at the app, a tag stops at a stage. */
export const readTag = ({ node, path, owner, name }: Call, program: Program): readonly Part[] => {
  if (name !== 'add') return [];
  const call = program.evaluator.evaluate(path, node);
  if (call.kind !== 'call') return [];
  const old = call.name === 'Tag.add';
  if (!old && (call.receiver?.kind !== 'call' || call.receiver.name !== 'Tags.of')) return [];
  const [scope, key, value] =
    old || call.receiver?.kind !== 'call' ? call.args : [call.receiver.args[0], call.args[0], call.args[1]];
  const app = (scope?.kind === 'new' && scope.name === 'App') || (owner?.parent === 'App' && scope?.kind !== 'new');
  const staged = program.extendsClass('Stage') || program.constructs.some(({ type }) => type === 'Stage');
  const reaches: Tag['reaches'] = app && staged ? 'no' : 'yes';
  return [{ tags: [written(key, value, { reaches, at: placeOf(path, node) })] }];
};

/** `new OrdersStack(app, id, { tags: { … } })`: a stack hands its tags on to what is in it. */
export const readStackTags = ({ type, local, props, at }: Construct): readonly Part[] => {
  const tags = local !== null || type === 'Stack' ? props.get('tags') : undefined;
  if (tags === undefined || tags.kind === 'list') return [];
  const rest = { reaches: 'yes' as const, at: tags.at ?? at };
  if (tags.kind !== 'object') return [{ tags: [written(undefined, undefined, rest)] }];
  const known = Object.entries(tags.entries).map(([key, value]) => ({ ...written(undefined, value, rest), key }));
  return [{ tags: tags.complete ? known : [...known, written(undefined, undefined, rest)] }];
};

/** Tags in the settings of the app, which the tool gives every stack. */
export const tagsOfSettings = (settings: unknown, path: string): readonly Tag[] =>
  list(get(settings, 'tags')).flatMap((tag, index): readonly Tag[] => {
    const [key, value] = [get(tag, 'Key'), get(tag, 'Value')];
    const at = { path, pointer: pointer('tags', index) };
    return typeof key === 'string'
      ? [{ key, value: typeof value === 'string' ? value : null, reaches: 'yes', at }]
      : [];
  });
