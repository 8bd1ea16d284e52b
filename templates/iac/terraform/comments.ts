import type { At } from '../../../src/kit/index.ts';
import type { Suppression } from '../model.ts';

// `#checkov:skip=CKV_AWS_20:why`, `#tfsec:ignore:aws-s3-enable-versioning`, `#trivy:ignore:AVD-AWS-0089`, `# tflint-ignore: rule`.
const skip =
  /(?:#|\/\/)\s*(?:checkov:skip=([\w-]+)(?::(.*))?|(tfsec|trivy):ignore:([\w*-]+)(.*)|tflint-ignore(?:-file)?:\s*([\w-]+)(.*))/;

/** Findings of tools that judge Terraform which a comment suppresses. */
export const suppressionsIn = (path: string, source: string): readonly Suppression[] =>
  source.split('\n').flatMap((line, index): readonly Suppression[] => {
    const short = line.slice(0, 1000);
    if (!short.includes('skip=') && !short.includes('ignore')) return [];
    const found = skip.exec(short);
    if (found === null) return [];
    const [whole, checkov, why, scanner, id, beside, lint, lintWhy] = found;
    const at: At = { path, line: index + 1, column: short.indexOf(whole) + 1 };
    if (checkov !== undefined) return [{ tool: 'checkov', id: checkov, reason: reasonIn(why), at }];
    if (lint !== undefined) return [{ tool: 'tflint', id: lint, reason: reasonIn(lintWhy), at }];
    return [{ tool: scanner ?? '', id: id === '*' ? null : (id ?? null), reason: reasonIn(beside), at }];
  });

/** What is said behind an id, without what else belongs to the comment; null for nothing. */
const reasonIn = (rest: string | undefined): string | null => {
  const words = (rest ?? '')
    .replaceAll(/(?:tfsec|trivy):ignore:[\w*-]+|:?exp:[\d-]+|ws:\w+/g, '')
    .replaceAll(/^[\s:#,-]+|\s+$/g, '');
  return words === '' ? null : words;
};
