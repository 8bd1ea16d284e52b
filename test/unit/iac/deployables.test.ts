import { describe, expect, it } from 'vitest';
import { outcomesOf } from '../../support/outcomes.ts';

const image = (text: string) => outcomesOf('iac-colocated', { 'tools/Dockerfile': text });

describe('what is deployed', () => {
  it.each([
    'FROM golang:1.26-alpine\nRUN go install tool\n',
    'FROM docker.io/library/node:24@sha256:00 AS tools\nRUN npm ci\n',
    'FROM scratch AS files\nFROM python:3.14\nCOPY --from=files / /\n',
  ])('is no image that starts nothing: %j', async (text) => {
    expect(await image(text)).toEqual([expect.stringMatching(/^not-applicable /)]);
  });

  it.each([
    'FROM nginx:1.29\nCOPY . /srv\n',
    'FROM node:24\nCMD ["node", "."]\n',
    'FROM node:24 AS build\nFROM gcr.io/distroless/nodejs24\n',
  ])('is every image that runs: %j', async (text) => {
    expect(await image(text)).toEqual([expect.stringMatching(/^fail /)]);
  });

  it.each([
    'docker/dev',
    'docker/local-postgres',
    'docker/base',
    'src/integrationtest',
    '.devcontainer',
    '.gitlab/ci_image',
    'load-tests',
    'a/{{ x }}',
  ])('is no image in a folder of tools: %s', async (folder) => {
    expect(await outcomesOf('iac-colocated', { [`${folder}/Dockerfile`]: 'FROM nginx:1.29\n' })).toEqual([
      expect.stringMatching(/^not-applicable /),
    ]);
  });

  it.each(['build', 'apps/dev-portal', 'database'])('is an image in a folder of any other name: %s', async (folder) => {
    expect(await outcomesOf('iac-colocated', { [`${folder}/Dockerfile`]: 'FROM nginx:1.29\n' })).toEqual([
      expect.stringMatching(/^fail /),
    ]);
  });

  it('is the image in the folder of the pipeline, where there is no other', async () => {
    const image = { 'ci/Dockerfile': 'FROM nginx:1.29\n', 'tests_weekly/Dockerfile': 'FROM nginx:1.29\n' };
    const said = async (files: Readonly<Record<string, string>>) => outcomesOf('iac-colocated', files);
    expect(await said(image)).toEqual([expect.stringMatching(/^fail .*ci\/Dockerfile/)]);
    expect(await said({ ...image, Dockerfile: 'FROM nginx:1.29\n' })).toEqual([
      expect.stringMatching(/^fail .*image of Dockerfile/),
    ]);
  });

  it('is no database that a compose file builds for developers, and no catcher of mail', async () => {
    const files = {
      'compose.yaml': 'services:\n  db:\n    build: ./db\n',
      'db/Dockerfile': 'FROM postgres:17\n',
      'mailpit/Dockerfile': 'FROM axllent/mailpit:1\n',
    };
    expect(await outcomesOf('iac-colocated', files)).toEqual([expect.stringMatching(/^not-applicable /)]);
  });

  it('is a program that a tool deploys which is not read: where it runs is unknown', async () => {
    expect(await outcomesOf('iac-colocated', { 'serverless.yml': 'service: orders\n' })).toEqual([
      expect.stringMatching(/^unknown /),
    ]);
  });

  it('is nothing where networks alone are laid', async () => {
    const files = { 'main.tf': 'module "vpc" {\n  source = "terraform-aws-modules/vpc/aws"\n}\n' };
    expect(await outcomesOf('iac-colocated', files)).toEqual([expect.stringMatching(/^not-applicable /)]);
  });
});
