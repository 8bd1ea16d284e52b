import { choicesOf } from '../catalog/choices.ts';
import type { Rule, Standard } from '../catalog/types.ts';
import type { Calendar, JudgeContext, Judgement, RepositoryView } from '../kit/index.ts';
import { settleChoices } from './choices.ts';
import { readConfig } from './config.ts';
import type { Config } from './config.ts';
import { raised, withOverrides } from './overrides.ts';
import type { Preset } from './preset.ts';
import { readWaivers } from './waivers.ts';
import type { Waivers } from './waivers.ts';

/** By what a service is judged: the standard, over it the organisation's preset, over that the repository's own settings. */
export interface Settings {
  /** All rules, with the severities and tiers that hold here. */
  readonly rules: readonly Rule[];
  readonly choices: JudgeContext['choices'];
  readonly config: Config;
  readonly waivers: Waivers;
}

export const readSettings = (
  view: RepositoryView,
  standard: Standard,
  preset: Preset | undefined,
  calendar: Calendar,
): Settings => {
  const choices = choicesOf(standard.kinds);
  const preserved = withOverrides(standard.rules, preset?.rules ?? {});
  const config = readConfig(view, preserved, choices);
  return {
    rules: raised(preserved, config.rules),
    choices: settleChoices(choices, preset?.choices ?? {}, config.choices),
    config,
    waivers: readWaivers(view, standard.rules, preset?.waivers ?? {}, calendar),
  };
};

/** What is to be said of the configuration, once it is known which tier the service has without it. */
export const configJudgements = ({ judgements, tiers }: Config, declared: number): readonly Judgement[] => {
  // What is said for all services of a repository is the least for each, and some may be higher.
  const lower = tiers.find(({ value, own }) => own && value < declared);
  if (lower === undefined) return judgements;
  const message = `The service has tier ${declared}, and the configuration cannot lower it to ${lower.value}. Say the tier in its descriptor.`;
  const lowered: Judgement = { outcome: 'fail', message, subject: 'config /tier', at: [lower.at] };
  return [...judgements.filter(({ outcome }) => outcome !== 'pass'), lowered];
};

/** The tier that the configuration asks for at least. */
export const wantedTier = ({ tiers }: Config): number | undefined =>
  tiers.length === 0 ? undefined : Math.max(...tiers.map(({ value }) => value));
