import { record } from '../../../src/kit/index.ts';
import type { RepositoryView } from '../../../src/kit/index.ts';
import { coverageOf } from '../coverage.ts';
import { text } from '../model.ts';
import type { Alarm, Monitoring, Synthetic } from '../model.ts';
import { alarmsOf } from './alarms.ts';
import { dashboardsOf } from './dashboards.ts';
import { literal, placeOf } from './intrinsics.ts';
import type { Resource } from './intrinsics.ts';

/** What resources of CloudWatch mean, whichever tool wrote them. */
export const modelOf = (
  resources: readonly Resource[],
  view: RepositoryView,
): Pick<Monitoring, 'alarms' | 'coverage' | 'dashboards' | 'synthetics'> => {
  const alarms = alarmsOf(resources, view);
  return {
    alarms,
    coverage: coverageOf(alarms),
    dashboards: dashboardsOf(resources),
    synthetics: resources
      .filter(({ type }) => type === 'AWS::Synthetics::Canary')
      .map((canary) => synthetic(canary, alarms)),
  };
};

const synthetic = (canary: Resource, alarms: readonly Alarm[]): Synthetic => {
  const { id, properties } = canary;
  const name = literal(properties['Name']);
  const rate = /^rate\((\d{1,5}) (minute|hour)s?\)$/.exec(text(record(properties['Schedule'])['Expression']) ?? '');
  return {
    name: id,
    everyMinutes: rate === null ? null : Number(rate[1]) * (rate[2] === 'hour' ? 60 : 1),
    ...(properties['StartCanaryAfterCreation'] === false && { started: false }),
    runtime: text(properties['RuntimeVersion']),
    alarms: alarms
      .filter(
        ({ signal, watches }) =>
          signal === 'journey' &&
          (watches.endsWith(` ${id}`) || watches.endsWith(`.${id}`) || watches === `synthetic check ${name}`),
      )
      .map((alarm) => alarm.name),
    at: placeOf(canary),
  };
};
