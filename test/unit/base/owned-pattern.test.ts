import { describe, expect, it } from 'vitest';
import { gitlabOwnsPath, ownsPath } from '../../../templates/base/owned-pattern.ts';

describe('a pattern of CODEOWNERS', () => {
  it.each([
    // pattern, path, GitHub, GitLab
    ['*', 'a/b.ts', true, true],
    ['/docs', 'docs/a.md', true, false],
    ['/docs/', 'docs/a/b.md', true, true],
    ['docs/', 'x/docs/a.md', true, true],
    ['docs/a.md', 'x/docs/a.md', false, true],
    ['/docs/*', 'docs/a.md', true, true],
    ['/docs/*', 'docs/a/b.md', false, false],
    ['*.md', 'docs/a/b.md', true, true],
    ['/*', 'a/b.ts', false, false],
    ['/docs/**/*.md', 'docs/b.md', true, true],
    ['.github/', '.github/workflows/ci.yml', true, true],
  ])('%s names %s: on GitHub %s, on GitLab %s', (pattern, path, github, gitlab) => {
    expect([ownsPath(pattern, path), gitlabOwnsPath(pattern, path)]).toEqual([github, gitlab]);
  });
});
