import { perView } from './per-view.ts';
import type { RepositoryView } from './reader.ts';
import { folderOf, get, joinPath, list, record } from './values.ts';

export const composeGlobs = ['**/{docker-,}compose*.{yml,yaml}'];

/** What takes the place of something else while a service is written or tested, by the name of a file or an image. */
const standIn =
  /(?:^|[/._-])(?:maildev|mailhog|mailpit|mailcatcher|mail-catcher|greenmail|smtp4dev|fakesmtp|localstack|moto|azurite|wiremock|mountebank|mockserver|mock-server|fake-gcs-server|dynamodb-local|elasticmq|goaws|stripe-mock|emulator|stubs?|mocks?)(?:[/._:@-]|$)/i;

/** Stores, queues and what watches over a service: images that others make and that a repository only sets up. */
const store =
  /(?:^|\/)(?:postgres|postgis|postgresql|mysql(?:-server)?|mariadb|mongo|mongodb|redis|valkey|memcached|rabbitmq|kafka|cp-kafka|zookeeper|nats|elasticsearch|opensearch|minio|cassandra|clickhouse-server|influxdb|neo4j|vault|keycloak|adminer|pgadmin4|grafana|prometheus|alertmanager|jaeger|all-in-one|zipkin|loki|tempo)(?:[:@]|$)/i;

/** What starts a program anew whenever a file changes. */
const watcher = /^(?:CMD|ENTRYPOINT)\b[^\n]{0,200}\b(?:reflex|nodemon|CompileDaemon|air|modd|watchexec)\b/im;

/**
 * Whether the image of a Dockerfile only runs beside a service on the machines of developers and in tests: a catcher of mail, an
 * emulator, a database that a compose file builds and nobody pushes, or one that runs what is mounted into it.
 */
export const runsBeside = (view: RepositoryView, path: string): boolean => {
  if (standIn.test(path)) return true;
  const text = (view.text(path) ?? '').slice(0, 50_000);
  const base = [...text.matchAll(/^FROM[ \t]+(?:--platform=\S{1,60}[ \t]+)?(\S{1,300})/gim)].at(-1)?.[1] ?? '';
  if (standIn.test(base)) return true;
  const uses = composed(view).get(path);
  if (uses === undefined || uses.pushed) return false;
  return store.test(base) || watcher.test(text) || (uses.mounted && !takesSources.test(text));
};

/** Whether a program gets into an image while it is built. */
const takesSources = /^(?:COPY|ADD)[ \t]+(?:--\S{1,100}[ \t]+){0,5}(?:\.|(?:src|app|dist|target|build)\b)|--from=/im;

interface Uses {
  /** Whether some service names a registry for it. */
  readonly pushed: boolean;
  /** Whether every service that is made of it works in a folder that is mounted from the repository. */
  readonly mounted: boolean;
}

const filesAtMost = 50;

/** The Dockerfiles that compose files build, and what they do with them. */
const composed = perView((view): ReadonlyMap<string, Uses> => {
  const files = view.glob(...composeGlobs).slice(0, filesAtMost);
  const services = files.flatMap((file) =>
    Object.entries(record(get(view.yaml(file)?.[0], 'services'))).map(([name, service]) => ({ file, name, service })),
  );
  const pushed = new Set(
    services.flatMap(({ name, service }) => (String(get(service, 'image') ?? '').includes('/') ? [name] : [])),
  );
  const found = new Map<string, Uses>();
  for (const { file, name, service } of services) {
    const path = dockerfileOf(file, get(service, 'build'));
    if (path === undefined) continue;
    const before = found.get(path) ?? { pushed: false, mounted: true };
    found.set(path, {
      pushed: before.pushed || pushed.has(name),
      mounted: before.mounted && worksInMount(service),
    });
  }
  return found;
});

const dockerfileOf = (file: string, build: unknown): string | undefined => {
  const context = typeof build === 'string' ? build : get(build, 'context');
  if (typeof context !== 'string') return undefined;
  const dockerfile = get(build, 'dockerfile');
  const folder = joinPath(folderOf(file), context);
  return folder === undefined
    ? undefined
    : joinPath(folder, typeof dockerfile === 'string' ? dockerfile : 'Dockerfile');
};

const worksInMount = (service: unknown): boolean => {
  const folder = get(service, 'working_dir');
  return (
    typeof folder === 'string' &&
    list(get(service, 'volumes')).some((volume) => {
      const [from = '', to = ''] = typeof volume === 'string' ? volume.split(':') : [];
      return from.startsWith('.') && to !== '' && (folder === to || folder.startsWith(`${to}/`));
    })
  );
};
