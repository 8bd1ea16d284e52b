import { defineReader, type RepositoryView } from '../../../src/kit/index.ts';
import type { Pipeline } from '../model.ts';
import { versionGlobs } from '../runtimes.ts';
import { scriptGlobs } from '../scripts.ts';
import { readBuild } from './builds.ts';
import { programGlobs, readPrograms } from './cdk.ts';
import { readSpec } from './buildspec.ts';
import { defaultTimeout } from './projects.ts';
import type { Raw, RawNotice, RawProject } from './raw.ts';
import { referencesOf } from './references.ts';
import { readPipeline, type Read } from './run.ts';
import { branchesIn, readProjects, readTemplate, resourcesIn } from './template.ts';

// Where templates of pipelines stand. Only files that name a pipeline or a build project are parsed.
const templateGlobs: readonly string[] = [
  '*.{yml,yaml}',
  '**/*.template.{json,yaml,yml}',
  '**/*{pipeline,Pipeline,codebuild,cicd,ci-cd}*.{json,yaml,yml}',
  '**/{template,cloudformation,stack}.{json,yaml,yml}',
  '**/{cloudformation,cfn,pipeline,pipelines,codepipeline,codebuild,cicd,ci-cd,ci,cd,infra,infrastructure,deploy,deployment,aws,templates,stacks}/**/*.{json,yaml,yml}',
];
const buildspecGlobs: readonly string[] = [
  '**/*{buildspec,build-spec,BuildSpec}*.{yml,yaml}',
  '**/{buildspec,buildspecs}/**/*.{yml,yaml}',
];
const elsewhere = /(?:^|\/)(?:node_modules|vendor|tests?|__tests__|fixtures?|examples?)\//;

interface Template {
  readonly path: string;
  readonly resources: NonNullable<ReturnType<typeof resourcesIn>>;
}

function templatesIn(view: RepositoryView): readonly Template[] {
  return view
    .glob(...templateGlobs)
    .filter((path) => !elsewhere.test(path))
    .flatMap((path) => {
      const written = view.text(path) ?? '';
      // Some other tool fills in a file with lines like `{{ if … }}`: only then it is YAML.
      if (!/AWS::Code(?:Pipeline::Pipeline|Build::Project)/.test(written) || /^[ \t]{0,40}\{\{/m.test(written))
        return [];
      const document = path.endsWith('.json') ? view.json(path) : view.yaml(path)?.[0];
      const resources = resourcesIn(document);
      return resources === undefined ? [] : [{ path, resources }];
    });
}

/** Reads CodePipeline and CodeBuild: CloudFormation templates, buildspecs, and programs of the CDK that make pipelines. */
export const reader = defineReader<Pipeline>({
  globs: [...templateGlobs, ...buildspecGlobs, ...programGlobs, ...scriptGlobs, ...versionGlobs],
  async read(view) {
    const templates = templatesIn(view);
    const programs = await readPrograms(view);
    const branches = [...templates.flatMap(({ resources }) => branchesIn(resources)), ...programs.branches].filter(
      (branch) => !/[*$]/.test(branch),
    );
    const trunk =
      ['main', 'master', 'trunk', 'mainline'].find((name) => branches.includes(name)) ?? branches[0] ?? null;
    // A branch that only a deployment names is the one that its people deliver from.
    const isTrunk = (branch: string): boolean =>
      branch.includes('${') || (trunk === null ? /^(?:main|master|trunk|mainline)$/.test(branch) : branch === trunk);
    const defined = templates.map(({ path, resources }) => readProjects(view, path, resources, isTrunk));
    const all = [
      ...defined.map((one) =>
        readTemplate(
          one,
          defined.flatMap((other) => (other === one ? [] : other.projects)),
        ),
      ),
      ...programs.read(isTrunk),
    ];
    const described = all.some(({ pipelines, projects }) => pipelines.length + projects.length > 0);
    const alone = described ? [] : readAlone(view);
    // What runs a buildspec, and what comes before and behind it, stands elsewhere then.
    const specs = described
      ? []
      : view
          .glob(...buildspecGlobs)
          .filter((path) => !elsewhere.test(path))
          .slice(0, 3);
    const read = all.flatMap((raw) =>
      readRaw(
        view,
        raw,
        all.flatMap(({ notices }) => notices),
      ),
    );
    return {
      trunk,
      unread: [...programs.unread, ...specs].map((path) => ({ at: { path }, tool: 'CodePipeline' })),
      workflows: [...read.flatMap(({ workflows }) => workflows), ...alone],
      references: referencesOf(all),
      deployments: read.flatMap(({ deployments }) => deployments),
      credentials: read.flatMap(({ credentials }) => credentials),
      rollbacks: read.flatMap(({ rollbacks }) => rollbacks),
    };
  },
});

/** The buildspec that CodeBuild takes by itself, where its project is described elsewhere: what starts it cannot be told. */
function readAlone(view: RepositoryView): Read['workflows'] {
  const path = ['buildspec.yml', 'buildspec.yaml'].find((name) => view.text(name) !== undefined);
  const spec = path === undefined ? null : readSpec(view, path, { path });
  if (path === undefined || spec === null) return [];
  const at = { path };
  const project: RawProject = {
    at,
    name: path,
    ids: [],
    check: null,
    image: null,
    timeoutMinutes: defaultTimeout,
    role: { name: null, admin: null },
    spec,
    variables: [],
    triggers: [{ at, event: 'unknown', name: 'a project elsewhere', branches: [], paths: [], polls: false }],
    strangers: 'held',
    single: false,
    cached: false,
  };
  return readBuild(view, project, []).workflows;
}

const readRaw = (
  view: RepositoryView,
  { pipelines, projects }: Raw,
  notices: readonly RawNotice[],
): readonly Read[] => [
  ...pipelines.map((pipeline) => readPipeline(view, pipeline, notices)),
  ...projects.map((project) => readBuild(view, project, notices)),
];
