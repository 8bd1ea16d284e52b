import type { Artifact } from '../model.ts';
import type { RawJob } from './jobs.ts';
import type { Scenario } from './scenarios.ts';
import { expand } from './variables.ts';
import type { RawStep } from './purpose.ts';

/** What a name of an artifact says of its content. */
export function artifactOf(value: string, { of }: Scenario): Artifact {
  if (/sha256:[0-9a-f]{64}\b/.test(value) || /\$\{?\w*DIGEST/i.test(value)) return { kind: 'digest', value };
  if (/\$\{?CI_COMMIT_(?:SHORT_)?SHA\b|\b[0-9a-f]{40}\b/.test(value)) return { kind: 'commit', value };
  if (/\$\{?CI_COMMIT_TAG\b/.test(value)) return { kind: 'version', value };
  if (/\$\{?CI_COMMIT_(?:REF_NAME|REF_SLUG|BRANCH)\b/.test(value))
    return { kind: of === 'tag' ? 'version' : 'moving', value };
  // A number of a pipeline or a job is given once.
  if (/\$\{?CI_(?:PIPELINE_I?ID|JOB_ID)\b/.test(value)) return { kind: 'version', value };
  if (/:latest$|^latest$/.test(value)) return { kind: 'moving', value };
  if (value.includes('$')) return { kind: 'unknown', value };
  if (/(?:^|[:=])v?\d{1,9}\.\d{1,9}\.\d{1,9}[\w.+-]{0,100}$/.test(value)) return { kind: 'version', value };
  return { kind: 'moving', value };
}

const naming = /^-{0,2}(?:[\w.[\]-]*[._-])?(?:image|tag|digest|version|image[_-]?tag|image[_-]?digest|imagetag)=(.+)$/i;
const hashing = /\b(?:cdk|sam|serverless|sls|terraform|tofu|pulumi)\b/;

/** What the deployment of a job brings: by its variables, then by what its commands name. */
export function artifactFor(job: RawJob, steps: readonly RawStep[], scenario: Scenario): Artifact {
  const step = steps.find((raw) => raw.step.does.includes('deploy'));
  // The first is the program as it was written, not one of its commands.
  const commands = (step?.commands ?? []).slice(1, 200);
  const variables = job.ownVariables
    .filter((name) => /digest|image|tag$|^version$/i.test(name) && !/name|repo|registry|prefix/i.test(name))
    .map((name) => expand(job.variables[name] ?? '', job.variables));
  const found = [...variables, ...commands.flatMap(namedIn)].map((value) => artifactOf(value, scenario));
  const telling =
    found.find(({ kind }) => kind === 'moving') ?? found.find(({ kind }) => kind !== 'unknown') ?? found[0];
  if (telling !== undefined) return telling;
  // These tools hash what they deploy themselves.
  return commands.some((command) => hashing.test(command))
    ? { kind: 'content', value: 'what the tool builds' }
    : { kind: 'unknown', value: 'nothing that can be followed' };
}

/** Names of artifacts in a command: values of options that ask for one, and images with a tag or digest. */
function namedIn(command: string): readonly string[] {
  const words = command.slice(0, 2_000).split(' ');
  return words.flatMap((word, index): readonly string[] => {
    const option = naming.exec(word)?.[1];
    if (option !== undefined) return [option];
    if (/^--?(?:image|tag|image-tag|version|app-version|version-label)$/.test(word))
      return words[index + 1]?.startsWith('-')
        ? []
        : (words[index + 1]?.slice(0, 300) ?? []) === ''
          ? []
          : [words[index + 1] as string];
    // `name=registry/path:tag`, as kubectl takes it.
    const image =
      /^(?:[\w*-]{1,60}=)?((?:[\w.$/{}-]{1,200}\/[\w.$/{}-]{1,200}|\$\{?\w{0,60}(?:IMAGE|REGISTRY)\w{0,60}\}?[\w./-]{0,200})[:@][\w.${}:-]{1,200})$/.exec(
        word.slice(0, 300),
      )?.[1];
    return image === undefined || image.startsWith('http') || image.includes('//') ? [] : [image];
  });
}
