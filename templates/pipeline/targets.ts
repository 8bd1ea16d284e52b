import { folderOf } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import { isWithin } from './commands.ts';
import type { Act, Build, Event, InfrastructureRoot, ScanTarget, Step } from './model.ts';

const foreign = /(?:^|\/)(?:node_modules|cdk\.out|\.terraform|fixtures?|examples?|modules)\//;

const roots: readonly { readonly tool: string; readonly pattern: RegExp }[] = [
  { tool: 'AWS CDK', pattern: /(?:^|\/)cdk\.json$/ },
  { tool: 'Terraform', pattern: /(?:^|\/)\.terraform\.lock\.hcl$/ },
  { tool: 'Pulumi', pattern: /(?:^|\/)Pulumi\.ya?ml$/ },
  { tool: 'AWS SAM', pattern: /(?:^|\/)samconfig\.toml$/ },
];

/** Roots of infrastructure as code, each with the checks that a pull request has to pass. */
export function readInfrastructure(view: RepositoryView, steps: readonly Step[]): readonly InfrastructureRoot[] {
  const checks = steps.filter(({ blocking, events }) => blocking && events.includes('pull-request'));
  return roots.flatMap(({ tool, pattern }) =>
    view.paths
      .filter((path) => pattern.test(path) && !foreign.test(path))
      .map((path) => {
        const directory = folderOf(path);
        const has = (act: Act): boolean =>
          checks.some((step) => step.does.includes(act) && isWithin(step.directory, directory));
        return { at: { path }, tool, directory, lints: has('lint'), tests: has('test'), synthesizes: has('synth') };
      }),
  );
}

const dependencies =
  /(?:^|\/)(?:package-lock\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|poetry\.lock|uv\.lock|requirements[\w.-]*\.txt|go\.sum|Cargo\.lock|pom\.xml|gradle\.lockfile|Gemfile\.lock|composer\.lock)$/;

/** What has to be scanned for known vulnerabilities, with the steps that do: dependencies, and the image that is delivered. */
export function readScanTargets(view: RepositoryView, steps: readonly Step[]): readonly ScanTarget[] {
  const lock = view.paths.find((path) => dependencies.test(path) && !foreign.test(path));
  // The push is what brings an image out; a repository that only builds its own image has that one scanned.
  const own = view.paths.some((path) => /(?:^|\/)Dockerfile$/.test(path) && !foreign.test(path));
  const image =
    steps.find(({ does }) => does.includes('push-image')) ??
    steps.find(({ does }) => own && does.includes('build-image'));
  const scans = (act: Act): ScanTarget['scans'] =>
    steps.filter(({ does }) => does.includes(act)).map(({ at, blocking, events }) => ({ at, blocking, events }));
  return [
    ...(lock === undefined
      ? []
      : [{ at: { path: lock }, target: 'dependencies' as const, scans: scans('scan-dependencies') }]),
    ...(image === undefined
      ? []
      : [
          {
            at: image.at,
            target: 'image' as const,
            scans: scans('scan-image').filter((scan) => image.events.every((event) => scan.events.includes(event))),
          },
        ]),
  ];
}

const deliveries: ReadonlySet<Event> = new Set(['trunk', 'tag', 'release']);

/** What leaves the pipeline, with the list of contents that a run started by the same event makes. */
export function readBuilds(steps: readonly Step[]): readonly Build[] {
  const delivered = steps.filter(({ events }) => events.some((event) => deliveries.has(event)));
  const pushes = delivered.filter(({ does }) => does.includes('push-image'));
  const built = pushes.length > 0 ? pushes : delivered.filter(({ does }) => does.includes('deploy')).slice(0, 1);
  return built.map(({ at, name, events }) => {
    const lists = steps.filter(
      (step) =>
        step.does.includes('sbom') && step.events.some((event) => deliveries.has(event) && events.includes(event)),
    );
    const best = lists.find((step) => step.attached === true && step.blocking) ?? lists[0];
    const contents =
      best === undefined
        ? null
        : { at: best.at, name: best.name, attached: best.attached === true, blocking: best.blocking };
    return { at, name, contents };
  });
}
