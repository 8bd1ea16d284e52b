import type { Judge, Judgement } from '../../../src/kit/index.ts';
import { shown } from '../../../src/kit/index.ts';
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
export const judge: Judge<Repository> = ({ readmes, library }, { choices }) => {
  const [readme] = readmes;
  if (readme === undefined) return { outcome: 'fail', message: 'No README says what this repository is.' };
  if (readme.unread === true)
    return { outcome: 'unknown', message: `${readme.at.path} is no Markdown, and is not read.`, at: [readme.at] };
  // A library is installed by those who use it, not deployed.
  const asked = library === null ? readme.missing : readme.missing.filter((topic) => topic !== 'deploy');
  return [outline({ ...readme, missing: asked }, choices['readme.headings']), ...commands(readme)];
};

/** `run: Inbetriebnahme` says that a heading with that word answers how to run it. */
const answers = (headings: readonly string[], topic: Topic, said: unknown): boolean =>
  (Array.isArray(said) ? said : []).some((entry) => {
    const [, about, word] = /^\s*(\w+)\s*:(.*)$/s.exec(shown(entry)) ?? [];
    const wanted = word?.trim().toLowerCase() ?? '';
    return about === topic && wanted !== '' && headings.some((heading) => heading.toLowerCase().includes(wanted));
  });

const outline = ({ missing: unanswered, headings, at }: Readme, said: unknown): Judgement => {
  const missing = unanswered.filter((topic) => !answers(headings, topic, said));
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
