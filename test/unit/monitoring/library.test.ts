import { describe, expect, it } from 'vitest';
import { outcomesOf } from '../../support/outcomes.ts';

const library = { 'package.json': '{ "name": "left-pad", "version": "1.3.0", "main": "index.js" }' };
const rules = ['obs-core-alarms', 'obs-dashboard', 'slo-defined', 'obs-synthetic'];

describe('a package that runs nowhere by itself', () => {
  it.each(rules)('has nothing for %s to watch', async (rule) => {
    expect(await outcomesOf(rule, library)).toEqual([
      expect.stringMatching(/^not-applicable left-pad is a package for npm/),
    ]);
  });

  it.each(rules)('is a service for %s as soon as something of it is deployed', async (rule) => {
    const outcomes = await outcomesOf(rule, { ...library, Dockerfile: 'FROM node:24\nCMD ["node", "index.js"]\n' });
    expect(outcomes.length).toBeGreaterThan(0);
    for (const outcome of outcomes) expect(outcome).toMatch(/^fail /);
  });
});
