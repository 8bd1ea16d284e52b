import type { Progress, RuleCounts } from '../audit/steps.ts';
import type { Palette } from './palette.ts';
import { stepCaveat } from './clear.ts';
import { wrap } from './text.ts';

const mostOpen = 6;

const names: readonly (readonly [keyof RuleCounts, string])[] = [
  ['failed', 'failed'],
  ['error', 'not judged'],
  ['passed', 'passed'],
  ['waived', 'waived'],
  ['baselined', 'in the baseline'],
  ['unknown', 'unknown'],
  ['notApplicable', 'not applicable'],
];

/** `2 failed, 9 passed`: rules by what they came to; what did not occur is left out. */
export const countsText = (counts: RuleCounts): string =>
  names
    .filter(([key]) => counts[key] > 0)
    .map(([key, name]) => `${counts[key]} ${name}`)
    .join(', ') || 'nothing to judge';

/** Rules that keep a step open, as many as can be taken in. */
export const openText = (open: readonly string[]): string =>
  open.length > mostOpen ? `${open.slice(0, mostOpen).join(', ')} and ${open.length - mostOpen} more` : open.join(', ');

/** The four steps for a terminal: which are taken, and what keeps the next one open. */
export const progressLines = (
  progress: Progress,
  incomplete: boolean,
  colors: Palette,
  width: number,
): readonly string[] => [
  colors.bold(`Step ${progress.step} of ${progress.steps.length} reached${stepCaveat(incomplete)}`),
  ...progress.steps.flatMap((step) => {
    const taken = step.step <= progress.step;
    const sign = taken ? colors.green('✓') : colors.dim('·');
    return [
      ...wrap(step.title, width, '    ').map((line, index) => (index === 0 ? `  ${sign} ${line.trimStart()}` : line)),
      colors.dim(`    ${countsText(step)}`),
      ...(step.open.length > 0 ? wrap(`open: ${openText(step.open)}`, width, '    ') : []),
    ];
  }),
  '',
];
