import type { At, Value } from '../../../src/kit/index.ts';
import { entryOf, placeOf } from '../../../src/kit/index.ts';
import type { AsyncPath, Known, Part } from '../model.ts';
import type { Call, Construct, Program } from './construct.ts';
import { keyOf } from './construct.ts';
import { flag, memberOf, propsOf } from './props.ts';

/** Queues, and what calls programs without waiting for them. */
export const readQueues = (program: Program): readonly Part[] => {
  const taking = takers(program);
  return [
    ...program.constructs.flatMap((construct) => (construct.type === 'Queue' ? queue(construct, program, taking) : [])),
    ...program.constructs.flatMap((construct) => (construct.type === 'Rule' ? rule(construct, program) : [])),
    ...program.calls.flatMap((call) => readCall(call, program)),
  ];
};

const queue = (construct: Construct, program: Program, taking: ReadonlySet<string>): readonly Part[] => {
  const { name, props, at } = construct;
  const kind = memberOf(props.get('encryption'));
  const stored: Known = kind === 'UNENCRYPTED' ? 'no' : 'yes';
  const place = (key: string): At => props.get(key)?.at ?? at;
  const encryption: Part = {
    encryption: [
      { resource: name, type: 'queue', where: 'at rest', encrypted: stored, at: place('encryption') },
      {
        resource: name,
        type: 'queue',
        where: 'in transit',
        encrypted: flag(props, 'enforceSSL', 'no'),
        at: place('enforceSSL'),
      },
    ],
  };
  // One that is only handed on is told by its name.
  if (taking.has(keyOf(at)) || failures.test(name)) return [encryption];
  const target = props.get('deadLetterQueue');
  return [encryption, pathTo(name, 'queue', target, props.complete, target?.at ?? at, program)];
};

const failures = /dlq|dead-?_?letter|failed|failures?$/i;

const pathTo = (
  name: string,
  type: AsyncPath['type'],
  target: Value | undefined,
  complete: boolean,
  at: At,
  program: Program,
): Part => {
  const places = [entryOf(target, 'queue'), wrapped(target), target];
  const to = places.map((place) => program.constructOf(place)).find((found) => found !== undefined);
  const absent = target === undefined || (target.kind === 'literal' && target.value === null);
  const deadLetter: Known = absent ? (complete ? 'no' : 'unknown') : 'yes';
  return { asyncPaths: [{ name, type, deadLetter, deadLetterTo: to?.name ?? null, at }] };
};

/** The queue in `new SqsDlq(queue)` and `new SqsDestination(queue)`. */
const wrapped = (value: Value | undefined): Value | undefined =>
  value?.kind === 'new' && /(Dlq|Destination)$/.test(value.name) ? value.args[0] : undefined;

/** Queues that take what fails elsewhere: these have none of their own. */
const takers = ({ constructs, constructOf, calls, evaluator }: Program): ReadonlySet<string> => {
  const keys = ['deadLetterQueue', 'onFailure', 'queue'];
  const values = [
    ...constructs.flatMap(({ props }) => keys.slice(0, 2).map((key) => props.get(key))),
    ...calls
      .filter(({ name }) => sending.test(name))
      .flatMap(({ node, path }) => node.arguments.map((argument) => evaluator.evaluate(path, argument))),
  ];
  const found = new Set<string>();
  const visit = (value: Value | undefined, depth: number, named: boolean): void => {
    if (value === undefined || depth > 6) return;
    for (const target of named ? [constructOf(value), constructOf(wrapped(value))] : []) {
      if (target?.type === 'Queue') found.add(keyOf(target.at));
    }
    if (value.kind === 'object') {
      for (const [key, item] of Object.entries(value.entries))
        visit(item, depth + 1, keys.includes(key) && (named || key !== 'queue'));
    } else if (value.kind === 'new') {
      for (const item of value.args) visit(item, depth + 1, false);
    }
  };
  for (const value of values) visit(value, 0, false);
  for (const { props } of constructs)
    for (const key of ['deadLetterQueue', 'onFailure']) visit(props.get(key), 0, true);
  return found;
};

/** What of a function's own settings keeps a call that it could not do. */
const failureOf = (fn: Construct | undefined): Value | undefined => {
  const own = fn?.props.get('onFailure') ?? fn?.props.get('deadLetterQueue') ?? fn?.props.get('deadLetterTopic');
  const made = fn?.props.get('deadLetterQueueEnabled');
  return own ?? (made?.kind === 'literal' && made.value === true ? made : undefined);
};

const rule = ({ name, props }: Construct, program: Program): readonly Part[] => {
  const targets = props.get('targets');
  return targets?.kind === 'list' ? targets.items.flatMap((item) => target(name, item, program)) : [];
};

/** `new LambdaFunction(fn, { deadLetterQueue })` of a rule. */
const target = (name: string, value: Value, program: Program): readonly Part[] => {
  if (value.kind !== 'new' || value.name !== 'LambdaFunction') return [];
  const props = propsOf(value.args[1]);
  const fn = program.constructOf(value.args[0]);
  const kept = props.get('deadLetterQueue') ?? failureOf(fn);
  // Of a function that is handed in, its own settings cannot be seen.
  const seen = props.complete && fn !== undefined && fn.props.complete;
  return [pathTo(name, 'event rule', kept, seen, value.at, program)];
};

/** Calls that say who is sent what. */
const sending = /^(addTarget|addSubscription|addEventSource|addEventSourceMapping|configureAsyncInvoke)$/;

const streams = /^(Kinesis|Dynamo|ManagedKafka|SelfManagedKafka)EventSource$/;

const readCall = ({ node, path, owner, name: method }: Call, program: Program): readonly Part[] => {
  if (!/^(addTarget|addSubscription|addEventSource|addEventSourceMapping)$/.test(method)) return [];
  const name = owner?.name ?? path;
  const at = placeOf(path, node);
  const [first, second] = node.arguments.map((argument) => program.evaluator.evaluate(path, argument));
  if (method === 'addTarget' && first) return target(name, first, program);
  if (method === 'addEventSourceMapping') {
    const props = propsOf(second, 3);
    return [pathTo(name, 'event source', props.get('onFailure'), false, at, program)];
  }
  if (first?.kind !== 'new') return [];
  if (method === 'addEventSource' && streams.test(first.name)) {
    const props = propsOf(first.args.at(-1));
    return [pathTo(name, 'event source', props.get('onFailure'), props.complete, at, program)];
  }
  if (method !== 'addSubscription' || !/^(Lambda|Url)Subscription$/.test(first.name)) return [];
  const props = propsOf(first.args[1]);
  const fn = program.constructOf(first.args[0]);
  const kept = props.get('deadLetterQueue') ?? failureOf(fn);
  const seen = props.complete && (first.name === 'UrlSubscription' || (fn !== undefined && fn.props.complete));
  return [pathTo(name, 'topic subscription', kept, seen, at, program)];
};
