import { get, record } from '../../../src/kit/index.ts';
import type { AsyncPath, Known, Part } from '../model.ts';
import { dig, isComputed, list, said } from './values.ts';
import type { Resource, Stack } from './values.ts';

/** In place of a target that cannot be seen, or may be none. */
const unseen = '${unseen}';

/** Work that waits, and where what fails of it goes. */
export const readAsync = (resource: Resource, stack: Stack): readonly Part[] => {
  const { type, properties, name, place } = resource;
  const path = (kind: AsyncPath['type'], target: unknown, ...keys: readonly (string | number)[]): Part => {
    const deadLetter: Known = target === undefined ? 'no' : target === unseen ? 'unknown' : 'yes';
    return {
      asyncPaths: [
        { name, type: kind, deadLetter, deadLetterTo: stack.referred(target)?.name ?? null, at: place(...keys) },
      ],
    };
  };
  switch (type) {
    case 'AWS::SQS::Queue': {
      // A queue that others send their failures to has none of its own.
      if (takesFailures(resource, stack) || failures.test(name)) return [];
      const redrive = properties['RedrivePolicy'];
      return [path('queue', redriveOf(redrive), 'RedrivePolicy')];
    }
    case 'AWS::SNS::Subscription': {
      const protocol = properties['Protocol'];
      // People read mails, and a queue takes what it is sent; programs can be down or fail.
      if (!/^(lambda|https?)$/.test(said(protocol))) return [];
      const called = protocol === 'lambda' ? failureOf(properties['Endpoint'], stack) : undefined;
      const target = redriveOf(properties['RedrivePolicy']) ?? called;
      return [path('topic subscription', target, 'RedrivePolicy')];
    }
    case 'AWS::Lambda::EventSourceMapping':
      return eventSource(resource, stack, path);
    case 'AWS::Events::Rule':
      return list(properties['Targets']).flatMap((target, index) =>
        // A target that is a queue, a log or a topic takes the event at once; programs can fail on it.
        /^\$\{(\w+)/.test(said(get(target, 'Arn'))) && isProgram(get(target, 'Arn'), stack)
          ? [
              path(
                'event rule',
                dig(target, 'DeadLetterConfig', 'Arn') ?? failureOf(get(target, 'Arn'), stack),
                'Targets',
                index,
              ),
            ]
          : [],
      );
    case 'AWS::Serverless::Function':
      return Object.entries(record(properties['Events'])).flatMap(([event, body]) => {
        const source = get(body, 'Properties');
        const given = said(get(body, 'Type'));
        const called = /^(SNS|EventBridgeRule|CloudWatchEvent|Schedule|ScheduleV2|S3|IoTRule)$/.test(given);
        const streamed = /^(Kinesis|DynamoDB|MSK|DocumentDB)$/.test(given);
        if (!called && !streamed) return [];
        const own = dig(source, 'DeadLetterConfig', 'Arn') ?? dig(source, 'RedrivePolicy', 'deadLetterTargetArn');
        const ofStream = dig(source, 'DestinationConfig', 'OnFailure', 'Destination');
        const target = streamed
          ? ofStream
          : (own ?? dig(source, 'DeadLetterConfig') ?? failureOf(`\${${resource.id}}`, stack));
        const [made] = path(streamed ? 'event source' : 'event rule', target, 'Events', event).asyncPaths ?? [];
        return made ? [{ asyncPaths: [{ ...made, name: `${name}/${event}` }] }] : [];
      });
    default:
      return [];
  }
};

// One that is only handed on is told by its name.
const failures = /dlq|dead-?_?letter|failed|failures?$/i;

const redriveOf = (redrive: unknown): unknown => (isComputed(redrive) ? unseen : get(redrive, 'deadLetterTargetArn'));

const isProgram = (target: unknown, { referred }: Stack): boolean =>
  /^AWS::(Lambda|Serverless)::Function$/.test(referred(target)?.type ?? '');

/** Where an asynchronous call of a function leaves what it could not do. */
const failureOf = (target: unknown, { resources, referred }: Stack): unknown => {
  const called = referred(target);
  if (called === undefined) return unseen;
  const own =
    dig(called.properties, 'DeadLetterConfig', 'TargetArn') ?? dig(called.properties, 'DeadLetterQueue', 'TargetArn');
  const configured = resources
    .filter(
      ({ type, properties }) =>
        type === 'AWS::Lambda::EventInvokeConfig' && referred(properties['FunctionName']) === called,
    )
    .map(({ properties }) => dig(properties, 'DestinationConfig', 'OnFailure', 'Destination'))
    .find((destination) => destination !== undefined);
  return own ?? configured ?? dig(called.properties, 'EventInvokeConfig', 'DestinationConfig', 'OnFailure');
};

/** Streams are asked for a place for what fails; what comes from a queue goes back to it, and the queue is asked instead. */
const eventSource = (
  { properties, place, name }: Resource,
  { referred }: Stack,
  path: (kind: AsyncPath['type'], target: unknown, ...keys: readonly string[]) => Part,
): readonly Part[] => {
  const source = properties['EventSourceArn'];
  const from = referred(source)?.type ?? '';
  const destination = dig(properties, 'DestinationConfig', 'OnFailure', 'Destination');
  if (from === 'AWS::SQS::Queue' || /:sqs:/.test(said(source))) return [];
  if (from === '' && destination === undefined) {
    return [
      {
        asyncPaths: [
          { name, type: 'event source', deadLetter: 'unknown', deadLetterTo: null, at: place('EventSourceArn') },
        ],
      },
    ];
  }
  return [path('event source', destination, 'DestinationConfig')];
};

const takesFailures = (resource: Resource, { usersOf, referred }: Stack): boolean =>
  usersOf(resource).some(({ properties }) =>
    [
      redriveOf(properties['RedrivePolicy']),
      dig(properties, 'DeadLetterConfig', 'TargetArn'),
      dig(properties, 'DeadLetterQueue', 'TargetArn'),
      dig(properties, 'DestinationConfig', 'OnFailure', 'Destination'),
      dig(properties, 'EventInvokeConfig', 'DestinationConfig', 'OnFailure', 'Destination'),
      ...list(properties['Targets']).map((target) => dig(target, 'DeadLetterConfig', 'Arn')),
    ].some((target) => referred(target) === resource),
  );
