import type { At, Located } from '../../src/kit/index.ts';
import type { CatalogApi, CatalogResource, Descriptor } from './catalogue.ts';
import type { Secret } from './secret-forms.ts';

export type { Secret } from './secret-forms.ts';
export type { CatalogApi, CatalogResource, Descriptor, Reference, Relations } from './catalogue.ts';

/** Which service the repository holds; null where nothing tells. */
export interface Service {
  readonly name: string | null;
  /** 1 foundation, 2 production, 3 critical; null when it declares none. */
  readonly tier: 1 | 2 | 3 | null;
  readonly lifecycle: string | null;
  /** The bare name of the team, such as `checkout`. */
  readonly owner: string | null;
}

/** What a kind of path decides, and who has to approve its changes. */
export interface OwnedPath extends Located {
  /** Such as `the pipeline`. */
  readonly what: string;
  /** The first path of the kind that has no team, or else its first path. */
  readonly path: string;
  readonly owners: readonly string[];
  readonly team: Team;
}

/** Whether a team is among the owners; `unknown` where the host writes people and teams alike. */
export type Team = 'yes' | 'no' | 'unknown';

export interface Ownership extends Located {
  readonly host: 'github' | 'gitlab';
  /** Whether the host does not load the file at all. */
  readonly tooLarge: boolean;
  /** Lines that the host ignores, by 1-based number. */
  readonly invalid: readonly Located[];
  /** Owners of what no other line names; empty without a catch-all line. */
  readonly defaultOwners: readonly string[];
  readonly defaultTeam: Team;
  readonly special: readonly OwnedPath[];
}

/** A length of time that somebody promised. */
export interface Span extends Located {
  readonly written: string;
  /** Null when it cannot be read as a length of time. */
  readonly minutes: number | null;
}

/** How a loss of data is mended, as the service promises and rehearsed it. */
export interface Recovery extends Located {
  /** How long it may take. */
  readonly rto: Span | null;
  /** How much of the latest data may be gone. */
  readonly rpo: Span | null;
  /** The last rehearsal of a restore. */
  readonly lastRestoreTest: Rehearsal | null;
}

export interface Rehearsal extends Located {
  readonly written: string;
  /** A day of the calendar, as YYYY-MM-DD; null when it is none. */
  readonly date: string | null;
}

/** Something that the platform does for the service, as the service declares it. */
export interface Declared extends Located {
  readonly value: string;
}

export type ContactKind = 'group' | 'person' | 'channel' | 'none';

/** One of the five duties of a team, and who answers for it. */
export interface Duty extends Located {
  readonly duty: 'database' | 'code' | 'operations' | 'planning' | 'security';
  readonly contact: string | null;
  readonly contactKind: ContactKind | null;
  readonly reason: string | null;
  /** Why nobody answers for it, in words. */
  readonly lacks: readonly string[];
}

/** How to reach the people who run the service. */
export interface Support extends Located {
  /** Address or id of the rotation. */
  readonly onCall: string | null;
  readonly chat: string | null;
  /** Hours in which somebody answers, for a service without a rotation. */
  readonly hours: string | null;
}

export type Topic = 'what' | 'run' | 'test' | 'deploy' | 'owner' | 'links';

export interface Command extends Located {
  /** As it is written, shortened. */
  readonly text: string;
  /** What it needs: `script check of package.json`. */
  readonly needs: string;
  readonly exists: boolean;
}

export interface Readme extends Located {
  readonly missing: readonly Topic[];
  readonly headings: readonly string[];
  /** Commands that depend on something in the repository. */
  readonly commands: readonly Command[];
  /** Whether it is written in something else than Markdown, which is not read. */
  readonly unread?: boolean;
}

export interface Policy {
  readonly policy: 'contribution guide' | 'review checklist' | 'security policy';
  /** Path or address; null when there is none. */
  readonly found: string | null;
  readonly lacks: readonly string[];
  readonly at?: At;
}

export interface Decision {
  /** Path, or the address of a place outside the repository. */
  readonly name: string;
  readonly status: string | null;
  readonly lacks: readonly string[];
  /** Absent for what stands outside. */
  readonly at?: At;
}

export interface Runbook extends Located {
  readonly title: string;
  readonly lacks: readonly string[];
  /** Words that nobody replaced, such as `TODO`. */
  readonly placeholders: readonly Placeholder[];
}

export interface Placeholder extends Located {
  readonly text: string;
}

/** The operational readiness review of the service. */
export interface Readiness extends Located {
  /** Whether it took place, or is due before the first traffic of customers. */
  readonly status: 'held' | 'scheduled' | null;
  readonly due: string | null;
  readonly date: string | null;
  /** Days from its date to the next one; null unless both can be read. */
  readonly daysToNext: number | null;
  readonly reviewers: readonly string[];
  readonly result: string | null;
  /** How many items it has, and which of them are open. */
  readonly items: number;
  readonly open: readonly OpenItem[];
}

export interface OpenItem extends Located {
  readonly question: string;
  readonly owner: string | null;
  readonly due: string | null;
}

/** A package that others install: nothing of it runs by itself. */
export interface Library extends Located {
  readonly name: string;
  /** Such as `npm`. */
  readonly registry: string;
}

/** What remembers which version of a template made the repository. */
export interface Lock extends Located {
  readonly tool: 'create-service' | 'copier' | 'cruft';
  readonly lacks: readonly string[];
  /** Files that are not as they were rendered, in order; only of create-service, which keeps a hash of each. */
  readonly edited: readonly Edited[];
  /** How many files it knows, those that belong to the team left out. */
  readonly files: number;
}

export interface Edited {
  readonly path: string;
  readonly template: string;
  readonly gone: boolean;
}

/** Who owns a repository, and what it tells those who come to it. */
export interface Repository {
  readonly service: Service | null;
  /** Null for everything that runs, or may. */
  readonly library: Library | null;
  readonly descriptors: readonly Descriptor[];
  /** Entries of the catalogue for what the services need, and for what they offer. */
  readonly resources: readonly CatalogResource[];
  readonly apis: readonly CatalogApi[];
  /** At most one: what service.yaml promises on recovery. */
  readonly recovery: readonly Recovery[];
  /** Who asks callers for their identity in front of the service, such as `gateway`; empty when nothing declares it. */
  readonly authTerminatedAt: readonly Declared[];
  /** The command by which the platform goes back to the version before; empty when nothing declares one. */
  readonly rollbackCommands: readonly Declared[];
  readonly ownership: readonly Ownership[];
  readonly duties: readonly Duty[];
  readonly support: readonly Support[];
  readonly readmes: readonly Readme[];
  readonly policies: readonly Policy[];
  readonly decisions: readonly Decision[];
  readonly runbooks: readonly Runbook[];
  /** Addresses of runbooks that stand elsewhere. */
  readonly runbookLinks: readonly string[];
  readonly readiness: readonly Readiness[];
  readonly locks: readonly Lock[];
  /** The manifest of create-service as it tells its templates: id to version. */
  readonly manifest: { readonly templates: Readonly<Record<string, string>> } | null;
  readonly secrets: readonly Secret[];
}

export const emptyModel: Repository = {
  service: null,
  library: null,
  descriptors: [],
  resources: [],
  apis: [],
  recovery: [],
  authTerminatedAt: [],
  rollbackCommands: [],
  ownership: [],
  duties: [],
  support: [],
  readmes: [],
  policies: [],
  decisions: [],
  runbooks: [],
  runbookLinks: [],
  readiness: [],
  locks: [],
  manifest: null,
  secrets: [],
};

/** The name at the end of a reference to a team: `checkout` of `group:default/checkout` and of `@acme/checkout`. */
export const teamName = (reference: string): string =>
  reference
    .slice(Math.max(reference.lastIndexOf('/'), reference.lastIndexOf(':'), reference.lastIndexOf('@')) + 1)
    .toLowerCase();
