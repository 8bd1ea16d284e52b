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
  const loaded = new Map<string, Script>();
  const fresh = new Map<string, Script>();
  const { getHeapCodeStatistics } = process.getBuiltinModule('node:v8');
  const compiledBytes = (): number => getHeapCodeStatistics().bytecode_and_metadata_size;
  const before = compiledBytes();
  let taken = 0;

  const compiled = (file: string): string => `${cache}/${basename(file)}-${Math.trunc(statSync(file).mtimeMs)}`;
  const load: Load = (module, file) => {
    const text = readFileSync(file, 'utf8').replace(/^#!.*/, '');
    // Such code cannot load modules in that way without a warning of Node's.
    if (text.includes('await import(')) return plain?.(module, file);
    const kept = compiled(file);
    const cachedData = readIfWhole(kept);
    const least = compiledBytes();
    const script = new Script(`(function (exports, require, module, __filename, __dirname) { ${text}\n})`, {
      filename: file,
      ...(cachedData && { cachedData }),
    });
    loaded.set(kept, script);
    if (cachedData === undefined || script.cachedDataRejected === true) fresh.set(kept, script);
    else taken += compiledBytes() - least;
    const run = script.runInThisContext() as Wrapped;
    run.call(module.exports, module.exports, (id) => module.require(id), module, file, dirname(file));
  };
  extensions['.cjs'] = (module, file) => (dirname(file) === folder ? load(module, file) : plain?.(module, file));

  if (env['CI'] !== undefined) return;
  process.once('exit', () => {
    // What is kept is of the runs before; one that had to compile much more has other needs, and adds what it compiled.
    const isEnough = compiledBytes() - before - taken < ofNode + taken * most;
    keep(isEnough ? fresh : loaded, cache);
  });
}

/** How much a run may compile beyond what was kept, as a part of that, before it is kept anew; and what Node compiles of itself. */
const most = 0.25;
const ofNode = 100_000;

/**
 * V8 looks at the head of what it is given, and a file of which the rest is lost would end the process. So the length stands at the
 * end too, and it is on the disk before the file has its name.
 */
const lengthBytes = 4;

const readIfWhole = (file: string): Buffer | undefined => {
  try {
    const content = readFileSync(file);
    const length = content.length - lengthBytes;
    return content.readUInt32LE(length) === length ? content.subarray(0, length) : undefined;
  } catch {
    return undefined;
  }
};

const writeWhole = (file: string, data: Buffer): void => {
  const length = Buffer.alloc(lengthBytes);
  length.writeUInt32LE(data.length);
  const unfinished = `${file}.${process.pid}.${process.hrtime.bigint()}`;
  writeFileSync(unfinished, Buffer.concat([data, length]), { flush: true });
  renameSync(unfinished, file);
};

/** Functions that were compiled on the way are in what is kept, so it is made at the end. */
function keep(scripts: ReadonlyMap<string, Script>, cache: string): void {
  if (scripts.size === 0) return;
  try {
    mkdirSync(cache, { recursive: true });
    for (const [file, script] of scripts) writeWhole(file, script.createCachedData());
  } catch {
    // It is only lost time.
  }
}
