import picomatch from 'picomatch';

/** Whether a path matches any of the globs; dot files are files like others. */
export const matcher = (patterns: readonly string[]): ((path: string) => boolean) => {
  const literal = new Set<string>();
  const globs: string[] = [];
  for (const pattern of patterns) {
    if (picomatch.scan(pattern).isGlob) globs.push(pattern);
    else literal.add(pattern);
  }
  const matches = globs.length > 0 ? picomatch(globs, { dot: true }) : () => false;
  return (path) => literal.has(path) || matches(path);
};
