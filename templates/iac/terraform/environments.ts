import { numberOf, wholeText } from '../../../src/kit/index.ts';
import type { At, TerraformRoot, Value, VariableFile } from '../../../src/kit/index.ts';
import type { Environment } from '../model.ts';
import { headOf } from './stack.ts';
import { dig, items, text } from './values.ts';

const stages =
  /^(?:dev|develop|development|test|testing|qa|uat|int|integration|alpha|beta|gamma|stage|staging|stg|preprod|pre|nonprod|sandbox|demo|perf|prod|prd|production|live)$/i;

/** Whether a name is that of a stage, also among other words: `prod`, `eu-prod`, `orders_staging`. */
const isStage = (name: string): boolean => name.split(/[-_.]/).some((word) => stages.test(word));

/** The environments of a root: its files of values, its folder, or its providers. */
export const environmentsOf = (root: TerraformRoot): readonly Environment[] => {
  const files = root.variableFiles.flatMap((file): readonly Environment[] => {
    const name = nameOf(file);
    return name === null ? [] : [ofFile(name, file, root)];
  });
  if (files.length > 0) return files;
  const providers = root.providers.filter(({ name }) => name === 'aws');
  const aliases = providers.flatMap((provider): readonly Environment[] => {
    const { alias, body, at } = provider;
    return alias !== null && isStage(alias) ? [environment(alias, body, headOf(at))] : [];
  });
  if (aliases.length > 1) return aliases;
  const folder = root.directory.split('/').findLast(isStage);
  const [first] = providers.filter(({ alias }) => alias === null);
  return folder === undefined ? [] : [environment(folder, first?.body, headOf(first?.at ?? root.at))];
};

/** `prod.tfvars`, `prod/terraform.tfvars`. */
const nameOf = ({ path }: VariableFile): string | null => {
  const [file = '', folder = ''] = path.split('/').toReversed();
  const base = file.replace(/(?:\.auto)?\.tfvars(?:\.json)?$/, '');
  return isStage(base) ? base : isStage(folder) ? folder : null;
};

const accountIn = (value: Value | undefined): string | null => {
  const written = wholeText(value) ?? '';
  return /^\d{12}$/.exec(written)?.[0] ?? /^arn:[^:]*:iam::(\d{12}):/.exec(written)?.[1] ?? null;
};

/** Names of values that say which account is meant; of what only has the word in its name, no more is known. */
const origin = /(?:^|_)(?:profile|account|account_id|account_name|role|role_arn)$/i;

const ofFile = (name: string, { path, values }: VariableFile, root: TerraformRoot): Environment => {
  const entries = [...values];
  const account = entries.find(([key, value]) => accountIn(value) !== null && /account|role/i.test(key));
  const profile = entries.find(([key, value]) => origin.test(key) && wholeText(value) !== null);
  const region = entries.find(([key]) => /^(?:aws_)?region$/i.test(key));
  const provider = root.providers.find((candidate) => candidate.name === 'aws' && candidate.alias === null);
  const at: At = account ? headOf(account[1].at) : { path };
  // What holds whichever file is chosen, such as an account in the provider, holds for each of them.
  const shared = provider && environment(name, provider.body, at);
  return {
    name,
    account: (account && accountIn(account[1])) ?? shared?.account ?? null,
    accountFrom: account ? null : (wholeText(profile?.[1]) ?? shared?.accountFrom ?? null),
    region: wholeText(region?.[1]) ?? shared?.region ?? null,
    hostName: null,
    budget: numberOf(values.get('monthly_budget') ?? values.get('budget')),
    at,
  };
};

const environment = (name: string, provider: Value | undefined, at: At): Environment => {
  const [allowed, ...more] = items(dig(provider, 'allowed_account_ids'));
  const role = dig(provider, 'assume_role', 'role_arn');
  const account = accountIn(role) ?? (more.length === 0 ? accountIn(allowed) : null);
  const from = dig(provider, 'profile') ?? role;
  return {
    name,
    account,
    accountFrom: account !== null || from === undefined ? null : from.kind === 'name' ? from.name : text(from),
    region: wholeText(dig(provider, 'region')),
    hostName: null,
    budget: null,
    at,
  };
};
