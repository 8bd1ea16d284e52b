import { joinPath, type RepositoryView } from '../../src/kit/index.ts';
import { hasFolder } from './places.ts';

// Tools that read programs of TypeScript, of which alone it is asked whether they go through folders below.
const ofTypeScript =
  /^(?:eslint|oxlint|biome|prettier|oxfmt|dprint|xo|standard|ts-standard|semistandard|deno|nx|pre-commit|prek|lefthook|yarn|pnpm|npm)$/;

/** Whether a tool is given nothing that keeps it out of some folders. */
export const goesDeep = (view: RepositoryView, words: readonly string[], directory: string): boolean =>
  ofTypeScript.test(words[0] ?? '') &&
  words.slice(1).every((word) => {
    if (word.startsWith('-') || /^(?:\.\/?$|(?:\.\/)?\*\*?(?:\/|$)|\{)/.test(word)) return true;
    return !word.includes('/') && !hasFolder(view, joinPath(directory, word) ?? word);
  });
