import { auditServices } from '../../../../src/audit/audit.ts';
import type { AuditOptions } from '../../../../src/audit/audit.ts';
import type { Finding, RepositoryReport } from '../../../../src/audit/report-types.ts';
import { memoryTree } from '../../../../src/audit/tree.ts';
import type { Choice, Rule, Standard, Units } from '../../../../src/catalog/types.ts';
import { defineReader } from '../../../../src/kit/index.ts';
import type { At, Judge } from '../../../../src/kit/index.ts';
import { ruleOf, unitsOf } from '../toy-standard.ts';

interface Notes {
  readonly service: { readonly name: string; readonly tier: 1 | 2 | 3 | null } | null;
  readonly wrong: readonly { readonly text: string; readonly at: At }[];
}

/** Each line of a `*.txt` that begins with `wrong` is a finding; a descriptor tells name and tier. */
const reader = defineReader<Notes>({
  globs: ['**/*.txt', '**/catalog-info.yaml'],
  read: (view) => {
    const own = view.service.descriptor;
    const document = own && (view.yaml(own.path)?.[own.document] as { metadata: { name: string; tier?: 1 | 2 | 3 } });
    return {
      service: document ? { name: document.metadata.name, tier: document.metadata.tier ?? null } : null,
      wrong: view
        .glob('**/*.txt')
        .flatMap((path) =>
          (view.text(path) ?? '')
            .split('\n')
            .flatMap((text, index) => (text.startsWith('wrong') ? [{ text, at: { path, line: index + 1 } }] : [])),
        ),
    };
  },
});

const choices: Readonly<Record<string, Choice>> = {
  'toy.mode': { title: 'Mode', why: 'Sources disagree.', enum: ['loose', 'tight'], default: 'loose' },
  'toy.days': { title: 'Days', why: 'Sources disagree.', minimum: 1, maximum: 9, default: 3 },
  'toy.words': { title: 'Words', why: 'Sources disagree.', list: true, default: ['a'] },
  'toy.hosts': { title: 'Hosts', why: 'Of the organisation.', list: true, decidedBy: 'organisation', default: [] },
};

export const toyRules: readonly Rule[] = [
  ruleOf('toy-words', { kind: 'base', severity: 'should' }),
  ruleOf('toy-late', { kind: 'base', tier: 3, step: 4 }),
  ruleOf('toy-blind', { kind: 'base', severity: 'may', step: 2 }),
  ruleOf('std-config', { kind: 'base' }),
  ruleOf('std-waivers', { kind: 'base' }),
];

export const toyStandard: Standard = {
  version: '0.1.0',
  digest: 'sha256:00',
  kinds: [
    {
      id: 'base',
      title: 'Base',
      description: '',
      order: 1,
      required: true,
      questions: [],
      contract: {},
      templates: [],
      dialects: [],
      choices,
    },
  ],
  archetypes: [],
  rules: toyRules,
};

const judges: Readonly<Record<string, Judge<Notes>>> = {
  'toy-words': ({ wrong }) =>
    wrong.map(({ text, at }) => ({ outcome: 'fail', message: `${at.path} says ${text}.`, subject: text, at: [at] })),
  'toy-late': (_, { choices: chosen }) => ({ outcome: 'pass', message: JSON.stringify(chosen) }),
  'toy-blind': () => ({ outcome: 'unknown', message: 'It is dark.' }),
  'std-config': (_, { settings }) => settings.config,
  'std-waivers': (_, { settings }) => settings.waivers,
};

export const toyUnits: Units = (() => {
  const units = unitsOf([], [], judges as Readonly<Record<string, Judge<never>>>);
  return {
    ...units,
    models: { base: { service: null, wrong: [] } },
    readers: [{ kind: 'base', reader: reader as Units['readers'][number]['reader'] }],
  };
})();

export const today = '2026-11-25';

export const auditAll = (
  files: Readonly<Record<string, string>>,
  options: Partial<AuditOptions> = {},
): Promise<readonly RepositoryReport[]> =>
  auditServices(memoryTree(files), { standard: toyStandard, units: toyUnits, path: '.', today, ...options });

export const auditOne = async (
  files: Readonly<Record<string, string>>,
  options: Partial<AuditOptions> = {},
): Promise<RepositoryReport> => {
  const [report] = await auditAll(files, options);
  if (report === undefined) throw new Error('there is no report');
  return report;
};

/** `outcome rule path:line message` of each finding, or of those of one rule. */
export const lines = ({ findings }: RepositoryReport, rule?: string): readonly string[] =>
  findings.filter((finding) => rule === undefined || finding.rule === rule).map(lineOf);

const lineOf = ({ outcome, rule, message, locations: [at] }: Finding): string =>
  `${outcome} ${rule} ${at?.path ?? ''}:${at?.line ?? ''} ${message}`;

/** The file of waivers with one entry; null leaves a key out. */
export const waiver = (parts: Readonly<Record<string, unknown>> = {}): string => {
  const entry = {
    rule: 'toy-words',
    scope: '*',
    reason: 'The vendor mends it this winter.',
    approver: 'group:default/platform',
    created: '2026-11-01',
    expires: '2027-01-31',
    ...parts,
  };
  return JSON.stringify({ waivers: [Object.fromEntries(Object.entries(entry).filter(([, value]) => value !== null))] });
};
