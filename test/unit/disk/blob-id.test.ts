import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blobId } from '../../../src/plan/blob-id.ts';

test('a blob id is what git hash-object says, for any bytes', () => {
  const folder = mkdtempSync(join(tmpdir(), 'blob-id-'));
  const contents = fc.sample(fc.uint8Array({ maxLength: 5000, size: 'max' }), 200);
  const paths = contents.map((content, n) => {
    const path = join(folder, String(n));
    writeFileSync(path, content);
    return path;
  });
  const said = execFileSync('git', ['hash-object', '--no-filters', '--stdin-paths'], {
    input: paths.join('\n'),
    encoding: 'utf8',
  });
  rmSync(folder, { recursive: true });
  expect(contents.map(blobId)).toEqual(said.trim().split('\n'));
});
