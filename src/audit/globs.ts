/**
 * Globs as the readers write them: `*`, `?`, `**` as a whole segment, `{a,b}` and `[abc]`; dot files are files like others.
 * Matched without regular expressions, since those of strangers' globs can take forever: a match here costs at most
 * the length of the path times the length of the glob.
 */

/** One name within a path: literal, or pieces of it between stars. */
type Segment =
  | { readonly literal: string }
  | { readonly deep: true }
  | { readonly pieces: readonly (readonly Piece[])[] };

/** A character, or the set of which one must stand there; undefined for any (`?`). */
type Piece = string | { readonly not: boolean; readonly ranges: readonly (readonly [string, string])[] } | undefined;

const mostAlternatives = 256;
const longestGlob = 1000;

/** A glob that asks for more than a glob needs. */
export class GlobError extends Error {}

/** The globs that `{a,b}` stands for; nested too. */
export const alternativesOf = (glob: string): readonly string[] => {
  const open = braceAt(glob);
  if (open === undefined) return [glob];
  const { start, end, parts } = open;
  const [head, tail] = [glob.slice(0, start), glob.slice(end + 1)];
  const all = parts.flatMap((part) => alternativesOf(head + part + tail));
  if (all.length > mostAlternatives) throw new GlobError(`more than ${mostAlternatives} alternatives`);
  return all;
};

/** The first pair of braces with a comma between them; braces without one are characters like others. */
const braceAt = (glob: string): { start: number; end: number; parts: readonly string[] } | undefined => {
  for (let start = glob.indexOf('{'); start !== -1; start = glob.indexOf('{', start + 1)) {
    const parts: string[] = [];
    let depth = 0;
    let from = start + 1;
    for (let at = start; at < glob.length; at += 1) {
      const character = glob[at];
      if (character === '{') depth += 1;
      if (character === ',' && depth === 1) {
        parts.push(glob.slice(from, at));
        from = at + 1;
      }
      if (character !== '}') continue;
      depth -= 1;
      if (depth > 0) continue;
      if (parts.length === 0) break;
      return { start, end: at, parts: [...parts, glob.slice(from, at)] };
    }
  }
  return undefined;
};

const setAt = (text: string, start: number): { readonly piece: Piece; readonly end: number } | undefined => {
  const not = text[start + 1] === '!' || text[start + 1] === '^';
  const first = start + (not ? 2 : 1);
  const end = text.indexOf(']', first + 1);
  if (end === -1) return undefined;
  const ranges: [string, string][] = [];
  for (let at = first; at < end; at += 1) {
    const from = text[at] ?? '';
    const ranged = text[at + 1] === '-' && at + 2 < end;
    ranges.push([from, ranged ? (text[at + 2] ?? '') : from]);
    if (ranged) at += 2;
  }
  return { piece: { not, ranges }, end };
};

const segmentOf = (text: string): Segment => {
  if (text === '**') return { deep: true };
  if (!/[*?[]/.test(text)) return { literal: text };
  const pieces: Piece[][] = [[]];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at];
    const set = character === '[' ? setAt(text, at) : undefined;
    if (character === '*') pieces.push([]);
    else pieces.at(-1)?.push(set === undefined ? (character === '?' ? undefined : character) : set.piece);
    if (set !== undefined) at = set.end;
  }
  return { pieces };
};

const fits = (piece: Piece, character: string): boolean => {
  if (typeof piece === 'string') return piece === character;
  if (piece === undefined) return true;
  return piece.ranges.some(([from, to]) => from <= character && character <= to) !== piece.not;
};

const standsAt = (pieces: readonly Piece[], name: string, at: number): boolean =>
  pieces.every((piece, index) => fits(piece, name[at + index] ?? ''));

/** Whether a name has these pieces in this order, with anything between them. The leftmost place of each is as good as any. */
const hasPieces = (pieces: readonly (readonly Piece[])[], name: string): boolean => {
  const [first = [], ...rest] = pieces;
  const last = rest.pop();
  if (first.length > name.length || !standsAt(first, name, 0)) return false;
  if (last === undefined) return first.length === name.length;
  const end = name.length - last.length;
  let at = first.length;
  for (const part of rest) {
    while (at + part.length <= end && !standsAt(part, name, at)) at += 1;
    if (at + part.length > end) return false;
    at += part.length;
  }
  return at <= end && standsAt(last, name, end);
};

const isName = (segment: Segment, name: string): boolean =>
  'literal' in segment ? segment.literal === name : 'pieces' in segment && hasPieces(segment.pieces, name);

/** Whether the names match the segments; of several `**` only the last one ever has to be tried again. */
const matches = (segments: readonly Segment[], names: readonly string[]): boolean => {
  let segment = 0;
  let name = 0;
  let deepSegment = -1;
  let deepName = 0;
  while (name < names.length) {
    const current = segments[segment];
    if (current !== undefined && 'deep' in current) {
      deepSegment = segment;
      deepName = name;
      segment += 1;
    } else if (current !== undefined && isName(current, names[name] ?? '')) {
      segment += 1;
      name += 1;
    } else if (deepSegment !== -1) {
      deepName += 1;
      segment = deepSegment + 1;
      name = deepName;
    } else return false;
  }
  // Below `a/**` is what stands in `a`, not `a` itself.
  return segment === segments.length;
};

/** Whether a path below a folder of these names could match: each name leaves the places in the glob at which the next may stand. */
const reaches = (segments: readonly Segment[], names: readonly string[]): boolean => {
  const isDeep = (at: number): boolean => 'deep' in (segments[at] ?? {});
  const withDeep = (places: readonly number[]): Set<number> => {
    const all = new Set(places);
    // Grows while it is walked: `**` may stand for no folder at all.
    for (const at of all) if (isDeep(at)) all.add(at + 1);
    return all;
  };
  let places = withDeep([0]);
  for (const name of names) {
    places = withDeep(
      [...places].flatMap((at) => {
        const segment = segments[at];
        if (segment === undefined) return [];
        return isDeep(at) ? [at] : isName(segment, name) ? [at + 1] : [];
      }),
    );
  }
  return [...places].some((at) => at < segments.length);
};

/** One alternative of a glob, taken apart so that most paths need not be looked at. */
export interface Glob {
  /** The name that a path must end in, where it is literal. */
  readonly name?: string;
  /** The extension that it must have: `.ts` of `*.d.ts`. */
  readonly extension?: string;
  /** Whether that alone decides, as for a glob of any name with an extension in any folder. */
  readonly decided?: boolean;
  /** @param names the path, split at its slashes */
  matches(names: readonly string[]): boolean;
  /** @param names of a folder: whether a path below it may match */
  reaches(names: readonly string[]): boolean;
}

const globOf = (text: string): Glob => {
  const last = text.slice(text.lastIndexOf('/') + 1);
  const isLiteral = !/[*?[]/.test(last);
  const extension = isLiteral || last === '**' ? undefined : /\.[^*?[\]./]+$/.exec(last)?.[0];
  // Most globs are never tried: no path has their name or extension.
  let tried: ((names: readonly string[]) => boolean) | undefined;
  return {
    ...(isLiteral && { name: last }),
    ...(extension !== undefined && { extension }),
    ...((text === `**/*${extension}` || (isLiteral && text === `**/${last}`)) && { decided: true }),
    matches: (names) => (tried ??= triedBy(text))(names),
    reaches: (names) => reaches(text.split('/').map(segmentOf), names),
  };
};

const triedBy = (text: string): ((names: readonly string[]) => boolean) => {
  const segments = text.split('/').map(segmentOf);
  const [first, last] = [segments[0], segments.at(-1)];
  const anywhere = segments.length === 2 && first !== undefined && 'deep' in first;
  return anywhere && last !== undefined && !('deep' in last)
    ? (names) => isName(last, names.at(-1) ?? '')
    : (names) => matches(segments, names);
};

const known = new Map<string, readonly Glob[]>();
const mostKnown = 2000;

/**
 * Takes a glob apart, once: nearly all globs are those of the standard.
 * @throws GlobError for one that is too long or has too many alternatives
 */
export const globsOf = (glob: string): readonly Glob[] => {
  const found = known.get(glob);
  if (found !== undefined) return found;
  if (glob.length > longestGlob) throw new GlobError(`longer than ${longestGlob} characters`);
  const globs = alternativesOf(glob).map(globOf);
  if (known.size < mostKnown) known.set(glob, globs);
  return globs;
};

/** Whether a path matches any of the globs. */
export const matcher = (patterns: readonly string[]): ((path: string) => boolean) => {
  const globs = patterns.flatMap(globsOf);
  return (path) => {
    const names = path.split('/');
    return globs.some((glob) => glob.matches(names));
  };
};

/** The extension of a path, from its last dot; empty where its name has none. */
export const extensionOf = (path: string): string => {
  const dot = path.lastIndexOf('.');
  return dot > path.lastIndexOf('/') ? path.slice(dot) : '';
};
