import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import type { Repository } from '../../../templates/base/model.ts';
import { reader } from '../../../templates/base/read.ts';
import { minutesOf } from '../../../templates/base/recovery.ts';

const read = async (files: Readonly<Record<string, string>>): Promise<Partial<Repository>> =>
  reader.read(createDocuments(memoryTree(files), reader.globs).view);

const catalogue = `apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: orders
  annotations: { auth-terminated-at: gateway, acme.com/rollback-command: platform rollback orders }
spec:
  type: service
  owner: checkout
  providesApis: [orders]
  consumesApis: [api:payments/payments, 7]
  dependsOn: ['resource:default/orders-database', component:stock]
---
apiVersion: backstage.io/v1alpha1
kind: Resource
metadata: { name: orders-database, labels: { rebuildable: 'true' } }
spec:
  type: database
  owner: group:default/checkout
  dependencyOf: [component:orders]
---
apiVersion: backstage.io/v1alpha1
kind: API
metadata: { name: orders }
spec: { type: openapi, owner: checkout, definition: { $text: ./openapi.yaml } }
`;

describe('the relations of a component', () => {
  it('are told as written, with what they stand for and where', async () => {
    const { descriptors = [] } = await read({ 'catalog-info.yaml': catalogue });
    const relations = descriptors[0]?.relations;
    expect(relations?.providesApis).toMatchObject([
      { written: 'orders', kind: 'api', namespace: 'default', name: 'orders' },
    ]);
    expect(relations?.consumesApis).toMatchObject([
      { written: 'api:payments/payments', kind: 'api', namespace: 'payments', name: 'payments' },
      { written: '7', name: '7' },
    ]);
    expect(relations?.dependsOn).toMatchObject([
      { kind: 'resource', name: 'orders-database', at: { document: 0, pointer: '/spec/dependsOn/0' } },
      { kind: 'component', namespace: 'default', name: 'stock', at: { pointer: '/spec/dependsOn/1' } },
    ]);
    expect(relations?.dependencyOf).toEqual([]);
  });

  it('stand beside the resources and APIs of the catalogue', async () => {
    const { resources = [], apis = [] } = await read({ 'catalog-info.yaml': catalogue });
    expect(resources).toMatchObject([
      { name: 'orders-database', type: 'database', owner: 'group:default/checkout', rebuildable: true },
    ]);
    expect(resources[0]?.dependencyOf).toMatchObject([{ kind: 'component', name: 'orders' }]);
    expect(apis).toMatchObject([
      { name: 'orders', type: 'openapi', definition: './openapi.yaml', at: { document: 2 } },
    ]);
  });
});

describe('what the platform does for a service', () => {
  it('is declared by annotations of the component', async () => {
    const { authTerminatedAt, rollbackCommands } = await read({ 'catalog-info.yaml': catalogue });
    expect(authTerminatedAt).toMatchObject([
      { value: 'gateway', at: { path: 'catalog-info.yaml', pointer: '/metadata/annotations/auth-terminated-at' } },
    ]);
    expect(rollbackCommands).toMatchObject([{ value: 'platform rollback orders' }]);
  });

  it('or by service.yaml', async () => {
    const file = 'auth: { terminatedAt: mesh }\nrollback: { command: deploy --previous }\n';
    const { authTerminatedAt, rollbackCommands } = await read({ 'service.yaml': file });
    expect(authTerminatedAt).toMatchObject([{ value: 'mesh', at: { pointer: '/auth/terminatedAt' } }]);
    expect(rollbackCommands).toMatchObject([{ value: 'deploy --previous', at: { pointer: '/rollback/command' } }]);
  });
});

describe('what is promised on recovery', () => {
  it('is read from service.yaml, with its places', async () => {
    const file = 'recovery:\n  rto: 4h\n  rpo: soon\n  lastRestoreTest: { date: 2026-02-30 }\n';
    const { recovery = [] } = await read({ 'service.yaml': file });
    expect(recovery).toMatchObject([
      {
        rto: { written: '4h', minutes: 240, at: { path: 'service.yaml', pointer: '/recovery/rto' } },
        rpo: { written: 'soon', minutes: null },
        lastRestoreTest: { written: '2026-02-30', date: null },
      },
    ]);
  });

  it.each([
    ['15m', 15],
    ['1h30m', 90],
    ['2 days', 2880],
    ['30 min', 30],
    ['1 hour', 60],
    ['PT4H', 240],
    ['P1DT30M', 1470],
    ['90s', 1.5],
    ['P', null],
    ['soon', null],
    ['4', null],
    ['4h or so', null],
  ])('takes %s as %s minutes', (written, minutes) => {
    expect(minutesOf(written)).toBe(minutes);
  });
});
