import { get, record, numeric } from '../../../src/kit/index.ts';
import type { At } from '../../../src/kit/index.ts';
import { literalSource } from '../model.ts';
import type { LogGroup, Part, Variable } from '../model.ts';
import { isComputed, list, literal, text } from './values.ts';
import type { Resource, Stack } from './values.ts';

/** What programs are given, and where they log to. */
export const readPrograms = (resource: Resource, stack: Stack): readonly Part[] => {
  const { type, properties, name, at } = resource;
  switch (type) {
    case 'AWS::Logs::LogGroup': {
      const days = properties['RetentionInDays'];
      // Whatever a deployment fills in is a number of days: only a group without the property keeps its logs for ever.
      return [{ logGroups: [{ name, retention: days === undefined ? 'forever' : 'set', days: numeric(days), at }] }];
    }
    case 'AWS::ECS::TaskDefinition':
      return list(properties['ContainerDefinitions']).map((container, index) =>
        containerOf(resource, container, index),
      );
    case 'AWS::Lambda::Function':
    case 'AWS::Serverless::Function':
      return [
        { variables: ofMapping(resource, ['Environment', 'Variables']) },
        { logGroups: ownsLogs(resource, stack) },
      ];
    case 'AWS::CodeBuild::Project':
      return [{ variables: ofList(resource, ['Environment', 'EnvironmentVariables'], 'Name') }];
    case 'AWS::AppRunner::Service':
      return [
        {
          variables: ofList(
            resource,
            ['SourceConfiguration', 'ImageRepository', 'ImageConfiguration', 'RuntimeEnvironmentVariables'],
            'Name',
          ),
        },
      ];
    default:
      return [];
  }
};

/** A function logs to a group that its own name gives, unless it names one; without that group in the template nobody owns it. */
const ownsLogs = (
  { id, name, properties, place }: Resource,
  { resources, referred, partial }: Stack,
): readonly LogGroup[] => {
  if (get(properties['LoggingConfig'], 'LogGroup') !== undefined || isComputed(properties['LoggingConfig'])) return [];
  // Functions that the CDK makes for its own use offer no log group to whoever uses it.
  if (/\/(?:Custom::|(?:AWS|LogRetention)[0-9a-f]{20,})/.test(name)) return [];
  const own = literal(properties['FunctionName']);
  const groups = resources.filter(({ type }) => type === 'AWS::Logs::LogGroup');
  const owned = groups.some(({ properties: { LogGroupName: group } }) => {
    const written = typeof group === 'string' ? group : '';
    const suffix = written.startsWith('/aws/lambda/') ? written.slice('/aws/lambda/'.length) : '';
    return suffix !== '' && (suffix === own || suffix === properties['FunctionName'] || referred(suffix)?.id === id);
  });
  // A custom resource keeps retentions, as older versions of the CDK had it.
  const kept = resources.some(
    ({ type, properties: { LogGroupName: group } }) =>
      type === 'Custom::LogRetention' && typeof group === 'string' && group.includes(`\${${id}}`),
  );
  return owned || kept ? [] : [{ name, retention: partial ? 'unknown' : 'unset', days: null, at: place() }];
};

const containerOf = (resource: Resource, container: unknown, index: number): Part => {
  const program = text(get(container, 'Name'));
  const at = (key: string, inner: number): At => resource.place('ContainerDefinitions', index, key, inner);
  const plain = list(get(container, 'Environment')).map((item, inner) =>
    variable(program, text(get(item, 'Name')), get(item, 'Value'), at('Environment', inner)),
  );
  const secrets = list(get(container, 'Secrets')).map((item, inner): Variable => ({
    program,
    name: text(get(item, 'Name')),
    source: 'secret',
    at: at('Secrets', inner),
  }));
  return { variables: [...plain, ...secrets] };
};

const ofMapping = ({ name, properties, place }: Resource, keys: readonly string[]): readonly Variable[] =>
  Object.entries(record(get(properties, ...keys))).map(([key, value]) =>
    variable(name, key, value, place(...keys, key)),
  );

const ofList = ({ name, properties, place }: Resource, keys: readonly string[], key: string): readonly Variable[] =>
  list(get(properties, ...keys)).map((item, index) => {
    const found = get(item, 'Type') === 'SECRETS_MANAGER' || get(item, 'Type') === 'PARAMETER_STORE';
    const made = variable(name, text(get(item, key)), get(item, 'Value'), place(...keys, index));
    return found ? { ...made, source: 'secret' } : made;
  });

// `{{resolve:secretsmanager:…}}` is replaced when the stack is deployed: then the value stands in the definition of the program.
const dynamic = /\{\{resolve:(?:secretsmanager|ssm-secure):/;

const variable = (program: string, name: string, value: unknown, at: At): Variable => {
  const written = literal(value);
  const isDynamic = typeof value === 'string' && dynamic.test(value);
  const source = isDynamic ? 'literal' : written === null ? 'reference' : literalSource(written);
  return { program, name, source, at };
};
