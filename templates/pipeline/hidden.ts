import { joinPath, type RepositoryView } from '../../src/kit/index.ts';

// Names of what is there for something else than checking.
const innocent =
  /^[\w.:-]*(?:clean|setup|install|init|bootstrap|deps|help|version|release|publish|deploy|docs?|changelog|notify|login|start|serve|up|down|stop|wait|seed|generate|gen|bump|tag|upload|download|migrate|requirements|extract|i18n|locales?|copy|assets?|storybook|codegen|typings|changed|affected|cache|precompile)[\w.:-]*$/i;

/** Whether what is called so may check a change: nobody here can tell what is in it. */
export const mayCheck = (names: string): boolean =>
  names
    .slice(0, 500)
    .split(' ')
    .some((name) => !name.startsWith('-') && !name.includes('=') && !innocent.test(name));

/** Whether what is called so may bring something out. */
export const mayDeliver = (name: string): boolean =>
  /(?:^|[^a-z])(?:deploy(?:ment)?|rollout|promote)(?:[^a-z]|$)/i.test(name.slice(0, 200)) &&
  !/prepare|docs?|preview|storybook|check|test/i.test(name.slice(0, 200));

/** Whether a command tells another repository or workflow of something new, which may bring it out there. */
export const handsOver = (text: string): boolean =>
  (/^curl\b/.test(text) && /\/dispatches\b/.test(text.slice(0, 2000)) && news.test(text.slice(0, 2000))) ||
  (/^gh (?:api|workflow run)\b/.test(text) &&
    /dispatches|workflow run/.test(text.slice(0, 2000)) &&
    news.test(text.slice(0, 2000)));

const news = /deploy|release|promot|rollout|image|docker|version/i;

const interpreters = /^(?:node|tsx|ts-node|python3?|ruby|php|perl|bash|sh|pwsh)$/;

/** The file of the repository that a command starts and that is no shell script that can be read. */
export function ownProgram(view: RepositoryView, words: readonly string[], directory: string): string | undefined {
  const called = interpreters.test(words[0] ?? '') ? words.slice(1).find((word) => !word.startsWith('-')) : words[0];
  // A variable in front, as in `$ROOT/tools/check`, is taken for the folder of the checkout.
  const path = called?.slice(0, 300).replace(/^\$\{?\w{1,60}\}?\//, '');
  if (path === undefined || !path.includes('/') || path.startsWith('/')) return undefined;
  return [joinPath(directory, path), joinPath(path)].find((file) => file !== undefined && view.has(file));
}

/** The shell script of the repository that a command starts, from the root or beside the folder it works in. */
export function shellScript(view: RepositoryView, words: readonly string[], directory: string): string | undefined {
  const called = /^(?:ba|da|z)?sh$/.test(words[0] ?? '')
    ? words.find((word, index) => index > 0 && !word.startsWith('-'))
    : words[0];
  // Without an ending, its first line says what it is.
  if (called === undefined || !/\.(?:sh|bash)$|\/[\w-]+$/.test(called.slice(0, 300))) return undefined;
  return [joinPath(directory, called), joinPath(called)].find((path) => {
    const content = path === undefined ? undefined : view.text(path);
    return content !== undefined && (/\.(?:sh|bash)$/.test(called) || /^#!.{0,40}\b(?:ba|da|z)?sh\b/.test(content));
  });
}
