import { readShipped } from '../disk/read-shipped.ts';
import type { Catalog, Examples, Rule, Template, TemplateFile } from './types.ts';

/** The standard that this package ships, as the build wrote it beside the code. Rules and programs are read when they are asked for. */
export interface ShippedStandard {
  readonly standard: Catalog;
  /** Without their examples and mutations: these are most of a rule, and an audit does not need them. */
  rules(): readonly Rule[];
  /** Rule id to its examples. */
  examples(): Readonly<Record<string, Examples>>;
  filesOf(templates: readonly Template[]): Readonly<Record<string, readonly TemplateFile[]>>;
}

export function shippedStandard(): ShippedStandard {
  return {
    standard: readShipped('index') as Catalog,
    rules: () => readShipped('rules') as readonly Rule[],
    examples: () => readShipped('examples') as Readonly<Record<string, Examples>>,
    filesOf: (templates) =>
      Object.fromEntries(templates.map(({ id }) => [id, readShipped(id.replace('/', '.')) as readonly TemplateFile[]])),
  };
}
