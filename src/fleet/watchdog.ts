import { Worker } from 'node:worker_threads';
import type { AuditJob, Wanted } from '../commands/audit-job.ts';
import type { Handed } from '../commands/hand-over.ts';
import type { FleetLimits } from './limits.ts';
import { readProgress, sharedProgress } from './progress.ts';
import type { Step } from './progress.ts';
import { nothingLeftOut } from './watched.ts';
import type { LeftOut } from './watched.ts';
import type { Answer, Request } from './serve.ts';

/** How one attempt at a repository ended. */
type Ended = Answer | { readonly stopped: string; readonly step: Step; readonly whole: boolean };

/** Audits one repository after the other in a thread of its own, which is ended when it takes too long or too much. */
export interface Watchdog {
  audit(job: AuditJob): Promise<Handed>;
  /** Gives the memory of texts back, which this thread would keep: it makes so little itself that it hardly ever collects. */
  drop(texts: readonly Uint8Array[]): void;
  end(): Promise<void>;
}

const most = (milliseconds: number): string => `took longer than ${milliseconds} ms`;

/** Megabytes for what is new: V8 would take ten times as many, and no less time for it. */
const youngMemory = 4;

/** @param file the program of the worker */
export const watchdog = (file: string, limits: FleetLimits, wanted: Wanted): Watchdog => {
  let worker: Worker | undefined;
  let isOver = false;
  let shared = sharedProgress();

  const start = (): Worker => {
    shared = sharedProgress();
    return new Worker(file, {
      workerData: shared,
      resourceLimits: { maxOldGenerationSizeMb: limits.memory, maxYoungGenerationSizeMb: youngMemory },
      // What a dying thread prints would stand in the middle of a report.
      stdout: true,
      stderr: true,
    });
  };

  const end = async (): Promise<void> => {
    const ending = worker;
    worker = undefined;
    await ending?.terminate();
  };

  /** Asks the worker once, and ends it when it exceeds a limit. */
  const ask = (request: Request): Promise<Ended> =>
    new Promise((resolve) => {
      if (isOver) return resolve({ bug: 'nobody waits for it any more' });
      const asked = (worker ??= start());
      const tick = Math.max(10, Math.min(250, limits.item / 4));
      let [count, sinceStep, sinceStart] = [-1, 0, 0];
      const timer = setInterval(() => {
        const step = readProgress(shared);
        sinceStep = step.count === count ? sinceStep + tick : 0;
        sinceStart += tick;
        count = step.count;
        if (sinceStart >= limits.repository) finish({ stopped: most(limits.repository), step, whole: true });
        else if (sinceStep >= limits.item) finish({ stopped: most(limits.item), step, whole: false });
      }, tick);
      const finish = (ended: Ended): void => {
        clearInterval(timer);
        asked.off('message', finish).off('error', fail).off('exit', leave);
        if ('stopped' in ended) void end().then(() => resolve(ended));
        else resolve(ended);
      };
      const fail = (error: unknown): void => {
        const code = (error as NodeJS.ErrnoException | undefined)?.code;
        if (code !== 'ERR_WORKER_OUT_OF_MEMORY') {
          worker = undefined;
          finish({ bug: error instanceof Error ? (error.stack ?? error.message) : String(error) });
          return;
        }
        finish({ stopped: `needed more than ${limits.memory} MB of memory`, step: readProgress(shared), whole: false });
      };
      const leave = (): void => fail(new Error('the worker ended by itself'));
      asked.on('message', finish).on('error', fail).on('exit', leave);
      asked.postMessage(request);
    });

  const audit = async (job: AuditJob): Promise<Handed> => {
    let leftOut = nothingLeftOut;
    for (let attempt = 0; ; attempt += 1) {
      const ended = await ask({ job, wanted, leftOut });
      if ('handed' in ended) return ended.handed;
      if ('bug' in ended) throw new Error(ended.bug);
      const next = ended.whole || attempt >= limits.leftOut ? undefined : without(leftOut, ended.step, ended.stopped);
      if (next === undefined) {
        const last = await ask({ job, wanted, leftOut, givenUp: ended.stopped });
        if ('handed' in last) return last.handed;
        throw new Error('bug' in last ? last.bug : last.stopped);
      }
      leftOut = next;
    }
  };

  const drop = (texts: readonly Uint8Array[]): void => {
    const buffers = texts.flatMap(({ buffer }) => (buffer instanceof ArrayBuffer ? [buffer] : []));
    worker?.postMessage({ dropped: true }, buffers);
  };

  return {
    audit,
    drop,
    end: () => {
      isOver = true;
      return end();
    },
  };
};

/** Leaves out as well what a worker was at when it was ended; undefined when that is no part, or was left out already. */
const without = (leftOut: LeftOut, { what, name }: Step, reason: string): LeftOut | undefined => {
  const part = what === 'file' ? 'files' : what === 'reader' ? 'readers' : what === 'rule' ? 'rules' : undefined;
  if (part === undefined || Object.hasOwn(leftOut[part], name)) return undefined;
  return { ...leftOut, [part]: { ...leftOut[part], [name]: reason } };
};
