import { get, list, type At } from '../../../src/kit/index.ts';
import type { Reference, Runtime } from '../model.ts';
import { runtimeOfImage } from '../runtimes.ts';
import { imageReference } from '../references.ts';
import { text } from '../values.ts';
import type { RawJob } from './jobs.ts';
import type { Config, Unseen } from './layers.ts';
import { expand } from './variables.ts';

/** The image that a job runs in, as far as the configuration says it; undefined when a variable of the project does. */
export function imageOf(job: RawJob): { readonly image: string; readonly at: At } | undefined {
  const said = text(job.data['image']) ?? text(get(job.data['image'], 'name'));
  return said === undefined || job.fromHost ? undefined : seen(said, job, job.place('image'));
}

// The proxy only stands in front of Docker Hub.
const proxy = /^\$\{?CI_DEPENDENCY_PROXY_(?:GROUP|DIRECT_GROUP)_IMAGE_PREFIX\}?\//;

function seen(said: string, job: RawJob, at: At): { readonly image: string; readonly at: At } | undefined {
  const image = expand(said.replace(proxy, ''), job.variables).replace(proxy, '').trim();
  return image === '' || image.includes('$') ? undefined : { image: image.slice(0, 300), at };
}

/** The runtime of the image of a job. */
export const containerOf = (job: RawJob): Runtime | null => {
  const found = imageOf(job);
  return found === undefined ? null : runtimeOfImage(found.at, found.image);
};

/** Images of jobs and services, steps of others, and configurations of others: all code of others that pipelines run. */
export function readReferences(configs: readonly Config[], jobs: readonly RawJob[]): readonly Reference[] {
  const found = [...configs.flatMap(({ unseen }) => unseen.flatMap(includeOf)), ...jobs.flatMap(ofJob)];
  // What many jobs inherit stands in one place.
  const places = new Map(found.map((reference) => [JSON.stringify([reference.at, reference.name]), reference]));
  return [...places.values()];
}

function includeOf({ kind, name, ref, pinned, at }: Unseen): readonly Reference[] {
  // Templates come with the host, as its own code does; a generated pipeline is code of this repository.
  if (kind === 'template' || kind === 'artifact') return [];
  const version = /^v?\d+\.\d+\.\d+/.exec(ref ?? '')?.[0] ?? null;
  return [
    {
      at,
      kind: kind === 'component' ? 'component' : 'include',
      name,
      ref: ref ?? 'its default branch',
      pinned,
      version,
    },
  ];
}

function ofJob(job: RawJob): readonly Reference[] {
  const own = imageOf(job);
  const services = job.fromHost
    ? []
    : list(job.data['services']).flatMap((service, index) => {
        const said = text(service) ?? text(get(service, 'name'));
        const at = job.place('services');
        return said === undefined ? [] : (seen(said, job, { ...at, pointer: `${at.pointer ?? ''}/${index}` }) ?? []);
      });
  const steps = list(job.data['run']).flatMap((step, index): readonly Reference[] => {
    const used = text(get(step, 'step')) ?? text(get(step, 'func'));
    if (used === undefined || used.startsWith('.')) return [];
    const [name = used, ref = ''] = used.split('@');
    const at = job.place('run');
    const version = /^v?\d[\w.]*$/.exec(ref)?.[0] ?? null;
    return [
      {
        at: { ...at, pointer: `${at.pointer ?? ''}/${index}` },
        kind: 'component',
        name,
        ref,
        pinned: /^[0-9a-f]{40}$/.test(ref),
        version,
      },
    ];
  });
  return [
    ...(own === undefined ? [] : [imageReference(own.image, own.at)]),
    ...services.map(({ image, at: place }) => imageReference(image, place)),
    ...steps,
  ];
}
