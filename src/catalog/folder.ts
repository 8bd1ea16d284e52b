import { createHash } from 'node:crypto';
import picomatch from 'picomatch';
import { parse } from 'yaml';
import { UserError } from '../errors.ts';
import { compile } from '../render/compile.ts';
import { checkQuestions, checkUnit } from './check.ts';
import type { UnitSchema } from './check.ts';
import type { Archetype, InstallStep, Kind, NextStep, Provided, Question, Rule, Standard, Template, TemplateFile, When } from './types.ts';

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
      const yaml = unit(tree, path, 'kind') as Omit<Kind, 'id' | 'questions' | 'templates'> & { questions: TemplateYaml['questions'] };
      const templates = pathsLike(tree, /^[^/]+\/([^/]+)\/template\.yaml$/, `${id}/`).map(([templatePath, name]) => {
        const template = unit(tree, templatePath, 'template') as TemplateYaml;
        files[`${id}/${name}`] = templateFiles(tree, `${id}/${name}`, template);
        return templateOf(id, name, template);
      });
      return { ...yaml, id, required: yaml.required ?? false, questions: named(yaml.questions, `templates/${path}`), templates };
    })
    .sort((a, b) => a.order - b.order);
  const rules = pathsLike(tree, /^[^/]+\/rules\/([^/]+)\.yaml$/).map(
    ([path, id]): Rule => ({ ...(unit(tree, path, 'rule') as Omit<Rule, 'id' | 'kind'>), id, kind: path.slice(0, path.indexOf('/')) }),
  );
  rules.forEach((rule) => checkJudgement(tree, rule));
  checkForgotten(tree);
  return { standard: { version, digest: digestOf(tree), kinds, archetypes: archetypesOf(tree, kinds), rules }, files };
}

function templateOf(kind: string, name: string, yaml: TemplateYaml): Template {
  const { title, description, version, provides } = yaml;
  const { constants = {}, install = [] } = yaml;
  const source = `templates/${kind}/${name}/template.yaml`;
  return {
    ...{ id: `${kind}/${name}`, kind, name, title, description, version, constants, install },
    questions: named(yaml.questions, source),
    provides: compileTexts(provides, source) as Template['provides'],
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
  const matches = (globs: readonly string[] | undefined, path: string): boolean =>
    globs !== undefined && globs.length > 0 && picomatch.isMatch(path, [...globs], { dot: true });
  const prefix = `${id}/files/`;
  return [...tree].flatMap(([path, text]): TemplateFile[] => {
    if (!path.startsWith(prefix)) return [];
    if (!path.endsWith('.hbs')) {
      throw new UserError(`templates/${path} does not end in .hbs.`, 'Rename it: npm drops some dot files from packages, the ending keeps them.');
    }
    const source = path.slice(prefix.length, -'.hbs'.length);
    return [
      {
        // `name@label` lets two sources with conditions that exclude each other render to one target.
        path: compile(source.replace(/@[a-z0-9-]+$/, ''), `templates/${path} (its path)`),
        content: compile(text, `templates/${path}`),
        mode: matches(yaml.executable, source) ? '755' : '644',
        seeded: matches(yaml.seeded, source),
        when: (yaml.conditions ?? []).filter((condition) => matches(condition.files, source)).map((condition) => condition.when),
      },
    ];
  });
}

function archetypesOf(tree: ReadonlyMap<string, string>, kinds: readonly Kind[]): Archetype[] {
  const path = 'archetypes.yaml';
  if (!tree.has(path)) return [];
  const yaml = unit(tree, path, 'archetypes') as Record<string, Omit<Archetype, 'id'>>;
  const refuse = (pointer: string, what: string, hint: string): never => {
    throw new UserError(`templates/${path} at ${pointer}: ${what}.`, hint);
  };
  return Object.entries(yaml).map(([id, archetype], index, all) => {
    const chosen = Object.entries(archetype.templates).map(([kindId, name]) => {
      const kind = kinds.find((candidate) => candidate.id === kindId);
      const template = kind?.templates.find((candidate) => candidate.name === name);
      return kind && template ? [kind, template] : refuse(`/${id}/templates/${kindId}`, `there is no template ${kindId}/${name}`, 'Name a folder that exists.');
    });
    const questions = chosen.flat().flatMap((unitOf) => unitOf.questions.map((question) => question.name));
    for (const name of Object.keys(archetype.answers ?? {})) {
      if (!questions.includes(name)) refuse(`/${id}/answers/${name}`, `no template of the archetype asks for ${JSON.stringify(name)}`, 'Correct its spelling or remove it.');
    }
    if (archetype.default && all.slice(0, index).some(([, other]) => other.default)) refuse(`/${id}/default`, 'another archetype is the default already', 'Leave one of them.');
    return { ...archetype, id, default: archetype.default ?? false, answers: archetype.answers ?? {} };
  });
}

function checkJudgement(tree: ReadonlyMap<string, string>, rule: Rule): void {
  const code = `${rule.kind}/rules/${rule.id}.ts`;
  if ((rule.schema === undefined) === tree.has(code)) return;
  throw new UserError(
    `templates/${rule.kind}/rules/${rule.id}.yaml has ${rule.schema === undefined ? 'no' : 'a'} \`schema\` and ${tree.has(code) ? 'a' : 'no'} ${rule.id}.ts beside it.`,
    'A rule is judged by one of the two: add or remove one.',
  );
}

/** What looks like a unit of the standard but would be passed over in silence. */
function checkForgotten(tree: ReadonlyMap<string, string>): void {
  for (const [path, text] of tree) {
    const [, folder = '', missing] = [
      [/^(([^/]+)\/[^/]+)\/(?:template\.yaml$)/, '$2/kind.yaml'] as const,
      [/^(([^/]+)\/rules)\/[^/]+\.yaml$/, '$2/kind.yaml'] as const,
      [/^([^/]+\/[^/]+)\/files\//, '$1/template.yaml'] as const,
      ...(/^export (const|function) judge\b/m.test(text) ? [[/^([^/]+\/rules\/[^/]+)\.ts$/, '$1.yaml'] as const] : []),
    ]
      .map(([pattern, sibling]): [boolean, string, string] => [pattern.test(path), path, path.replace(new RegExp(`${pattern.source}.*`, 's'), sibling)])
      .find(([matches, , sibling]) => matches && !tree.has(sibling)) ?? [];
    if (missing !== undefined) throw new UserError(`templates/${folder} is there without templates/${missing}.`, `Write ${missing}, or remove the file.`);
  }
}

function unit(tree: ReadonlyMap<string, string>, path: string, schema: UnitSchema): unknown {
  let value: unknown;
  try {
    value = parse(tree.get(path) ?? '');
  } catch (error) {
    throw new UserError(`templates/${path} is not valid YAML: ${(error as Error).message.split('\n')[0]}`, 'Correct the YAML at that place.');
  }
  checkUnit(schema, value, `templates/${path}`);
  return value;
}

const named = (questions: TemplateYaml['questions'] = {}): Question[] =>
  Object.entries(questions).map(([name, question]) => ({
    ...question,
    name,
    default: compileTexts(question.default, `the default of ${name}`) as Question['default'],
  }));

const pathsLike = (tree: ReadonlyMap<string, string>, pattern: RegExp): [path: string, name: string][] =>
  [...tree.keys()].flatMap((path): [string, string][] => {
    const name = pattern.exec(path)?.[1];
    return name === undefined ? [] : [[path, name]];
  });

function digestOf(tree: ReadonlyMap<string, string>): string {
  const hash = createHash('sha256');
  for (const [path, text] of tree) hash.update(`${path}\0${text.length}\0${text}\0`);
  return `sha256:${hash.digest('hex')}`;
}
