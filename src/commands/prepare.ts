import { validators } from 'virtual:answer-validators';
import { resolveAnswers } from '../answers/resolve.ts';
import type { Resolved, Sources } from '../answers/resolve.ts';
import type { Selection } from '../answers/select.ts';
import { questionsOf } from '../answers/questions.ts';
import type { ShippedStandard } from '../catalog/shipped.ts';
import type { Template, Validator } from '../catalog/types.ts';
import { readExisting } from '../disk/read-existing.ts';
import type { Existing } from '../disk/read-existing.ts';
import { inspectTarget } from '../disk/target.ts';
import { checkLimits } from './limits.ts';
import { planCreate } from '../plan/create.ts';
import type { ConflictPolicy } from '../plan/decide.ts';
import { manifestPath } from '../plan/manifest.ts';
import type { Manifest } from '../plan/manifest.ts';
import { safePath } from '../plan/safe-path.ts';
import type { Change, Plan } from '../plan/types.ts';
import { contextsOf } from '../render/context.ts';
import type { Context } from '../render/context.ts';
import { render } from '../render/render.ts';
import type { RenderedFile } from '../render/render.ts';

/** Everything about a service that is about to be written; nothing has been written yet. */
export interface Prepared {
  /** Absolute path of the target folder, links resolved. */
  readonly root: string;
  readonly selection: Selection;
  readonly resolved: Resolved;
  /** What each template may name, by its id. */
  readonly contexts: ReadonlyMap<string, Context>;
  readonly rendered: readonly RenderedFile[];
  readonly existing: ReadonlyMap<string, Existing>;
  /** Plans with a policy per path; asking for it again with other policies is cheap. */
  plan(policy: (path: string) => ConflictPolicy): Plan;
}

export const validatorsOf = (templates: readonly Template[]): readonly Validator[] =>
  templates.flatMap(({ kind, id }) => [kind, id].flatMap((unit) => validators[unit] ?? []));

/** Settles the answers, renders everything in memory and looks at what stands in the target. */
export function prepare(
  shipped: ShippedStandard,
  root: string,
  selection: Selection,
  sources: Sources,
  recorded?: Manifest,
): Prepared {
  const { standard } = shipped;
  const { templates, archetype } = selection;
  const resolved = resolveAnswers(questionsOf(standard, templates), sources, validatorsOf(templates));
  const { answers } = resolved;
  const contexts = contextsOf(standard, templates, answers);
  checkLimits(templates, contexts);
  const rendered = render({ standard, templates, files: shipped.filesOf(templates), answers, contexts });
  const target = inspectTarget(root);
  const entries = target.state === 'occupied' ? target.entries : [];
  const paths = [...rendered.map((file) => file.path), manifestPath].map(safePath);
  const existing: ReadonlyMap<string, Existing> = target.state === 'occupied' ? readExisting(root, paths) : new Map();
  const facts = {
    root: target.root,
    standard,
    templates,
    answers,
    rendered,
    entries,
    existing,
    ...(recorded === undefined ? {} : { recorded }),
  };
  return {
    root: target.root,
    selection,
    resolved,
    contexts,
    rendered,
    existing,
    plan: (policy) => planCreate({ ...facts, policy, ...(archetype === undefined ? {} : { archetype: archetype.id }) }),
  };
}

export const conflictsOf = (plan: Plan): readonly Change[] =>
  plan.changes.filter((change) => change.action === 'conflict');
