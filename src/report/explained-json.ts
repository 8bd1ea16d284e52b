import type { RepositoryReport } from '../audit/report-types.ts';
import { isIncomplete } from '../audit/verdict.ts';
import type { Example, Rule } from '../catalog/types.ts';
import { jsonText, repositoryDocument } from './json.ts';

interface Explained {
  readonly rule: Rule;
  readonly choices: readonly object[];
  readonly dialect: string | null;
  readonly examples: { readonly pass: readonly Example[]; readonly fail: readonly Example[] };
  readonly notRead: Readonly<Record<string, string>>;
  readonly here: {
    readonly path: string;
    readonly dialects: readonly string[];
    readonly services: readonly RepositoryReport[];
  } | null;
}

/** The document of `explain --format json`. */
export const renderExplained = ({ rule, choices, dialect, examples, notRead, here }: Explained): string =>
  jsonText({
    schemaVersion: 1,
    rule,
    choices,
    dialect,
    examples,
    notRead,
    repository:
      here === null
        ? null
        : {
            path: here.path,
            dialects: here.dialects,
            incomplete: here.services.some(isIncomplete),
            services: here.services.map(repositoryDocument),
          },
  });
