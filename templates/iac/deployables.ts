import { composeGlobs, runsBeside } from '../../src/kit/index.ts';
import type { RepositoryView } from '../../src/kit/index.ts';
import type { Deployable, Elsewhere, Known } from './model.ts';
import { documents, elsewhere, programTypes } from './places.ts';
import { describesProgram } from './terraform/described.ts';

const terraform = ['**/*.tf', '**/*.tf.json'];

export const deployableGlobs = [...documents, ...terraform, ...composeGlobs, '**/Dockerfile'];

/** Folders of images that others are built on, or that only tests and the machines of developers run. */
const aside =
  /\{\{|(?:^|\/)(?:\.devcontainer|\.github|\.gitlab|(?:[\w-]{1,60}[-_])?tests(?:[-_][\w-]{1,60})?|base|ci|dev|devel|development|e2e|local(?:-[\w-]{1,60})?|[\w-]{0,60}integration-?tests?|testing)\//;

/** A folder for the pipeline has what is delivered where there is no other Dockerfile. */
const byPipeline = /(?:^|\/)ci\/Dockerfile$/;

/** Every Dockerfile makes something that runs; infrastructure for it stands anywhere in the same repository. */
export const deployablesOf = (view: RepositoryView, unread: readonly Elsewhere[]): readonly Deployable[] => {
  const found = view.paths.filter(
    (path) =>
      /(?:^|\/)Dockerfile$/.test(path) &&
      !elsewhere.test(path) &&
      (!aside.test(path) || byPipeline.test(path)) &&
      !runsBeside(view, path) &&
      startsSomething(view.text(path) ?? ''),
  );
  const own = found.filter((path) => !aside.test(path));
  const images = own.length > 0 ? own : found;
  const described = describedAt(view);
  if (images.length === 0) return withoutImage(view, described, unread);
  const colocated: Known = described !== undefined ? 'yes' : unread.length > 0 ? 'unknown' : 'no';
  return images.map((path) => ({ what: `the image of ${path}`, colocated, at: { path } }));
};

/** Functions need no image: what is deployed is named by what describes it. */
const withoutImage = (
  view: RepositoryView,
  described: string | undefined,
  unread: readonly Elsewhere[],
): readonly Deployable[] => {
  if (described !== undefined) {
    // Terraform without an image or a function may lay networks alone.
    const isProgram = !described.includes('.tf') || functions.test(view.text(described) ?? '');
    if (!isProgram) return [];
    return [{ what: `the program that ${described} describes`, colocated: 'yes', at: { path: described } }];
  }
  const program = unread.find(({ what }) => programs.test(what));
  return program ? [{ what: `the program of ${program.at.path}`, colocated: 'unknown', at: program.at }] : [];
};

const functions = /"(?:aws_lambda_function|google_cloudfunctions\w*|azurerm_\w+_function_app)"/;
const programs = /Serverless Framework|Pulumi|CDK for Terraform/;

/** Images of languages and systems that wait for a command; what adds none to them is there to build or to generate something. */
const idle =
  /^FROM[ \t]+(?:--platform=\S{1,60}[ \t]+)?(?:\S{1,200}\/)?(?:alpine|buildpack-deps|composer|debian|dotnet\/sdk|eclipse-temurin|gcc|golang|gradle|maven|node|openjdk|python|ruby|rust|sdk|swift|ubuntu)(?:[:@]\S{1,200})?(?:[ \t]|$)/i;

const startsSomething = (text: string): boolean => {
  const lines = text.split('\n').map((line) => line.slice(0, 500).trim());
  if (lines.some((line) => /^(?:CMD|ENTRYPOINT)\b/i.test(line))) return true;
  const last = lines.filter((line) => /^FROM\b/i.test(line)).at(-1);
  return last === undefined || !idle.test(last);
};

/** The first file that describes where a program runs. */
const describedAt = (view: RepositoryView): string | undefined =>
  view.paths.find((path) => /(?:^|\/)cdk\.json$/.test(path) && !elsewhere.test(path)) ??
  view.glob(...terraform).find((path) => !elsewhere.test(path) && describesProgram(view.text(path) ?? '')) ??
  view.glob(...documents).find((path) => !elsewhere.test(path) && runsProgram(view.text(path) ?? ''));

const runsProgram = (text: string): boolean => {
  if (!text.includes('AWS::')) return false;
  for (const [type] of text.matchAll(/AWS::\w+::\w+/g)) if (programTypes.has(type)) return true;
  return false;
};
