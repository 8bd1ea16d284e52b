import type { RepositoryView } from '../../src/kit/index.ts';
import type { PlatformProbe } from './model.ts';
import { child, children, placeOf } from './values.ts';
import type { Spot } from './values.ts';

const outOfScope =
  /(?:^|\/)(?:node_modules|vendor|dist|cdk\.out|tests?|fixtures|testdata|examples?|templates|charts)\//;
const mentions = /\b(?:livenessProbe|readinessProbe|startupProbe|HealthCheckPath)\b/;

const spotsAtMost = 20_000;

/** Where Kubernetes manifests and CloudFormation templates say that the platform asks. What a template engine fills in is not read. */
export const platformProbesOf = (view: RepositoryView): readonly PlatformProbe[] =>
  view.glob('**/*.{yaml,yml}').flatMap((path) => {
    const text = outOfScope.test(path) ? undefined : view.text(path);
    if (text === undefined || !mentions.test(text) || text.includes('{{')) return [];
    return (view.yaml(path) ?? []).flatMap((value, document) => probesIn({ value, path, keys: [] }, document));
  });

const probesIn = (root: Spot, document: number): readonly PlatformProbe[] => {
  const found: PlatformProbe[] = [];
  const open: Spot[] = [root];
  for (let spot = open.pop(), seen = 0; spot !== undefined && seen < spotsAtMost; spot = open.pop(), seen += 1) {
    for (const [key, value] of children(spot)) {
      const asks =
        key === 'HealthCheckPath'
          ? value
          : /^(?:liveness|readiness|startup)Probe$/.test(key)
            ? child(child(value, 'httpGet'), 'path')
            : undefined;
      const path = asks === undefined ? null : typeof asks.value === 'string' ? asks.value : null;
      if (asks !== undefined && path?.startsWith('/')) found.push({ path, at: { ...placeOf(asks), document } });
      if (typeof value.value === 'object' && value.value !== null) open.push(value);
    }
  }
  return found;
};
