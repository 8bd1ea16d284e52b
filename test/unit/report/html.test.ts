import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { RepositoryReport } from '../../../src/audit/report-types.ts';
import { renderHtml } from '../../../src/report/html.ts';
import { style } from '../../../src/report/html/style.ts';
import { allOutcomes, evil, finding, judged, reportOf, repository, standard } from './toy-report.ts';

const page = (...repositories: readonly RepositoryReport[]): string => renderHtml(reportOf(...repositories), standard);

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text).digest('base64')}`;

describe('the page', () => {
  const excerpt = { start: 3, lines: ['jobs:', '  build:', '    runs-on: x'] };
  const at = { path: '.github/workflows/ci.yml', line: 4, column: 3, excerpt };

  it('shows each finding with its place, the lines around it, why and how to mend it', () => {
    const text = page(judged([finding({ locations: [at] })]));
    for (const part of ['.github/workflows/ci.yml:4:3', '  build:', 'Because it is a toy.', 'Add timeout-minutes: 15'])
      expect(text).toContain(part);
    expect(text).toMatch(/<mark class="hit"><span class="no">4 {2}<\/span> {2}build:<\/mark>/);
  });

  it('needs nothing else and lets nothing else in', () => {
    const text = page(judged(allOutcomes));
    const [, inline = ''] = /<style>([^]*?)<\/style>/.exec(text) ?? [];
    const [, program = ''] = /<script>([^]*?)<\/script>/.exec(text) ?? [];
    expect(text).toContain('default-src &#39;none&#39;');
    expect(text).toContain(`style-src &#39;${hashOf(inline)}&#39;`);
    expect(text).toContain(`script-src &#39;${hashOf(program)}&#39;`);
    expect(text).not.toMatch(/<(?:link|img|iframe|object|base)\b|\bsrc=|@import|url\(/i);
  });

  it('lets no text of a repository out of its place', () => {
    const location = { path: evil, line: 1, excerpt: { start: 1, lines: [evil, '</pre><script>alert(1)</script>'] } };
    const text = page(
      judged([finding({ message: evil, locations: [location] })], {
        service: { name: evil, tier: 2, templates: [], root: '' },
        path: evil,
        coverage: { files: 1, read: 0, skipped: [{ path: evil, reason: evil, incomplete: true }] },
      }),
    );
    expect(text.match(/<script/g)).toHaveLength(1);
    expect(text).not.toContain('\u001b');
    expect(text).not.toContain('\u202e');
    expect(text).toContain('&lt;script&gt;');
  });

  it('has every outcome, none of them as a pass but a pass', () => {
    const text = page(judged(allOutcomes));
    for (const title of ['Could not be judged', 'Cannot be seen from files', 'Waived', 'In the baseline', 'Passed'])
      expect(text).toContain(`<summary>${title}`);
  });

  it('never says that an audit without a verdict meets the standard', () => {
    const skipped = [{ path: 'a.yaml', reason: 'larger than 9 bytes', incomplete: true }];
    const text = page(repository({ coverage: { files: 1, read: 0, skipped } }));
    expect(text).toContain('incomplete, so no verdict');
    expect(text).not.toContain('meets the standard');
  });

  it('shows an overview of many services with a way to each', () => {
    const text = page(judged([]), judged([finding({})]));
    expect(text).toContain('href="#service-1"');
    expect(text).toContain('id="service-1"');
  });

  it('breaks no word of a table to make it narrow: the table scrolls', () => {
    expect(style).toMatch(/th,td\{[^}]*overflow-wrap:break-word/);
  });

  it('cuts off endless lists and says so', () => {
    const many = Array.from({ length: 300 }, (_, index) => finding({ fingerprint: String(index) }));
    const text = page(judged(many));
    expect(text.match(/class="finding"/g)).toHaveLength(200);
    expect(text).toContain('100 findings more');
  });
});

describe('its colours', () => {
  const luminance = (color: string): number => {
    const full = color.length === 4 ? color.replace(/[0-9a-f]/g, '$&$&') : color;
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(full.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one: string, other: string): number => {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };
  const schemes = [...style.matchAll(/:root\{([^}]*)\}/g)].map(
    ([, body = '']) =>
      new Map([...body.matchAll(/--(\w+):(#[0-9a-f]+)/g)].map(([, name = '', value = '']) => [name, value])),
  );

  it.each([
    ['light', 0],
    ['dark', 1],
  ])('can be read in the %s scheme', (_, index) => {
    const colors = schemes[index];
    for (const ground of ['paper', 'panel'])
      for (const ink of ['ink', 'soft', 'must', 'should', 'may', 'good'])
        expect(
          contrast(colors?.get(ink) ?? '', colors?.get(ground) ?? ''),
          `${ink} on ${ground}`,
        ).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colors?.get('ink') ?? '', colors?.get('mark') ?? '')).toBeGreaterThanOrEqual(4.5);
  });
});
