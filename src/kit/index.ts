export { pointer, pointerKey } from './at.ts';
export type { At, Located } from './at.ts';
export type { Judge, JudgeContext, JudgedOutcome, Judgement } from './judge.ts';
export { defineReader } from './reader.ts';
export type { Reader, RepositoryView } from './reader.ts';
