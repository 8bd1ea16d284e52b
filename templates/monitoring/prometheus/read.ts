import { defineReader } from '../../../src/kit/index.ts';
import { coverageOf } from '../coverage.ts';
import type { Alarm, Monitoring, Synthetic } from '../model.ts';
import { alarmsOf } from './alarms.ts';
import { configGlobs, configurationOf } from './documents.ts';
import type { ProbeJob } from './documents.ts';
import { secondsOf } from './expression.ts';
import { dashboardGlobs, dashboardsOf, otherDashboards } from './grafana.ts';

/** Alerts and recording rules of Prometheus, routes of Alertmanager, probes, and dashboards of Grafana. */
export const reader = defineReader<Monitoring>({
  globs: [...configGlobs, ...dashboardGlobs],
  read: async (view) => {
    const configuration = configurationOf(view);
    const alarms = await alarmsOf(configuration, view);
    const [chart] = configuration.charts;
    return {
      alarms,
      coverage: coverageOf(alarms),
      dashboards: dashboardsOf(view),
      synthetics: configuration.probes.map((probe) => synthetic(probe, alarms)),
      elsewhere: [
        ...(chart === undefined ? [] : [{ what: 'templates of a chart', at: chart }]),
        ...otherDashboards(view),
      ],
    };
  },
});

/** A probe is watched by the alerts on its success, for its own job or for every one. */
const synthetic = ({ name, interval, at }: ProbeJob, alarms: readonly Alarm[]): Synthetic => {
  const seconds = secondsOf(interval ?? '');
  return {
    name,
    everyMinutes: seconds === null ? null : seconds / 60,
    runtime: null,
    alarms: alarms.filter(({ signal, part }) => signal === 'journey' && !part).map((alarm) => alarm.name),
    at,
  };
};
