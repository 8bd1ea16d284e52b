import type { Excerpt, Finding } from './report-types.ts';

/** The lines at which rules found secrets. A finding of another rule beside one must not show it. */
export interface SecretLines {
  add(findings: readonly Finding[]): void;
  hiddenIn(path: string, excerpt: Excerpt): Excerpt;
}

export const secretLines = (): SecretLines => {
  const known = new Set<string>();
  return {
    add: (findings) => {
      for (const { outcome, locations } of findings) {
        if (outcome === 'pass') continue;
        for (const { path, line = 0, endLine = line } of locations)
          for (let at = line; at <= endLine; at += 1) known.add(`${at}:${path}`);
      }
    },
    hiddenIn: (path, { start, lines }) => ({
      start,
      lines: lines.map((line, index) => (known.has(`${start + index}:${path}`) ? '[hidden]' : line)),
    }),
  };
};
