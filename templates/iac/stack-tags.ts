import { get, pointer, record } from '../../src/kit/index.ts';
import type { At, Located, RepositoryView } from '../../src/kit/index.ts';
import type { KeyValue } from './data.ts';

/** What one command that deploys stacks gives all of them as tags. */
export interface StackTags extends Located {
  readonly tool: 'aws-cdk' | 'sam' | 'cloudformation';
  readonly tags: readonly KeyValue[];
  /** Whether every key is written. */
  readonly complete: boolean;
}

const programs = [
  '**/*.{sh,bash}',
  '{bin,ci,deploy,script,scripts,tools}/deploy',
  '**/{Makefile,makefile,GNUmakefile}',
  '**/*.mk',
  '.github/workflows/*.{yml,yaml}',
  '.gitlab-ci.yml',
  '**/buildspec*.{yml,yaml}',
];
const samSettings = '**/samconfig*.toml';
const packages = '**/package.json';

export const stackTagGlobs = [...programs, samSettings, packages];

const filesAtMost = 500;
const commandsAtMost = 50;

/** Commands that deploy stacks, with the tags they give. Nothing where no command gives any: then all would say the same. */
export const stackTagsIn = (view: RepositoryView): readonly StackTags[] => {
  const found = [
    ...view.glob(...programs).flatMap((path) => commandsIn(view.text(path) ?? '', (line) => ({ path, line }))),
    ...view.glob(packages).flatMap((path) => inScripts(view, path)),
    ...view.glob(samSettings).flatMap((path) => inSettings(view.text(path) ?? '', path)),
  ].slice(0, filesAtMost);
  return found.some(({ tags, complete }) => tags.length > 0 || !complete) ? found : [];
};

const deploying = /\b(?:(cdk)|(sam)|aws[ \t]+cloudformation)[ \t]+(?:deploy|create-stack|update-stack)\b/g;

const commandsIn = (text: string, place: (line: number) => At): readonly StackTags[] => {
  if (!/\b(?:deploy|create-stack|update-stack)\b/.test(text)) return [];
  return [...text.matchAll(deploying)].slice(0, commandsAtMost).flatMap((match): readonly StackTags[] => {
    const before = text.slice(text.lastIndexOf('\n', match.index) + 1, match.index);
    if (/^\s*(?:#|echo\b)/.test(before)) return [];
    const line = text.slice(0, match.index).split('\n').length;
    const tool = match[1] !== undefined ? 'aws-cdk' : match[2] !== undefined ? 'sam' : 'cloudformation';
    return [{ tool, ...given(wordsOf(text.slice(match.index, match.index + 5000))), at: place(line) }];
  });
};

const inScripts = (view: RepositoryView, path: string): readonly StackTags[] =>
  (view.text(path) ?? '').includes('--tags')
    ? Object.entries(record(get(view.json(path), 'scripts'))).flatMap(([name, script]) =>
        commandsIn(String(script), () => ({ path, pointer: pointer('scripts', name) })),
      )
    : [];

/** `tags = "a=b c=d"` or a list of such, as `sam deploy` takes them from its settings. */
const inSettings = (text: string, path: string): readonly StackTags[] =>
  [...text.matchAll(/^[ \t]*tags[ \t]*=[ \t]*(\[[^\]]{0,3000}\]|"[^"\n]{0,3000}")/gm)].map((match) => ({
    tool: 'sam',
    ...pairs((match[1] ?? '').match(/"[^"\n]{0,1000}"/g) ?? []),
    at: { path, line: text.slice(0, match.index).split('\n').length },
  }));

/** The words of one command: to its end, over lines that go on. YAML may fold lines without a sign. */
const wordsOf = (text: string): readonly string[] => {
  const [first = '', ...others] = text.split('\n');
  let command = first;
  for (const line of others) {
    const goesOn = /\\\s{0,5}$/.test(command) || /^\s{0,80}(?:--|["']?[\w:.-]{1,128}=)/.test(line);
    if (!goesOn) break;
    command = `${command.replace(/\\\s{0,5}$/, '')} ${line.trim()}`;
  }
  const [own = ''] = command.split(/&&|\|\||;/, 1);
  return own.match(/(?:[^\s"']|"[^"]{0,1000}"|'[^']{0,1000}'){1,1000}/g) ?? [];
};

const given = (words: readonly string[]): Pick<StackTags, 'tags' | 'complete'> => {
  const values: string[] = [];
  let taking = false;
  for (const word of words) {
    const [, same] = /^--tags=(.+)/.exec(word) ?? [];
    if (same !== undefined) values.push(same);
    else if (word.startsWith('-')) taking = word === '--tags';
    else if (taking) values.push(word);
  }
  return pairs(values);
};

/** `key=value`, `Key=key,Value=value`, or several of them in one word. */
const pairs = (words: readonly string[]): Pick<StackTags, 'tags' | 'complete'> => {
  const written = words.flatMap((word) => word.replaceAll(/["']/g, '').split(/\s+/)).filter((word) => word !== '');
  const tags = written.flatMap((word): readonly KeyValue[] => {
    const [, key = '', value = ''] =
      /^Key=([^,=$]{1,128}),Value=(.*)$/.exec(word) ?? /^([^=$`{]{1,128})=(.*)$/.exec(word) ?? [];
    return key === '' ? [] : [{ key, value: /[$`]/.test(value) ? null : value }];
  });
  return { tags, complete: tags.length === written.length };
};
