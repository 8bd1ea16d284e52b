import type { Answers } from '../answers/resolve.ts';
import type { Catalog, Template } from '../catalog/types.ts';
import { UserError } from '../errors.ts';
import { contextsOf } from '../render/context.ts';
import { evaluateText } from '../render/text.ts';

/**
 * Checks what several answers make together, which no question can judge alone.
 *
 * @throws UserError that shows the value that is too long
 */
export function checkLimits(catalog: Catalog, templates: readonly Template[], answers: Answers): void {
  if (templates.every((template) => template.limits.length === 0)) return;
  const contexts = contextsOf(catalog, templates, answers);
  for (const { id, limits } of templates) {
    for (const { title, value, maxLength } of limits) {
      const text = String(evaluateText(value, contexts.get(id) ?? {}, `${id}/template.yaml`));
      if (text.length <= maxLength) continue;
      throw new UserError(
        `${text} has ${text.length} characters; ${title} can have ${maxLength}.`,
        'Choose shorter answers for what it is made of.',
      );
    }
  }
}
