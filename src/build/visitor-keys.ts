import { VISITOR_KEYS } from '@babel/types';

/** Source of `virtual:visitor-keys`. The library has the table too, but together with half a megabyte of other code. */
export const visitorKeysModule = (): string => `export const visitorKeys = ${JSON.stringify(VISITOR_KEYS)};`;
