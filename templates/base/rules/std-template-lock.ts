import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Lock, Repository } from '../model.ts';

/** What a lock lacks; and, where a newer template waits, which files an update would have to merge. */
export const judge: Judge<Repository> = ({ locks, manifest }, { templates }) =>
  locks.length === 0
    ? {
        outcome: 'fail',
        message: 'Nothing tells which template made the repository (.create-service/manifest.json).',
      }
    : locks.map((lock) => judged(lock, manifest?.templates ?? {}, templates));

type Versions = Readonly<Record<string, string>>;

const judged = ({ tool, lacks, edited, files, at }: Lock, used: Versions, newest: Versions): Judgement => {
  const about = { subject: `lock of ${tool}`, at: [at] };
  if (lacks.length > 0) return { ...about, outcome: 'fail', message: `The lock of ${tool} lacks ${lacks.join(', ')}.` };
  if (tool !== 'create-service') return { ...about, outcome: 'pass', message: `${tool} can render it again.` };
  for (const [template, version] of Object.entries(used)) {
    const next = Object.hasOwn(newest, template) ? newest[template] : undefined;
    const own = edited.filter((file) => file.template === template);
    if (next === undefined || !isNewer(next, version) || own.length === 0) continue;
    return {
      ...about,
      outcome: 'fail',
      message: `${template} ${next} is there, the service has ${version}, and an update has to merge ${named(own)}.`,
    };
  }
  const message =
    edited.length === 0
      ? `All ${files} files are as they were rendered.`
      : `Edited since it was rendered: ${named(edited)}.`;
  return { ...about, outcome: 'pass', message };
};

const named = (files: Lock['edited']): string => {
  const shown = files.slice(0, 10).map(({ path, gone }) => (gone ? `${path} (gone)` : path));
  return files.length > shown.length ? `${shown.join(', ')} and ${files.length - shown.length} more` : shown.join(', ');
};

/** Whether one version comes after another. What is no version of three numbers is never newer. */
const isNewer = (version: string, than: string): boolean => {
  const [a, b] = [version, than].map((text) => /^(\d{1,6})\.(\d{1,6})\.(\d{1,6})/.exec(text)?.slice(1).map(Number));
  if (a === undefined || b === undefined) return false;
  const at = a.findIndex((number, index) => number !== b[index]);
  return at !== -1 && (a[at] ?? 0) > (b[at] ?? 0);
};
