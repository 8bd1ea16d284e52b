import type { Rule, SchemaJudgement, Units } from '../catalog/types.ts';
import type { Judge, JudgeContext, Judgement } from '../kit/index.ts';
import { wording } from './interpolate.ts';
import type { Wording } from './interpolate.ts';
import { validatorOf } from './schema.ts';
import { placeOfError, select } from './select.ts';
import type { Subject } from './select.ts';

/** What a rule said, or that it broke. */
export type Verdict = { readonly judgement: Judgement; readonly evidence?: string } | { readonly error: string };

const nothingToJudge = {
  outcome: 'not-applicable',
  message: 'The repository has nothing that this rule judges.',
} as const;

const outcomes: ReadonlySet<unknown> = new Set(['pass', 'fail', 'not-applicable', 'unknown']);

/** A rule's code is checked by types only where it is written; here a mistake in it must become an error of that rule alone. */
const checked = (judgement: Judgement): Judgement => {
  if (!outcomes.has(judgement?.outcome) || typeof judgement.message !== 'string') {
    throw new TypeError('it gave back something that is no judgement');
  }
  return judgement.at === undefined
    ? judgement
    : { ...judgement, at: judgement.at.filter((at) => typeof at?.path === 'string') };
};

const asList = (judged: Judgement | readonly Judgement[]): readonly Judgement[] =>
  (Array.isArray(judged) ? judged : [judged as Judgement]).map(checked);

/** Judges every subject of a schema rule. */
const judgeBySchema = (rule: Rule, schema: SchemaJudgement, model: unknown): readonly Verdict[] => {
  const where = schema.where === undefined ? undefined : validatorOf(schema.where);
  const unseen = schema.unseen && { matches: validatorOf(schema.unseen.when), message: wording(schema.unseen.message) };
  const require = validatorOf(schema.require);
  const subjects = select(model, schema.subjects ?? '').filter(({ value }) => where?.(value) ?? true);
  if (subjects.length === 0) return [{ judgement: noneOf(schema, model) }];
  const message = wording(schema.message);
  const name = schema.subject === undefined ? undefined : wording(schema.subject);
  return subjects.map((subject): Verdict => {
    if (unseen?.matches(subject.value)) return { judgement: unknownOf(subject, unseen.message, name) };
    const passes = require(subject.value);
    const at = passes ? subject.at : placeOfError(subject, require.errors);
    const judgement: Judgement = {
      outcome: passes ? 'pass' : 'fail',
      message: passes ? rule.title : message.text(subject.value),
      ...(at && { at: [at] }),
      ...(name && { subject: name.text(subject.value) }),
    };
    return passes ? { judgement } : { judgement, evidence: message.values(subject.value).join('\n') };
  });
};

/** What it means that there is nothing to judge: another thing where what is lacking may stand in what cannot be seen. */
const noneOf = ({ none }: SchemaJudgement, model: unknown): Judgement => {
  if (none === undefined) return nothingToJudge;
  const { outcome, message, unless } = none;
  const [unseen] = unless === undefined ? [] : select(model, unless.given);
  if (unless === undefined || unseen === undefined) return { outcome, message };
  return { outcome: 'unknown', message: unless.message, ...(unseen.at && { at: [unseen.at] }) };
};

/** What of a subject cannot be seen from here is neither good nor bad. */
const unknownOf = ({ value, at }: Subject, message: Wording, name: Wording | undefined): Judgement => ({
  outcome: 'unknown',
  message: message.text(value),
  ...(at && { at: [at] }),
  ...(name && { subject: name.text(value) }),
});

/** Everything that one rule says of a model. Never throws: a rule that breaks says so. */
export const judgeRule = (rule: Rule, units: Units, model: object, context: JudgeContext): readonly Verdict[] => {
  try {
    if (rule.schema !== undefined) return judgeBySchema(rule, rule.schema, model);
    const judge = units.judges[rule.id] as Judge<object> | undefined;
    if (judge === undefined) throw new Error('it has neither a schema nor a judge');
    const judgements = asList(judge(model, context));
    if (judgements.length === 0) return [{ judgement: nothingToJudge }];
    return judgements.map((judgement) => ({ judgement }));
  } catch (error) {
    return [{ error: error instanceof Error ? error.message : String(error) }];
  }
};
