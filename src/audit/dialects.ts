import type { Units } from '../catalog/types.ts';
import type { RepositoryView } from '../kit/index.ts';

const isEmpty = (value: unknown): boolean => {
  if (value === undefined || value === null) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.values(value).every(isEmpty);
};

/** The dialects of a kind in which a repository has something to read, by their folders. A reader that breaks tells nothing. */
export const dialectsIn = async (units: Units, kind: string, view: RepositoryView): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const { kind: of, template, reader } of units.readers) {
    if (of !== kind || template === undefined) continue;
    try {
      if (!isEmpty(await reader.read(view))) found.push(template.slice(kind.length + 1));
    } catch {
      continue;
    }
  }
  return found;
};
