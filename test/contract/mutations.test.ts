import { fileURLToPath } from 'node:url';
import { units } from 'virtual:units';
import { describe, expect, it } from 'vitest';
import { questionsOf } from '../../src/answers/questions.ts';
import { resolveAnswers } from '../../src/answers/resolve.ts';
import { select } from '../../src/answers/select.ts';
import { auditRepository } from '../../src/audit/audit.ts';
import type { RepositoryReport } from '../../src/audit/report-types.ts';
import { memoryTree } from '../../src/audit/tree.ts';
import { standardOf } from '../../src/build/plugin.ts';
import type { Archetype, Mutation } from '../../src/catalog/types.ts';
import { validatorsOf } from '../../src/commands/prepare.ts';
import { planCreate } from '../../src/plan/create.ts';
import { render } from '../../src/render/render.ts';

type Files = Readonly<Record<string, string>>;

const { standard, files: programs } = standardOf(fileURLToPath(new URL('../..', import.meta.url)));
const decoder = new TextDecoder();
// A day on which nothing that a new service dates has run out.
const today = '2026-11-25';

/** The service that an archetype gives with every question at its default: exactly what `create --yes` writes. */
const generate = (archetype: Archetype): Files => {
  const { templates } = select(standard, { archetype: archetype.id, templates: {} });
  const sources = { flags: {}, file: {}, archetype: archetype.answers };
  const { answers } = resolveAnswers(questionsOf(standard, templates), sources, validatorsOf(templates));
  const rendered = render({ standard, templates, files: programs, answers });
  const facts = { root: '/service', standard, templates, archetype: archetype.id, answers, rendered };
  const plan = planCreate({ ...facts, entries: [], existing: new Map(), policy: () => 'fail' });
  return Object.fromEntries(plan.changes.map(({ path, content }) => [path, decoder.decode(content)]));
};

const mutate = (files: Files, { path, find, replace = '', delete: remove, create }: Mutation): Files => {
  const text = files[path];
  if (create !== undefined) {
    if (text !== undefined) throw new Error(`the generated service has a file ${path} already`);
    return { ...files, [path]: create };
  }
  if (text === undefined) throw new Error(`the generated service has no file ${path}`);
  if (remove) return Object.fromEntries(Object.entries(files).filter(([candidate]) => candidate !== path));
  const changed = text.replace(new RegExp(find ?? '', 'gm'), replace);
  if (changed === text) throw new Error(`nothing in ${path} matches ${find}`);
  return { ...files, [path]: changed };
};

const audit = (files: Files, tier?: 1 | 2 | 3): Promise<RepositoryReport> =>
  auditRepository(memoryTree(files), { standard, units, path: '.', today, ...(tier && { tier }) });

const having = ({ findings }: RepositoryReport, outcome: string): readonly string[] =>
  findings
    .filter((finding) => finding.outcome === outcome)
    .map(({ rule, message, locations: [at] }) => `${rule} ${at?.path ?? ''}:${at?.line ?? ''} ${message}`);

const failing = ({ findings }: RepositoryReport): readonly string[] =>
  [...new Set(findings.filter(({ outcome }) => outcome === 'fail').map(({ rule }) => rule))].sort();

const unread = ({ coverage }: RepositoryReport): readonly unknown[] =>
  coverage.skipped.filter(({ incomplete }) => incomplete);

describe.each(standard.archetypes)('the service of archetype $id', (archetype) => {
  it('meets the standard that it was made from, and could be read whole', async () => {
    const report = await audit(generate(archetype));
    expect(having(report, 'fail')).toEqual([]);
    expect(having(report, 'error')).toEqual([]);
    expect(unread(report)).toEqual([]);
    expect(report.summary.pass).toBeGreaterThan(0);
  });

  it('tells the audit its name and templates', async () => {
    const { service } = await audit(generate(archetype));
    expect(service.name).toBe('my-service');
    expect([...service.templates].sort()).toEqual(
      Object.entries(archetype.templates)
        .map((template) => template.join('/'))
        .sort(),
    );
  });
});

describe('one thing broken in a generated service', () => {
  const archetype = standard.archetypes.find((candidate) => candidate.default);
  const files = archetype && generate(archetype);
  const cases = standard.rules.flatMap((rule) =>
    rule.mutations.map((mutation) => [rule.id, mutation.title, mutation, rule] as const),
  );

  it.each(cases)('%s reports it: %s', async (id, _, mutation, rule) => {
    const report = await audit(mutate(files ?? {}, mutation), rule.tier === 3 ? 3 : undefined);
    // A mutation changes what a file means; a file that cannot be parsed any more would prove nothing.
    expect(unread(report)).toEqual([]);
    expect(having(report, 'error')).toEqual([]);
    expect(failing(report), having(report, 'fail').join('\n')).toEqual([id, ...(mutation.alsoReports ?? [])].sort());
  });
});
