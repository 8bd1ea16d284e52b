import { dirname, relative, resolve, sep } from 'node:path';
import { entryOf, mayBeBaselined } from '../audit/baseline.ts';
import { baselineText, parseBaseline } from '../audit/baseline-file.ts';
import type { BaselineEntry, BaselineService } from '../audit/baseline-file.ts';
import type { AuditOptions } from '../audit/options.ts';
import { parsePreset } from '../audit/preset.ts';
import type { Preset } from '../audit/preset.ts';
import type { Report, RepositoryReport } from '../audit/report-types.ts';
import type { Standard } from '../catalog/types.ts';
import { isThere, readUserFile } from '../disk/read-user-file.ts';
import { loadSettingsSchemas } from '../audit/schema-problems.ts';
import { writeReport } from '../disk/write-report.ts';
import { UserError } from '../errors.ts';

/** What an audit is steered by besides the repositories: the organisation's preset, and a baseline to compare with or to write. */
export interface Steering {
  /** What of it the engine needs for the repository at a path. */
  optionsFor(path: string): Pick<AuditOptions, 'preset' | 'baseline'>;
  /** Takes note of the reports of the repository at a path. */
  received(path: string, reports: readonly RepositoryReport[]): void;
  /**
   * Writes the baseline, when that was asked for. Gives what is to be told, a line each.
   *
   * @throws UserError when it would have to grow; nothing is written then
   */
  finish(): readonly string[];
  /** What the report says of it. */
  readonly named: Pick<Report, 'preset'>;
}

/** The report of a service, and where its repository is from the baseline. */
interface Seen {
  readonly repository: string;
  readonly report: RepositoryReport;
}

// A finding takes some 250 characters; a fleet has thousands.
const maxBytes = 64 * 1024 * 1024;

/** Reads the preset that the user named; undefined when there is none. */
export const readPreset = async (standard: Standard, path: string | true | undefined): Promise<Preset | undefined> => {
  if (typeof path !== 'string') return undefined;
  await loadSettingsSchemas();
  return parsePreset(readUserFile(path), path, standard);
};

/**
 * Reads the files that `--preset`, `--baseline` and `--write-baseline` name.
 *
 * @throws UserError when one of them cannot be read or is not what it should be
 */
export async function readSteering(
  standard: Standard,
  values: Readonly<Record<string, string | true>>,
): Promise<Steering> {
  await loadSettingsSchemas();
  const preset = await readPreset(standard, values['preset']);
  const [compared, written] = [values['baseline'], values['write-baseline']].map((path) =>
    typeof path === 'string' ? path : undefined,
  );
  const shrinking = written !== undefined && isThere(written);
  if (compared !== undefined && shrinking && resolve(compared) !== resolve(written)) {
    throw new UserError(
      `--baseline ${compared} and --write-baseline ${written} are two baselines.`,
      'Name the same file, or only one of them.',
    );
  }
  const file = compared ?? (shrinking ? written : undefined);
  const baseline = file === undefined ? undefined : parseBaseline(readUserFile(file, maxBytes), file);
  // Services are kept by where they stand from the file, so that it does not matter where the audit is started.
  const keyFrom = (path: string): string =>
    relative(dirname(resolve(file ?? written ?? '.')), resolve(path))
      .split(sep)
      .join('/') || '.';
  const seen: Seen[] = [];
  const entriesFor = (path: string): AuditOptions['baseline'] => {
    if (baseline === undefined) return written === undefined ? undefined : 'everything';
    const services = baseline.services.filter(({ repository }) => repository === keyFrom(path));
    return Object.fromEntries(services.map(({ root, findings }) => [root, findings]));
  };
  return {
    optionsFor: (path) => {
      const entries = entriesFor(path);
      return { ...(preset && { preset }), ...(entries && { baseline: entries }) };
    },
    received: (path, reports) => {
      if (file === undefined && written === undefined) return;
      seen.push(...reports.map((report) => ({ repository: keyFrom(path), report })));
    },
    finish: () => {
      const stale = seen.flatMap(({ report }) => report.baseline?.stale ?? []);
      if (written === undefined) {
        const moved = baseline === undefined ? [] : movedLines(seen, baseline.services, file ?? '');
        return stale.length === 0 ? moved : [...moved, staleLine(stale, file ?? '')];
      }
      if (baseline !== undefined) refuseToGrow(seen, written);
      const audited = new Set(seen.map(({ repository }) => repository));
      const others = baseline?.services.filter(({ repository }) => !audited.has(repository)) ?? [];
      const services = [...seen.map(serviceOf), ...others];
      writeReport(written, baselineText(standard, services));
      const number = services.reduce((sum, { findings }) => sum + findings.length, 0);
      return [`${written}: ${entries(number)}${stale.length === 0 ? '' : `, ${stale.length} mended and taken out`}`];
    },
    named: preset === undefined ? {} : { preset: { name: preset.name, digest: preset.digest } },
  };
}

const entries = (number: number): string => (number === 1 ? '1 finding' : `${number} findings`);

const staleLine = (stale: readonly BaselineEntry[], file: string): string =>
  `${entries(stale.length)} of the baseline ${file} ${stale.length === 1 ? 'is' : 'are'} mended: --write-baseline ${file} takes ${stale.length === 1 ? 'it' : 'them'} out.`;

/** Repositories with findings of which a baseline that holds others has nothing: it, or they, stood elsewhere when it was written. */
function movedLines(seen: readonly Seen[], services: readonly BaselineService[], file: string): readonly string[] {
  const held = [...new Set(services.map(({ repository }) => repository))];
  const failing = seen.filter(({ report }) => report.summary.fail > 0).map(({ repository }) => repository);
  const missed = [...new Set(failing)].filter((repository) => !held.includes(repository));
  if (held.length === 0 || missed.length === 0) return [];
  const quoted = (paths: readonly string[]): string =>
    `${paths
      .slice(0, 3)
      .map((path) => `"${path}"`)
      .join(', ')}${paths.length > 3 ? ` and ${paths.length - 3} more` : ''}`;
  return [
    `The baseline ${file} has nothing of the repository at ${quoted(missed)} from it, only of those at ${quoted(held)}: was it moved?`,
  ];
}

const serviceOf = ({ repository, report }: Seen): BaselineService => ({
  repository,
  root: report.service.root,
  findings: [
    ...report.findings.filter(({ outcome }) => outcome === 'baselined').map(entryOf),
    ...(report.baseline?.kept ?? []),
  ],
});

const shown = 10;

function refuseToGrow(seen: readonly { readonly report: RepositoryReport }[], path: string): void {
  const added = seen.flatMap(({ report }) => report.findings.filter(mayBeBaselined));
  if (added.length === 0) return;
  const lines = added.slice(0, shown).map(({ rule, message, locations: [at] }) => {
    const place =
      at === undefined ? '' : ` ${[at.path, at.line, at.column].filter((part) => part !== undefined).join(':')}`;
    return `\n  ${rule}${place}: ${message}`;
  });
  const rest = added.length > shown ? `\n  and ${added.length - shown} more` : '';
  throw new UserError(
    `The baseline ${path} may only shrink, and ${entries(added.length)} would be added:${lines.join('')}${rest}`,
    'Mend them, or have them waived for a time: an entry in .create-service/waivers.yaml with rule, scope, reason, approver, created and expires. Nothing was written.',
  );
}
