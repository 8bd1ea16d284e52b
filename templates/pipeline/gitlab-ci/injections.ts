import type { Event } from '../model.ts';

// What whoever opens a merge request may write. A branch may be called `$(…)`; numbers, hashes and slugs carry no program.
const written =
  'CI_COMMIT_MESSAGE|CI_COMMIT_TITLE|CI_COMMIT_DESCRIPTION|CI_COMMIT_AUTHOR|CI_MERGE_REQUEST_TITLE|CI_MERGE_REQUEST_DESCRIPTION|CI_MERGE_REQUEST_LABELS|CI_MERGE_REQUEST_SOURCE_BRANCH_NAME|GITLAB_USER_NAME';
const named = 'CI_COMMIT_REF_NAME|CI_COMMIT_BRANCH';

// Commands that read a text as a program. GitLab's variables are those of the environment: anywhere else their value is data.
const interpreter =
  /(?:^|[\s;&|(!])(?:eval\s|(?:ba|da|z|k)?sh\s+(?:-\w+\s+){0,3}-\w*c\s|(?:python3?|ruby|perl|node|php)\s+(?:-\w+\s+){0,3}-[cer]\s|ssh\s)/g;

/** Variables in a script whose value, which anyone may write, becomes part of a program text. */
export function injectionsIn(script: string, events: readonly Event[]): readonly string[] {
  // On the trunk the name of the branch is that of the trunk.
  const free = events.includes('pull-request') || events.includes('branch');
  const variable = new RegExp(`\\$\\{?(${free ? `${written}|${named}` : written})\\b`, 'g');
  const text = script.slice(0, 20_000).replace(/\\\n/g, ' ');
  return text.split('\n').flatMap((line) => {
    const found = new Set<string>();
    for (const { index } of line.slice(0, 2_000).matchAll(interpreter)) {
      const argument = expandedIn(line.slice(index, 2_000));
      for (const [, name] of argument.matchAll(variable)) found.add(`$${name as string}`);
    }
    return [...found];
  });
}

/** What the outer shell expands of a command: all but single quotes and what a backslash guards, to the end of the command. */
function expandedIn(command: string): string {
  let kept = '';
  let quote = '';
  for (let index = 0; index < command.length; index += 1) {
    const char = command[index] as string;
    if (quote === "'") {
      if (char === quote) quote = '';
    } else if (char === '\\') index += 1;
    else if (char === quote) quote = '';
    else if (quote === '' && (char === '"' || char === "'")) quote = char;
    else if (quote === '' && index > 0 && /[;|&]/.test(char) && kept.trim().length > 1) break;
    else kept += char;
  }
  return kept;
}
