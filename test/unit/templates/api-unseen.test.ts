import { describe, expect, it } from 'vitest';
import { mergeModels } from '../../../src/audit/models.ts';
import { createDocuments } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import type { Api } from '../../../templates/api/model.ts';
import { emptyModel } from '../../../templates/api/model.ts';
import { reader as common } from '../../../templates/api/read.ts';
import { judge as judgeContract } from '../../../templates/api/rules/api-contract-valid.ts';
import { judge as judgeMetrics } from '../../../templates/api/rules/obs-red-metrics.ts';
import { judge as judgeTelemetry } from '../../../templates/api/rules/obs-otel.ts';
import { reader as typescript } from '../../../templates/api/typescript-fastify/read.ts';
import { judgeContext } from '../../support/judge-context.ts';

const read = async (files: Readonly<Record<string, string>>): Promise<Api> => {
  const { view } = createDocuments(memoryTree(files), [...common.globs, ...typescript.globs]);
  return mergeModels(mergeModels(await common.read(view), await typescript.read(view)), emptyModel) as Api;
};

describe('what a program does out of sight is unknown', () => {
  it('when a package of the organisation sets telemetry up', async () => {
    const api = await read({
      'package.json': '{ "dependencies": { "express": "5.1.0", "@acme/cloud-telemetry": "1.0.0" } }',
      'server/app.ts': "import { start } from '@acme/cloud-telemetry';\nimport express from 'express';\nstart();",
    });
    expect(judgeTelemetry(api, judgeContext)).toMatchObject([{ outcome: 'unknown' }]);
    expect(judgeMetrics(api, judgeContext)).toMatchObject([{ outcome: 'unknown' }]);
  });

  it('when it makes pages for people', async () => {
    const api = await read({
      'package.json': '{ "dependencies": { "express": "5.1.0", "nunjucks": "3.2.4" } }',
      'server/app.ts':
        "import express from 'express';\nexpress().get('/', (request, response) => response.render('home'));",
    });
    expect(judgeContract(api, judgeContext)).toMatchObject([{ outcome: 'unknown' }]);
  });

  it('when its framework is not read', async () => {
    const api = await read({
      'packages/web/package.json': '{ "dependencies": { "next": "16.0.0", "react": "19.2.0" } }',
    });
    expect(api.programs).toMatchObject([{ name: 'packages/web', framework: 'next', readable: false }]);
  });
});
