import { get, list, pointer } from '../../../src/kit/index.ts';
import type { At, Mapping } from '../../../src/kit/index.ts';
import { text, texts } from '../values.ts';
import { idsIn, names } from './intrinsics.ts';
import type { RawNotice } from './raw.ts';
import { ofType } from './resources.ts';

const failureOf = {
  pipeline: /^codepipeline-pipeline-(?:pipeline|stage|action)-execution-failed$/,
  build: /^codebuild-project-build-state-failed$/,
};

/** Rules of a template that are told of runs: those of CodeStar Notifications and of EventBridge. */
export function readNotices(path: string, resources: Mapping): readonly RawNotice[] {
  const at = (id: string): At => ({ path, pointer: pointer('Resources', id) });
  return [
    ...ofType(resources, 'AWS::CodeStarNotifications::NotificationRule').flatMap(([id, body]) =>
      ofNotificationRule(get(body, 'Properties')).map(({ of, source }) => ({ at: at(id), name: id, of, source })),
    ),
    ...ofType(resources, 'AWS::Events::Rule').flatMap(([id, body]) =>
      ofEventRule(get(body, 'Properties'), resources).map(({ of, source }) => ({ at: at(id), name: id, of, source })),
    ),
  ];
}

type Found = Pick<RawNotice, 'of' | 'source'>;

function ofNotificationRule(properties: unknown): readonly Found[] {
  const events = [...texts(get(properties, 'EventTypeIds')), ...texts(get(properties, 'EventTypeId'))];
  const told = list(get(properties, 'Targets')).length > 0 || get(properties, 'TargetAddress') !== undefined;
  if (!told || text(get(properties, 'Status')) === 'DISABLED') return [];
  const source = text(get(properties, 'Resource')) ?? null;
  return (['pipeline', 'build'] as const)
    .filter((of) => events.some((event) => failureOf[of].test(event)))
    .map((of) => ({ of, source }));
}

function ofEventRule(properties: unknown, resources: Mapping): readonly Found[] {
  const pattern = get(properties, 'EventPattern');
  const targets = list(get(properties, 'Targets')).map((target) => text(get(target, 'Arn')) ?? '');
  if (targets.length === 0 || text(get(properties, 'State')) === 'DISABLED') return [];
  const states = [...texts(get(pattern, 'detail', 'state')), ...texts(get(pattern, 'detail', 'build-status'))];
  const watched = [...texts(get(pattern, 'detail', 'pipeline')), ...texts(get(pattern, 'detail', 'project-name'))];
  const source = watched[0] ?? null;
  const tells = (state: string): boolean => states.length === 0 || states.includes(state);
  return texts(get(pattern, 'source')).flatMap((service): readonly Found[] => {
    const of = service === 'aws.codepipeline' ? 'pipeline' : service === 'aws.codebuild' ? 'build' : undefined;
    if (of === undefined || !tells('FAILED')) return [];
    const records = of === 'pipeline' && tells('SUCCEEDED') && targets.some((target) => isRecorder(target, resources));
    return [{ of, source }, ...(records ? [{ of: 'record', source } as const] : [])];
  });
}

/** Whether a target keeps what it is told, or works on it; a topic only passes it on to people. */
function isRecorder(target: string, resources: Mapping): boolean {
  const types = idsIn(target).map((id) => text(get(resources, id, 'Type')) ?? '');
  return (
    types.some((type) =>
      /^AWS::(?:Lambda|Serverless|KinesisFirehose|Kinesis|Logs|StepFunctions|SQS|Events)::/.test(type),
    ) || /:(?:lambda|firehose|kinesis|logs|states|sqs|events):/.test(target)
  );
}

/** Whether something tells of what is named here. A rule whose source only a deployment knows may watch anything. */
export const noticeOf = (
  notices: readonly RawNotice[],
  of: RawNotice['of'],
  ids: readonly string[],
): RawNotice | undefined =>
  notices.find(
    (notice) =>
      notice.of === of &&
      (notice.source === null ||
        names(notice.source, ids) ||
        /^\$\{(?:\w{0,100}(?:Arn|ARN|Name)|Fn::[^}]{0,300})\}$/.test(notice.source)),
  );
