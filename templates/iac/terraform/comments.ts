import type { At } from '../../../src/kit/index.ts';
import type { Suppression } from '../model.ts';

// `#checkov:skip=CKV_AWS_20:why`, `#tfsec:ignore:aws-s3-enable-versioning`, `#trivy:ignore:AVD-AWS-0089`. What a linter of style is
// told to ignore is no policy.
const skip = /(?:#|\/\/)\s{0,20}(?:checkov:skip=([\w-]+)(?::(.*))?|(tfsec|trivy):ignore:([\w*-]+)(.*))/;

/** Findings of tools that judge Terraform which a comment suppresses. */
export const suppressionsIn = (path: string, source: string): readonly Suppression[] =>
  source.split('\n').flatMap((line, index): readonly Suppression[] => {
    const short = line.slice(0, 1000);
    if (!short.includes(':skip=') && !short.includes(':ignore:')) return [];
    const found = skip.exec(short);
    if (found === null) return [];
    const [whole, checkov, why, scanner, id, beside] = found;
    const at: At = { path, line: index + 1, column: short.indexOf(whole) + 1 };
    if (checkov !== undefined) return [{ tool: 'checkov', id: checkov, reason: reasonIn(why), at }];
    return [{ tool: scanner ?? '', id: id === '*' ? null : (id ?? null), reason: reasonIn(beside), at }];
  });

/** What is said behind an id, without what else belongs to the comment; null for nothing. */
const reasonIn = (rest: string | undefined): string | null => {
  const words = (rest ?? '')
    .replaceAll(/(?:tfsec|trivy):ignore:[\w*-]+|:?exp:[\d-]+|ws:\w+/g, '')
    .replace(/^[\s:#,-]+/, '')
    .trimEnd();
  return words === '' ? null : words;
};
