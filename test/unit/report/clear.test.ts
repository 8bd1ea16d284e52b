import { describe, expect, it } from 'vitest';
import type { RepositoryReport } from '../../../src/audit/report-types.ts';
import { renderGithub } from '../../../src/report/github.ts';
import { renderHtml } from '../../../src/report/html.ts';
import { renderJunit } from '../../../src/report/junit.ts';
import { renderMarkdown } from '../../../src/report/markdown.ts';
import { renderPretty } from '../../../src/report/pretty.ts';
import { finding, judged, reportOf, standard, whole } from './toy-report.ts';

const formats = {
  pretty: (...some: readonly RepositoryReport[]) => renderPretty(reportOf(...some), { standard }),
  markdown: (...some: readonly RepositoryReport[]) => renderMarkdown(reportOf(...some)),
  html: (...some: readonly RepositoryReport[]) => renderHtml(reportOf(...some), standard),
};
const each = Object.entries(formats);
const passed = finding({ outcome: 'pass', remediation: null });
const waived = finding({
  outcome: 'waived',
  message: 'No limit.',
  waiver: { reason: 'The runner is ours.', approver: '@acme/platform', expires: '2027-01-31' },
});
const notes = [{ message: 'The waiver of ci-timeouts ends on 2027-01-31: 5 days are left.', locations: [] }];

describe.each(each)('a service without a finding, in %s', (_, render) => {
  it('meets the standard when all of it was judged', () => {
    expect(render(judged([passed], { progress: whole }))).toContain('meets');
  });

  it('does not meet it by the grace of a waiver or a baseline', () => {
    for (const excepted of [waived, finding({ outcome: 'baselined' })]) {
      const text = render(judged([passed, excepted], { progress: whole }));
      expect(text).toContain('no open finding');
      expect(text).not.toContain('meets');
    }
  });

  it('does not meet it when some rules were judged and the others not asked', () => {
    const text = render(judged([passed], { progress: null }));
    expect(text).toContain('no open finding by the rules asked for');
    expect(text).not.toContain('meets');
  });

  it('does not meet it when none of the rules asked for holds at its tier', () => {
    const text = render(judged([], { progress: null }));
    expect(text).toContain('is not judged by the rules asked for');
    expect(text).not.toMatch(/meets|no open finding|: ;/);
  });

  it('does not meet it when it is a part of a repository, whose rest nobody looked at', () => {
    const around = { path: '../..', reason: 'the repository around', incomplete: false };
    for (const outcome of ['pass', 'fail'] as const) {
      const coverage = { files: 58, read: 40, skipped: [around] };
      const text = render(judged([finding({ outcome })], { progress: whole, coverage }));
      expect(text.replace(/\\|&#8203;/g, '').replace(/\s+/g, ' ')).toContain(
        'This folder is a part of the repository at ../.. from it: workflows, code owners and settings there were not read. Audit that one to judge it as hosts see it.',
      );
      expect(text).not.toContain('meets');
    }
  });

  it('names the repositories within it that were left out', () => {
    const left = (...paths: readonly string[]) => {
      const skipped = paths.map((path) => ({ path, reason: 'a repository', incomplete: false, nested: true as const }));
      const text = render(judged([passed], { progress: whole, coverage: { files: 58, read: 40, skipped } }));
      return text.replace(/\\|&#8203;/g, '').replace(/\s+/g, ' ');
    };
    expect(left('libs/a')).toContain('libs/a is a repository of its own and was left out: audit it by its path.');
    expect(left('a', 'b')).toContain('a and b are repositories of their own');
    expect(left('a', 'b', 'c', 'd', 'e')).toContain('a, b, c and 2 more are repositories of their own');
    expect(left('a')).toContain('meets');
  });

  it('has its notes told, as one with findings has', () => {
    expect(render(judged([passed, waived], { progress: whole, notes }))).toMatch(
      /The waiver of ci\\?-timeouts ends on/,
    );
    expect(render(judged([finding({})], { progress: whole, notes }))).toMatch(/The waiver of ci\\?-timeouts ends on/);
  });
});

describe('waived findings', () => {
  it('are listed until when and by whom, also where nothing else is wrong', () => {
    expect(formats.pretty(judged([passed, waived], { progress: whole }))).toBe(`\
✓ orders has no open finding by standard 0.1.0 at tier 2: 1 passed, 1 waived; 40 of 58 files read

Waived
  ci-timeouts: No limit. (until 2027-01-31, by @acme/platform)
`);
    expect(formats.html(judged([waived]))).toContain('until 2027-01-31, by @acme/platform');
  });
});

describe('the name of a service', () => {
  const service = { name: 'orders', tier: 2, templates: [], root: 'services/orders' };
  const one = judged([passed], { progress: whole, path: '../shop', service });
  const nameless = { ...service, name: null, root: '' };

  it('says where it stands, since several may have one name', () => {
    const name = 'orders (../shop/services/orders)';
    expect(formats.pretty(one)).toContain(`✓ ${name} meets`);
    expect(formats.html(one)).toContain(`<h2>${name}</h2>`);
    expect(formats.html(one)).toContain(`>${name}</a>`);
    expect(formats.markdown(one)).toContain('**orders \\(../shop/services/orders\\) meets');
    expect(renderJunit(reportOf(one), standard)).toContain(`<testsuite name="${name}"`);
    expect(renderGithub(reportOf(one))).toContain(`create-service: ${name}: `);
  });

  it('is said once where its folder is called so', () => {
    expect(formats.pretty(judged([passed], { progress: whole, path: 'orders' }))).toContain('✓ orders meets');
  });

  it('is its folder where it has none', () => {
    const inFolder = (path: string) => judged([passed], { progress: whole, path, service: nameless });
    expect(formats.pretty(inFolder('../shop'))).toContain('✓ ../shop meets');
    expect(formats.pretty(inFolder('.'))).toContain('✓ This folder meets');
  });
});

describe('the steps of a service', () => {
  const skipped = [{ path: 'ci.yml', reason: 'not valid YAML', incomplete: true }];
  const steps = { ...whole, step: 4 as const };

  it('are reached by what could be read when something could not', () => {
    const report = judged([passed], { progress: steps, coverage: { files: 2, read: 1, skipped } });
    expect(formats.pretty(report)).toContain('reached, as far as could be read');
    expect(formats.html(report)).toContain('reached, as far as could be read.');
    expect(formats.markdown(report)).toContain('could not be judged fully');
  });

  it('are not told of a folder without files', () => {
    const report = judged([], { progress: { ...steps, step: 0 }, coverage: { files: 0, read: 0, skipped: [] } });
    expect(formats.pretty(report)).toBe(
      'orders at tier 2 of standard 0.1.0\n\n0 of 0 files read\nThere was nothing to audit.\n',
    );
  });
});
