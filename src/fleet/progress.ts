/** What a worker is at, readable from another thread while the worker itself answers nobody. */
export interface Progress {
  /** Says what is begun: a file, a reader or a rule. */
  at(what: Step['what'], name: string): void;
}

export interface Step {
  readonly what: 'file' | 'reader' | 'rule' | 'nothing';
  readonly name: string;
  /** Grows with each step. */
  readonly count: number;
}

const kinds: readonly Step['what'][] = ['nothing', 'file', 'reader', 'rule'];
const header = 3;
const longest = 4096;

export const sharedProgress = (): SharedArrayBuffer =>
  new SharedArrayBuffer(header * Int32Array.BYTES_PER_ELEMENT + longest);

/** The worker's end. */
export const writeProgress = (shared: SharedArrayBuffer): Progress => {
  const numbers = new Int32Array(shared, 0, header);
  const bytes = Buffer.from(shared, numbers.byteLength);
  return {
    at: (what, name) => {
      numbers[1] = kinds.indexOf(what);
      numbers[2] = bytes.write(name);
      Atomics.add(numbers, 0, 1);
    },
  };
};

/** The other end. */
export const readProgress = (shared: SharedArrayBuffer): Step => {
  const numbers = new Int32Array(shared, 0, header);
  const count = Atomics.load(numbers, 0);
  const [, kind = 0, length = 0] = numbers;
  const bytes = new Uint8Array(shared, numbers.byteLength, length);
  return { what: kinds[kind] ?? 'nothing', name: Buffer.from(bytes).toString('utf8'), count };
};

export const noProgress: Progress = { at: () => {} };
