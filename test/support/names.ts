import type { Template, Catalog } from '../../src/catalog/types.ts';
import { questionsOf } from '../../src/answers/questions.ts';
import type { Expression, Program } from '../../src/render/program.ts';
import { isWriter } from '../../src/render/helpers.ts';

type Schema = { readonly properties?: Readonly<Record<string, Schema>>; readonly items?: Schema; readonly any?: true };

const any: Schema = { any: true };

const schemaOfValue = (value: unknown): Schema => {
  if (Array.isArray(value)) return { items: value.length > 0 ? schemaOfValue(value[0]) : any };
  if (typeof value !== 'object' || value === null) return {};
  return { properties: Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, schemaOfValue(inner)])) };
};

/** What the files of a template may name, as a schema: its answers, its constants and the contracts of the kinds. */
export function contextSchema(catalog: Catalog, template: Template): Schema {
  const required = catalog.kinds.filter((kind) => kind.required).flatMap((kind) => kind.templates);
  const own = questionsOf(catalog, [...new Set([...required, template])]);
  const pair: Schema = { properties: { name: {}, directory: {} } };
  return {
    properties: {
      ...Object.fromEntries(own.map((question) => [question.name, {}])),
      ...Object.fromEntries(catalog.kinds.map((kind) => [kind.id, kind.contract as Schema])),
      constants: schemaOfValue(template.constants),
      standard: { properties: { version: {} } },
      ecosystems: { items: pair },
      components: { items: { properties: { kind: {}, template: {}, id: {} } } },
    },
  };
}

export interface Names {
  /** Top-level names that the program uses. */
  readonly used: ReadonlySet<string>;
  /** Names that nothing declares. */
  readonly unknown: readonly string[];
  /** Values that stand in the output without a helper that writes them for their language. */
  readonly bare: readonly string[];
}

/** Walks a program as the renderer would, on every branch: strict mode sees only those that an answer set happens to take. */
export function namesOf(program: Program, context: Schema): Names {
  const used = new Set<string>();
  const unknown: string[] = [];
  const bare: string[] = [];
  const resolve = (expression: Expression, scopes: readonly Schema[]): Schema => {
    if ('k' in expression) return {};
    if ('h' in expression) {
      const [first] = expression.a.map((argument) => resolve(argument, scopes));
      return expression.h === 'lookup' && first !== undefined ? any : {};
    }
    const scope = scopes[expression.u ?? 0];
    if (expression.at !== undefined) return {};
    let schema = scope ?? (unknown.push(`../${expression.p.join('.')}`), any);
    if (schema === context && expression.p[0] !== undefined) used.add(expression.p[0]);
    for (const name of expression.p) {
      if (schema.any) return any;
      const next: Schema | undefined = schema.properties?.[name];
      if (next === undefined) {
        unknown.push(expression.p.join('.'));
        return any;
      }
      schema = next;
    }
    return schema;
  };
  const walk = (nodes: Program, scopes: readonly Schema[]): void => {
    for (const node of nodes) {
      if (typeof node === 'string') continue;
      if ('v' in node) {
        resolve(node.v, scopes);
        if (!('h' in node.v && isWriter(node.v.h)) && !('p' in node.v && node.v.at === 'index'))
          bare.push(JSON.stringify(node.v));
      } else if ('i' in node) {
        resolve(node.i, scopes);
        walk(node.t, scopes);
        walk(node.e ?? [], scopes);
      } else if ('l' in node) {
        const list = resolve(node.l, scopes);
        walk(node.t, [list.items ?? any, ...scopes]);
        walk(node.e ?? [], scopes);
      } else {
        walk(node.t, [resolve(node.w, scopes), ...scopes]);
        walk(node.e ?? [], scopes);
      }
    }
  };
  walk(program, [context]);
  return { used, unknown, bare };
}
