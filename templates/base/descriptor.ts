import { get, list, pointer, record } from '../../src/kit/index.ts';
import type { Entity } from '../../src/kit/index.ts';
import type { Descriptor, Support } from './model.ts';
import { relationsOf } from './relations.ts';
import { text } from './values.ts';

export const descriptorOf = (entity: Entity): Descriptor => {
  const { metadata, spec, at } = entity;
  const owner = text(spec['owner']);
  const name = text(metadata['name']);
  const said = { name, type: text(spec['type']), lifecycle: text(spec['lifecycle']), system: text(spec['system']) };
  const known: Omit<Descriptor, 'lacks'> = {
    ...said,
    tier: tierOf(metadata),
    owner,
    ownerKind: owner === null || nobody.test(owner) ? null : /^user:/i.test(owner) ? 'person' : 'group',
    placeholders: [...Object.values(said), owner].flatMap((value) =>
      value !== null && placeholder.test(value) ? [value] : [],
    ),
    relations: relationsOf(entity),
    at,
  };
  return { ...known, lacks: lacksOf(known) };
};

const lacksOf = (descriptor: Omit<Descriptor, 'lacks'>): readonly string[] => {
  const { name, type, lifecycle, system, tier, owner, ownerKind, placeholders } = descriptor;
  const grown = type !== 'library';
  return [
    ...(name === null ? ['a name'] : []),
    ...(type === null ? ['spec.type'] : []),
    ...(/[A-Za-z]/.test(lifecycle ?? '')
      ? []
      : [`spec.lifecycle${lifecycle === null ? '' : ` (it is "${lifecycle}")`}`]),
    ...(grown && system === null ? ['spec.system'] : []),
    ...(grown && tier === null ? ['a label tier (1, 2 or 3)'] : []),
    ...(owner === null ? ['spec.owner'] : []),
    ...(owner !== null && ownerKind === null ? [`a group as owner (it says ${owner})`] : []),
    ...(ownerKind === 'person' ? [`a group as owner (${owner} is a person)`] : []),
    ...placeholders.map((value) => `a value for ${value}, which a template left`),
  ];
};

const nobody = /^(?:group:)?(?:default\/)?(?:unknown|nobody|none|anyone|anybody|n\/a)$/i;

// In capitals, since a service may well be called todo.
const placeholder =
  /\b(?:TODO|TBD|FIXME|CHANGE[-_]?ME|REPLACE[-_]?ME)\b|^(?:group:)?(?:default\/)?your[-_](?:team|group|org|system|owner)|^<[^<>]*>$|\{\{/;

/** The tier as label or annotation: `tier`, `acme.com/tier`; 2, "2", "tier-2", "T2". */
const tierOf = (metadata: Readonly<Record<string, unknown>>): Descriptor['tier'] => {
  const marks = { ...record(metadata['annotations']), ...record(metadata['labels']) };
  const key = Object.keys(marks).find((candidate) => /(?:^|[./-])tier$/i.test(candidate));
  return key === undefined ? null : asTier(marks[key]);
};

export const asTier = (value: unknown): Descriptor['tier'] => {
  const digit = Number(/^(?:tier[-_ ]?|t)?([123])$/i.exec(text(value) ?? '')?.[1]);
  return digit === 1 || digit === 2 || digit === 3 ? digit : null;
};

/** Annotations by which catalogue plug-ins find a rotation. */
const onCallKey =
  /^(?:pagerduty\.com\/(?:service-id|integration-key)|opsgenie\.com\/team|(?:splunk|victorops)\.com\/on-?call.*|grafana\/on-?call.*|.*\bon-?call(?:-url)?)$/i;
const chatKey = /(?:^|[./-])(?:chat(?:-channel)?|slack(?:-channel)?(?:-id)?|teams-channel|channel)$/i;

export const supportOf = ({ metadata, at }: Entity): Support => {
  const annotations = record(metadata['annotations']);
  const annotated = (key: RegExp): string | null =>
    text(Object.entries(annotations).find(([name]) => key.test(name))?.[1]);
  const links = list(metadata['links']).map((link) => {
    const address = text(get(link, 'url')) ?? '';
    return { address, about: [text(get(link, 'title')), text(get(link, 'type'))].join(' ').toLowerCase() };
  });
  const linked = (about: RegExp, host: RegExp): string | null =>
    links.find((link) => isAddress(link.address) && (about.test(link.about) || host.test(link.address)))?.address ??
    null;
  return {
    onCall:
      annotated(onCallKey) ??
      linked(/on-?call|pager|escalation|rotation|당직|온콜/, /^https:\/\/[^/]*(?:pagerduty|opsgenie)\.com\//),
    chat:
      annotated(chatKey) ??
      linked(/chat|slack|teams|channel|채널/, /^https:\/\/[^/]*(?:slack|teams\.microsoft)\.com\//),
    hours: null,
    at: { ...at, pointer: pointer('metadata') },
  };
};

/** Addresses of runbooks that a descriptor links to. */
export const runbookLinksOf = ({ metadata }: Entity): readonly string[] =>
  list(metadata['links']).flatMap((link) => {
    const address = text(get(link, 'url')) ?? '';
    const about = [text(get(link, 'title')), text(get(link, 'type'))].join(' ');
    return isAddress(address) && /run-?books?|playbooks?|런북/i.test(about) ? [address] : [];
  });

const isAddress = (address: string): boolean => /^https:\/\/[^\s/]+\.[^\s/]+/.test(address);
