import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname } from 'node:path';
import { Script } from 'node:vm';

type Load = (module: NodeJS.Module, file: string) => void;
type Wrapped = (
  exports: unknown,
  require: (id: string) => unknown,
  module: NodeJS.Module,
  file: string,
  folder: string,
) => void;

/**
 * Keeps what V8 compiles of this package beside it, in `.cache` of its own folder, and takes it from there the next time: compiling
 * is a fifth of a short run. Node's own cache keeps only what is compiled at once, a third of that, and not before version 22.
 *
 * V8 itself refuses what was made by another version of it or of another text. Who can write there can change the code as well, so
 * nothing is trusted that was not before. Where nothing can be written, or in CI, where the next run starts anew, nothing is.
 *
 * @param folder where the code is
 */
export function keepCompiledCode(folder: string): void {
  const { version, arch, env } = process;
  const { extensions } = createRequire(`${folder}/`);
  const cache = `${folder}/.cache/${version}-${arch}`;
  const plain: Load | undefined = extensions['.js'];
  const fresh = new Map<string, Made>();

  const compiled = (file: string): string => `${cache}/${basename(file)}-${Math.trunc(statSync(file).mtimeMs)}`;
  const load: Load = (module, file) => {
    const text = readFileSync(file, 'utf8').replace(/^#!.*/, '');
    // Such code cannot load modules in that way without a warning of Node's.
    if (text.includes('await import(')) return plain?.(module, file);
    const kept = compiled(file);
    const { data: cachedData, times, age } = readIfWhole(kept) ?? nothing;
    const script = new Script(`(function (exports, require, module, __filename, __dirname) { ${text}\n})`, {
      filename: file,
      ...(cachedData && { cachedData }),
    });
    if (cachedData === undefined || script.cachedDataRejected === true) fresh.set(kept, { script, times: 1 });
    else if (times < enough || age > aDay) fresh.set(kept, { script, times: times + 1 });
    const run = script.runInThisContext() as Wrapped;
    run.call(module.exports, module.exports, (id) => module.require(id), module, file, dirname(file));
  };
  extensions['.cjs'] = (module, file) => (dirname(file) === folder ? load(module, file) : plain?.(module, file));

  if (env['CI'] === undefined) process.once('exit', () => keep(fresh, cache));
}

/** A script, and how often what was compiled of it was kept, this time included. */
interface Made {
  readonly script: Script;
  readonly times: number;
}

/** What is kept of a file, how often it was made anew, and its age in milliseconds. */
interface Kept {
  readonly data: Buffer | undefined;
  readonly times: number;
  readonly age: number;
}

const nothing: Kept = { data: undefined, times: 0, age: 0 };

/**
 * Each run adds the functions that only it needed, and the first one may have needed few. After so many runs little is missing;
 * from then on once a day is enough.
 */
const enough = 4;
const aDay = 86_400_000;

/**
 * V8 looks at the head of what it is given, and a file of which the rest is lost would end the process. So the length stands at the
 * end too, after how often it was made, and it is on the disk before the file has its name.
 */
const endBytes = 8;

const readIfWhole = (file: string): Kept | undefined => {
  try {
    const content = readFileSync(file);
    const length = content.length - endBytes;
    if (content.readUInt32LE(length + 4) !== length) return undefined;
    const age = Date.now() - statSync(file).mtimeMs;
    return { data: content.subarray(0, length), times: content.readUInt32LE(length), age };
  } catch {
    return undefined;
  }
};

const writeWhole = (file: string, data: Buffer, times: number): void => {
  const end = Buffer.alloc(endBytes);
  end.writeUInt32LE(times);
  end.writeUInt32LE(data.length, 4);
  const unfinished = `${file}.${process.pid}.${process.hrtime.bigint()}`;
  writeFileSync(unfinished, Buffer.concat([data, end]), { flush: true });
  renameSync(unfinished, file);
};

/** Functions that were compiled on the way are in what is kept, so it is made at the end. */
function keep(scripts: ReadonlyMap<string, Made>, cache: string): void {
  if (scripts.size === 0) return;
  try {
    mkdirSync(cache, { recursive: true });
    for (const [file, { script, times }] of scripts) writeWhole(file, script.createCachedData(), times);
  } catch {
    // It is only lost time.
  }
}
