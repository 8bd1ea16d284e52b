import { defineReader } from '../../../src/kit/index.ts';
import type { Monitoring } from '../model.ts';
import { resourcesOf } from './intrinsics.ts';
import { modelOf } from './model.ts';

/** Templates are told by what stands in them; of JSON, which much else is written in, by folder and name first. */
const templateGlobs = [
  '**/*.{yaml,yml,template}',
  '**/*.{template,cfn,cloudformation}.json',
  '**/{template*,*stack*,*cloudformation*,*cfn*}.json',
  '**/{cloudformation,cfn,stacks,templates}/**/*.json',
];

const types = /AWS::(?:CloudWatch|Synthetics)::/;

/** Output of builds is no source: it says the same a second time, or something old. */
const madeByTools = /(^|\/)(node_modules|cdk\.out|\.aws-sam|dist|tests?|__tests__|fixtures|examples)\//;

/** Alarms, dashboards and synthetic checks of CloudFormation templates, in JSON or YAML. */
export const reader = defineReader<Monitoring>({
  globs: templateGlobs,
  read: (view) => {
    const paths = view
      .glob(...templateGlobs)
      .filter((path) => !madeByTools.test(path) && types.test(view.text(path) ?? ''));
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
