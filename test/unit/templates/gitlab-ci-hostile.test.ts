import fc from 'fast-check';
import { dump } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { reader } from '../../../templates/pipeline/gitlab-ci/read.ts';
import type { Pipeline } from '../../../templates/pipeline/model.ts';

const read = async (files: Readonly<Record<string, string>> | string): Promise<Partial<Pipeline>> => {
  const tree = memoryTree(typeof files === 'string' ? { '.gitlab-ci.yml': files } : files);
  return reader.read(createDocuments(tree, reader.globs).view);
};

const many = (count: number, line: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => line(index)).join('\n');

const milliseconds = async (work: () => Promise<unknown>): Promise<number> => {
  const start = process.hrtime.bigint();
  await work();
  return Number(process.hrtime.bigint() - start) / 1e6;
};

describe('a configuration that means harm', () => {
  it.each([
    ['nothing', ''],
    ['a list', '[a, b]'],
    ['a number', '5'],
    ['a script that is none', 'a: { script: 5 }\nb: { script: { x: y } }\nc: { script: [[[1]], { a: b }, null] }'],
    [
      'keys that are no text',
      '5: { script: [x] }\ntrue: { script: [x] }\n~: { script: [x] }\n? [a, b]\n: { script: [x] }',
    ],
    [
      'names of the language',
      '__proto__: { script: [x] }\nconstructor: { script: [x], extends: __proto__ }\ntoString: { script: [x] }',
    ],
    [
      'everything of the wrong sort',
      many(
        1,
        () =>
          'a: { script: [x], needs: 5, rules: yes, only: 3, except: { refs: { a: b } }, variables: [1], image: [x], services: 5, environment: [x], id_tokens: text, secrets: 1, parallel: { matrix: no }, artifacts: text, cache: 1, trigger: 5, extends: { a: b }, stage: [x], timeout: [], inherit: 3, run: { a: b }, tags: { a: b } }',
      ),
    ],
    [
      'a workflow of the wrong sort',
      'workflow: text\nstages: { a: b }\ninclude: { local: [x] }\ndefault: [x]\nvariables: text\na: { script: [x] }',
    ],
    [
      'references that lead nowhere',
      'a: { script: !reference [], rules: !reference [a, rules], variables: !reference [[x]] }',
    ],
    ['two documents', 'spec: text\n---\na: { script: [x] }\n---\nb: { script: [x] }'],
  ])('is read without harm: %s', async (_, text) => {
    await expect(read(text)).resolves.toBeTypeOf('object');
  });

  it('cannot be read at all, and then there is nothing', async () => {
    expect((await read('a: [')).workflows).toEqual([]);
  });

  it.each<[string, () => Readonly<Record<string, string>>]>([
    [
      'a thousand jobs in many stages',
      () => ({
        '.gitlab-ci.yml': `stages: [${many(100, (i) => `s${i},`)}]\n${many(1_000, (i) => `j${i}: { stage: s${i % 100}, environment: e${i}, script: [npx cdk deploy, ./x${i}] }`)}`,
      }),
    ],
    [
      'jobs that all need each other',
      () => ({
        '.gitlab-ci.yml': many(
          600,
          (i) =>
            `j${i}: { needs: [${Array.from({ length: 50 }, (_, k) => `j${(i + k * 7) % 600}`).join(', ')}], script: [helm upgrade a b] }`,
        ),
      }),
    ],
    [
      'bases that extend many bases',
      () => ({
        '.gitlab-ci.yml':
          many(
            300,
            (i) =>
              `.b${i}: { extends: [${Array.from({ length: 20 }, (_, k) => `.b${Math.max(0, i - k - 1)}`).join(', ')}], variables: { V${i}: x } }`,
          ) + `\n${many(300, (i) => `j${i}: { extends: .b${i}, script: [x] }`)}`,
      }),
    ],
    [
      'references that double',
      () => ({
        '.gitlab-ci.yml': `.r0: { script: [x] }\n${many(30, (i) => `.r${i + 1}: { script: [!reference [.r${i}, script], !reference [.r${i}, script]] }`)}\na: { script: [!reference [.r30, script]], rules: [!reference [.r30, script]] }`,
      }),
    ],
    [
      'includes that include everything',
      () => ({
        '.gitlab-ci.yml': 'include: "ci/*.yml"\na: { script: [x] }',
        ...Object.fromEntries(
          Array.from({ length: 60 }, (_, i) => [`ci/${i}.yml`, 'include: "ci/*.yml"\nb: { script: [x] }']),
        ),
      }),
    ],
    [
      'children that start many children',
      () => ({
        '.gitlab-ci.yml': many(200, (i) => `j${i}: { trigger: { include: c${i % 5}.yml } }`),
        ...Object.fromEntries(
          Array.from({ length: 5 }, (_, i) => [
            `c${i}.yml`,
            many(200, (k) => `k${k}: { rules: [{ when: always }], trigger: { include: c${(i + k) % 5}.yml } }`),
          ]),
        ),
      }),
    ],
    [
      'variables that double',
      () => ({
        '.gitlab-ci.yml': `variables: { V0: xx, ${many(30, (i) => `V${i + 1}: $V${i}$V${i},`)} }\na: { script: ["echo $V30"], environment: $V30 }`,
      }),
    ],
    [
      'a long script of one line',
      () => ({ '.gitlab-ci.yml': `a: { script: ["${'eval $CI_COMMIT_TITLE ; '.repeat(20_000)}"] }` }),
    ],
    [
      'long expressions',
      () => ({
        '.gitlab-ci.yml': `a: { script: [x], rules: [${many(200, () => `{ if: '${'$A && ('.repeat(300)}' },`)}] }`,
      }),
    ],
    [
      'patterns and globs',
      () => ({
        '.gitlab-ci.yml': `a: { script: [x], rules: [${many(150, () => `{ if: '$CI_COMMIT_BRANCH =~ /${'a*'.repeat(40)}b/', exists: ['${'**/{a,b}*'.repeat(20)}'] },`)}] }`,
      }),
    ],
  ])(
    'is read in time: %s',
    async (_, files) => {
      expect(await milliseconds(() => read(files()))).toBeLessThan(20_000);
    },
    30_000,
  );

  it('never makes the reader throw, and the same files give the same model', async () => {
    const name = fc.constantFrom(
      'a',
      'b',
      '.c',
      'default',
      'include',
      'workflow',
      'variables',
      'stages',
      '__proto__',
      'image',
    );
    const key = fc.constantFrom(
      'script',
      'before_script',
      'extends',
      'rules',
      'needs',
      'only',
      'when',
      'environment',
      'trigger',
      'variables',
      'image',
      'services',
      'artifacts',
      'parallel',
      'id_tokens',
      'stage',
      'allow_failure',
      'if',
      'local',
      'name',
      'include',
      'timeout',
      'matrix',
      'reports',
      'junit',
      'auto_cancel',
      '!reference',
    );
    const leaf = fc.oneof(
      name,
      key,
      fc.integer(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom(
        'npm ci',
        'npx cdk deploy',
        '$CI_COMMIT_TAG',
        '.gitlab-ci.yml',
        'ci/x.yml',
        'manual',
        '$A == "b"',
      ),
      fc.string(),
    );
    const { value } = fc.letrec((tie) => ({
      value: fc.oneof(
        { depthSize: 'small' },
        leaf,
        fc.array(tie('value'), { maxLength: 4 }),
        fc.dictionary(key, tie('value'), { maxKeys: 5 }),
      ),
    }));
    const document = fc.dictionary(name, value, { maxKeys: 6 });
    await fc.assert(
      fc.asyncProperty(document, document, async (main, other) => {
        const files = { '.gitlab-ci.yml': dump(main), 'ci/x.yml': dump(other) };
        const first = await read(files);
        expect(await read(files)).toEqual(first);
        // Every place is in a file that is there.
        const paths = [...JSON.stringify(first).matchAll(/"path":"([^"]*)"/g)].map(([, path]) => path);
        expect(paths.filter((path) => !Object.hasOwn(files, path as string) && !path?.startsWith('junit'))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  }, 60_000);
});
