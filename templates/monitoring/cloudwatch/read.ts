import { defineReader, pointer, record } from '../../../src/kit/index.ts';
import { text } from '../model.ts';
import type { Alarm, Monitoring, Synthetic } from '../model.ts';
import { alarmsOf } from './alarms.ts';
import { coverageOf } from '../coverage.ts';
import { dashboardsOf } from './dashboards.ts';
import { literal, resourcesOf } from './intrinsics.ts';
import type { Resource } from './intrinsics.ts';

const templateGlobs = [
  '**/*.template.{json,yaml,yml}',
  '**/*.{cfn,cloudformation}.{json,yaml,yml}',
  '**/{cloudformation,cfn}/**/*.{json,yaml,yml}',
  '**/template.{json,yaml,yml}',
];

/** Output of builds is no source: it says the same a second time, or something old. */
const madeByTools = /(^|\/)(node_modules|cdk\.out|\.aws-sam|dist)\//;

/** Alarms, dashboards and synthetic checks of CloudFormation templates, in JSON or YAML. */
export const reader = defineReader<Monitoring>({
  globs: templateGlobs,
  read: (view) => {
    const paths = view.glob(...templateGlobs).filter((path) => !madeByTools.test(path));
    const resources = paths.flatMap((path) =>
      (view.yaml(path) ?? []).flatMap((document) => resourcesOf(document, path)),
    );
    const alarms = alarmsOf(resources, view);
    return {
      alarms,
      coverage: coverageOf(alarms),
      dashboards: dashboardsOf(resources),
      synthetics: resources
        .filter(({ type }) => type === 'AWS::Synthetics::Canary')
        .map((canary) => synthetic(canary, alarms)),
    };
  },
  answers: ({ synthetics }) => {
    const minutes = synthetics.find(({ everyMinutes }) => everyMinutes !== null)?.everyMinutes ?? null;
    return minutes === null ? {} : { syntheticMinutes: minutes };
  },
});

const synthetic = ({ id, properties, path }: Resource, alarms: readonly Alarm[]): Synthetic => {
  const name = literal(properties['Name']);
  const rate = /^rate\((\d{1,5}) (minute|hour)s?\)$/.exec(text(record(properties['Schedule'])['Expression']) ?? '');
  return {
    name: id,
    everyMinutes: rate === null ? null : Number(rate[1]) * (rate[2] === 'hour' ? 60 : 1),
    runtime: text(properties['RuntimeVersion']),
    alarms: alarms
      .filter(
        ({ signal, watches }) =>
          signal === 'journey' && (watches === `synthetic check ${id}` || watches === `synthetic check ${name}`),
      )
      .map((alarm) => alarm.name),
    at: { path, pointer: pointer('Resources', id) },
  };
};
