import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Readme, Repository, Topic } from '../model.ts';

const questions: Readonly<Record<Topic, string>> = {
  what: 'what it is',
  run: 'how to run it',
  test: 'how to test it',
  deploy: 'how to deploy it',
  owner: 'who owns it',
  links: 'where to read on',
};

/** One statement on the outline of the README, and one on each command that needs something of the repository. */
export const judge: Judge<Repository> = ({ readmes }) => {
  const [readme] = readmes;
  if (readme === undefined) return { outcome: 'fail', message: 'No README says what this repository is.' };
  return [outline(readme), ...commands(readme)];
};

const outline = ({ missing, at }: Readme): Judgement => {
  const about = { subject: 'headings', at: [at] };
  if (missing.length === 0) return { ...about, outcome: 'pass', message: `${at.path} answers what people come for.` };
  return {
    ...about,
    outcome: 'fail',
    message: `No heading of ${at.path} says ${missing.map((topic) => questions[topic]).join(', ')}.`,
  };
};

const commands = ({ commands: judged }: Readme): readonly Judgement[] =>
  judged.map(({ text, needs, exists, at }) => ({
    outcome: exists ? 'pass' : 'fail',
    message: exists ? `\`${text}\` finds the ${needs}.` : `\`${text}\` cannot work: there is no ${needs}.`,
    subject: `command ${text}`,
    at: [at],
  }));
