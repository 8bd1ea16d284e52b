import { Session } from 'node:inspector';

interface Range {
  readonly startOffset: number;
  readonly endOffset: number;
  readonly count: number;
}

/** Counts the blocks of code that V8 has run: what a change of the input brought that is new. */
export interface Coverage {
  /** How many blocks ran since the last call that had never run before. */
  news(): number;
  /** Blocks that have run at all. */
  readonly blocks: number;
}

/** @param isOurs which scripts count */
export function startCoverage(isOurs: (url: string) => boolean): Coverage {
  const session = new Session();
  session.connect();
  const post = (method: string, params: object = {}): { result?: readonly Script[] } => {
    let answer: { result?: readonly Script[] } = {};
    // The inspector of the own thread answers at once.
    session.post(method, params, (error, result) => {
      if (error !== null) throw error;
      answer = result as typeof answer;
    });
    return answer;
  };
  post('Profiler.enable');
  post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const seen = new Set<string>();
  return {
    news: () => {
      let found = 0;
      for (const { url, scriptId, functions } of post('Profiler.takePreciseCoverage').result ?? []) {
        if (!isOurs(url)) continue;
        for (const { ranges } of functions) {
          for (const { startOffset, endOffset, count } of ranges) {
            const block = `${scriptId}:${startOffset}-${endOffset}`;
            if (count === 0 || seen.has(block)) continue;
            seen.add(block);
            found += 1;
          }
        }
      }
      return found;
    },
    get blocks() {
      return seen.size;
    },
  };
}

interface Script {
  readonly scriptId: string;
  readonly url: string;
  readonly functions: readonly { readonly ranges: readonly Range[] }[];
}
