import type { Template } from '../catalog/types.ts';
import { UserError } from '../errors.ts';
import type { Context } from '../render/context.ts';
import { evaluateText } from '../render/text.ts';

/**
 * Checks what several answers make together, which no question can judge alone.
 *
 * @throws UserError that shows the value that is too long
 */
export function checkLimits(templates: readonly Template[], contexts: ReadonlyMap<string, Context>): void {
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
