import { readFileSync } from 'node:fs';

/** One JSON file of the shipped standard, by its name without ending. The build puts them beside the bundled code. */
export const readShipped = (name: string): unknown =>
  JSON.parse(readFileSync(`${import.meta.dirname}/standard/${name}.json`, 'utf8'));
