import { defineReader, terraformGlobs, terraformIn } from '../../../src/kit/index.ts';
import type { TerraformRoot } from '../../../src/kit/index.ts';
import { modelOf } from '../cloudwatch/model.ts';
import type { Elsewhere, Monitoring } from '../model.ts';
import { resourceOf } from './resources.ts';

const foreign = /(?:^|\/)(?:node_modules|vendor|tests?|examples?|fixtures?)\//;

/** Alarms, dashboards and checks of CloudWatch that Terraform makes; of vendors of monitoring that they are there. */
export const reader = defineReader<Monitoring>({
  globs: terraformGlobs,
  read: async (view) => {
    const roots = await terraformIn(view, foreign);
    const resources = roots.flatMap((root) => root.resources.flatMap((resource) => resourceOf(resource) ?? []));
    // One module that several roots call makes the same alarm in each: it is written once.
    const written = new Map(resources.map((resource) => [JSON.stringify(resource), resource]));
    // One of each says enough.
    const others = new Map(roots.flatMap(elsewhereIn).map((other) => [other.what, other]));
    return { ...modelOf([...written.values()], view), elsewhere: [...others.values()] };
  },
});

const vendors =
  /^(?:datadog_monitor|datadog_synthetics_test|newrelic_\w*alert\w*|grafana_(?:rule_group|dashboard)|google_monitoring_(?:alert_policy|dashboard|uptime_check_config|slo)|azurerm_monitor_\w+|opsgenie_\w+|signalfx_detector|dynatrace_\w+)$/;

/** What a type of resource is seen to be. */
const definesOf = (type: string): Pick<Elsewhere, 'defines'> =>
  /dashboard/.test(type)
    ? { defines: ['dashboards'] }
    : /alert|monitor$|rule_group/.test(type)
      ? { defines: ['alarms'] }
      : {};

/** What monitors by other means: its alarms are unknown, not absent. */
const elsewhereIn = ({ resources, calls }: TerraformRoot): readonly Elsewhere[] => [
  ...resources
    .filter(({ type }) => vendors.test(type))
    .map(({ type, at }) => ({ what: `resources ${type}`, ...definesOf(type), at: { path: at.path } })),
  ...calls
    .filter(({ source, address }) => /alarm|monitor|alert|cloudwatch|dashboard/i.test(`${source} ${address}`))
    .map(({ source, at }) => ({ what: `the module ${source ?? 'of a computed address'}`, at: { path: at.path } })),
];
