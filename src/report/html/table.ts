import { html } from './markup.ts';
import type { Markup } from './markup.ts';

/** A table that scrolls by itself, by keyboard too, where the window is narrow. */
export const table = (label: string, head: readonly Markup[], rows: readonly Markup[]): Markup =>
  html`<div class="scroll" tabindex="0" role="region" aria-label="${label}">
    <table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;

/** The head of a column: of numbers, or of words. */
export const column = (title: string, kind: 'number' | 'words' = 'words'): Markup =>
  kind === 'number' ? html`<th scope="col" class="n">${title}</th>` : html`<th scope="col">${title}</th>`;
