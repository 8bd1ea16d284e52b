import { calendarFrom } from '../../src/kit/index.ts';
import type { JudgeContext } from '../../src/kit/index.ts';

/** What a rule is judged with where nothing but its model matters. */
export const judgeContext: JudgeContext = {
  tier: 2,
  models: {},
  calendar: calendarFrom('2026-11-25'),
  choices: {},
  templates: {},
  settings: { config: [], waivers: [] },
};
