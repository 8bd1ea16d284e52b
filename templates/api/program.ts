import type { At, Located } from '../../src/kit/index.ts';
import type { Known } from './known.ts';

export interface Route extends Located {
  readonly method: string;
  readonly path: string;
  /** Calls in its handler that reach out of the process. */
  readonly reaches: readonly string[];
}

export interface Use extends Located {
  readonly text: string;
}

export interface Setting extends Located {
  /** Name of the variable; null when it is computed. */
  readonly name: string | null;
  readonly module: string;
  /** Whether the program has a value of its own when the variable is not set. */
  readonly optional: boolean;
}

/** How a program stops. */
export interface Stopping {
  readonly signals: readonly Use[];
  readonly closes: boolean;
  readonly opensPool: boolean;
  readonly closesPool: boolean;
  readonly telemetry: boolean;
  readonly flushes: boolean;
  readonly bounded: boolean;
  /** What it does not do, in words. */
  readonly lacks: readonly string[];
}

/** How a program is instrumented. */
export interface Telemetry {
  /** `sdk`: set up in the code; `preload`: a ready-made set-up that is loaded by a flag; `agent`: a vendor's; `api`: only the API is used. */
  readonly setup: 'sdk' | 'preload' | 'agent' | 'api' | 'none';
  readonly name: string | null;
  readonly at: At | null;
  /** Whether it runs before what it instruments is loaded. */
  readonly first: Known;
  readonly exports: Known;
  /** Attributes of the resource that are not set in the code; null when they cannot be told. */
  readonly lacks: readonly string[] | null;
  /** Uses of the X-Ray SDK, which is not developed any more. */
  readonly xray: readonly Use[];
}

/** How what belongs to one request is found again. */
export interface Correlation {
  /** Whether an id of the request is taken over or made. */
  readonly identified: Known;
  /** Whether log lines carry that id, or those of the trace. */
  readonly logged: Known;
  /** Whether calls to others carry the context on; `not-needed` without such calls. */
  readonly passedOn: Known | 'not-needed';
  /** What is not done, in words. */
  readonly lacks: readonly string[];
}

/** What a program measures of its requests. */
export interface Metrics {
  /** Where a histogram of durations comes from, such as `@opentelemetry/instrumentation-http`. */
  readonly histograms: readonly Use[];
  /** Durations as a summary or a gauge, which cannot be added up over instances. */
  readonly others: readonly Use[];
  /** Labels with as many values as there are requests. */
  readonly unbounded: readonly Use[];
}

/** A call to another system, or the client that makes them. */
export interface Client extends Located {
  readonly library: string;
  readonly text: string;
  readonly bounded: Known;
  /** What would bound it. */
  readonly needs: string;
}

/** Repeated calls, by a library that is told how. */
export interface Retry extends Located {
  readonly library: string;
  /** Further tries after the first; null when it is computed. */
  readonly tries: number | null;
  /** Whether pauses grow and differ. */
  readonly jitter: Known;
  /** Whether calls that must not be repeated are. */
  readonly unsafe: boolean;
}

/** Limits of the server on slow callers. Milliseconds. */
export interface ServerLimits {
  /** Whether receiving a request may take forever. */
  readonly requests: Known;
  readonly keepAlive: number | null;
  readonly at: At | null;
}

/** What a program uses that may belong to another service. */
export interface Reach {
  /** Imports of the inside of another program of the repository. */
  readonly foreignImports: readonly (Use & { readonly program: string })[];
  /** Hosts that the code names. */
  readonly hosts: readonly (Located & { readonly host: string })[];
  /** Calls whose host is a setting or computed. */
  readonly computed: number;
}

export interface ErrorHandler extends Located {
  readonly text: string;
  /** Where it puts the stack of the error into the answer, without a condition. */
  readonly leaks: readonly Use[];
}

/** What a program makes of its errors. */
export interface ErrorHandling {
  readonly handlers: readonly ErrorHandler[];
  /** Whether problem+json stands anywhere in the code, or a library writes it. */
  readonly problems: boolean;
}

/** A program that serves HTTP: a package with a server framework, or a function behind a gateway. */
export interface Program extends Located {
  /** Its folder; `.` for the root. */
  readonly name: string;
  readonly language: string;
  readonly framework: string;
  /** Whether its code can be read; without, only its manifest tells of it. */
  readonly readable: boolean;
  /** Whether it listens by itself: a function is called by its platform. */
  readonly serves: boolean;
  /** Whether callers reach it by HTTP, through a gateway or not. */
  readonly http: boolean;
  /** Libraries that make pages for people. */
  readonly pages: readonly string[];
  /** Libraries that make a contract from the code while it runs. */
  readonly contractMakers: readonly string[];
  readonly logs: {
    readonly libraries: readonly string[];
    /** One JSON object a line, without a formatter for people. */
    readonly json: boolean;
    /** Names of fields that are taken out, in lower case. */
    readonly redacted: readonly string[];
    /** Whether a logger from a library of their own is put in. */
    readonly foreign: boolean;
    /** Whether nothing is taken out by name, but functions of the program see what is logged and may do so. */
    readonly redactedByCode: boolean;
    /** Writing past the logger. */
    readonly bypasses: readonly Use[];
    /** In words. */
    readonly lacks: readonly string[];
  };
  readonly routes: readonly Route[];
  /** Routes by which a platform asks, by what it asks. */
  readonly probes: { readonly live: readonly Route[]; readonly ready: readonly Route[] };
  readonly settings: {
    readonly reads: readonly Setting[];
    /** Modules that read the environment, each with whether it validates. */
    readonly modules: readonly (Located & {
      readonly module: string;
      readonly validates: boolean;
      /** Whether it stops the program when a variable is not there, without a look at what is in it. */
      readonly demands: boolean;
    })[];
    /** Files with the values of one environment among the sources. */
    readonly perEnvironment: readonly Use[];
  };
  readonly stopping: Stopping;
  readonly telemetry: Telemetry;
  readonly correlation: Correlation;
  readonly metrics: Metrics;
  readonly clients: readonly Client[];
  readonly retries: readonly Retry[];
  readonly server: ServerLimits;
  readonly reach: Reach;
  readonly errorHandling: ErrorHandling;
  /** Libraries that talk to a relational database. */
  readonly databases: readonly string[];
  /** Migrations that the program itself applies when it starts. */
  readonly migratesAtStart: readonly Use[];
}

/** A program of which only the manifest is read. */
export const unseenProgram = (known: Pick<Program, 'name' | 'language' | 'framework' | 'at'>): Program => ({
  readable: false,
  serves: true,
  http: true,
  pages: [],
  contractMakers: [],
  logs: { libraries: [], json: false, redacted: [], foreign: false, redactedByCode: false, bypasses: [], lacks: [] },
  routes: [],
  probes: { live: [], ready: [] },
  settings: { reads: [], modules: [], perEnvironment: [] },
  stopping: {
    signals: [],
    closes: false,
    opensPool: false,
    closesPool: false,
    telemetry: false,
    flushes: false,
    bounded: false,
    lacks: [],
  },
  telemetry: { setup: 'none', name: null, at: null, first: 'unknown', exports: 'unknown', lacks: null, xray: [] },
  correlation: { identified: 'unknown', logged: 'unknown', passedOn: 'unknown', lacks: [] },
  metrics: { histograms: [], others: [], unbounded: [] },
  clients: [],
  retries: [],
  server: { requests: 'unknown', keepAlive: null, at: null },
  reach: { foreignImports: [], hosts: [], computed: 0 },
  errorHandling: { handlers: [], problems: false },
  databases: [],
  migratesAtStart: [],
  ...known,
});
