import { get, list } from '../../../src/kit/index.ts';
import type { At, Calendar, Judge, JudgeContext, Judgement } from '../../../src/kit/index.ts';
import type { Recovery, Repository } from '../model.ts';

const longest = 180;

/** A store of the infrastructure, as far as this rule needs it; the model of another kind may look otherwise one day. */
interface Store {
  readonly name: string;
  readonly backups: unknown;
  readonly at: readonly At[];
}

export const judge: Judge<Repository> = (repository, context) => {
  const stores = storesOf(context);
  const [recovery] = repository.recovery;
  if (recovery !== undefined) {
    return [promised(recovery), rehearsed(recovery, repository, context.calendar), ...kept(recovery, stores)];
  }
  const data = dataOf(repository, stores);
  return data === undefined
    ? { outcome: 'not-applicable', message: 'Nothing here tells of data that the service keeps.' }
    : {
        outcome: 'fail',
        message: `The service keeps data (${data.what}), and nothing promises how soon and to which point it comes back (service.yaml, recovery).`,
        subject: 'recovery',
        at: data.at,
      };
};

/** Databases and the like, which data-backup judges too: what has no backup settings at all is none. */
const storesOf = ({ models }: JudgeContext): readonly Store[] =>
  list(get(models['iac'], 'stateful')).flatMap((store): readonly Store[] => {
    const backup = get(store, 'backup');
    if (typeof backup !== 'object' || backup === null) return [];
    const at = get(store, 'at');
    const name = `${String(get(store, 'type'))} ${String(get(store, 'resource'))}`;
    return [{ name, backups: get(backup, 'enabled'), at: typeof get(at, 'path') === 'string' ? [at as At] : [] }];
  });

/** The plainest sign that there is data: a duty for it, an entry of the catalogue, a resource. */
const dataOf = (
  { duties, resources }: Repository,
  stores: readonly Store[],
): { readonly what: string; readonly at: readonly At[] } | undefined => {
  const duty = duties.find((candidate) => candidate.duty === 'database');
  if (duty !== undefined && duty.contact !== null && duty.contactKind !== 'none')
    return { what: `${duty.contact} answers for its database`, at: [duty.at] };
  const resource = resources.find(
    ({ type, rebuildable }) => !rebuildable && /database|datastore|table/i.test(type ?? ''),
  );
  if (resource !== undefined) return { what: `${resource.type} ${resource.name ?? ''}`.trim(), at: [resource.at] };
  const [store] = stores;
  return store && { what: store.name, at: store.at };
};

const promised = ({ rto, rpo, at }: Recovery): Judgement => {
  const about = { subject: 'recovery objectives' };
  const missing = [...(rto === null ? ['rto'] : []), ...(rpo === null ? ['rpo'] : [])];
  if (missing.length > 0)
    return { ...about, outcome: 'fail', message: `The recovery names no ${missing.join(' and no ')}.`, at: [at] };
  const unclear = [rto, rpo].find((span) => span?.minutes === null);
  if (unclear)
    return {
      ...about,
      outcome: 'fail',
      message: `"${unclear.written}" is no length of time such as 15m, 4h or 1d.`,
      at: [unclear.at],
    };
  const message = `Data is back within ${rto?.written}, to a point at most ${rpo?.written} before its loss.`;
  return { ...about, outcome: 'pass', message, at: [at] };
};

const rehearsed = (
  { lastRestoreTest, at }: Recovery,
  { readiness, service }: Repository,
  calendar: Calendar,
): Judgement => {
  const about = { subject: 'restore test' };
  if (lastRestoreTest === null) {
    const before = service?.lifecycle === 'experimental' || readiness[0]?.status === 'scheduled';
    return before
      ? { ...about, outcome: 'unknown', message: 'The first restore test is due before production traffic.', at: [at] }
      : { ...about, outcome: 'fail', message: 'No restore was ever rehearsed (lastRestoreTest).', at: [at] };
  }
  const { written, date } = lastRestoreTest;
  const fail = (message: string): Judgement => ({ ...about, outcome: 'fail', message, at: [lastRestoreTest.at] });
  if (date === null) return fail(`The restore test has no day, as YYYY-MM-DD: ${written}.`);
  // One day ahead is today somewhere on earth.
  if (!calendar.reached(date, -1)) return fail(`The restore test of ${date} has not been yet.`);
  return calendar.reached(date, longest + 1)
    ? fail(
        `The last restore test was ${calendar.daysSince(date)} days ago, on ${date}; at most ${longest} are allowed.`,
      )
    : { ...about, outcome: 'pass', message: `A restore was rehearsed on ${date}.`, at: [lastRestoreTest.at] };
};

/** A promise that no backup stands behind. Computed settings are no reason to doubt it. */
const kept = ({ rpo, at }: Recovery, stores: readonly Store[]): readonly Judgement[] =>
  stores.flatMap((store): readonly Judgement[] =>
    store.backups === 'no'
      ? [
          {
            outcome: 'fail',
            message: `At most ${rpo?.written ?? 'a part'} of the data may be lost, and the ${store.name} has no backups.`,
            subject: `recovery of ${store.name}`,
            at: [rpo?.at ?? at, ...store.at],
          },
        ]
      : [],
  );
