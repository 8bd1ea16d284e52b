import type { At } from './at.ts';
import type { Calendar } from './calendar.ts';

/** What a rule may say of one thing. `waived`, `baselined` and `error` are given by the engine, never by a rule. */
export type JudgedOutcome = 'pass' | 'fail' | 'not-applicable' | 'unknown';

/** One statement of a rule about one thing. */
export interface Judgement {
  readonly outcome: JudgedOutcome;
  /** One sentence a busy reader takes in once: what is, and where it differs from the standard. */
  readonly message: string;
  /** The most telling place first. Empty only when the thing is missing altogether. */
  readonly at?: readonly At[];
  /** What was judged, by a name that survives moved lines: `job build`, `GET /orders`. Part of the fingerprint. */
  readonly subject?: string;
}

export interface JudgeContext {
  /** The tier of the service: 1 foundation, 2 production, 3 critical. */
  readonly tier: number;
  /** The models of the other kinds, by kind; read only with a guard, since a kind may be absent. */
  readonly models: Readonly<Record<string, unknown>>;
  /** What the day of the audit (UTC) is asked by: rules have no clock of their own. */
  readonly calendar: Calendar;
  /** What the organisation or the repository chose where the sources disagree, by name (`choices` of kind.yaml); all are there. */
  readonly choices: Readonly<Record<string, string | number | boolean | readonly string[]>>;
  /** The templates of the standard, with the versions that it has of them. */
  readonly templates: Readonly<Record<string, string>>;
  /** What the engine has to say of the repository's own settings of the audit. */
  readonly settings: { readonly config: readonly Judgement[]; readonly waivers: readonly Judgement[] };
}

/** A rule's code. Pure and total: no clock, no I/O; what it cannot see is `unknown`, never `pass`. */
export type Judge<Model> = (model: Model, context: JudgeContext) => Judgement | readonly Judgement[];
