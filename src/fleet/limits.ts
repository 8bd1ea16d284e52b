/** What the audit of one repository may cost in all. Tests pass others; there is no way to set them from outside. */
export const fleetLimits = {
  /** Milliseconds that one file or one rule may take. */
  item: 10_000,
  /** Milliseconds that a repository may take. */
  repository: 120_000,
  /** Files and rules of a repository that are left out, one after the other, before it is given up. */
  leftOut: 5,
  /** Megabytes of memory of a worker. */
  memory: 1024,
} as const;

export type FleetLimits = { readonly [Key in keyof typeof fleetLimits]: number };

/**
 * A repository beyond these is audited in a worker, which can be ended. Below them nothing can take long: files are so small
 * that even work in the square of their length is done soon, and starting a worker costs more than all of it.
 */
export const smallLimits = {
  files: 2_000,
  /** Characters of one file; a JSON file is read by the fast parser alone, and lock files are large. */
  text: 100_000,
  json: 2_000_000,
  /** Characters of all files. */
  total: 4_000_000,
} as const;

/** So many repositories are done before more than one worker has started. */
export const fewRepositories = 50;

/** How many workers: as many as asked for, else one for few repositories, since each worker has to start. */
export const workersFor = (repositories: number, asked: number | undefined, cores: number): number =>
  Math.min(repositories, asked ?? (repositories < fewRepositories ? 1 : Math.min(cores, 8)));
