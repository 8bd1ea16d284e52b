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
    expect(policy({ 'README.md': readme }, 'security policy')).toBe(
      'nowhere: the file SECURITY.md, or a link in README.md to the one that holds for all repositories',
    );
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

describe('a policy for all repositories of an owner', () => {
  it.each([
    ['security policy', 'https://github.com/acme/orders/security/policy'],
    ['security policy', 'https://acme.dev/.well-known/security.txt'],
    ['security policy', 'https://github.com/acme/handbook/blob/main/SECURITY.md'],
    ['contribution guide', 'https://contributing.acme.dev/getting-started'],
    ['contribution guide', 'https://www.acme.dev/contributing/'],
    ['contribution guide', 'https://github.com/acme/handbook/blob/main/CONTRIBUTING.md#reviews'],
    ['review checklist', 'https://github.com/acme/.github'],
  ])('is where the README links to: %s, %s', (wanted, link) => {
    expect(policy({ 'README.md': `See [it](${link}).` }, wanted).startsWith(`${link}: `)).toBe(true);
  });

  it.each([
    ['security policy', 'https://acme.dev/guidelines/web_security#content-security-policy'],
    ['contribution guide', 'https://acme.dev/contributing-factors'],
    ['contribution guide', 'https://opencollective.com/acme/contribute'],
    ['review checklist', 'https://www.acme.dev/contributing/'],
  ])('is not at any other page: %s, %s', (wanted, link) => {
    expect(policy({ 'README.md': `See [it](${link}).` }, wanted)).toMatch(/^nowhere: the file .*, or a link in README/);
  });
});
