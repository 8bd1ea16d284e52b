import { defineReader } from '../../../src/kit/index.ts';
import type { Monitoring } from '../model.ts';
import { resourcesOf } from './intrinsics.ts';
import { modelOf } from './model.ts';

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
    return modelOf(resources, view);
  },
  answers: ({ synthetics }) => {
    const minutes = synthetics.find(({ everyMinutes }) => everyMinutes !== null)?.everyMinutes ?? null;
    return minutes === null ? {} : { syntheticMinutes: minutes };
  },
});
