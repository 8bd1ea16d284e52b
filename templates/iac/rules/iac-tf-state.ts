import type { Judge, Judgement } from '../../../src/kit/index.ts';
import type { Infrastructure, State } from '../model.ts';

export const judge: Judge<Infrastructure> = ({ states }): Judgement | readonly Judgement[] =>
  states.length === 0
    ? { outcome: 'not-applicable', message: 'Terraform is not run in this repository.' }
    : states.map((state): Judgement => {
        const name = state.directory === '' ? 'Terraform' : `Terraform in ${state.directory}`;
        const about = { at: [state.at], subject: name };
        const wrong = problemsOf(state);
        if (wrong.length > 0) return { outcome: 'fail', message: `${name} ${wrong.join(', and ')}.`, ...about };
        const unseen = unseenOf(state);
        if (unseen.length > 0) {
          return { outcome: 'unknown', message: `Of ${name} the source does not show ${unseen.join(', ')}.`, ...about };
        }
        return { outcome: 'pass', message: `${name} keeps its state in ${state.backend ?? ''}, locked.`, ...about };
      });

const problemsOf = (state: State): readonly string[] => {
  const { remote, encrypted, locked, versioned, unconstrained, lockFile } = state;
  return [
    ...(remote === 'no' ? ['keeps its state in a file of whoever runs it'] : []),
    ...(remote !== 'no' && encrypted === 'no' ? ['does not encrypt its state'] : []),
    ...(remote !== 'no' && locked === 'no' ? ['does not lock its state'] : []),
    ...(versioned === 'no' ? ['says no required_version'] : []),
    ...(unconstrained.length > 0 ? [`uses ${unconstrained.join(', ')} in any version`] : []),
    ...(lockFile === 'no' ? ['has no .terraform.lock.hcl with its providers beside it'] : []),
  ];
};

const unseenOf = ({ remote, encrypted, locked, versioned, lockFile }: State): readonly string[] => [
  ...(remote === 'unknown' ? ['where the state is kept'] : []),
  ...(encrypted === 'unknown' ? ['whether the state is encrypted'] : []),
  ...(locked === 'unknown' ? ['whether the state is locked'] : []),
  ...(versioned === 'unknown' ? ['which versions of Terraform it is for'] : []),
  ...(lockFile === 'unknown' ? ['which providers are locked'] : []),
];
