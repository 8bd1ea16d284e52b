import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pagesOf } from './pages.ts';
import { standardOf } from './plugin.ts';

/** Writes the pages that follow from the standard; with --check only tells whether they are as they should be. */
const root = process.cwd();
const pages = pagesOf(standardOf(root).standard);
for (const folder of ['docs/rules', 'docs/templates']) {
  rmSync(join(root, folder), { recursive: true, force: true });
}
for (const [path, text] of pages) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
process.stdout.write(`${pages.size} pages written below docs/ (${readdirSync(join(root, 'docs')).join(', ')})\n`);
