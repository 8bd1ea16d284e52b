import { documentOf, numberOf, wholeText } from '../../../src/kit/index.ts';
import type { At, Value } from '../../../src/kit/index.ts';
import { literalSource } from '../model.ts';
import type { LogGroup, Part, Variable } from '../model.ts';
import { headOf } from './stack.ts';
import type { Resource, Stack } from './stack.ts';
import { dig, isComputed, items, pairsIn, text } from './values.ts';

/** What programs are given, and where they log to. */
export const readPrograms = (resource: Resource, stack: Stack): readonly Part[] => {
  switch (resource.type) {
    case 'aws_cloudwatch_log_group':
      return [{ logGroups: [logGroup(resource)] }];
    case 'aws_ecs_task_definition':
      return containersOf(resource).map((container) => ofContainer(container, resource));
    case 'aws_lambda_function':
      return [
        { variables: ofMap(resource, resource.get('environment', 'variables')) },
        { logGroups: ownLogs(resource, stack) },
      ];
    case 'aws_codebuild_project':
      return [
        {
          variables: items(resource.get('environment', 'environment_variable')).map((item) => {
            const made = variable(resource.name, text(dig(item, 'name')), dig(item, 'value'), item.at);
            const kept = /^(?:SECRETS_MANAGER|PARAMETER_STORE)$/.test(wholeText(dig(item, 'type')) ?? '');
            return kept ? { ...made, source: 'secret' as const } : made;
          }),
        },
      ];
    case 'aws_apprunner_service':
      return [
        {
          variables: ofMap(
            resource,
            resource.get(
              'source_configuration',
              'image_repository',
              'image_configuration',
              'runtime_environment_variables',
            ),
          ),
        },
      ];
    default:
      return [];
  }
};

const logGroup = (resource: Resource): LogGroup => {
  const value = resource.get('retention_in_days');
  const days = numberOf(value);
  const at = resource.place('retention_in_days');
  // Zero keeps them for ever, as leaving it out does.
  if (value === undefined || days === 0) return { name: resource.name, retention: 'forever', days: null, at };
  return { name: resource.name, retention: days === null ? 'unknown' : 'set', days, at };
};

/** A function logs to a group that its own name gives, unless it names one; without that group here nobody owns it. */
const ownLogs = (resource: Resource, stack: Stack): readonly LogGroup[] => {
  if (resource.get('logging_config', 'log_group') !== undefined || !stack.complete) return [];
  const own = wholeText(resource.get('function_name'));
  const groups = stack.ofType('aws_cloudwatch_log_group').map((group) => ({ group, name: text(group.get('name')) }));
  const owned = groups.some(({ name }) => own !== null && name === `/aws/lambda/${own}`);
  // Names that are computed on either side may be those of each other.
  const maybe = groups.some(
    ({ name }) => /^\/aws\/lambda\/.*\$\{\}|^\$\{\}/.test(name) || (own === null && name.startsWith('/aws/lambda/')),
  );
  if (owned || maybe) return [];
  return [{ name: resource.name, retention: 'unset', days: null, at: resource.at }];
};

/** The containers of a task, which are JSON in a text. */
export const containersOf = (resource: Resource): readonly Value[] =>
  items(documentOf(resource.get('container_definitions'))).filter(({ kind }) => kind === 'object');

const ofContainer = (container: Value, resource: Resource): Part => {
  const program = wholeText(dig(container, 'name')) ?? resource.name;
  const written = resource.place('container_definitions');
  const placed = ({ at }: Value): At => (at.line === undefined && at.pointer === undefined ? written : headOf(at));
  const plain = items(dig(container, 'environment')).flatMap((item) =>
    item.kind === 'object' ? [variable(program, text(dig(item, 'name')), dig(item, 'value'), placed(item))] : [],
  );
  const secrets = items(dig(container, 'secrets')).map((item): Variable => ({
    program,
    name: text(dig(item, 'name')),
    source: 'secret',
    at: placed(item),
  }));
  return { variables: [...plain, ...secrets] };
};

const ofMap = (resource: Resource, map: Value | undefined): readonly Variable[] =>
  pairsIn(map).map(([key, value]) => variable(resource.name, key, value, value.at));

// A data source that reads a secret puts its value into the definition of the program, and into the state.
const readsSecret =
  /^(?:module\.[^.]+\.)*data\.aws_(?:secretsmanager_secret_version|ssm_parameter|secretsmanager_random_password|kms_secrets)\b.*\.(?:secret_string|value|plaintext|random_password)\b/;
const makesSecret = /(?:^|\.)random_password\.[^.]+\.(?:result|bcrypt_hash)$/;

const variable = (program: string, name: string, value: Value | undefined, at: At): Variable => {
  const written = wholeText(value);
  const copied = value?.kind === 'name' && (readsSecret.test(value.name) || makesSecret.test(value.name));
  // An empty text is what a value stands in for that is given elsewhere.
  const source =
    written === ''
      ? 'reference'
      : written !== null
        ? literalSource(written)
        : copied
          ? 'literal'
          : isComputed(value)
            ? 'reference'
            : 'unknown';
  return { program, name, source, at: headOf(at) };
};
