import { text } from '../values.ts';
import type { RawAction, RawStage } from './raw.ts';

// Words around the name of an environment that say what is done, not where.
const around =
  /^(?:deploy|deployment|release|promote|rollout|to|into|cdk|stack|stacks|infra|infrastructure|app|application|service|action|stage|env|environment|execute|prepare|update|changeset|change|set|create|account)$/i;
const known =
  /^(?:dev|development|alpha|beta|gamma|test|tst|testing|qa|uat|sit|int|integration|staging|stg|preprod|nonprod|preproduction|nonproduction|sandbox|acceptance|onebox|prod|prd|production|live)\d{0,3}$/i;

/** The words of a name: `DeployToPreProd` and `deploy-to-pre-prod` have the same. */
function wordsOf(name: string): readonly string[] {
  const words: string[] = [];
  const split = name
    .slice(0, 200)
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .split(/[^A-Za-z0-9]+/);
  for (const word of split) {
    const before = words.at(-1) ?? '';
    // What stands before production is not production.
    if (/^(?:pre|non)$/i.test(before) && /^prod/i.test(word)) words.splice(-1, 1, `${before}${word}`);
    else if (word !== '') words.push(word);
  }
  return words;
}

/** The environment that a name tells of; undefined when it tells of none. Regions behind it keep environments apart. */
export function environmentIn(name: string): string | undefined {
  const words = wordsOf(name).filter((word) => !around.test(word));
  const first = words.findIndex((word) => known.test(word));
  return first < 0 ? undefined : words.slice(first).join('-').toLowerCase();
}

/** The environment without the regions and waves that it is divided into: `prod` of `prod-us-east-1`. */
export const familyOf = (stage: string): string => {
  const [first = stage] = stage.split('-');
  return known.test(first) ? first : stage;
};

const variable = /^(?:STAGE|STAGE_NAME|ENV|ENV_NAME|ENVIRONMENT|ENVIRONMENT_NAME|DEPLOY_ENV|DEPLOY_STAGE|TARGET_ENV)$/i;
const settings = [
  'StackName',
  'EnvironmentName',
  'ServiceName',
  'ClusterName',
  'DeploymentGroupName',
  'ApplicationName',
  'BucketName',
];

/**
 * What an action deploys to: what its variables say, what the stage or the action is called, the name of what it changes, or
 * else the stage as it is called.
 */
export function stageOf(stage: Pick<RawStage, 'name'>, { name, config, variables }: RawAction): string {
  const said = variables.find((one) => variable.test(one.name) && /^[\w.-]{1,60}$/.test(one.value ?? ''));
  const named = [stage.name, name, ...settings.map((key) => text(config[key]) ?? '')];
  return said?.value?.toLowerCase() ?? named.map(environmentIn).find((found) => found !== undefined) ?? stage.name;
}
