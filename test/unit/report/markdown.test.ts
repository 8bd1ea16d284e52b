import { describe, expect, it } from 'vitest';
import type { RepositoryReport } from '../../../src/audit/report-types.ts';
import { markdownCode, markdownText } from '../../../src/report/markdown-text.ts';
import { renderMarkdown } from '../../../src/report/markdown.ts';
import { allOutcomes, evil, finding, judged, reportOf, whole } from './toy-report.ts';

const markdown = (...repositories: readonly RepositoryReport[]): string => renderMarkdown(reportOf(...repositories));

describe('the comment on a pull request', () => {
  it('has the verdict, what fails heaviest first, and folded what is unknown', () => {
    const heavy = finding({ rule: 'doc-readme', severity: 'must', message: 'There is no README.', locations: [] });
    const unknown = finding({ rule: 'ci-branch', outcome: 'unknown', message: 'Kept by the host.' });
    expect(markdown(judged([finding({ message: 'No limit.' }), heavy, unknown]))).toBe(`\
<!-- create-service audit -->

**orders does not meet standard 0.1.0 at tier 2**: 2 failed (1 must, 1 should), 1 unknown; 40 of 58 files read.

| rule | severity | place | what is wrong |
| --- | --- | --- | --- |
| \`doc-readme\` | must |  | There is no README. |
| \`ci-timeouts\` | should | \`.github/workflows/ci.yml:4:3\` | No limit. |

<details><summary>1 cannot be seen from files</summary>

- \`ci-branch\`: Kept by the host.

</details>
`);
  });

  it('is two lines when all is well', () => {
    expect(markdown(judged([finding({ outcome: 'pass' })], { progress: whole }))).toBe(
      '<!-- create-service audit -->\n\n**orders meets standard 0.1.0 at tier 2**: 1 passed; 40 of 58 files read.\n',
    );
  });

  it('never calls it a pass when something could not be judged or read', () => {
    const skipped = [{ path: 'ci.yml', reason: 'not valid YAML', incomplete: true }];
    const text = markdown(
      judged(
        allOutcomes.filter(({ outcome }) => outcome === 'error'),
        { coverage: { files: 1, read: 0, skipped } },
      ),
    );
    expect(text).toContain('could not be judged fully');
    expect(text).toContain('\n- `ci-timeouts`: Job build');
    expect(text).toContain('\n- `ci.yml`: Could not be read: not valid YAML');
    expect(markdown(judged([], { coverage: { files: 0, read: 0, skipped: [] } }))).toContain('nothing to audit');
  });

  it('shows text of a repository as it is: no markup, HTML, mention, reference or link', () => {
    const failed = finding({ message: evil, locations: [{ path: evil }] });
    const text = markdown(judged([failed], { service: { name: evil, tier: 1, templates: [], root: '' } }));
    expect(text.split('\n')).toHaveLength(8);
    const shown = markdownText('<b> & a|b `c` [d](e) *f* @octo #12 https://e.test www.e.test $g$ ~h~ \\');
    expect(shown).toBe(
      '\\<b\\> \\& a\\|b \\`c\\` \\[d\\]\\(e\\) \\*f\\* @&#8203;octo \\#&#8203;12 https:&#8203;//e.test www&#8203;.e.test \\$g\\$ \\~h\\~ \\\\',
    );
    expect(text.replace(/^<!--.*-->/, '')).not.toMatch(/(?<!\\)<|(?<!\\)\[/);
    expect(text).not.toMatch(/@\w|#\d+ |:\/\/|www\./);
    expect(text).not.toMatch(/[^\P{C}\n]/u);
  });

  it('puts names into code only where they cannot break out of it', () => {
    expect(markdownCode('a/b c.yml:3')).toBe('`a/b c.yml:3`');
    expect(markdownCode('a`|b')).toBe('a\\`\\|b');
  });

  it('fits in a comment, closes what it opened, and says how much was cut', () => {
    const long = (outcome: 'fail' | 'unknown', length: number) =>
      Array.from({ length }, () => finding({ outcome, message: '|'.repeat(2000) }));
    const failing = markdown(judged(long('fail', 500)));
    const rows = failing.split('\n').filter((line) => line.startsWith('| `')).length;
    expect(failing.length).toBeLessThan(65_000);
    expect(failing).toContain(`\n${500 - rows} lines cut to fit in a comment`);

    const unknown = markdown(judged(long('unknown', 500)), judged(long('unknown', 5)));
    expect(unknown.length).toBeLessThan(65_000);
    expect(unknown.match(/<details>/g)).toHaveLength(unknown.match(/<\/details>/g)?.length ?? 0);
    const many = markdown(...Array.from({ length: 5000 }, () => judged([finding({})])));
    expect(many.length).toBeLessThan(65_000);
    expect(many).toMatch(/\n\d+ lines cut/);
  });
});
