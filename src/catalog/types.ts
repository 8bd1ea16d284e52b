import type { Judge, Reader } from '../kit/index.ts';
import type { Program } from '../render/program.ts';

export type Scalar = string | number | boolean;

/** All entries must hold: the value at the dotted name equals the given value or one of the given values; null means absent. */
export type When = Readonly<Record<string, Scalar | null | readonly (Scalar | null)[]>>;

/** Text that may use answers: plain, or a program of it. A program that is exactly one expression keeps the type of its value. */
export type Text = string | { readonly program: Program };

/** A value of `provides`: JSON whose strings may use answers; `{ when, value }` is left out of a list, and null elsewhere, unless it holds. */
export type Provided =
  | Text
  | number
  | boolean
  | null
  | readonly Provided[]
  | { readonly [key: string]: Provided }
  | { readonly when: When; readonly value: Provided };

/** One question; its shape is `schemas/question.json`. */
export interface Question {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean';
  readonly title: string;
  readonly help?: string;
  readonly default: Scalar | Text;
  readonly enum?: readonly (string | number)[];
  readonly pattern?: string;
  readonly patternHint?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly reserved?: readonly string[];
  readonly when?: When;
  readonly ask?: true;
  readonly placeholder?: true;
  readonly samples?: readonly Scalar[];
}

/** One file of a template, ready to be rendered without Handlebars. */
export interface TemplateFile {
  /** Path in the service; `{{name}}` in it is a program too. */
  readonly path: Program;
  readonly content: Program;
  readonly mode: '644' | '755';
  readonly seeded: boolean;
  /** All must hold. */
  readonly when: readonly When[];
}

export interface NextStep {
  readonly title: Text;
  /** On this machine (the default), when the service is shared, before it is deployed. */
  readonly phase?: 'local' | 'share' | 'deploy';
  readonly command?: Text;
  readonly when?: When;
}

/** What answers must not add up to, such as a host name that is too long for a certificate. */
export interface Limit {
  readonly title: string;
  readonly value: Text;
  readonly maxLength: number;
}

export interface InstallStep {
  readonly command: readonly string[];
  readonly directory?: string;
}

export interface Template {
  /** `kind/name`, such as `pipeline/github-actions`. */
  readonly id: string;
  readonly kind: string;
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly questions: readonly Question[];
  readonly constants: Readonly<Record<string, unknown>>;
  readonly provides: Readonly<Record<string, Provided>>;
  readonly limits: readonly Limit[];
  readonly nextSteps: readonly NextStep[];
  readonly install: readonly InstallStep[];
}

/** Where the sources of the standard disagree, and what may be chosen. */
export interface Choice {
  readonly title: string;
  readonly why: string;
  readonly enum?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly list?: true;
  /** Only an organisation may choose: what a repository says of it is not honoured. */
  readonly decidedBy?: 'organisation';
  readonly default: ChoiceValue;
}

export type ChoiceValue = Scalar | readonly string[];

export interface Kind {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly order: number;
  readonly required: boolean;
  readonly questions: readonly Question[];
  readonly contract: Readonly<Record<string, unknown>>;
  readonly templates: readonly Template[];
  /** Folders below the kind that read a dialect, with or without a template that writes it. */
  readonly dialects: readonly string[];
  /** By name, such as `api.versioning`. */
  readonly choices: Readonly<Record<string, Choice>>;
}

export interface Archetype {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly default: boolean;
  /** Kind to template name. */
  readonly templates: Readonly<Record<string, string>>;
  readonly answers: Readonly<Record<string, Scalar>>;
}

export type Severity = 'must' | 'should' | 'may';

export interface Example {
  /** The folder of the dialect that it is written in. */
  readonly dialect?: string;
  readonly title: string;
  readonly files: Readonly<Record<string, string>>;
  readonly line?: number;
  readonly message?: string;
}

/** Of all dialects together. */
export interface Examples {
  readonly pass: readonly Example[];
  readonly fail: readonly Example[];
}

export interface Mutation {
  readonly title: string;
  readonly path: string;
  readonly find?: string;
  readonly replace?: string;
  readonly create?: string;
  readonly delete?: true;
  readonly alsoReports?: readonly string[];
}

/** What a rule says of itself; its shape is `schemas/rule.json`. */
export interface Rule {
  readonly id: string;
  readonly kind: string;
  readonly title: string;
  readonly severity: Severity;
  /** From this tier on it weighs more. */
  readonly stricter?: { readonly tier: 2 | 3; readonly severity: Severity };
  readonly tier: 1 | 2 | 3;
  /** Where on the way to the standard it belongs: 1 source, review and CI; 2 delivery from code; 3 supply chain; 4 objectives. */
  readonly step: 1 | 2 | 3 | 4;
  /** Names of the choices that its code reads. */
  readonly choices: readonly string[];
  readonly since: string;
  readonly why: string;
  readonly fix: string;
  readonly sources: readonly { readonly document: string; readonly section: string; readonly url?: string }[];
  readonly falsePositives: readonly string[];
  /** Its findings point at what nobody should copy: reports show the place, never the text. */
  readonly confidential?: true;
  readonly schema?: SchemaJudgement;
  readonly examples: Examples;
  /** Dialect to why it has nothing that the rule could judge. */
  readonly notRead: Readonly<Record<string, string>>;
  readonly mutations: readonly Mutation[];
}

export interface SchemaJudgement {
  readonly subjects?: string;
  readonly where?: object;
  readonly unseen?: { readonly when: object; readonly message: string };
  readonly require: object;
  readonly message: string;
  readonly subject?: string;
  readonly none?: {
    readonly outcome: 'fail' | 'pass' | 'not-applicable' | 'unknown';
    readonly message: string;
    readonly unless?: { readonly given: string | readonly string[]; readonly message: string };
  };
}

/** The standard as data: everything that the folders under templates/ say. */
export interface Standard {
  readonly version: string;
  /** `sha256:` over every unit, so that two builds of the same folders agree. */
  readonly digest: string;
  readonly kinds: readonly Kind[];
  readonly archetypes: readonly Archetype[];
  readonly rules: readonly Rule[];
}

/** The standard without its rules: all that rendering needs. */
export type Catalog = Omit<Standard, 'rules'>;

/** A JSON Schema that can be asked: true, or false with `errors`, as ajv tells them. */
export interface Validator {
  (value: unknown): boolean;
  errors?:
    | null
    | readonly {
        readonly instancePath: string;
        readonly keyword: string;
        readonly schemaPath?: string;
        readonly message?: string;
        readonly params: Record<string, unknown>;
      }[];
}

/** Where the thing may stand that a rule asks for, as globs from the root and from the folder of the service. */
export interface Places {
  /** With a name or a folder that tells it. */
  readonly named: readonly string[];
  /** Any file of some ending. */
  readonly any: readonly string[];
}

/** The code of the standard: what the build collects from templates/**, by kind and rule id. */
export interface Units {
  /** Kind to its empty model. */
  readonly models: Readonly<Record<string, object>>;
  /** In the order of kinds: the kind's own reader first, then those of its templates. */
  readonly readers: readonly { readonly kind: string; readonly template?: string; readonly reader: Reader<object> }[];
  /** Kind to what follows from its model once all readers have been heard. */
  readonly completions?: Readonly<Record<string, (model: never) => object>>;
  readonly judges: Readonly<Record<string, Judge<never>>>;
  /** By rule; asked for only where something could not be read. */
  placesOf?(): Promise<Readonly<Record<string, Places>>>;
}
