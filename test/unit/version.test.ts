import { describe, expect, it } from 'vitest';
import { readText } from '../support/standard.ts';

const { version } = JSON.parse(readText('package.json')) as { version: string };

describe('what others pin', () => {
  it('is the version of this package: the action by default, the pre-commit hook always', () => {
    expect(readText('action.yml')).toContain(`    default: ${version}\n`);
    expect(readText('.pre-commit-hooks.yaml')).toContain(`entry: npx --yes create-service@${version} audit\n`);
  });
});
