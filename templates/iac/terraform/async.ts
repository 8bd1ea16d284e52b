import { documentOf, wholeText } from '../../../src/kit/index.ts';
import type { Value } from '../../../src/kit/index.ts';
import type { AsyncPath, Known, Part } from '../model.ts';
import type { Resource, Stack } from './stack.ts';
import { dig, given, isComputed, items, text } from './values.ts';

/** Work that waits, and where what fails of it goes. */
export const readAsync = (resource: Resource, stack: Stack): readonly Part[] => {
  const path = (type: AsyncPath['type'], target: Value | undefined, ...keys: readonly string[]): readonly Part[] => {
    const deadLetter: Known = target === undefined ? (stack.complete ? 'no' : 'unknown') : given(target);
    const deadLetterTo = stack.referred(target)?.name ?? null;
    return [{ asyncPaths: [{ name: resource.name, type, deadLetter, deadLetterTo, at: resource.place(...keys) }] }];
  };
  switch (resource.type) {
    case 'aws_sqs_queue':
      // A queue that others send their failures to has none of its own.
      return takesFailures(resource, stack) ? [] : path('queue', redriveOf(resource, stack), 'redrive_policy');
    case 'aws_sns_topic_subscription': {
      // People read mails, and a queue takes what it is sent; programs can be down or fail.
      if (!/^(?:lambda|https?)$/.test(wholeText(resource.get('protocol')) ?? '')) return [];
      const own = targetIn(resource.get('redrive_policy'));
      return path('topic subscription', own ?? failureOf(resource.get('endpoint'), stack), 'redrive_policy');
    }
    case 'aws_lambda_event_source_mapping':
      return eventSource(resource, stack, path);
    case 'aws_cloudwatch_event_target': {
      // A target that is a queue, a log or a topic takes the event at once; programs can fail on it.
      const arn = resource.get('arn');
      if (stack.referred(arn)?.type !== 'aws_lambda_function') return [];
      return path(
        'event rule',
        resource.get('dead_letter_config', 'arn') ?? failureOf(arn, stack),
        'dead_letter_config',
      );
    }
    default:
      return [];
  }
};

/** What a redrive policy names; the whole policy where it cannot be read. */
const targetIn = (policy: Value | undefined): Value | undefined =>
  policy === undefined ? undefined : dig(documentOf(policy) ?? policy, 'deadLetterTargetArn');

const redriveOf = (queue: Resource, stack: Stack): Value | undefined => {
  const beside = stack.naming(queue, ['aws_sqs_queue_redrive_policy'], 'queue_url');
  return (
    targetIn(queue.get('redrive_policy')) ??
    beside.map((other) => targetIn(other.get('redrive_policy'))).find((target) => target !== undefined)
  );
};

/** Where an asynchronous call of a function leaves what it could not do. */
const failureOf = (target: Value | undefined, stack: Stack): Value | undefined => {
  const called = stack.referred(target, /^aws_lambda_function$/);
  if (called === undefined) return undefined;
  const configured = stack
    .naming(called, ['aws_lambda_function_event_invoke_config'], 'function_name')
    .map((config) => config.get('destination_config', 'on_failure', 'destination'));
  return called.get('dead_letter_config', 'target_arn') ?? configured.find((destination) => destination !== undefined);
};

/** Streams are asked for a place for what fails; what comes from a queue goes back to it, and the queue is asked instead. */
const eventSource = (
  resource: Resource,
  stack: Stack,
  path: (type: AsyncPath['type'], target: Value | undefined, ...keys: readonly string[]) => readonly Part[],
): readonly Part[] => {
  const source = resource.get('event_source_arn');
  const from = stack.referred(source)?.type ?? '';
  const destination = resource.get('destination_config', 'on_failure', 'destination_arn');
  if (from === 'aws_sqs_queue' || /:sqs:|aws_sqs_queue/.test(source?.kind === 'name' ? source.name : text(source)))
    return [];
  if (from !== '' || destination !== undefined) return path('event source', destination, 'destination_config');
  // Where it comes from is computed: a queue needs none.
  const at = resource.place('event_source_arn');
  return isComputed(source)
    ? [{ asyncPaths: [{ name: resource.name, type: 'event source', deadLetter: 'unknown', deadLetterTo: null, at }] }]
    : [];
};

const takesFailures = (queue: Resource, stack: Stack): boolean => {
  const targets = [
    ...stack
      .ofType('aws_sqs_queue', 'aws_sqs_queue_redrive_policy', 'aws_sns_topic_subscription')
      .map((other) => targetIn(other.get('redrive_policy'))),
    ...stack.ofType('aws_lambda_function').map((other) => other.get('dead_letter_config', 'target_arn')),
    ...stack.ofType('aws_cloudwatch_event_target').map((other) => other.get('dead_letter_config', 'arn')),
    ...stack
      .ofType('aws_lambda_event_source_mapping')
      .map((other) => other.get('destination_config', 'on_failure', 'destination_arn')),
    ...stack
      .ofType('aws_lambda_function_event_invoke_config')
      .map((other) => other.get('destination_config', 'on_failure', 'destination')),
  ];
  if (targets.some((target) => stack.referred(target)?.name === queue.name)) return true;
  // One that says who may send their failures to it is meant for them.
  const allowed = stack.naming(queue, ['aws_sqs_queue_redrive_allow_policy'], 'queue_url').length > 0;
  return allowed || items(queue.get('redrive_allow_policy')).length > 0;
};
