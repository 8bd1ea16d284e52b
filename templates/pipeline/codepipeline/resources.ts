import { get } from '../../../src/kit/index.ts';
import type { Mapping } from '../../../src/kit/index.ts';
import { text } from '../values.ts';

const most = 200;

/** The resources of a template that are of one type, by their logical ids. */
export const ofType = (resources: Mapping, type: string): readonly (readonly [string, unknown])[] =>
  Object.entries(resources)
    .filter(([, body]) => text(get(body, 'Type')) === type)
    .slice(0, most);
