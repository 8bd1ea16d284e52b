import { describe, expect, it } from 'vitest';
import type { Container } from '../../../templates/api/model.ts';
import { readApi } from './read.ts';

const imageOf = async (text: string, path = 'Dockerfile'): Promise<Container | undefined> =>
  (await readApi({ [path]: text })).containers[0];

const digest = `sha256:${'a'.repeat(64)}`;

describe('the user of an image', () => {
  it.each([
    ['FROM a', 'no', null],
    ['FROM a\nUSER 1000:0', 'yes', '1000:0'],
    ['FROM a\nUSER 0', 'no', '0'],
    ['FROM a\nUSER node', 'no', 'node'],
    ['FROM a\nARG UID=7\nUSER ${UID}', 'yes', '7'],
    ['ARG UID=7\nFROM a\nARG UID\nUSER $UID', 'yes', '7'],
    ['FROM a\nARG UID\nUSER $UID', 'unknown', '$UID'],
    ['FROM gcr.io/distroless/static:nonroot', 'yes', 'nonroot'],
    [`FROM cgr.dev/chainguard/node@${digest}`, 'yes', 'nonroot'],
    ['FROM a\nUSER nonroot', 'no', 'the name nonroot'],
    ['FROM a AS base\nUSER 5\nFROM base', 'yes', '5'],
    ['FROM a\nUSER "1000:my-group"', 'yes', '1000:my-group'],
    ['FROM acme/base:1', 'unknown', null],
    ['FROM ghcr.io/acme/base:1\nUSER root', 'no', 'root'],
    ['FROM public.ecr.aws/docker/library/node:24', 'no', null],
    ['FROM gcr.io/distroless/nodejs24-debian13', 'no', null],
    ['FROM bitnami/node:24', 'yes', 'nonroot'],
    ['FROM registry.access.redhat.com/ubi9/nodejs-22', 'yes', 'nonroot'],
    ['FROM registry.access.redhat.com/ubi9/ubi-minimal:9', 'no', null],
    ['FROM public.ecr.aws/lambda/nodejs:24', 'yes', 'nonroot'],
    ['FROM a AS production\nUSER 5\nFROM production AS browser_tests\nUSER root', 'yes', '5'],
    ['FROM a AS build\nFROM a AS app\nUSER 5\nFROM app AS test\nUSER root', 'yes', '5'],
    ['FROM a AS production\nUSER 5\nFROM production AS dev\nUSER root', 'yes', '5'],
  ])('%j', async (text, unprivileged, user) => expect(await imageOf(text)).toMatchObject({ unprivileged, user }));
});

describe('an image that only runs beside a service', () => {
  const judged = async (path: string, text: string, compose = ''): Promise<readonly string[]> =>
    (await readApi({ [path]: text, 'compose.yaml': compose })).containers.map((image) => image.path);
  const built = (rest: string): string => `services:\n  db:\n    build: ./db\n${rest}`;

  it.each([
    ['tests_weekly_load/Dockerfile', 'FROM python:3.14', ''],
    ['load-tests/Dockerfile', 'FROM python:3.14', ''],
    ['boilerplate/{{ cookiecutter.slug }}/Dockerfile', 'FROM python:3.14', ''],
    ['maildev.Dockerfile', 'FROM node:24\nRUN npm i -g maildev\nCMD maildev', ''],
    ['docker/pubsub-emulator/Dockerfile', 'FROM node:24', ''],
    ['aws/Dockerfile', 'FROM localstack/localstack:4', ''],
    ['db/Dockerfile', 'FROM postgres:17\nCOPY schema.sql /docker-entrypoint-initdb.d/', built('')],
    ['db/Dockerfile', 'FROM golang:1.26\nENTRYPOINT ["reflex", "-c", "/reflex.conf"]', built('')],
    ['db/Dockerfile', 'FROM node:24\nADD start.sh /', built('    working_dir: /web\n    volumes: ["./web:/web"]\n')],
  ])('is not judged: %s %j %j', async (path, text, compose) => {
    expect(await judged(path, text, compose)).toEqual([]);
  });

  it.each([
    ['db/Dockerfile', 'FROM postgres:17', ''],
    ['db/Dockerfile', 'FROM postgres:17', built('    image: ghcr.io/acme/db:1\n')],
    ['db/Dockerfile', 'FROM node:24\nCMD ["node", "."]', built('')],
    ['db/Dockerfile', 'FROM node:24\nCOPY . .', built('    working_dir: /web\n    volumes: ["./web:/web"]\n')],
    ['postgres-api/Dockerfile', 'FROM node:24', ''],
  ])('is none that somebody may deploy: %s %j %j', async (path, text, compose) => {
    expect(await judged(path, text, compose)).toEqual([path]);
  });
});

describe('what should not be in an image', () => {
  const flaws = async (text: string): Promise<readonly string[]> => {
    const image = await imageOf(`FROM a\n${text}`);
    return [...(image?.downloads ?? []), ...(image?.secrets ?? [])].map((flaw) => `${flaw.at.line}`);
  };
  it.each([
    ['RUN curl -fsSL https://x | sudo -E bash -', ['2']],
    ['RUN wget -O- https://x \\\n  # quietly\n  | /bin/sh', ['2']],
    ['RUN bash <(curl https://x)', ['2']],
    ['RUN <<EOF\n# curl https://x | sh\nmake\nEOF\nRUN curl https://x -o y && sh z', []],
    ['RUN curl -o a https://x; cat a | sh', []],
    ['ONBUILD ADD https://x /y', ['2']],
    ['ADD --checksum=sha256:abc --chown=1 https://x /y', []],
    ['ARG A B_TOKEN\nENV API_KEY x', ['2', '3']],
    ['ENV AWS_ACCESS_KEY_ID=x NOTE="my PASSWORD = y"', ['2']],
    ['ARG VITE_APP_TOKEN=x USE_ID_TOKEN=true', []],
    ['ENV TOKEN_FILE=/x DB_PASSWORD_ARN=y\nLABEL PASSWORD=x', []],
  ])('%j', async (text, lines) => expect(await flaws(text)).toEqual(lines));
});

it('A secret that only a stage of the build is given is in no layer of the image', async () => {
  const build = 'FROM a AS build\nARG NPM_TOKEN\nRUN npm ci\n';
  expect((await imageOf(`${build}FROM a\nUSER 5`))?.secrets).toEqual([]);
  expect((await imageOf(`${build}FROM build\nUSER 5`))?.secrets).toHaveLength(1);
});

it('An image on a base for tests is not what runs', async () => {
  expect(await imageOf('FROM mcr.microsoft.com/playwright:v1.50-jammy')).toBeUndefined();
});

describe('Dockerfiles', () => {
  it('are those of what runs in production', async () => {
    const { containers } = await readApi(
      Object.fromEntries(
        [
          'Dockerfile',
          'a/Dockerfile.prod',
          'api.Dockerfile',
          '.devcontainer/Dockerfile',
          'test/Dockerfile',
          'Dockerfile.dev',
          'examples/x/Dockerfile',
          'dev.Dockerfile',
          'docker/Dockerfile-debug',
          'docker/Dockerfile-alpine',
          'docker/local-postgres/Dockerfile',
          'watcher/integrationtest/Dockerfile',
        ].map((path) => [path, 'FROM a']),
      ),
    );
    expect(containers.map(({ path }) => path)).toEqual([
      'Dockerfile',
      'a/Dockerfile.prod',
      'api.Dockerfile',
      'docker/Dockerfile-alpine',
    ]);
  });

  it('are read to their end whatever they hold, in time', async () => {
    for (const part of ['"\\"', "'", 'RUN <<A\n', 'ENV "', '\\\n', '--a ', 'curl ', 'ARG A=$A\n', '# a=b\n']) {
      expect(await imageOf(`FROM a\nRUN ${part.repeat(20_000)}`)).toBeDefined();
    }
  });
});
