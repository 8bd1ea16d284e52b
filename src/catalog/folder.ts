import { createHash } from 'node:crypto';
import picomatch from 'picomatch';
import { UserError } from '../errors.ts';
import { compile } from '../render/compile.ts';
import { archetypesOf } from './archetypes.ts';
import { checkProvides, checkQuestions, readUnit } from './check.ts';
import { checkChoices } from './choices.ts';
import { pathsLike } from './paths.ts';
import { rulesOf } from './rules.ts';
import { checkForgotten } from './forgotten.ts';
import type {
  InstallStep,
  Kind,
  Limit,
  NextStep,
  Provided,
  Question,
  Standard,
  Template,
  TemplateFile,
  When,
} from './types.ts';

/** The folders under templates/ as data, and the programs of the files by template id. */
export interface StandardFolder {
  readonly standard: Standard;
  readonly files: Readonly<Record<string, readonly TemplateFile[]>>;
}

interface TemplateYaml {
  readonly title: string;
  readonly description: string;
  readonly version: string;
  readonly questions?: Record<string, Omit<Question, 'name'>>;
  readonly constants?: Record<string, unknown>;
  readonly provides: Record<string, unknown>;
  readonly conditions?: readonly { files: readonly string[]; when: When }[];
  readonly seeded?: readonly string[];
  readonly executable?: readonly string[];
  readonly limits?: readonly Limit[];
  readonly nextSteps?: readonly NextStep[];
  readonly install?: readonly InstallStep[];
}

/**
 * Finds kinds, templates and rules by folder. Nothing is registered by hand: a folder with a kind.yaml is a kind,
 * a folder below it with a template.yaml is a template, rules/<id>.yaml is a rule.
 *
 * @param tree path to text, of everything under templates/
 * @throws UserError for a contributor's mistake, with file, JSON pointer and what to write instead
 */
export function readStandard(tree: ReadonlyMap<string, string>, version: string): StandardFolder {
  const files: Record<string, readonly TemplateFile[]> = {};
  const kinds = pathsLike(tree, /^([^/]+)\/kind\.yaml$/)
    .map(([path, id]): Kind => {
      const yaml = readUnit(tree, path, 'kind') as Omit<Kind, 'id' | 'questions' | 'templates' | 'dialects'> & {
        questions: TemplateYaml['questions'];
        mainDialect?: string;
      };
      const templates = pathsLike(tree, /^[^/]+\/([^/]+)\/template\.yaml$/, `${id}/`).map(([templatePath, name]) => {
        const template = readUnit(tree, templatePath, 'template') as TemplateYaml;
        checkProvides(yaml.contract, template.provides, id, `templates/${templatePath}`);
        files[`${id}/${name}`] = templateFiles(tree, `${id}/${name}`, template);
        return templateOf(id, name, template);
      });
      return {
        ...yaml,
        id,
        required: yaml.required ?? false,
        questions: named(yaml.questions, `templates/${path}`),
        templates,
        dialects: dialectsOf(tree, id, yaml.mainDialect),
        choices: yaml.choices ?? {},
      };
    })
    .sort((a, b) => a.order - b.order);
  checkChoices(kinds);
  const rules = rulesOf(tree, kinds);
  checkForgotten(tree);
  return { standard: { version, digest: digestOf(tree), kinds, archetypes: archetypesOf(tree, kinds), rules }, files };
}

function templateOf(kind: string, name: string, yaml: TemplateYaml): Template {
  const { title, description, version, provides } = yaml;
  const { constants = {}, install = [] } = yaml;
  const source = `templates/${kind}/${name}/template.yaml`;
  return {
    id: `${kind}/${name}`,
    kind,
    name,
    title,
    description,
    version,
    constants,
    install,
    questions: named(yaml.questions, source),
    provides: compileTexts(provides, source) as Template['provides'],
    limits: compileTexts(yaml.limits ?? [], source) as unknown as readonly Limit[],
    nextSteps: compileTexts(yaml.nextSteps ?? [], source) as unknown as readonly NextStep[],
  };
}

/** Replaces each string with mustaches, at any depth, by its program. */
function compileTexts(value: unknown, source: string): Provided {
  if (typeof value === 'string') return value.includes('{{') ? { program: compile(value, source) } : value;
  if (Array.isArray(value)) return value.map((item) => compileTexts(item, source));
  if (typeof value !== 'object' || value === null) return value as Provided;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, compileTexts(item, source)]));
}

function templateFiles(tree: ReadonlyMap<string, string>, id: string, yaml: TemplateYaml): TemplateFile[] {
  const prefix = `${id}/files/`;
  const sources = [...tree.keys()].filter((path) => path.startsWith(prefix)).map((path) => sourceOf(path, prefix));
  checkGlobs(id, yaml, sources);
  return sources.map((source): TemplateFile => {
    const path = `${prefix}${source}.hbs`;
    return {
      // `name@label` lets two sources with conditions that exclude each other render to one target.
      path: compile(source.replace(/@[a-z0-9-]+$/, ''), `templates/${path} (its path)`),
      content: compile(tree.get(path) ?? '', `templates/${path}`),
      mode: matches(yaml.executable, source) ? '755' : '644',
      seeded: matches(yaml.seeded, source),
      when: (yaml.conditions ?? [])
        .filter((condition) => matches(condition.files, source))
        .map((condition) => condition.when),
    };
  });
}

const matches = (globs: readonly string[] | undefined, path: string): boolean =>
  globs !== undefined && globs.length > 0 && picomatch.isMatch(path, [...globs], { dot: true });

function sourceOf(path: string, prefix: string): string {
  if (path.endsWith('.hbs')) return path.slice(prefix.length, -'.hbs'.length);
  throw new UserError(
    `templates/${path} does not end in .hbs.`,
    'Rename it: npm drops some dot files from packages, the ending keeps them.',
  );
}

/** A glob that matches no file is a mistyped one: what it should say of a file would be lost in silence. */
function checkGlobs(id: string, yaml: TemplateYaml, sources: readonly string[]): void {
  const globs = Object.entries({ seeded: yaml.seeded ?? [], executable: yaml.executable ?? [] }).flatMap(
    ([key, list]) => list.map((glob, index) => [`/${key}/${index}`, glob] as const),
  );
  const conditional = (yaml.conditions ?? []).flatMap(({ files }, index) =>
    files.map((glob, at) => [`/conditions/${index}/files/${at}`, glob] as const),
  );
  for (const [pointer, glob] of [...conditional, ...globs]) {
    if (sources.some((source) => matches([glob], source))) continue;
    throw new UserError(
      `templates/${id}/template.yaml at ${pointer}: no file matches ${JSON.stringify(glob)}.`,
      'Write a path below files/, without .hbs; {{ and }} are a part of it.',
    );
  }
}

/** The main dialect comes first: the examples of the rules are written in it unless they say another. */
function dialectsOf(tree: ReadonlyMap<string, string>, kind: string, main: string | undefined): readonly string[] {
  const names = pathsLike(tree, /^[^/]+\/([^/]+)\/read\.ts$/, `${kind}/`).map(([, name]) => name);
  if (main === undefined || names.includes(main)) return names.sort((a, b) => Number(b === main) - Number(a === main));
  throw new UserError(
    `templates/${kind}/kind.yaml at /mainDialect: there is no templates/${kind}/${main}/read.ts.`,
    'Name a folder that has a reader, or leave the key out.',
  );
}

function named(questions: TemplateYaml['questions'], source: string): Question[] {
  const all = Object.entries(questions ?? {}).map(([name, question]) => ({
    ...question,
    name,
    default: compileTexts(question.default, `${source} at /questions/${name}/default`) as Question['default'],
  }));
  checkQuestions(all, source);
  return all;
}

function digestOf(tree: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [path, text] of tree) hash.update(`${path}\0${text.length}\0${text}\0`);
  return `sha256:${hash.digest('hex')}`;
}
