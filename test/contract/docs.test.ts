import { readFolder } from '../../src/disk/read-folder.ts';
import { pagesOf } from '../../src/build/pages.ts';
import { describe, expect, it } from 'vitest';
import { root, standard } from '../support/standard.ts';

describe('the generated pages of docs/', () => {
  const pages = pagesOf(standard);

  it('are as the standard says; `npm run docs` writes them', () => {
    const committed = ['rules', 'templates'].flatMap((folder) =>
      [...readFolder(`${root}/docs/${folder}`)].map(([path, text]): [string, string] => [
        `docs/${folder}/${path}`,
        text,
      ]),
    );
    expect(new Map(committed)).toEqual(new Map([...pages].sort(([a], [b]) => (a < b ? -1 : 1))));
  });
});
