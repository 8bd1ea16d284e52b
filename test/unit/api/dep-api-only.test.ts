import { describe, expect, it } from 'vitest';
import type { JudgeContext } from '../../../src/kit/index.ts';
import { emptyModel, unseenProgram } from '../../../templates/api/model.ts';
import type { Api } from '../../../templates/api/model.ts';
import { judge } from '../../../templates/api/rules/dep-api-only.ts';
import { judgeContext } from '../../support/judge-context.ts';

const at = { path: 'src/app.ts', line: 1 };
const program = {
  ...unseenProgram({ name: 'the root of the repository', language: 'TypeScript', framework: 'express', at }),
  readable: true,
};

const judged = (
  hosts: readonly string[],
  models: object = {},
  url = 'https://orders.example.com',
): readonly string[] => {
  const reach = { ...program.reach, hosts: hosts.map((host) => ({ host, at })) };
  const contract = { servers: [{ url, secure: true, local: false, at }] };
  const api = { ...emptyModel, programs: [{ ...program, reach }], contracts: [contract] } as unknown as Api;
  const context: JudgeContext = { ...judgeContext, models: models as JudgeContext['models'] };
  const judgements = judge(api, context);
  return (Array.isArray(judgements) ? judgements : [judgements])
    .filter(({ subject }) => !subject?.startsWith('imports'))
    .map(({ outcome, message }) => `${outcome} ${message.split(' ', 2).join(' ')}`);
};

const described = (...consumed: readonly string[]): object => ({
  descriptors: [{ name: 'orders', relations: { consumesApis: consumed.map((name) => ({ kind: 'api', name })) } }],
});

describe('hosts of a program', () => {
  it('in the own domain and cluster must be declared, those of others need not', () => {
    const base = described('billing-api', 'api');
    expect(judged(['billing.example.com', 'api.stripe.com', 'otel.example.com'], { base })).toEqual([
      'pass Each neighbour',
    ]);
    expect(judged(['stock.example.com', 'stock', 'stock.shop.svc.cluster.local'], { base })).toEqual([
      'fail stock.example.com belongs',
      'fail stock belongs',
      'fail stock.shop.svc.cluster.local belongs',
    ]);
  });

  it('are no neighbours for standing under the same shared domain', () => {
    const base = described();
    expect(judged(['other.co.uk'], { base }, 'https://orders.co.uk')).toEqual([]);
    expect(
      judged(['b.execute-api.eu-west-1.amazonaws.com'], { base }, 'https://a.execute-api.eu-west-1.amazonaws.com'),
    ).toEqual([]);
  });

  it('are unknown where no descriptor says which APIs are used', () => {
    expect(judged(['stock'])).toEqual(['unknown stock belong']);
    expect(judged(['stock'], { base: null, iac: { foreignResources: 7 } })).toEqual(['unknown stock belong']);
  });
});

describe('resources that infrastructure looks up', () => {
  it('of a service that is known as another are reported', () => {
    const foreign = (name: string | null) => ({
      iac: { foreignResources: [{ type: 'queue', name, by: 'look-up', at }] },
    });
    const base = described('billing');
    expect(judged([], { base, ...foreign('prod-billing-events') })).toEqual(['fail The queue']);
    expect(judged([], { base, ...foreign('orders-billings') })).toEqual([]);
    expect(judged([], { base, ...foreign(null) })).toEqual([]);
  });
});
