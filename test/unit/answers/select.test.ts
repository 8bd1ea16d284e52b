import { describe, expect, it } from 'vitest';
import { questionsOf } from '../../../src/answers/questions.ts';
import { select } from '../../../src/answers/select.ts';
import type { Choice } from '../../../src/answers/select.ts';
import { fixture, refusal } from '../../support/fixture.ts';

const chosen = (choice: Partial<Choice>): readonly string[] =>
  select(fixture, { templates: {}, ...choice }).templates.map(({ id }) => id);

describe('the choice of templates', () => {
  it('is that of the default archetype when nothing is named', () => {
    expect(chosen({})).toEqual(['base/service', 'api/hello']);
    expect(select(fixture, { templates: {} }).archetype?.id).toBe('hello');
  });

  it('is that of the named archetype, changed by what is named beside it', () => {
    expect(chosen({ archetype: 'watched' })).toEqual(['base/service', 'api/hello', 'alerts/pager']);
    expect(chosen({ archetype: 'watched', templates: { api: 'none' } })).toEqual(['base/service', 'alerts/pager']);
    expect(chosen({ archetype: 'hello', templates: { alerts: 'pager' } })).toEqual([
      'base/service',
      'api/hello',
      'alerts/pager',
    ]);
  });

  it('without an archetype is what is named and what every service has', () => {
    expect(chosen({ templates: { alerts: 'alerts/pager' } })).toEqual(['base/service', 'alerts/pager']);
    expect(select(fixture, { templates: { alerts: 'pager' } }).archetype).toBe(undefined);
  });

  it('refuses what is not there, and leaving out what every service has', () => {
    expect(refusal(() => chosen({ archetype: 'helo' })).hint).toContain('Did you mean hello?');
    expect(refusal(() => chosen({ templates: { api: 'helo' } })).message).toBe('There is no api template "helo".');
    expect(refusal(() => chosen({ templates: { base: 'none' } })).message).toBe('Every service has the kind base.');
  });
});

it('questions come in the order of kinds, those of a kind before those of its templates, each once', () => {
  const templates = fixture.kinds.flatMap((kind) => kind.templates).reverse();
  expect(questionsOf(fixture, templates).map(({ name }) => name)).toEqual([
    'name',
    'owner',
    'tier',
    'port',
    'secured',
    'issuer',
    'channel',
    'threshold',
  ]);
  expect(
    questionsOf(
      fixture,
      templates.filter(({ kind }) => kind !== 'api'),
    ).map(({ name }) => name),
  ).toEqual(['name', 'owner', 'tier', 'channel', 'threshold']);
});
