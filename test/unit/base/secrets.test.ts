import { describe, expect, it } from 'vitest';
import { createDocuments } from '../../../src/audit/documents.ts';
import { memoryTree } from '../../../src/audit/tree.ts';
import { isDummy } from '../../../templates/base/dummies.ts';
import { ignoredBy } from '../../../templates/base/ignored.ts';
import { randomValues } from '../../../templates/base/random-values.ts';
import { readSecrets, searchedGlobs } from '../../../templates/base/secrets.ts';

const viewOf = (files: Readonly<Record<string, string>>) => createDocuments(memoryTree(files), searchedGlobs).view;

describe('a random value', () => {
  const made = 'q8Zr2vLx0Tn4Wb7Yc1Ks5Md9';
  it.each([
    [`clientSecret: '${made}'`, true],
    [`"api_key" = "${made}"`, true],
    [`PASSWORD="${made}"`, true],
    ["token: '9f86d081884c7d659a2feaa0c55ad015'", true],
    [`title: '${made}'`, false],
    [`secret: ${made}`, false],
    ["secretName: 'prod/Orders/database-Password-123'", false],
    ["token: 'orders-service-deploy-token-2026'", false],
    ["password: '${{ secrets.DATABASE_PASSWORD_123 }}'", false],
    ["apiKey: 'aaaaaaaaBBBBBBBB11111111'", false],
    ["secret: '00000000000000000000000000000000'", false],
    [`tokenUrl: 'https://login.acme.dev/oauth2/${made}'`, false],
  ])('%s: %s', (text, random) => {
    expect(randomValues(text).length > 0).toBe(random);
  });

  it('costs no more in a text that is made to', () => {
    const start = process.cpuUsage().user;
    randomValues(`${'secret'.repeat(50_000)}${' '.repeat(1000)}${'password="'.repeat(20_000)}`);
    expect(process.cpuUsage().user - start).toBeLessThan(2_000_000);
  });
});

describe('what git leaves out', () => {
  it('is told by the last line that matches, of the deepest file', () => {
    const ignored = ignoredBy(
      viewOf({
        '.gitignore': '# local\n.env*\n!.env.example\n/build/\n*.pem',
        'app/.gitignore': '!keep.pem\nlocal.yaml',
      }),
    );
    expect(
      ['.env', 'app/.env.local', 'build/a.ts', 'a/b.pem', 'app/local.yaml'].filter((path) => !ignored(path)),
    ).toEqual([]);
    expect(['.env.example', 'app/build/a.ts', 'app/keep.pem', 'local.yaml', 'src/a.ts'].filter(ignored)).toEqual([]);
  });

  it('is what git does not have, where git can be asked', () => {
    const key = ['AKIA', 'Q3EGRV5ZJ7M2KXTP'].join('');
    const view = viewOf({ '.gitignore': '*.pem', '.env': 'API_KEY=4f2d9c', 'a.pem': key, 'b.pem': key, 'new.ts': key });
    const found = (tracked: readonly string[]): readonly string[] =>
      readSecrets({ ...view, tracked: (path) => tracked.includes(path) }).map(({ at }) => at.path);
    // What is not added yet may be with the next commit.
    expect(found([])).toEqual(['new.ts']);
    expect(found(['.env', 'b.pem'])).toEqual(['.env', 'b.pem', 'new.ts']);
  });

  it('is not searched; what is searched has a fingerprint of its text alone', () => {
    const key = ['AKIA', 'Q3EGRV5ZJ7M2KXTP'].join('');
    const files = { 'a.ts': key, 'b/c.ts': `\n${key}`, '.env': 'A=1', '.gitignore': '.env' };
    const found = readSecrets(viewOf(files));
    expect(found).toMatchObject([
      { what: 'an AWS access key', at: { path: 'a.ts', line: 1 } },
      { what: 'an AWS access key', at: { path: 'b/c.ts', line: 2 } },
    ]);
    expect(found[0]?.fingerprint).toBe(found[1]?.fingerprint);
    expect(JSON.stringify(found)).not.toContain(key);
  });
});

describe('what opens nothing', () => {
  const open = (files: Readonly<Record<string, string>>): readonly string[] =>
    readSecrets(viewOf(files)).flatMap(({ example, what }) => (example ? [] : [what]));
  // Put together, so that no scanner takes this file for one that holds an address with a password.
  const address = (scheme: string, rest: string): Readonly<Record<string, string>> => ({
    'a.go': [scheme, rest].join('://'),
  });

  it.each([
    ['postgres', 'shop:secret@shopdb:5432/shop', []],
    ['mysql', 'user:password@tcp(host:123)/database', []],
    ['mysql', 'root:hunter2x9@tcp(127.0.0.1:3306)/db', []],
    ['postgres', 'orders:orders@db.internal/orders', []],
    ['postgres', 'orders-admin:orders-pwd@orders-db:5432/orders', []],
    ['postgres', 'orders-admin:orders-pwd@orders.acme.dev:5432/orders', ['an address with a password']],
    ['postgres', 'orders:uq8Zr2vLx0@shopdb:5432/orders', ['an address with a password']],
  ])('is an address of a container: %s://%s', (scheme, rest, found) => {
    expect(open(address(scheme, rest))).toEqual(found);
  });

  it('is a key that documentation cuts off, and one for localhost', () => {
    const begin = ['-----BEGIN', 'PRIVATE KEY-----'].join(' ');
    const body = 'MIIEvgIBADANBgkqhkiG9w0BAQEFAASCBKgwggSkAgEAAoIBAQC7';
    expect(open({ 'a.go': `${begin}\n${body}...` })).toEqual([]);
    expect(open({ 'web/localhost.pem': `${begin}\n${body}\n` })).toEqual([]);
    expect(open({ 'web/server.pem': `${begin}\n${body}\n` })).toEqual(['a private key']);
    expect(open({ 'src/keys.rs': `const TEST_KEY: &str = "${begin}\n${body}` })).toEqual([]);
    expect(open({ 'src/keys.rs': `const LATEST_KEY: &str = "${begin}\n${body}` })).toEqual(['a private key']);
    expect(open({ 'opa/testResources/key.pem': `${begin}\n${body}\n` })).toEqual([]);
  });

  it('is what a story shows', () => {
    const text = "secret='3c9e1f7a52d84b06e1af93d7c5208b64fa17e9d2ad'";
    expect(open({ 'src/Token.story.tsx': text })).toEqual([]);
    expect(open({ 'src/Token.tsx': text })).toEqual(['a random value that is called a secret']);
  });
});

describe('a token that a person typed', () => {
  it.each([
    ['xxx_yyyzzzaaabbb3333', false, true],
    ['0a1B2c3D4e5F6g7H8i9J0k1L2m3N', false, true],
    ['test-k4Xwzp-MDJvtN', false, true],
    ['k4Xwzp-MDJvtN-QBLsEr', true, false],
    ['k4XwzpabcdMvtN1234QB', true, true],
    ['k4XwzpabcdMvtN1234QB', false, false],
    ['q8Zr2vLx0Tn4Wb7Yc1Ks5Md9', true, false],
  ])('%s, beside tests %s: %s', (body, inTests, dummy) => {
    expect(isDummy(`glpat-${body}`, inTests)).toBe(dummy);
  });

  it('is no secret, beside tests or not; one that a machine made is one there too', () => {
    const token = ['glrt', 'xxx_yyyzzzaaabbb3333'].join('-');
    const real = ['glrt', 'k4Xwzp-MDJvtN-QBLsEr'].join('-');
    const found = readSecrets(viewOf({ 'a_test.go': `${token}\n${real}` }));
    expect(found.map(({ example }) => example)).toEqual([true, false]);
  });

  it('is hardly ever what a machine makes', () => {
    let seed = 7;
    const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
    const next = (): string => letters.charAt((seed = (seed * 48_271) % 2_147_483_647) % 32);
    const made = Array.from({ length: 20_000 }, () => `AKIA${Array.from({ length: 16 }, next).join('')}`);
    expect(made.filter((key) => isDummy(key, false)).length).toBeLessThan(8);
  });
});

describe('a file of settings', () => {
  const named = (text: string, path = '.env'): readonly (readonly string[] | undefined)[] =>
    readSecrets({ ...viewOf({ [path]: text }), tracked: () => true }).map(({ names }) => names);

  it('without anything secret in it may be shared', () => {
    const harmless = [
      '# local',
      'PORT=3000',
      'export LOG_LEVEL="debug" # or info',
      'API_KEY=',
      "DB_PASSWORD='${DB_PASSWORD}'",
      'SECRET_KEY=changethis',
      'JWT_SECRET_KEY=Change_Me!',
      'OPENAI_API_KEY=[key-of-openai]',
      'MYSQL_PASSWORD=password',
      'DB_URL=postgres://admin:admin@localhost:5432/shop',
      'IMAGE=ghcr.io/acme/shop:2.1.0-alpha3',
      'GRPC_ADDR=orders-grpc:3000',
      'CATALOG_URL=https://orders-and-payments-catalog.acme.dev/graphql',
      'BCRYPT_SALT=10',
      'SESSION_TIMEOUT=45000',
      'SIGNING_KEY_ALIAS_V2=local-key',
      'SIGNING_KEY=alias/local-key',
      'OPENAI_KEY="OPENAI_KEY"',
      'JWT_PUBLIC_KEY="-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE\n-----END PUBLIC KEY-----"',
    ].join('\n');
    expect(named(harmless)).toEqual([]);
    expect(named('')).toEqual([]);
  });

  it.each([
    ['DB_PASSWORD=correct-horse', 'DB_PASSWORD'],
    ['DB_URL=postgres://admin:correct-horse@localhost:5432/shop', 'DB_URL'],
    ['ID=4f2d9c1e-77aa-4b1c-9d3e-0a1b2c3d4e5f', 'ID'],
    ['ACCESS=q8Zr2vLx0Tn4Wb7Yc1Ks5Md9', 'ACCESS'],
    ['COOKIE_SALT=ocean', 'COOKIE_SALT'],
    ['ADMIN=hunter2!x', 'ADMIN'],
    ['PEM="-----BEGIN\nqwertz', 'a line without a name'],
  ])('with what may be secret is told: %s', (text, name) => {
    expect(named(`PORT=80\n${text}`)).toEqual([[name]]);
  });

  it('of a stage may not even hold a password of that sort', () => {
    expect(named('DB_PASSWORD=password', '.env.production')).toEqual([['DB_PASSWORD']]);
  });

  it('tells which of its names look like secrets, and whether git has it', () => {
    const text =
      'SECRET_KEY=4f2d9c\nAPI_TOKEN=ssm:/token\nDB_PASSWORD: alfred\nDB=postgresql://a:${PW}@db/x\nAUTH_ENABLED=true\nMONKEY_ADDR=monkey\nTOKEN_TTL=1h\nPORT=80\n';
    const view = { ...viewOf({ '.env': text }), tracked: () => true };
    expect(readSecrets(view)).toMatchObject([{ names: ['SECRET_KEY', 'DB_PASSWORD'], tracked: true }]);
  });
});
