import type { Excerpt } from './report-types.ts';

/** What begins like a credential of a cloud, a code host, a chat or a payment service: a report travels further than its repository. */
const credential =
  /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\b(?:gh[opsru]|github_pat|glpat|xox[abprs]|sk_live|rk_live|npm)[_-][\w-]{10,}|\beyJ[\w-]{10,}\.[\w-]{10,}(?:\.[\w-]*)?|-----BEGIN [A-Z ]{0,40}PRIVATE KEY-----.*/g;

const around = 2;
const longest = 160;

/** Where the n-th line begins (1-based), searched from a known line on; -1 when there is none. */
const startOf = (text: string, line: number): number => {
  let at = 0;
  for (let number = 1; number < line; number += 1) {
    at = text.indexOf('\n', at) + 1;
    if (at === 0) return -1;
  }
  return at;
};

/** The line and two on either side, each cut to a length that can be shown; undefined when the file has no such line. */
export const excerptOf = (text: string, line: number): Excerpt | undefined => {
  const start = Math.max(1, line - around);
  const lines: string[] = [];
  let at = startOf(text, start);
  while (at !== -1 && lines.length <= line - start + around && at <= text.length) {
    const end = text.indexOf('\n', at);
    const whole = end === -1 ? text.length : end;
    const cut = text.slice(at, Math.min(whole, at + longest)).replace(/\r$/, '');
    const shown = cut.replace(credential, '[hidden]');
    lines.push(whole - at > longest ? `${shown.replace(/[\uD800-\uDBFF]$/, '')}…` : shown);
    if (end === -1) break;
    at = end + 1;
  }
  // The end of the last line is no line of its own.
  if (lines.length > 1 + line - start && lines.at(-1) === '') lines.pop();
  return lines.length > line - start ? { start, lines } : undefined;
};
