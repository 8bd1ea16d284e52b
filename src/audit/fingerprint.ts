import { digestOf } from '../kit/index.ts';
import type { Judgement } from '../kit/index.ts';

/** What makes a finding the same finding in the next run. */
export interface Identity {
  readonly rule: string;
  readonly judgement: Judgement;
  /** What was found wrong, in values of the repository rather than in words of ours; the message when there are none. */
  readonly evidence?: string | undefined;
}

/**
 * 16 hexadecimal digits over rule, symbolic place and evidence. Line numbers are no part of it, so a finding keeps its
 * fingerprint when lines move; nor is a pointer with its list positions when the rule named its subject.
 */
export const fingerprint = ({ rule, judgement, evidence = judgement.message }: Identity): string => {
  const [place] = judgement.at ?? [];
  const parts = [
    rule,
    place?.path ?? '',
    judgement.subject ?? place?.pointer ?? '',
    evidence.replace(/\s+/g, ' ').trim(),
  ];
  return digestOf(JSON.stringify(parts));
};

/** Tells equal fingerprints of one report apart, in the order of the findings. */
export const distinguish = (): ((print: string) => string) => {
  const seen = new Map<string, number>();
  return (print) => {
    const count = (seen.get(print) ?? 0) + 1;
    seen.set(print, count);
    return count === 1 ? print : digestOf(`${print} ${count}`);
  };
};
