import { record } from '../../src/kit/index.ts';

// What stands beside the tests, such as their database or a registry, has an address too; that makes no test of a deployment.
const beside =
  /(?:^|_)(?:\w{0,20}(?:DB|SQL)|DATABASE|PG|POSTGRES\w{0,4}|MARIA|MONGO\w{0,4}|REDIS|VALKEY|CACHE|MEMCACHED?|KAFKA|RABBIT\w{0,4}|AMQP|NATS|ELASTIC\w{0,8}|OPENSEARCH|CLICKHOUSE|SMTP|MAIL\w{0,6}|MINIO|S3|SQS|SNS|AWS|LOCALSTACK|DOCKER|REGISTRY|PROXY|NPM|PIP|MAVEN|NEXUS|SONAR|SELENIUM|VAULT|OTEL|SENTRY|SLACK|WEBHOOK|REPO(?:SITORY)?|GITHUB|GITLAB|PUBLIC|VITE)_/i;

const local =
  /^(?:[\w+]{1,20}:\/\/)?(?:[^\s/@]{1,100}@)?\(?(?:localhost|127\.0\.0\.1|0\.0\.0\.0|host\.docker\.internal)(?:[:/)]|$)/i;

const longest = 500;

/** Names of the variables that are set, without those that name the machine itself. */
export const variablesOf = (env: unknown): readonly string[] =>
  Object.entries(record(env)).flatMap(([name, value]) =>
    typeof value === 'string' && local.test(value.slice(0, longest)) ? [] : [name],
  );

/** Whether a variable of this name may be the address of something deployed. */
export const isAddress = (name: string): boolean =>
  /(?:^|_)(?:URL|HOST|ENDPOINT)$/i.test(name.slice(0, longest)) && !beside.test(name.slice(0, longest));
