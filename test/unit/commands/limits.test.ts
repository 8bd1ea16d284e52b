import { describe, expect, it } from 'vitest';
import type { Template } from '../../../src/catalog/types.ts';
import { checkLimits } from '../../../src/commands/limits.ts';
import { contextsOf } from '../../../src/render/context.ts';
import { compile } from '../../../src/render/compile.ts';
import { fixture } from '../../support/fixture.ts';

describe('what answers make together', () => {
  const catalog = fixture;
  const [base] = catalog.kinds.flatMap((kind) => kind.templates);
  const limits = [
    { title: 'the host name', value: { program: compile('{{name}}.{{owner}}', 'limit') }, maxLength: 20 },
  ];
  const limited = { ...base, limits } as Template;

  it('is accepted up to its limit', () => {
    expect(() =>
      checkLimits([limited], contextsOf(catalog, [limited], { name: 'orders', owner: 'a'.repeat(13) })),
    ).not.toThrow();
  });

  it('is refused above it, with the value, its length and what it can have', () => {
    const check = (): void =>
      checkLimits([limited], contextsOf(catalog, [limited], { name: 'orders', owner: 'a'.repeat(14) }));
    expect(check).toThrow('orders.aaaaaaaaaaaaaa has 21 characters; the host name can have 20.');
  });
});
