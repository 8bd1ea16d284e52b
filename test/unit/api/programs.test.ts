import { describe, expect, it } from 'vitest';
import type { Program } from '../../../templates/api/model.ts';
import { readApi } from './read.ts';

const express = '{ "name": "orders", "dependencies": { "express": "5.1.0" } }';

/** The program that these modules make. */
const programOf = async (modules: Readonly<Record<string, string>>, manifest = express): Promise<Program | undefined> =>
  (await readApi({ 'package.json': manifest, ...modules })).programs[0];

const clients = async (text: string, more: Readonly<Record<string, string>> = {}): Promise<readonly string[]> =>
  ((await programOf({ 'src/app.ts': text, ...more }))?.clients ?? []).map(
    ({ text: call, bounded }) => `${call} ${bounded}`,
  );

describe('calls of a program', () => {
  it.each([
    ['fetch', "await fetch('https://a.example.com');", ['fetch no']],
    ['fetch with a signal', "await fetch('https://a.example.com', { signal: AbortSignal.timeout(1) });", ['fetch yes']],
    [
      'fetch with what is computed',
      'export const call = (init) => fetch("https://a.example.com", init);',
      ['fetch unknown'],
    ],
    [
      'fetch with a spread',
      'export const call = (init) => fetch("https://a.example.com", { ...init });',
      ['fetch unknown'],
    ],
    ['fetch of a request', 'export const call = (request) => fetch(request);', ['fetch unknown']],
    ['fetch of their own', "import { fetch } from '@acme/http';\nawait fetch('https://a.example.com');", []],
    ['a method called fetch', 'export const call = (loader) => loader.fetch("https://a.example.com");', []],
    [
      'undici',
      "import { request } from 'undici';\nawait request('https://a.example.com', { method: 'GET' });",
      ['request no'],
    ],
    [
      'a dispatcher for all',
      "import { Agent, setGlobalDispatcher } from 'undici';\nsetGlobalDispatcher(new Agent({ bodyTimeout: 1 }));\nawait fetch('https://a.example.com');",
      ['fetch unknown'],
    ],
    ['axios', "import axios from 'axios';\nawait axios.post('https://a.example.com', {});", ['axios.post no']],
    [
      'axios with a default',
      "import axios from 'axios';\naxios.defaults.timeout = 1000;\nawait axios.get('https://a.example.com');",
      [],
    ],
    [
      'got',
      "import got from 'got';\nexport const api = got.extend({ prefixUrl: 'https://a.example.com', timeout: { request: 1000 } });",
      ['got.extend yes'],
    ],
    [
      'https',
      "import https from 'node:https';\nhttps.get('https://a.example.com', (response) => response.resume());",
      ['https.get unknown'],
    ],
    [
      'https without a limit',
      "import { request } from 'https';\nrequest('https://a.example.com').end();",
      ['request no'],
    ],
    [
      'pg',
      "import { Pool } from 'pg';\nexport const pool = new Pool({ connectionTimeoutMillis: 1, statement_timeout: 1 });",
      ['Pool yes'],
    ],
    [
      'pg by a string',
      "import { Pool } from 'pg';\nexport const pool = (options) => new Pool(options);",
      ['Pool unknown'],
    ],
    ['AWS', "import { S3Client } from '@aws-sdk/client-s3';\nexport const s3 = new S3Client({});", ['S3Client no']],
    [
      'AWS that only warns',
      "import { S3Client } from '@aws-sdk/client-s3';\nexport const s3 = new S3Client({ requestHandler: { connectionTimeout: 1, requestTimeout: 1 } });",
      ['S3Client unknown'],
    ],
    [
      'a command of AWS',
      "import { GetObjectCommand } from '@aws-sdk/client-s3';\nexport const get = new GetObjectCommand({});",
      [],
    ],
  ])('by %s', async (_, text, expected) => expect(await clients(text)).toEqual(expected));

  it('take options from constants and functions of other modules', async () => {
    const text =
      "import { Pool } from 'pg';\nimport { limits, options } from './settings.js';\nnew Pool({ ...options(), ...limits });";
    const settings =
      'export const limits = { query_timeout: 1 };\nexport const options = () => ({ connectionTimeoutMillis: 1 });';
    expect(await clients(text, { 'src/settings.ts': settings })).toEqual(['Pool yes']);
    const circular = "import { Pool } from 'pg';\nconst a = { ...b };\nconst b = { ...a };\nnew Pool(a);";
    expect(await clients(circular)).toEqual(['Pool unknown']);
  });
});

describe('a program', () => {
  it('of a framework has its routes, whatever the style', async () => {
    const paths = async (text: string): Promise<readonly string[]> =>
      ((await programOf({ 'src/app.ts': text }))?.routes ?? []).map(({ method, path }) => `${method} ${path}`);
    expect(await paths("app.get('/livez', (req, res) => res.end()); map.get('/livez');")).toEqual(['GET /livez']);
    expect(
      await paths("server.route([{ method: 'GET', path: '/a', handler }, { method: 'GET', path: '/b', handler }]);"),
    ).toEqual(['ROUTE /a', 'ROUTE /b']);
    expect(
      await paths("@Controller({ path: 'health' }) class A { @Get('live') live() {} @Post() make() {} helper() {} }"),
    ).toEqual(['GET /health/live', 'POST /health']);
  });

  it('that is a function of its platform does not serve by itself', async () => {
    const manifest = '{ "name": "orders", "devDependencies": { "@types/aws-lambda": "8.10.0" } }';
    const handler =
      "import type { APIGatewayProxyEventV2 } from 'aws-lambda';\nexport const handler = async (event: APIGatewayProxyEventV2) => ({ statusCode: 200 });";
    expect(await programOf({ 'src/index.ts': handler }, manifest)).toMatchObject({
      serves: false,
      http: true,
      framework: 'AWS Lambda',
    });
    const worker = 'export const handler = async (event: SQSEvent) => undefined;';
    expect(await programOf({ 'src/index.ts': worker }, manifest)).toMatchObject({ serves: false, http: false });
    expect(await programOf({ 'src/index.ts': 'export const types = 1;' }, manifest)).toBeUndefined();
  });

  it('in another language is there, and no more is said of it', async () => {
    const { programs } = await readApi({
      'a/pyproject.toml': '[project]\ndependencies = [\n  "fastapi>=0.120",\n]\n',
      'b/pom.xml':
        '<project><dependencies><dependency><artifactId>spring-boot-starter-web</artifactId></dependency></dependencies></project>',
      'c/go.mod': 'module example.com/c\nrequire github.com/gin-gonic/gin v1.11.0\n',
      'lib/requirements.txt': 'numpy==2.0\n',
    });
    expect(programs.map(({ name, language, readable, at }) => [name, language, readable, at.line])).toEqual([
      ['a', 'Python', false, 3],
      ['b', 'Java or Kotlin', false, 1],
      ['c', 'Go', false, 2],
    ]);
  });

  it('is read whatever stands in its files', async () => {
    for (const manifest of [
      '[]',
      '{"dependencies":["express"]}',
      '{"dependencies":{"express":7},"scripts":{"start":{}},"name":{}}',
      'null',
    ]) {
      await expect(
        programOf({ 'src/app.ts': 'app.get(...x); fetch(); new Pool(...y); require(z); a?.b?.(c);' }, manifest),
      ).resolves.not.toThrow();
    }
    const deep = `app.use(${'('.repeat(300)}1${')'.repeat(300)});`;
    expect((await programOf({ 'src/app.ts': deep }))?.readable).toBe(true);
  });
});

describe('telemetry', () => {
  const first = async (modules: Readonly<Record<string, string>>, scripts = '{}'): Promise<string | undefined> =>
    (await programOf(modules, `{ "name": "a", "scripts": ${scripts}, "dependencies": { "express": "5.1.0" } }`))
      ?.telemetry.first;
  const sdk = "import { NodeSDK } from '@opentelemetry/sdk-node';\nnew NodeSDK({}).start();";

  it('is first when a flag or the first import loads it, and late behind the framework', async () => {
    expect(await first({ 'src/tracing.ts': sdk }, '{ "start": "node --import ./dist/tracing.js dist/main.js" }')).toBe(
      'yes',
    );
    expect(
      await first({
        'src/tracing.ts': sdk,
        'src/main.ts': "import './tracing.ts';\nimport express from 'express';\nexpress().listen(1);",
      }),
    ).toBe('yes');
    expect(
      await first({
        'src/tracing.ts': sdk,
        'src/main.ts': "import express from 'express';\nimport './tracing.ts';\nexpress().listen(1);",
      }),
    ).toBe('no');
  });

  it('is unknown when a function sets it up, or nothing seems to load it', async () => {
    const within =
      "import { NodeSDK } from '@opentelemetry/sdk-node';\nexport const start = () => new NodeSDK({}).start();";
    expect(
      await first({
        'src/tracing.ts': within,
        'src/main.ts':
          "import express from 'express';\nimport { start } from './tracing.ts';\nstart();\nexpress().listen(1);",
      }),
    ).toBe('unknown');
    expect(await first({ 'src/tracing.ts': sdk })).toBe('unknown');
  });
});

describe('a package', () => {
  const plugin = '{ "name": "@a/plugin", "private": true, "dependencies": { "express": "5.1.0" } }';
  const router =
    "import { Router } from 'express';\nexport const router = Router();\nrouter.get('/a', (request, response) => response.json({}));\n";
  const names = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
    (await readApi(files)).programs.map(({ name }) => name);

  it('that another takes in is a program only when it listens', async () => {
    const host = {
      'packages/host/package.json':
        '{ "name": "host", "private": true, "dependencies": { "@a/plugin": "*", "express": "5.1.0" } }',
      'packages/host/src/main.js': "import express from 'express';\nexpress().listen(8080);\n",
    };
    const files = { ...host, 'packages/plugin/package.json': plugin };
    expect(await names({ ...files, 'packages/plugin/src/router.js': router })).toEqual(['packages/host']);
    expect(await names({ ...files, 'packages/plugin/src/router.js': `${router}express().listen(1);` })).toHaveLength(2);
    expect(
      await names({ 'packages/plugin/package.json': plugin, 'packages/plugin/src/router.js': router }),
    ).toHaveLength(1);
  });

  it('that is published is a library unless it listens', async () => {
    const manifest = '{ "name": "a", "version": "1.0.0", "main": "index.js", "dependencies": { "express": "5.1.0" } }';
    expect(await names({ 'package.json': manifest, 'src/router.js': router })).toEqual([]);
    expect(await names({ 'package.json': manifest, 'src/main.js': "require('express')().listen(1);" })).toEqual([
      'the root of the repository',
    ]);
  });

  it('that is a template of what another writes is none', async () => {
    const files = {
      'packages/generator/package.json': '{ "name": "generator" }',
      'packages/generator/src/files/package.json': plugin,
      'packages/generator/src/files/main.js': router,
    };
    expect(await names(files)).toEqual([]);
  });

  it('that says what it exports is a library for others, even where it can be run', async () => {
    const imports = async (exports: string): Promise<readonly string[]> => {
      const other = `{ "name": "@a/other"${exports}, "dependencies": { "express": "5.1.0" } }`;
      const files = {
        'packages/other/package.json': other,
        'packages/other/src/main.js': "require('express')().listen(1);",
      };
      const own = {
        'packages/own/package.json': express,
        'packages/own/src/main.js': "import { a } from '@a/other/internal';\nlisten(a);",
      };
      const { programs } = await readApi({ ...files, ...own });
      return programs.flatMap(({ reach }) => reach.foreignImports.map(({ text }) => text));
    };
    expect(await imports('')).toEqual(['@a/other/internal']);
    expect(await imports(', "exports": { "./internal": "./src/internal.js" }')).toEqual([]);
  });

  it('that people call in a terminal is a tool, unless the repository deploys it', async () => {
    const manifest = '{ "name": "a", "version": "1.0.0", "bin": "cli.js", "dependencies": { "express": "5.1.0" } }';
    const files = { 'package.json': manifest, 'src/main.js': "require('express')().listen(1);" };
    expect(await names(files)).toEqual([]);
    expect(await names({ ...files, Dockerfile: 'FROM node' })).toEqual(['the root of the repository']);
  });

  it('for Backstage is a program where it is the backend', async () => {
    const manifest = (role: string): string =>
      `{ "backstage": { "role": "${role}" }, "dependencies": { "@backstage/backend-defaults": "1" } }`;
    const files = {
      'packages/backend/package.json': manifest('backend'),
      'plugins/a/package.json': manifest('backend-plugin'),
    };
    expect(await names(files)).toEqual(['packages/backend']);
  });

  it('that shows how another is used is none', async () => {
    expect(await names({ 'docs/package.json': plugin, 'docs/src/main.js': router })).toEqual([]);
  });
});

describe('settings', () => {
  const doors = async (modules: Readonly<Record<string, string>>): Promise<readonly string[]> =>
    ((await programOf(modules))?.settings.modules ?? [])
      .filter(({ validates }) => validates)
      .map(({ module }) => module);

  it('are checked where a schema is held against them', async () => {
    const zod = "import { z } from 'zod';\nconst schema = z.object({});\n";
    expect(
      await doors({
        'src/whole.js': `${zod}export const config = schema.parse(process.env);`,
        'src/each.js': `${zod}export const config = schema.parse({ PORT: process.env.PORT });`,
        'src/named.js': `${zod}const raw = { PORT: process.env.PORT };\nexport const config = schema.parse(raw);`,
        'src/config/app.config.ts':
          "import { IsInt } from 'class-validator';\nexport default () => { validateConfig(process.env, Variables); };",
        'src/url.js': `${zod}export const check = (url) => z.string().parse(url);\nexport const local = process.env.LOCAL;`,
        'src/types.ts':
          "import { CleanedEnvAccessors } from 'envalid';\nexport interface Env extends CleanedEnvAccessors {}",
        'vite.config.ts': `${zod}schema.parse(process.env);`,
      }),
    ).toEqual(['src/config/app.config.ts', 'src/each.js', 'src/named.js', 'src/whole.js']);
  });

  it('of entries for development and of tests are not judged', async () => {
    const program = await programOf({
      'src/server-dev.js': 'process.env.A;',
      'src/test-setup.js': 'process.env.B;',
      'src/main.js': 'process.env.C;',
    });
    expect(program?.settings.reads.map(({ name }) => name)).toEqual(['C']);
  });
});

describe('the end of a program', () => {
  const nest = '{ "name": "a", "dependencies": { "@nestjs/core": "11.0.0" } }';
  it.each([
    [
      'by the hooks of NestJS',
      "import { TypeOrmModule } from '@nestjs/typeorm';\nnew DataSource();\napp.enableShutdownHooks();",
      ['a timer that ends it when closing takes too long'],
    ],
    [
      'of NestJS without hooks',
      'new DataSource();\napp.close();',
      ['a handler of SIGTERM', 'closing its pools', 'a timer that ends it when closing takes too long'],
    ],
  ])('%s lacks what it lacks', async (_, text, lacks) => {
    expect((await programOf({ 'src/main.ts': text }, nest))?.stopping.lacks).toEqual(lacks);
  });
});

describe('errors', () => {
  it('are handled by a function that another module registers', async () => {
    const answer = 'const errorHandler = (err, req, res, next) => { res.status(500).send({ code: 500 }); };';
    const convert = 'const errorConverter = (err, req, res, next) => { next(convert(err)); };';
    const program = await programOf({
      'src/middlewares/error.js': `${convert}\n${answer}\nmodule.exports = { errorHandler };`,
    });
    expect(program?.errorHandling.handlers.map(({ at }) => at.line)).toEqual([2]);
  });
});

describe('addresses that are signed', () => {
  it('are no calls', async () => {
    const client =
      "import { S3Client } from '@aws-sdk/client-s3';\nimport { getSignedUrl } from '@aws-sdk/s3-request-presigner';\nconst s3 = new S3Client({});\n";
    expect(await clients(`${client}await getSignedUrl(s3, command);`)).toEqual([]);
    expect(await clients(`${client}await s3.send(command);`)).toEqual(['S3Client no']);
  });
});

describe('logs', () => {
  it('through a logger of their own, which takes the place of that of NestJS, are not known', async () => {
    const text =
      "import { Logger } from '@nestjs/common';\nimport { PinoLogger } from '@a/logging';\napp.useLogger(app.get(PinoLogger));";
    const nest = '{ "name": "a", "dependencies": { "@nestjs/core": "11.0.0" } }';
    expect((await programOf({ 'src/main.ts': text }, nest))?.logs).toMatchObject({ foreign: true, lacks: [] });
    const own = text.replace('app.useLogger', 'use');
    expect((await programOf({ 'src/main.ts': own }, nest))?.logs).toMatchObject({ foreign: false });
  });
});

describe('a program in another language', () => {
  const names = async (files: Readonly<Record<string, string>>): Promise<readonly string[]> =>
    (await readApi(files)).programs.map(({ name }) => name);
  const chi = 'module acme.dev/a\nrequire github.com/go-chi/chi v1.5.4\n';

  it('is no module of Go that has nothing to start', async () => {
    expect(await names({ 'common/go.mod': chi, 'common/server/http.go': 'package server\n' })).toEqual([]);
    expect(await names({ 'common/go.mod': chi, 'common/server/http_test.go': 'package server\n' })).toEqual(['common']);
    expect(await names({ 'shop/go.mod': chi, 'shop/main.go': 'package main\n' })).toEqual(['shop']);
    expect(
      await names({ 'shop/go.mod': chi, 'shop/a.go': 'package a\n', 'shop/cmd/x/x.go': 'package main\n' }),
    ).toEqual(['shop']);
  });

  it('is told by what a folder of requirements asks for', async () => {
    expect(await names({ 'backend/requirements/base.in': 'django==5.2.1\n' })).toEqual(['backend']);
    expect(await names({ 'requirements/prod.txt': 'flask==3.1.0\n' })).toEqual(['the root of the repository']);
    expect(await names({ 'backend/requirements/dev.txt': 'flask==3.1.0\n' })).toEqual([]);
  });

  it('is no tool for pages that brings a server along', async () => {
    expect(await names({ 'requirements.txt': 'mkdocs==1.6.1\ntornado==6.5.1\n' })).toEqual([]);
    expect(await names({ 'requirements.txt': 'tornado==6.5.1\n' })).toEqual(['the root of the repository']);
  });
});

describe('routes of hapi', () => {
  const hapi = '{ "dependencies": { "@hapi/hapi": "21.0.0" } }';
  const paths = async (routes: string): Promise<readonly string[]> => {
    const server =
      "const hapi = require('@hapi/hapi');\nconst server = hapi.server();\nserver.route([].concat(require('./routes/health')));\nserver.start();";
    const program = await programOf({ 'app/server.js': server, 'app/routes/health.js': routes }, hapi);
    return (program?.routes ?? []).map(({ path, reaches }) => [path, ...reaches].join(' '));
  };

  it('may be exported by modules of their own', async () => {
    expect(
      await paths(
        "module.exports = { method: 'GET', path: '/healthz', options: { handler: (request, h) => h.response('ok') } };",
      ),
    ).toEqual(['/healthz']);
    expect(
      await paths("module.exports = [{ method: 'GET', path: '/readyz', handler: async () => db.authenticate() }];"),
    ).toEqual(['/readyz db.authenticate']);
  });

  it('are not what a request to others is made of', async () => {
    expect(await paths("module.exports = { method: 'GET', path: '/orders', hostname: 'a.dev', options: {} };")).toEqual(
      [],
    );
    expect(await paths("module.exports = { method: 'GET', path: '/orders' };")).toEqual([]);
  });
});
