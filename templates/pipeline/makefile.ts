import { joinPath, type RepositoryView } from '../../src/kit/index.ts';

export const makefileGlobs: readonly string[] = ['**/Makefile', '**/makefile', '**/GNUmakefile', '**/*.mk'];

export interface Recipe {
  readonly directory: string;
  /** `tolerated`: make goes on when it fails, since the line begins with a dash. */
  readonly lines: readonly { readonly program: string; readonly tolerated: boolean }[];
  /** Whether all that the targets need was found: a list of needs may be computed, or stand in an included file. */
  readonly complete: boolean;
  /** Whether the targets are there and do nothing. */
  readonly idle: boolean;
}

const names = ['GNUmakefile', 'makefile', 'Makefile'];
const most = 2000;
const deepest = 6;

/** What make runs for the targets of a command, those that they need included; undefined for any other command. */
export function recipeOf(view: RepositoryView, words: readonly string[], directory: string): Recipe | undefined {
  const [tool, ...args] = words;
  if (tool !== 'make' && tool !== 'gmake') return undefined;
  const flag = args.findIndex((word) => word === '-C' || word === '--directory');
  const folder = flag < 0 ? directory : (joinPath(directory, args[flag + 1] ?? '') ?? directory);
  const targets = args.filter(
    (word, index) => !word.startsWith('-') && !word.includes('=') && (flag < 0 || index !== flag + 1),
  );
  const file = names.map((name) => joinPath(folder, name) ?? name).find((path) => view.text(path) !== undefined);
  if (file === undefined) return undefined;
  const text = view.text(file) ?? '';
  const rules = rulesOf(text);
  const [first] = rules.keys();
  const asked = targets.length > 0 || flag >= 0 ? targets : first === undefined ? [] : [first];
  const seen = new Set<string>();
  const lines: string[] = [];
  let complete = true;
  let named = true;
  const enter = (target: string, depth: number): void => {
    if (seen.has(target)) return;
    const rule = rules.get(target) ?? ofPattern(rules, target);
    // A file that is needed has often no rule.
    if (rule === undefined) named = false;
    if (rule === undefined ? depth === 0 : depth > deepest || rule.computed) complete = false;
    if (rule === undefined || depth > deepest) return;
    seen.add(target);
    rule.needs.forEach((need) => enter(need, depth + 1));
    lines.push(...rule.lines);
  };
  asked.forEach((target) => enter(target, 0));
  const ignores = args.some((word) => /^-(?:i|ik|ki|-ignore-errors)$/.test(word)) || /^\.IGNORE\b/m.test(text);
  return {
    directory: folder,
    lines: lines.map(lineOf).map((line) => ({ ...line, tolerated: line.tolerated || ignores })),
    complete,
    idle: complete && named && lines.every((line) => lineOf(line).program === ''),
  };
}

const lineOf = (line: string): Recipe['lines'][number] => {
  const prefix = /^[@+-]{0,3}/.exec(line)?.[0] ?? '';
  return {
    program: line
      .slice(prefix.length)
      .replace(/\$[({]MAKE[)}]/g, 'make')
      .replaceAll('$$', '$'),
    tolerated: prefix.includes('-'),
  };
};

interface Rule {
  readonly needs: string[];
  readonly lines: string[];
  /** Whether some of what it needs is computed. */
  computed: boolean;
}

/** The rule of a pattern such as `test-%` that a target follows, with the part that the percent sign stands for. */
function ofPattern(rules: ReadonlyMap<string, Rule>, target: string): Rule | undefined {
  for (const [pattern, rule] of rules) {
    const [start = '', end] = pattern.split('%');
    if (end === undefined || target.length < start.length + end.length) continue;
    if (!target.startsWith(start) || !target.endsWith(end)) continue;
    const stem = target.slice(start.length, target.length - end.length);
    return {
      computed: rule.computed,
      needs: rule.needs.map((need) => need.replaceAll('%', stem)),
      lines: rule.lines.map((line) => line.replaceAll('$*', stem)),
    };
  }
  return undefined;
}

function rulesOf(text: string): ReadonlyMap<string, Rule> {
  const rules = new Map<string, Rule>();
  let open: readonly Rule[] = [];
  const lines = text.replaceAll('\\\n', ' ').split('\n').slice(0, most);
  for (const line of lines) {
    if (line.startsWith('\t')) {
      open.forEach((rule) => rule.lines.push(line.trim()));
      continue;
    }
    // What a rule is for stands behind it, often with an example: `deploy: plan ## make tag=v1 deploy`.
    const [said = ''] = line.slice(0, 1000).split(/\s#/, 1);
    const [, targets, needs = ''] = /^([\w./% -]{1,200}):(?![=:])([^=]*)$/.exec(said) ?? [];
    if (targets === undefined) {
      // Conditions stand between the lines of a recipe; both of their branches are read.
      if (line.trim() !== '' && !/^(?:#|\s*(?:ifn?def|ifn?eq|else|endif)\b)/.test(line)) open = [];
      continue;
    }
    const wanted =
      needs
        .split(/[#;]/)[0]
        ?.split(/\s+/)
        .filter((name) => /^[\w./%-]+$/.test(name)) ?? [];
    open = targets.split(/\s+/).flatMap((target) => {
      if (target === '' || target.startsWith('.')) return [];
      const rule = rules.get(target) ?? { needs: [], lines: [], computed: false };
      rule.needs.push(...wanted);
      rule.computed ||= /\$[({]/.test(needs.split('#')[0] ?? '');
      rules.set(target, rule);
      return [rule];
    });
  }
  return rules;
}
