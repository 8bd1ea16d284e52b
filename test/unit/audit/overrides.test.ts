import { describe, expect, it } from 'vitest';
import { atTier, raised, withOverrides } from '../../../src/audit/overrides.ts';
import { ruleOf } from './toy-standard.ts';

const rule = ruleOf('toy', { severity: 'should', stricter: { tier: 3, severity: 'must' } });

describe('the severity of a rule', () => {
  it('is higher from the tier on that the rule names', () => {
    expect([1, 2, 3].map((tier) => atTier(rule, tier).severity)).toEqual(['should', 'should', 'must']);
  });

  it('is never lower there than it was', () => {
    const heavy = ruleOf('toy', { severity: 'must', stricter: { tier: 2, severity: 'should' } });
    expect(atTier(heavy, 3).severity).toBe('must');
  });

  it('is the same in every tier once somebody set it', () => {
    const [set = rule] = withOverrides([rule], { toy: { severity: 'may' } });
    expect(atTier(set, 3).severity).toBe('may');
    const [moved = rule] = withOverrides([rule], { toy: { tier: 1 } });
    expect([moved.tier, atTier(moved, 3).severity]).toEqual([1, 'must']);
  });

  it('is only ever raised by a repository, in each tier', () => {
    const [same = rule] = raised([rule], { toy: { severity: 'should' } });
    expect([1, 3].map((tier) => atTier(same, tier).severity)).toEqual(['should', 'must']);
    const [higher = rule] = raised([rule], { toy: { severity: 'must' } });
    expect([1, 3].map((tier) => atTier(higher, tier).severity)).toEqual(['must', 'must']);
  });
});
