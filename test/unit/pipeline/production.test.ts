import { expect, test } from 'vitest';
import { isProduction } from '../../../templates/pipeline/delivery.ts';
import { isProduction as isProductionEnvironment } from '../../../templates/iac/model.ts';

test.each(['prod', 'production', 'live-eu', 'orders-prod'])('%s serves customers', (name) => {
  expect([isProduction(name), isProductionEnvironment(name)]).toEqual([true, true]);
});

test.each(['pre-prod', 'preprod', 'non-prod', 'orders-non-production', 'beta', 'productivity'])(
  '%s does not serve customers',
  (name) => {
    expect([isProduction(name), isProductionEnvironment(name)]).toEqual([false, false]);
  },
);
