import { questionsOf } from '../answers/questions.ts';
import type { Scalar, Catalog, Template } from '../catalog/types.ts';
import { provide, withNulls } from './provide.ts';

/** What the files of one template may name. */
export type Context = Readonly<Record<string, unknown>>;

interface Ecosystem {
  readonly name: string;
  readonly directory: string;
}

/**
 * The contexts of the chosen templates, by template id. A template sees the answers of the required kinds, of its own kind
 * and of itself, and of every other kind nothing but its contract; the contract of an absent kind is null.
 */
export function contextsOf(
  standard: Catalog,
  templates: readonly Template[],
  answers: Readonly<Record<string, Scalar>>,
): ReadonlyMap<string, Context> {
  const required = templates.filter((template) =>
    standard.kinds.some((kind) => kind.id === template.kind && kind.required),
  );
  const own = (template: Template): Context => {
    const names = questionsOf(standard, [...new Set([...required, template])]).map((question) => question.name);
    const given = names.filter((name) => name in answers).map((name) => [name, answers[name]]);
    return { ...Object.fromEntries(given), constants: template.constants, standard: { version: standard.version } };
  };
  const contracts: Record<string, unknown> = Object.fromEntries(standard.kinds.map((kind) => [kind.id, null]));
  for (const template of templates) {
    // With two templates of a kind the first one speaks for it.
    if (contracts[template.kind] !== null) continue;
    const schema = standard.kinds.find((kind) => kind.id === template.kind)?.contract;
    contracts[template.kind] = withNulls(
      provide(template.provides, own(template), `${template.id}/template.yaml`),
      schema,
    );
  }
  const shared = {
    ...contracts,
    ecosystems: Object.values(contracts).flatMap(
      (contract) => (contract as { ecosystems?: Ecosystem[] } | null)?.ecosystems ?? [],
    ),
    components: templates.map(({ kind, name, id }) => ({ kind, template: name, id })),
  };
  return new Map(templates.map((template) => [template.id, { ...own(template), ...shared }]));
}
