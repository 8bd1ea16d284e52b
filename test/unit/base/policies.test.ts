import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { policyGlobs, readPolicies } from '../../../templates/base/policies.ts';

const policy = (files: Readonly<Record<string, string>>, wanted: string): string => {
  const { view } = createDocuments(memoryTree(files), [...policyGlobs, 'README.md']);
  const found = readPolicies(view, view.text('README.md')).find((one) => one.policy === wanted);
  return `${found?.found ?? 'nowhere'}: ${found?.lacks.join(', ')}`;
};

describe('the security policy', () => {
  it.each([
    [
      'sends to a page',
      'To report a security issue, see\nhttps://docs.acme.dev/reporting-security-issues.',
      'https://docs.acme.dev/reporting-security-issues: ',
    ],
    [
      'hides an address from robots',
      'Report it to security[at]acme.dev.',
      'SECURITY.md: the time within which somebody answers',
    ],
    [
      'names advisories',
      'Report it at https://github.com/a/b/security/advisories.',
      'SECURITY.md: the time within which somebody answers',
    ],
    [
      'names another page',
      'We answer within 3 days. Our security is described at https://acme.dev/security.',
      'SECURITY.md: a private contact',
    ],
  ])('that %s', (_, text, expected) => {
    expect(policy({ 'SECURITY.md': text }, 'security policy')).toBe(expected);
  });

  it('may stand behind a link of the README', () => {
    const readme = '# A\n\n## Reporting\n\nReport hits to https://disclosure.example.gov/.\n\n';
    expect(policy({ 'README.md': readme }, 'security policy')).toBe('nowhere: the file SECURITY.md');
    const vulnerabilities = `${readme}Vulnerabilities: see our [disclosure policy](https://acme.dev/vulnerability-policy).\n`;
    expect(policy({ 'README.md': vulnerabilities }, 'security policy')).toBe('https://acme.dev/vulnerability-policy: ');
  });
});

it('A contribution guide in another folder is the one that the README links to', () => {
  const files = { 'contributing/CONTRIBUTING.md': 'Branch from main. '.repeat(9) };
  expect(policy(files, 'contribution guide')).toMatch(/^nowhere/);
  const readme = { 'README.md': 'See [the guide](./contributing/CONTRIBUTING.md#setup).' };
  expect(policy({ ...files, ...readme }, 'contribution guide')).toBe('contributing/CONTRIBUTING.md: ');
});
