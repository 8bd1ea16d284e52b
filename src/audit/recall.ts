/** Remembers what texts were parsed to, the latest ones, up to so many characters of text. */
export interface Recall<Value> {
  get(text: string): Value | undefined;
  keep(text: string, value: Value): void;
}

/** Services of one standard share many files byte by byte: of a fleet, each such file is parsed once. */
export const recallOf = <Value>(most: number): Recall<Value> => {
  const known = new Map<string, Value>();
  let size = 0;
  return {
    get: (text) => {
      const value = known.get(text);
      if (value !== undefined) {
        known.delete(text);
        known.set(text, value);
      }
      return value;
    },
    keep: (text, value) => {
      if (text.length > most / 10) return;
      known.set(text, value);
      size += text.length;
      for (const oldest of known.keys()) {
        if (size <= most) return;
        known.delete(oldest);
        size -= oldest.length;
      }
    },
  };
};
