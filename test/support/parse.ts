import { parse as parseTypeScript } from '@babel/parser';
import { parseAllDocuments } from 'yaml';

/** Parses a rendered file with a real parser of its type; throws when it does not read it. */
export async function parseRendered(path: string, text: string): Promise<void> {
  try {
    if (/\.ya?ml$/.test(path))
      for (const document of parseAllDocuments(text))
        if ('errors' in document && document.errors[0] !== undefined) throw document.errors[0];
    if (path.endsWith('.json') && !/tsconfig|devcontainer|\.oxlintrc/.test(path)) JSON.parse(text);
    if (/\.(ts|mts|js|mjs)$/.test(path))
      parseTypeScript(text, { sourceType: 'module', plugins: path.endsWith('ts') ? ['typescript'] : [] });
  } catch (error) {
    throw new Error(`${path}: ${(error as Error).message}`, { cause: error });
  }
}
