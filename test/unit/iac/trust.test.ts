import { describe, expect, it } from 'vitest';
import { takesToken, trustOf } from '../../../templates/iac/trust.ts';

const github = 'token.actions.githubusercontent.com';
const at = { path: 'roles.yaml' };
const lets = (operator: string, subject: string, host = github): string | undefined =>
  trustOf('deploy', `arn:aws:iam::1:oidc-provider/${host}`, [{ operator, key: `${host}:sub`, values: [subject] }], at)
    ?.lets;

describe('a trust in the tokens of pipelines', () => {
  it.each([
    ['repo:acme/orders:environment:prod', 'exact'],
    ['repo:acme/orders:ref:refs/heads/release-*', 'exact'],
    ['repo:acme/orders:*', 'repository'],
    ['repo:acme/orders:ref:refs/heads/*', 'repository'],
    ['project_path:acme/orders:ref_type:branch:ref:*', 'repository'],
    ['repo:acme/*:environment:prod', 'repositories'],
    ['repo:*', 'repositories'],
    ['*', 'everybody'],
    ['repo:${}:environment:prod', 'exact'],
    ['${}', 'unknown'],
  ])('that asks for %s lets in: %s', (subject, expected) => {
    expect(lets('StringLike', subject)).toBe(expected);
  });

  it('of GitLab knows projects', () => {
    expect(lets('StringLike', 'project_path:acme/*:ref_type:branch:ref:main', 'gitlab.com')).toBe('repositories');
    expect(lets('StringEquals', 'project_path:acme/orders:ref_type:branch:ref:main', 'gitlab.example.com')).toBe(
      'exact',
    );
  });

  it('lets everybody in where nothing restricts the subject', () => {
    expect(lets('StringNotLike', 'repo:acme/orders:pull_request')).toBe('everybody');
    expect(trustOf('deploy', `oidc-provider/${github}`, [], at)?.lets).toBe('everybody');
  });

  it('is as wide as the widest of its subjects', () => {
    const values = ['repo:acme/orders:environment:prod', 'repo:acme/*'];
    const found = trustOf('deploy', '', [{ operator: 'StringLike', key: `${github}:sub`, values }], at);
    expect(found).toMatchObject({ lets: 'repositories', subject: 'repo:acme/*' });
  });

  it('cannot be told where the key is computed, and is none of another provider', () => {
    const hidden = { operator: 'StringEquals', key: '${}', values: ['repo:acme/*'] };
    expect(trustOf('deploy', `oidc-provider/${github}`, [hidden], at)?.lets).not.toBe('everybody');
    expect(trustOf('deploy', 'cognito-identity.amazonaws.com', [], at)).toBeUndefined();
    expect(trustOf('deploy', 'oidc.eks.eu-west-1.amazonaws.com/id/1', [], at)).toBeUndefined();
    expect(trustOf('deploy', 'notgitlab.com', [], at)).toBeUndefined();
  });

  it.each([
    ['sts:AssumeRoleWithWebIdentity', true],
    ['sts:*', true],
    ['sts:AssumeRole', false],
  ])('is given by %s: %s', (action, expected) => {
    expect(takesToken(action)).toBe(expected);
  });
});
