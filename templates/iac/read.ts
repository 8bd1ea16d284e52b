import { defineReader, folderOf, get, list, pointer } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import { dependencyGlobs, readDependencies } from './dependencies.ts';
import { deployableGlobs, deployablesOf } from './deployables.ts';
import type { CostGuard, Elsewhere, Infrastructure, LoadTest } from './model.ts';
import { elsewhere } from './places.ts';
import { stackTagGlobs, stackTagsIn } from './stack-tags.ts';

const loadScripts = [
  '**/*.{jmx,jmeter}',
  '**/{k6,load,loadtest,load-test,load-tests,perf,performance}/**/*.{js,ts,mjs,py,yaml,yml,scala}',
  '**/{k6,load,loadtest,load-test,perf,performance,artillery,locustfile}*.{js,ts,mjs,py,yaml,yml}',
];

/** What of the repository is there to be deployed, whichever dialect describes where; and what no dialect here describes. */
export const reader = defineReader<Infrastructure>({
  globs: [...deployableGlobs, ...dependencyGlobs, ...stackTagGlobs, ...loadScripts, '**/catalog-info.{yaml,yml}'],
  read: (view) => {
    const unread = unreadIn(view);
    return {
      elsewhere: unread,
      deployables: deployablesOf(view, unread),
      stackTags: stackTagsIn(view),
      loadTests: loadTestsIn(view),
      uses: readDependencies(view),
      costGuards: budgetsElsewhere(view),
    };
  },
});

const workloads = /^kind:[ \t]*["']?(?:Deployment|StatefulSet|DaemonSet|CronJob|Rollout|Kustomization|HelmRelease)\b/m;

/** Platforms that are told by a file, and that nothing here reads. */
const unreadIn = (view: RepositoryView): readonly Elsewhere[] => {
  const own = view.paths.filter((path) => !elsewhere.test(path));
  const named = (what: string, file: RegExp): readonly Elsewhere[] =>
    own.filter((path) => file.test(path)).map((path) => ({ what, at: { path } }));
  const charts = named('a Helm chart', /(?:^|\/)Chart\.yaml$/);
  const inChart = (path: string): boolean => charts.some(({ at }) => path.startsWith(`${folderOf(at.path)}/`));
  const manifests = view
    .glob('**/*.{yaml,yml}')
    .filter((path) => !elsewhere.test(path) && !inChart(path) && isManifest(view.text(path) ?? ''));
  const [first] = manifests;
  return [
    ...charts,
    // One of many says enough.
    ...(first === undefined ? [] : [{ what: 'Kubernetes manifests', at: { path: first } }]),
    ...named('a Serverless Framework service', /(?:^|\/)serverless\.(?:ya?ml|ts|js|json)$/),
    ...named('a Pulumi program', /(?:^|\/)Pulumi\.yaml$/),
    ...named('a CDK for Terraform program', /(?:^|\/)cdktf\.json$/),
  ];
};

const isManifest = (text: string): boolean => /^apiVersion:/m.test(text) && workloads.test(text);

const tools: readonly (readonly [RegExp, string])[] = [
  [/\bfrom ['"]k6(?:\/|['"])|require\(['"]k6/, 'k6'],
  [/<jmeterTestPlan\b/, 'JMeter'],
  [/\bfrom locust import|import locust\b/, 'Locust'],
  [/^[ \t]*scenarios:/m, 'Artillery'],
  [/\bio\.gatling\b|@gatling\.io/, 'Gatling'],
  [/['"]autocannon['"]/, 'autocannon'],
];

const loadTestsIn = (view: RepositoryView): readonly LoadTest[] =>
  view.glob(...loadScripts).flatMap((path): readonly LoadTest[] => {
    const text = view.text(path) ?? '';
    const tool = tools.find(([pattern]) => pattern.test(text))?.[1];
    return tool === undefined ? [] : [{ tool, at: { path } }];
  });

/** Budgets that somebody else keeps, as links of the catalogue entry. */
const budgetsElsewhere = (view: RepositoryView): readonly CostGuard[] =>
  view.glob('**/catalog-info.{yaml,yml}').flatMap((path) =>
    (view.yaml(path) ?? []).flatMap((entry, document) =>
      list(get(entry, 'metadata', 'links')).flatMap((link, index): readonly CostGuard[] => {
        const [type, title] = [get(link, 'type'), get(link, 'title')];
        if (typeof type !== 'string' || !/^(?:costs?|budget|finops)$/i.test(type)) return [];
        const name = typeof title === 'string' ? title : 'a link';
        const at = { path, document, pointer: pointer('metadata', 'links', index) };
        return [{ name, kind: 'budget', ofService: 'unknown', notifies: 'unknown', at }];
      }),
    ),
  );
