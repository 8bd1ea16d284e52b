import { get, list } from '../../../src/kit/index.ts';
import type { At, Judge, JudgeContext, Judgement } from '../../../src/kit/index.ts';
import { rootName } from '../known.ts';
import type { Api, Contract, Program } from '../model.ts';

/** Judges whether programs meet others only where these offer an API, and say which they use. */
export const judge: Judge<Api> = ({ programs, contracts }, { models }) => {
  const catalogue = catalogueOf(models);
  const domains = domainsOf(contracts);
  const resources = programs.length === 0 ? [] : judgeResources(models, catalogue);
  const judged = programs.flatMap((program): readonly Judgement[] => {
    const { name, readable, language, at } = program;
    if (!readable) {
      const message = `The program in ${name} is written in ${language}, which is not read here.`;
      return [{ outcome: 'unknown', message, at: [at], subject: `reach of ${name}` }];
    }
    return [...judgeImports(program), ...judgeSettings(program, catalogue), ...judgeHosts(program, catalogue, domains)];
  });
  return [...resources, ...judged];
};

interface Catalogue {
  /** Whether anything describes the service. */
  readonly described: boolean;
  readonly consumes: readonly string[];
  /** Other components that it depends on, or whose APIs it uses. */
  readonly others: readonly string[];
  readonly own: readonly string[];
}

const catalogueOf = (models: JudgeContext['models']): Catalogue => {
  const base = models['base'];
  const descriptors = list(get(base, 'descriptors'));
  const named = (value: unknown): readonly string[] =>
    typeof value === 'string' && value !== '' ? [value.toLowerCase()] : [];
  const references = (relation: string, kind: string): readonly string[] =>
    descriptors
      .flatMap((descriptor) => list(get(descriptor, 'relations', relation)))
      .filter((reference) => get(reference, 'kind') === kind)
      .flatMap((reference) => named(get(reference, 'name')));
  const own = [
    ...descriptors.flatMap((descriptor) => [...named(get(descriptor, 'name')), ...named(get(descriptor, 'system'))]),
    ...references('providesApis', 'api'),
    ...references('dependsOn', 'resource'),
    ...list(get(base, 'resources')).flatMap((resource) => named(get(resource, 'name'))),
  ];
  const consumes = [...references('consumesApis', 'api'), ...references('dependsOn', 'api')];
  return {
    described: descriptors.length > 0,
    consumes,
    own,
    others: [...consumes, ...references('dependsOn', 'component')],
  };
};

/** Domains in which the own servers stand: what is below them is a neighbour. */
const domainsOf = (contracts: readonly Contract[]): readonly string[] => [
  ...new Set(
    contracts
      .flatMap(({ servers }) => servers)
      .flatMap(({ url, local }) => {
        const host = local ? undefined : /^https?:\/\/([^/:{}]+)/i.exec(url)?.[1]?.toLowerCase();
        if (host === undefined || !host.includes('.') || shared.test(host)) return [];
        const domain = host.slice(host.indexOf('.') + 1);
        return [domain.includes('.') && !publicSuffix.test(domain) ? domain : host];
      }),
  ),
];

/** Domains under which anybody gets a name. */
const shared =
  /\.(?:amazonaws\.com|on\.aws|cloudfront\.net|azurewebsites\.net|azure-api\.net|run\.app|cloudfunctions\.net|herokuapp\.com|fly\.dev|vercel\.app|netlify\.app|workers\.dev|onrender\.com)$/;
const publicSuffix = /^(?:co|com|org|net|gov|ac|or|ne|go|edu)\.[a-z]{2}$/;

const judgeImports = ({ name, reach, at }: Program): readonly Judgement[] => {
  const subject = `imports of ${name}`;
  if (reach.foreignImports.length === 0) {
    return [
      { outcome: 'pass', message: `The program in ${name} imports nothing from inside of another.`, at: [at], subject },
    ];
  }
  return reach.foreignImports.map(({ text, program, at: place }) => ({
    outcome: 'fail',
    message: `${text} is the inside of ${program}, a program of its own: use its API, or move what both need into a library.`,
    at: [place],
    subject: `import of ${text} in ${name}`,
  }));
};

const store =
  /^(?:DB|DATABASE|PG|POSTGRES|POSTGRESQL|MYSQL|MONGO|MONGODB|REDIS|TABLE|DYNAMODB|BUCKET|S3|QUEUE|SQS)(?:_|$)/;

/** A variable such as BILLING_DATABASE_URL names the store of another service that the catalogue knows. */
const judgeSettings = ({ name, settings }: Program, { others, own }: Catalogue): readonly Judgement[] =>
  settings.reads.flatMap(({ name: variable, at }): readonly Judgement[] => {
    const other = others.find((candidate) => {
      const prefix = `${candidate.replaceAll(/[^a-z0-9]+/g, '_').toUpperCase()}_`;
      return (
        !own.includes(candidate) && variable?.startsWith(prefix) === true && store.test(variable.slice(prefix.length))
      );
    });
    if (other === undefined) return [];
    const message = `${variable} leads to the store of ${other}: what another service keeps is reached through its API alone.`;
    return [{ outcome: 'fail', message, at: [at], subject: `variable ${variable} in ${name}` }];
  });

/** What infrastructure looks up instead of creating it, by a name that says whose it is. */
const judgeResources = (models: JudgeContext['models'], { others, own }: Catalogue): readonly Judgement[] =>
  list(get(models['iac'], 'foreignResources')).flatMap((resource): readonly Judgement[] => {
    const [name, type, at] = ['name', 'type', 'at'].map((key) => get(resource, key));
    if (typeof name !== 'string' || typeof get(at, 'path') !== 'string') return [];
    const words = name.toLowerCase().split(/[^a-z0-9]+/);
    const other = others.find(
      (candidate) => !own.includes(candidate) && isWithin(candidate.split(/[^a-z0-9]+/), words),
    );
    if (other === undefined) return [];
    const message = `The ${String(type)} ${name} belongs to ${other}: what another service keeps is reached through its API alone.`;
    return [{ outcome: 'fail', message, at: [at as At], subject: `${String(type)} ${name}` }];
  });

/** Whether the words stand in a row among others. */
const isWithin = (words: readonly string[], all: readonly string[]): boolean =>
  all.some((_, start) => words.every((word, index) => all[start + index] === word));

/** Hosts that no service of ours stands behind: this machine, the platform's own addresses, telemetry and settings. */
const notAService =
  /^(?:localhost|127\.|0\.0\.0\.0|169\.254\.|::1|host\.docker\.internal|metadata\.google\.internal)|(?:^|[.-])(?:otel|otlp|collector|telemetry|metrics|logs?|tracing|jaeger|prometheus|statsd|config|vault|sentry|unleash|flags?|login|auth|sso|idp|oidc|keycloak|docs|errors|problems|schemas?|status|wiki|runbooks?)(?:[.-]|$)/;

const judgeHosts = (
  { name, reach, at }: Program,
  catalogue: Catalogue,
  domains: readonly string[],
): readonly Judgement[] => {
  const subject = `hosts of ${name}`;
  const neighbours = reach.hosts.filter(({ host }) => !notAService.test(host) && isNeighbour(host, domains));
  const strangers = neighbours.filter(({ host }) => !isNamed(host, [...catalogue.consumes, ...catalogue.own]));
  if (strangers.length > 0 && catalogue.described) {
    return strangers.map(({ host, at: place }) => ({
      outcome: 'fail',
      message: `${host} belongs to a neighbour, but the service descriptor does not name its API under consumesApis.`,
      at: [place],
      subject: `host ${host} in ${name}`,
    }));
  }
  if (strangers.length > 0) {
    const message = `${strangers.map(({ host }) => host).join(', ')} belong to neighbours, and no service descriptor says which APIs are used.`;
    return [{ outcome: 'unknown', message, at: strangers.map((stranger) => stranger.at), subject }];
  }
  if (reach.computed > 0) {
    const calls = reach.computed === 1 ? '1 call goes' : `${reach.computed} calls go`;
    const place = name === rootName ? '' : ` of ${name}`;
    const message = `${calls} to an address that is a setting${place}: to whom cannot be seen from here.`;
    return [{ outcome: 'unknown', message, at: [at], subject }];
  }
  if (neighbours.length === 0) return [];
  return [
    {
      outcome: 'pass',
      message: `Each neighbour that ${name} calls is named under consumesApis.`,
      at: neighbours.map((one) => one.at),
      subject,
    },
  ];
};

/** In the own domain, in the own cluster, or a bare name that only an own network resolves. */
const isNeighbour = (host: string, domains: readonly string[]): boolean =>
  !host.includes('.') ||
  /\.(?:internal|local|svc|corp|lan|private)$|\.svc\.cluster\.local$/.test(host) ||
  domains.some((domain) => host === domain || host.endsWith(`.${domain}`));

const plain = (name: string): string => name.replaceAll(/[^a-z0-9]/g, '').replace(/(?:api|service|svc)$/, '');

/** Whether a part of the host is the name of one of these APIs: `billing.prod.example.com` is of `billing-api`. */
const isNamed = (host: string, names: readonly string[]): boolean => {
  const labels = host.split('.').map(plain);
  return names.map(plain).some((name) => name !== '' && labels.some((label) => label.startsWith(name)));
};
