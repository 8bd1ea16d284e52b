import type { ParserPlugin } from '@babel/parser';
import type { File } from '@babel/types';
import { shareLines } from '../kit/typescript.ts';

/** The syntax tree of a TypeScript or JavaScript file; small mistakes are recovered from. Throws on what is no program. */
export const parseTypeScript = async (path: string, text: string): Promise<File> => {
  const { parse } = await import('@babel/parser');
  // In .ts files `<T>x` is a type assertion, everywhere else it may be JSX.
  const plugins: ParserPlugin[] = /\.[cm]?ts$/.test(path)
    ? ['typescript', 'decorators']
    : ['typescript', 'decorators', 'jsx'];
  const file = parse(text, { sourceType: 'unambiguous', errorRecovery: true, attachComment: false, plugins });
  shareLines(file, text);
  return file;
};
