import { expect, test } from 'vitest';
import { isProduction } from '../../../src/kit/index.ts';
import { isProduction as isProductionEnvironment } from '../../../templates/iac/model.ts';

test.each(['prod', 'production', 'live-eu', 'orders-prod', 'eu-prod-1', 'OrdersProd'])(
  '%s serves customers',
  (name) => {
    expect([isProduction(name), isProductionEnvironment(name)]).toEqual([true, true]);
  },
);

test.each(['prod-like', 'like-prod'])('%s is only like production', (name) => {
  expect(isProduction(name)).toBe(false);
});

test.each(['pre-prod', 'preprod', 'non-prod', 'orders-non-production', 'beta', 'productivity'])(
  '%s does not serve customers',
  (name) => {
    expect([isProduction(name), isProductionEnvironment(name)]).toEqual([false, false]);
  },
);
