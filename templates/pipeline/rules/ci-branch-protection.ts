import type { Judge } from '../../../src/kit/index.ts';
import type { Pipeline, Protection } from '../model.ts';

/** Judges what all protections of the trunk demand together. */
export const judge: Judge<Pipeline> = ({ protections, trunk }) => {
  const of = protections.filter(({ protectsTrunk }) => protectsTrunk);
  const subject = `protection of ${trunk ?? 'the trunk'}`;
  if (of.length === 0) {
    return {
      outcome: 'unknown',
      message: 'Nothing in the repository says how the trunk is protected; the host may.',
      subject,
    };
  }
  const lacking = gapsOf(of.filter(({ enforced }) => enforced));
  const at = of.map((protection) => protection.at);
  const computed = of.find(({ unseen }) => unseen === true);
  if (lacking.length === 0 && computed !== undefined) {
    const message = `How the trunk is protected is computed in ${computed.at.path}, and cannot be told from here.`;
    return { outcome: 'unknown', message, at: [computed.at], subject };
  }
  if (lacking.length === 0)
    return { outcome: 'pass', message: 'A change reaches the trunk only reviewed and green.', at, subject };
  return {
    outcome: 'fail',
    message: `The protection of ${trunk ?? 'the trunk'} lacks: ${lacking.join('; ')}.`,
    at,
    subject,
  };
};

function gapsOf(protections: readonly Protection[]): readonly string[] {
  const some = (holds: (protection: Protection) => boolean): boolean => protections.some(holds);
  if (protections.length === 0) return ['a ruleset that enforces anything'];
  const required = protections.flatMap(({ requiredChecks }) => requiredChecks);
  const exempt = protections.every((protection) => (protection.exempt ?? []).length > 0)
    ? (protections[0]?.exempt ?? [])
    : [];
  const skipped = required.filter((check) => check.skipped === true).map(({ name }) => name);
  const unreal = required.filter(({ exists }) => !exists).map(({ name }) => name);
  return [
    ...(some(({ pullRequest }) => pullRequest) ? [] : ['a pull request']),
    ...(some(({ approvals }) => approvals >= 1) ? [] : ['an approval by someone else']),
    ...(some(({ codeOwnerReview }) => codeOwnerReview) ? [] : ['review by code owners']),
    ...(required.length > 0 ? [] : ['required checks']),
    ...(unreal.length === 0 ? [] : [`a job for the required checks ${unreal.join(', ')}`]),
    ...(skipped.length === 0
      ? []
      : [
          `\`if: always()\` in the job ${skipped.join(', ')}, which is skipped, and so passes, when a job is red that it waits for and that is not required itself`,
        ]),
    ...(exempt.length === 0 ? [] : [`obedience of all: ${exempt.join(' and ')} may go around it at any time`]),
    ...(some(({ blocksForcePush }) => blocksForcePush) ? [] : ['no force push']),
    ...(some(({ blocksDeletion }) => blocksDeletion) ? [] : ['no deletion']),
  ];
}
