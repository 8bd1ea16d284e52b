import { folderOf, joinPath } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import { isWithin } from './commands.ts';
import { uncheckedBy } from './reasons.ts';
import { deliveries } from './events.ts';
import type { Act, Build, Ecosystem, Event, InfrastructureRoot, ScanTarget, Step } from './model.ts';

const foreign = /(?:^|\/)(?:node_modules|cdk\.out|\.terraform|fixtures?|examples?|modules)\//;

const roots: readonly { readonly tool: string; readonly pattern: RegExp }[] = [
  { tool: 'AWS CDK', pattern: /(?:^|\/)cdk\.json$/ },
  { tool: 'Terraform', pattern: /(?:^|\/)\.terraform\.lock\.hcl$/ },
  { tool: 'Pulumi', pattern: /(?:^|\/)Pulumi\.ya?ml$/ },
  { tool: 'AWS SAM', pattern: /(?:^|\/)samconfig\.toml$/ },
];

/** Roots of infrastructure as code; which checks they pass is only known when all steps are. */
export const readInfrastructure = (view: RepositoryView): readonly InfrastructureRoot[] =>
  [
    ...roots.flatMap(({ tool, pattern }) =>
      view.paths.filter((path) => pattern.test(path) && !foreign.test(path)).map((path) => ({ tool, path })),
    ),
    ...terraformRoots(view).map((path) => ({ tool: 'Terraform', path })),
  ].map(({ tool, path }) => ({
    at: { path },
    tool,
    directory: folderOf(path),
    lints: false,
    tests: false,
    synthesizes: false,
  }));

const most = 300;

/** The file that makes a folder a root of Terraform although its lock file is not committed: it sets up a backend or a provider. */
function terraformRoots(view: RepositoryView): readonly string[] {
  const files = view.paths.filter((path) => path.endsWith('.tf') && !foreign.test(path)).slice(0, most);
  const texts = files.map((path) => ({
    path,
    folder: folderOf(path),
    text: (view.text(path) ?? '').slice(0, 100_000),
  }));
  const called = new Set(
    texts.flatMap(({ folder, text }) =>
      [...text.matchAll(/^[ \t]*source[ \t]*=[ \t]*"(\.\.?\/[^"\n]{0,300})"/gm)].map(([, source]) =>
        joinPath(folder, source ?? ''),
      ),
    ),
  );
  const found = new Map<string, string>();
  for (const { path, folder, text } of texts)
    if (
      !called.has(folder) &&
      !found.has(folder) &&
      /^(?:[ \t]*backend|provider)[ \t]+"[\w-]{1,100}"[ \t]*\{/m.test(text)
    )
      found.set(folder, path);
  const locked = new Set(view.paths.filter((path) => path.endsWith('.terraform.lock.hcl')).map(folderOf));
  return [...found].flatMap(([folder, path]) => (locked.has(folder) ? [] : [path]));
}

/** The checks that a pull request has to pass, of each root. */
export function completeInfrastructure(
  infrastructure: readonly InfrastructureRoot[],
  steps: readonly Step[],
): readonly InfrastructureRoot[] {
  const checks = steps.filter(({ blocking, events }) => blocking && events.includes('pull-request'));
  return infrastructure.map((root) => {
    // `terraform fmt -recursive` and `-chdir` work in folders below; a folder that a matrix fills in may be any.
    const covers = ({ directory, does }: Step): boolean =>
      isWithin(directory, root.directory) ||
      (does.includes('validate-infrastructure') && (directory.includes('$') || isWithin(root.directory, directory)));
    const has = (act: Act): boolean => checks.some((step) => step.does.includes(act) && covers(step));
    const found = {
      ...root,
      place: root.directory || 'the root of the repository',
      lints: has('lint'),
      tests: has('test'),
      synthesizes: has('synth'),
    };
    return { ...found, unchecked: uncheckedBy(found) };
  });
}

const dependencies =
  /(?:^|\/)(?:package-lock\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|poetry\.lock|uv\.lock|requirements[\w.-]*\.txt|go\.sum|Cargo\.lock|pom\.xml|gradle\.lockfile|Gemfile\.lock|composer\.lock)$/;

/** The dependencies that have to be scanned for known vulnerabilities. */
export function readScanTargets(view: RepositoryView): readonly ScanTarget[] {
  const lock = view.paths.find((path) => dependencies.test(path) && !foreign.test(path));
  return lock === undefined ? [] : [{ at: { path: lock }, target: 'dependencies', scans: [] }];
}

// Runs that tell of a hole later than the change that brings it.
const apart: ReadonlySet<Event> = new Set(['schedule', 'manual']);

/** What has to be scanned, with the steps that do: dependencies, and the image that is delivered. */
export function completeScanTargets(
  targets: readonly ScanTarget[],
  ecosystems: readonly Ecosystem[],
  steps: readonly Step[],
): readonly ScanTarget[] {
  // The push is what brings an image out; a repository that only builds its own image has that one scanned.
  const own = ecosystems.some(({ name }) => name === 'docker');
  const image =
    steps.find(({ does }) => does.includes('push-image')) ??
    steps.find(({ does }) => own && does.includes('build-image'));
  const scans = (act: Act): ScanTarget['scans'] =>
    steps
      .filter(({ does, events }) => does.includes(act) && events.some((event) => !apart.has(event)))
      .map(({ at, blocking, events, reportsToHost = false }) => ({
        at,
        blocking: blocking && !reportsToHost,
        events,
        reportsToHost,
      }));
  const ofImage = scans('scan-image').filter((scan) => image?.events.every((event) => scan.events.includes(event)));
  return [
    ...targets.map((target) => ({
      ...target,
      scans: [...target.scans, ...scans(target.target === 'image' ? 'scan-image' : 'scan-dependencies')],
    })),
    ...(image === undefined ? [] : [{ at: image.at, target: 'image' as const, scans: ofImage }]),
  ];
}

/** What leaves the pipeline, with the list of contents and the signature that a run started by the same event makes. */
export function completeBuilds(steps: readonly Step[]): readonly Build[] {
  const delivered = steps.filter(({ events }) => events.some((event) => deliveries.has(event)));
  const pushes = delivered.filter(({ does }) => does.includes('push-image'));
  const built = pushes.length > 0 ? pushes : delivered.filter(({ does }) => does.includes('deploy')).slice(0, 1);
  return built.map(({ at, name, events }) => {
    const beside = (act: Act): readonly Step[] =>
      steps.filter(
        (step) =>
          step.does.includes(act) && step.events.some((event) => deliveries.has(event) && events.includes(event)),
      );
    const lists = beside('sbom');
    const list = lists.find((step) => step.attached === true && step.blocking) ?? lists[0];
    // What is made where nobody can see may be kept there, too.
    const open = list !== undefined && list.attached === null;
    const signatures = beside('attest');
    const signature = signatures.find(({ blocking }) => blocking) ?? signatures[0];
    return {
      at,
      name,
      ...(open && { listUnseen: true }),
      contents:
        list === undefined || open
          ? null
          : { at: list.at, name: list.name, attached: list.attached === true, blocking: list.blocking },
      provenance:
        signature === undefined ? null : { at: signature.at, name: signature.name, blocking: signature.blocking },
    };
  });
}
