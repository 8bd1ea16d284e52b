import type { Deployment } from '../model.ts';
import type { RawAction, RawPipeline, RawStage } from './raw.ts';

export type Gate = Deployment['gates'][number];

/** An action in its place in a run. */
export interface Placed {
  readonly stage: RawStage;
  readonly action: RawAction;
  readonly key: string;
  /** Actions with the same number run side by side; all of a lower number are done before. */
  readonly turn: number;
  /** What held the run since the turn before that had actions of this sort. */
  readonly gates: readonly Gate[];
  /** Whether a person has to open the way for every run. */
  readonly closed: boolean;
}

/** Actions that are looked at; the service itself takes not many more. */
const most = 300;

/** The actions of a pipeline that do something, in the order of their turns, each with the gates right before it. */
export function placedIn({ stages }: RawPipeline): readonly Placed[] {
  const placed: Placed[] = [];
  let turn = 0;
  let closed = false;
  let gates: Gate[] = [];
  for (const stage of stages) {
    closed ||= stage.closed;
    gates.push(...stage.entry);
    const orders = [...new Set(stage.actions.map(({ order }) => order))].toSorted((first, second) => first - second);
    for (const order of orders) {
      const here = stage.actions.filter((action) => action.order === order);
      turn += 1;
      if (here.some(({ category }) => category === 'Approval')) gates.push('approval');
      const doing = here.filter(({ category }) => category !== 'Approval' && category !== 'Source');
      placed.push(
        ...doing.map((action) => ({
          stage,
          action,
          key: `${stage.name}/${action.name}`,
          turn,
          gates: [...gates],
          closed,
        })),
      );
    }
    gates = [...gates, ...stage.exit];
  }
  return placed.slice(0, most);
}

/** Keys of what has to be done before an action. */
export const before = (placed: readonly Placed[], { turn }: Placed): readonly string[] =>
  placed.filter((other) => other.turn < turn).map(({ key }) => key);

/** Keys of the actions of the turn right before: what an action waits for directly. */
export function needs(placed: readonly Placed[], { turn }: Placed): readonly string[] {
  const last = Math.max(...placed.map((other) => (other.turn < turn ? other.turn : 0)));
  return placed.filter((other) => other.turn === last).map(({ key }) => key);
}
