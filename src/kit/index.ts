export { pointer, pointerKey } from './at.ts';
export type { At, Located } from './at.ts';
export type { Judge, JudgeContext, JudgedOutcome, Judgement } from './judge.ts';
export { defineReader } from './reader.ts';
export type { Reader, RepositoryView } from './reader.ts';
export { bare, declarationsOf, importsOf, nameOf, nodesOf, pathOf, placeOf } from './typescript.ts';
export type { Imported, Source } from './typescript.ts';
export { entryOf, evaluatorOf } from './evaluate.ts';
export type { Evaluator, Value } from './evaluate.ts';
