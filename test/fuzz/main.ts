import { units } from 'virtual:units';
import { corpusOf, faultsOf } from '../support/fuzzed.ts';
import { chanceOf, mutate } from '../support/mutate.ts';
import { standard } from '../support/standard.ts';
import { startCoverage } from './coverage.ts';

// `npm run fuzz -- [minutes] [seed]`: changes documents by chance, keeps those that run code which none before them ran, and goes
// on from these. Ends with 1 when anything broke, with the documents that did it.

const [minutes = 3, seed = 1] = process.argv.slice(2).map(Number);
const until = Date.now() + minutes * 60_000;
const chance = chanceOf(seed);

const coverage = startCoverage((url) => url.startsWith('file:'));
const corpora = units.readers.map((unit) => ({
  name: unit.template ?? unit.kind,
  corpus: [...corpusOf(unit, standard)],
}));
const faults = new Map<string, string>();
let [executions, kept] = [0, 0];

const say = (): void =>
  void process.stdout.write(
    `${executions} executions, ${coverage.blocks} blocks, ${kept} inputs kept, ${faults.size} kinds of faults\n`,
  );

for (const { corpus } of corpora) for (const files of corpus) await faultsOf(files, standard, units);
coverage.news();
process.stdout.write(`${corpora.length} readers, ${coverage.blocks} blocks by their examples alone\n`);

for (let told = Date.now(); Date.now() < until;) {
  for (const { name, corpus } of corpora) {
    // What was kept last is looked at more often.
    const at = Math.floor((chance() < 0.4 ? 1 - chance() ** 2 / 3 : chance()) * corpus.length);
    const files = mutate(corpus[Math.min(at, corpus.length - 1)] ?? {}, chance);
    const found = await faultsOf(files, standard, units);
    executions += 1;
    if (coverage.news() > 0) {
      corpus.push(files);
      kept += 1;
    }
    for (const fault of found) {
      const kind = `${name}: ${fault.replaceAll(/\d+/g, 'N')}`;
      if (faults.has(kind)) continue;
      faults.set(kind, JSON.stringify(files));
      process.stdout.write(`FAULT ${kind}\n${JSON.stringify(files).slice(0, 4_000)}\n`);
    }
  }
  if (Date.now() - told < 30_000) continue;
  told = Date.now();
  say();
}
say();
process.exitCode = faults.size === 0 ? 0 : 1;
