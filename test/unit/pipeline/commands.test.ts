import { describe, expect, it } from 'vitest';
import { runCommands } from '../../../templates/pipeline/commands.ts';
import { commandsOf } from '../../../templates/pipeline/shell.ts';
import { viewOf } from './repository.ts';

const strict = { pipefail: true, errexit: true };

const acts = (program: string, files: Record<string, string> = {}, pipefail = true): readonly string[] =>
  runCommands(viewOf(files), program, '', pipefail).effects.flatMap(({ acts: does, swallowed }) =>
    does.map((act) => (swallowed ? `(${act})` : act)),
  );

describe('a shell program', () => {
  it.each([
    ['npm test || true', ['npm test', 'true'], [true, false]],
    ['npm test | tee log', ['npm test', 'tee log'], [true, false]],
    ['set -o pipefail\nnpm test | tee log', ['set -o pipefail', 'npm test', 'tee log'], [false, false, false]],
    ['set +e\nnpm test\necho done', ['set +e', 'npm test', 'echo done'], [true, true, false]],
    ['set +e\nnpm test\ncode=$?\nexit $code', ['set +e', 'npm test', 'exit $code'], [false, false, false]],
    ['cat <<EOF\nnpm test\nEOF\nnpm run build', ['cat <<EOF', 'npm run build'], [false, false]],
    ['FOO=1 sudo npm test', ['npm test'], [false]],
    ['npm test || echo bad && exit 1', ['npm test', 'echo bad', 'exit 1'], [false, false, false]],
    ['npm start & npm test', ['npm start', 'npm test'], [true, false]],
    ['npm test > log 2>&1', ['npm test > log 2>&1'], [false]],
    ['exit 0; npm test', ['exit 0'], [false]],
    ['[ -n "$A" ] && exit 0\nnpm test', ['[ -n $A ]', 'exit 0', 'npm test'], [false, false, false]],
    ['true || npm test', ['true'], [false]],
    ['if false; then npm test; else npm run lint; fi', ['false', 'npm run lint', 'fi'], [false, false, false]],
  ])('%j is the commands %j, of which a failure is swallowed: %j', (program, commands, swallowed) => {
    const read = commandsOf(program, { ...strict, pipefail: false });
    expect(read.map(({ words }) => words.join(' '))).toEqual(commands);
    expect(read.map((command) => command.swallowed)).toEqual(swallowed);
  });
});

describe('a Makefile', () => {
  it('may show an example behind a rule', () => {
    const files = { Makefile: 'apply: init ## make tag=v1 dev apply\n\tterraform apply\ninit:\n\tterraform init\n' };
    expect(acts('make $STAGE apply', files)).toContain('deploy');
  });
});

describe('a command that tells others of a new version', () => {
  const delivers = (program: string): boolean =>
    runCommands(viewOf({}), program, '', true).effects.some((effect) => effect.delivers);

  it('may bring it out there', () => {
    const address = 'https://api.github.com/repos/acme/manifests/dispatches';
    expect(delivers(`curl -X POST ${address} -d '{"event_type":"new-image"}'`)).toBe(true);
    expect(delivers('gh workflow run deploy.yml --repo acme/manifests')).toBe(true);
    expect(delivers(`curl -X POST ${address} -d '{"event_type":"lint"}'`)).toBe(false);
    expect(delivers('curl https://acme.dev/version')).toBe(false);
  });
});

describe('tests in a script of a package', () => {
  const files = (test: string): Record<string, string> => ({ 'package.json': JSON.stringify({ scripts: { test } }) });

  it.each([
    'echo ok',
    'true',
    ':',
    'exit 0',
    'echo "Error: no test specified" && exit 1',
    'node -e 0',
    'vitest --version',
    'jest --listTests',
    'true || jest',
    'exit 0; jest',
    'if false; then jest; fi',
    '',
  ])('are none: %s', (test) => {
    expect(acts('npm test', files(test))).toEqual([]);
    const member = JSON.stringify({ name: 'cart', scripts: { test } });
    expect(acts('pnpm -r test', { 'package.json': '{}', 'packages/cart/package.json': member })).toEqual([]);
  });

  it.each([
    'jest; exit 0',
    'jest || true',
    'jest || echo failed',
    'jest || printf failed',
    'jest || { echo failed; }',
    'jest || (echo failed && exit 0)',
    '(jest) || true',
    'jest && echo fine || echo bad',
    'jest || failed=1',
    'jest &',
    '! jest',
    'set +e; jest; exit 0',
    'if jest; then echo fine; else echo bad; fi',
    "bash -c 'jest; exit 0'",
    'mvn test -Dmaven.test.failure.ignore=true',
    'mvn --fail-never test',
  ])('may fail without anybody knowing: %s', (test) => {
    expect(acts('npm test', files(test))[0]).toBe('(test)');
  });

  it.each([
    'jest',
    'jest || exit 1',
    'jest || { echo bad; exit 1; }',
    'jest || echo bad && exit 1',
    'jest; code=$?; exit $code',
    'if [ -d test ]; then jest; else echo none; exit 1; fi',
    'if [ -d test ]; then jest; fi',
    '{ jest; }',
    'npm start & jest',
    'node run-all.js',
  ])('stop what they run in: %s', (test) => {
    expect(acts('npm test', files(test))).toContain('test');
  });

  it('are none where the script is missing and may be', () => {
    expect(acts('npm test --if-present', { 'package.json': '{}' })).toEqual([]);
  });
});

describe('tests in a target of make', () => {
  it.each([
    ['test:\n\t@echo ok\n', []],
    ['.PHONY: test\ntest:\n', []],
    ['test: ; \n', []],
    ['.IGNORE:\ntest:\n\tjest\n', ['(test)']],
    ['test:\n\tjest; exit 0\n', ['(test)']],
    ['test:\n\tjest\n\techo done\n', ['test']],
    ['test: results.xml\n', ['test']],
  ])('%j: %j', (Makefile, expected) => {
    expect(acts('make test', { Makefile })).toEqual(expected);
  });
});

describe('what a command does', () => {
  it.each<[string, readonly string[]]>([
    ['npx --yes create-service@0.2.0 audit', ['audit-standard']],
    ['npx create-service audit --fail-on never', ['(audit-standard)']],
    ['checkov --directory infra', ['scan-infrastructure']],
    ['checkov --soft-fail -d .', ['(scan-infrastructure)']],
    ['trivy config .', ['(scan-infrastructure)']],
    ['trivy config --exit-code 1 .', ['scan-infrastructure']],
    ['cfn-guard validate --rules rules --data template.json', ['scan-infrastructure']],
    ['terraform -chdir=infra validate', ['synth', 'validate-infrastructure']],
    ['cfn-lint template.yaml', ['lint', 'validate-infrastructure']],
    ['npx aws-cdk@2 diff', ['plan', 'validate-infrastructure']],
    ['k6 run load.js', ['load-test', 'smoke']],
    ['schemathesis run openapi.yaml', ['contract-test']],
    ['npx @apideck/portman --local openapi.yaml', ['contract-test']],
    ['oasdiff breaking a.yaml b.yaml', ['(compare-contract)']],
    ['oasdiff breaking --fail-on ERR a.yaml b.yaml', ['compare-contract']],
    ['helm rollback orders 3', ['deploy', 'rollback']],
    ['nvm install && npm ci', ['setup-runtime', 'install']],
    ["bash -c 'pytest -q'", ['test']],
    ['poetry run py.test -q', ['test']],
    ['./mvnw -B -DskipTests package', ['build']],
    ['./mvnw -B verify', ['test', 'build']],
    ['bundle exec rake knapsack:rspec["--format documentation"]', ['test']],
    ['bundle exec rake db:test:prepare', []],
    ['docker buildx bake image --set image.output=type=image,push=true', ['build-image', 'push-image']],
    ['uv run fastapi deploy', ['deploy']],
    ['vercel --prod --token x', ['deploy']],
    ['vercel pull --yes', []],
    ['xo && tsc --noEmit', ['lint', 'format', 'typecheck']],
    ['mvn compile jib:build', ['build-image', 'push-image']],
    ['semgrep --config p/ci', ['(sast)']],
    ['semgrep --config p/ci --error', ['sast']],
    ['bandit -r . --exit-zero', ['(sast)']],
    ['gitleaks detect --config x.toml --exit-code=0', ['(scan-secrets)']],
    ['detect-secrets scan', ['(scan-secrets)']],
    ['gitleaks version', []],
    ['trivy fs --exit-code 1 --severity LOW .', ['(scan-dependencies)']],
    ['trivy fs --exit-code 1 --severity HIGH,CRITICAL .', ['scan-dependencies']],
    ['trivy fs --config t.yaml .', ['scan-dependencies']],
    ['npm audit signatures', []],
    ['tsc --noCheck', []],
    ['pylint --exit-zero src', ['(lint)']],
    ['golangci-lint run --issues-exit-code=0', ['(lint)']],
    ['cargo test --no-run', []],
    ['helm upgrade orders chart --version 1.2.3 --install', ['deploy']],
    ['eslint --version', []],
    ['echo hello', []],
  ])('%s: %j', (command, expected) => {
    expect(acts(command, { '.nvmrc': '24' })).toEqual(expected);
  });

  it('is followed through make, package scripts and shell scripts, and ends in a circle', () => {
    const files = {
      Makefile: 'all: check\n\ncheck: lint\n\tnpm run unit\n\t-npm run types\nlint:\n\t@./scripts/lint.sh\n',
      'scripts/lint.sh': '#!/bin/sh\nset -e\neslint .\nmake check\n',
      'package.json': '{ "scripts": { "unit": "vitest", "types": "tsc", "loop": "npm run loop && make all" } }',
    };
    const found = acts('make', files);
    expect(found).toContain('lint');
    expect(found).toContain('test');
    expect(found).toContain('(typecheck)');
    expect(acts('npm run loop', files).length).toBeLessThan(100);
  });

  it('is read behind conditions of make', () => {
    const Makefile = 'lint:\n\techo go\nifdef CI\n\trubocop\nelse\n\trubocop --parallel\nendif\n\tnpx tsc\n';
    expect(acts('make lint', { Makefile })).toContain('typecheck');
  });

  it('is that of a package script with what is handed on to it', () => {
    const files = { 'package.json': '{ "scripts": { "sls": "serverless", "lint": "eslint ." } }' };
    expect(acts('npm run sls -- deploy --stage beta', files)).toEqual(['deploy']);
    expect(acts('yarn sls deploy', files)).toEqual(['deploy']);
    expect(acts('npm run sls', files)).toEqual([]);
    expect(acts('npm run lint -- --fix', files)).toEqual(['lint']);
  });

  it('is more than is seen where a build starts scripts of another language', () => {
    const files = { 'build.gradle': "plugins { id 'com.github.node-gradle.node' version '7.1.0' }" };
    const { effects } = runCommands(viewOf(files), './gradlew build', '', true);
    expect(effects.map((effect) => effect.hidden)).toEqual([true]);
  });

  it('changes the folder for what comes behind it', () => {
    const { effects, directory } = runCommands(viewOf({}), 'cd infra\nterraform test\ncd ..\npytest', '', true);
    expect(effects.map((effect) => effect.directory)).toEqual(['infra', '']);
    expect(directory).toBe('');
  });

  it('takes no longer for a hostile text than for another', () => {
    const start = performance.now();
    acts(`${'terraform '.repeat(2000)}x`);
    acts(`${'-x '.repeat(5000)}validate`);
    acts(`curl ${'a'.repeat(19_000)}`);
    acts(`"${'$('.repeat(5000)}`);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});

describe('a tool behind others', () => {
  const files = {
    'api/scripts/tests.sh': '#!/usr/bin/env bash\nset -e\ncoverage run -m pytest\n',
    'script/test': '#!/bin/sh\nbundle exec rspec\n',
    'compose.yaml': 'services: { api: { build: ./api }, db: { image: postgres } }',
    'api/Dockerfile':
      'FROM node AS base\nRUN npm ci\nFROM base AS test\nRUN npm run lint && npm test\nFROM base\nRUN npm run build\n',
    'api/package.json': '{ "scripts": { "lint": "eslint .", "test": "vitest", "build": "tsc" } }',
  };

  it.each<[string, readonly string[]]>([
    ['cd api && uv run bash scripts/tests.sh', ['test']],
    ['uv run --group dev pytest', ['test']],
    ['cross-env CI=true npx dotenv-cli -e .env -- npx vitest', ['test']],
    ['timeout 10m xvfb-run -a npx playwright test', ['smoke']],
    ['./script/test', ['test']],
    ['docker compose -f compose.yaml run --rm -e CI=1 api bash scripts/tests.sh', ['test']],
    ['docker exec -t api pytest -q', ['test']],
    ['docker run --rm -v $PWD:/src aquasec/trivy fs --exit-code 1 /src', ['scan-dependencies']],
    ['docker build --target test api', ['build-image', 'lint', 'test']],
    ['docker build -f api/Dockerfile -t api:1 api', ['build-image', 'lint', 'test', 'typecheck']],
    ['docker run --rm -p 8080:80 api:1', []],
  ])('%s: %j', (command, expected) => {
    expect(acts(command, files)).toEqual(expected);
  });

  it('that nobody can follow into its image may do anything', () => {
    const hidden = (program: string): readonly boolean[] =>
      runCommands(viewOf(files), program, '', true).effects.map((effect) => effect.hidden);
    expect(hidden('docker compose run --rm all-checks')).toEqual([true]);
    expect(hidden('docker compose up --exit-code-from sut')).toEqual([true]);
    expect(hidden('docker compose up -d --wait db')).toEqual([false]);
  });
});

describe('the folder of a command', () => {
  const places = (program: string): readonly unknown[] =>
    runCommands(viewOf({}), program, '', true).effects.map(({ directory, vague }) =>
      vague ? `${directory}/?` : directory,
    );

  it.each<[string, readonly string[]]>([
    [
      'for S in users orders; do\n  pushd src/$S\n  go test ./...\n  popd\ndone\npytest',
      ['src/users', 'src/orders', ''],
    ],
    ['cd "src/$SERVICE"\npytest\ncd ../..\npytest', ['src/?', 'src/?']],
    ['cd $GITHUB_WORKSPACE/api\npytest\ncd -\npytest', ['api', '']],
    ['(cd api && pytest)\npytest', ['api', '']],
    ['root=$(cd .. && pwd)\npytest', ['/?', '']],
  ])('%j: %j', (program, expected) => {
    expect(places(program)).toEqual(expected);
  });
});

describe('checks that come with a build', () => {
  const pom = (plugin: string, phase = ''): string =>
    `<project><build><plugins><plugin><artifactId>${plugin}</artifactId><executions><execution>${phase}<goals><goal>check</goal></goals></execution></executions></plugin></plugins></build></project>`;

  it.each<[string, Record<string, string>, readonly string[]]>([
    ['./mvnw verify', { 'pom.xml': pom('maven-checkstyle-plugin') }, ['test', 'build', 'lint']],
    ['./mvnw package', { 'pom.xml': pom('maven-checkstyle-plugin') }, ['test', 'build']],
    [
      './mvnw package',
      { 'pom.xml': pom('spotless-maven-plugin', '<phase>compile</phase>') },
      ['test', 'build', 'format'],
    ],
    ['./gradlew build', { 'build.gradle': "plugins { id 'checkstyle' }" }, ['test', 'build', 'lint']],
    ['./gradlew spotlessCheck', {}, ['format']],
    ['./gradlew test', { 'build.gradle.kts': 'plugins { id("com.diffplug.spotless") }' }, ['test', 'build']],
  ])('%s in %j: %j', (command, files, expected) => {
    expect(acts(command, files)).toEqual(expected);
  });

  it('are those of the hooks of pre-commit, where they are said', () => {
    const hooks = (list: string): Record<string, string> => ({
      '.pre-commit-config.yaml': `repos: [{ repo: local, hooks: [${list}] }]`,
      'package.json': '{ "scripts": { "types": "tsc" } }',
    });
    const some = '{ id: ruff }, { id: types, entry: npm run types }, { id: slow, entry: pytest, stages: [pre-push] }';
    expect(acts('pre-commit run --all-files', hooks(some))).toEqual(['lint', 'typecheck']);
    expect(acts('pre-commit run ruff --all-files', hooks(some))).toEqual(['lint']);
    expect(acts('pre-commit run', {})).toEqual(['lint', 'format']);
  });

  it('tell of what they mend only where a change fails the run', () => {
    const hook = (entry: string): Record<string, string> => ({
      '.pre-commit-config.yaml': `repos: [{ repo: local, hooks: [{ id: own, entry: ${entry} }] }]`,
      'package.json': '{ "scripts": { "lint": "biome check --write ." } }',
    });
    expect(acts('npm run lint', hook('true'))).toEqual(['lint']);
    expect(acts('pre-commit run', hook('npm run lint'))).toEqual(['lint', 'format']);
    expect(acts('pre-commit run', hook('prettier --write .'))).toEqual(['format']);
    expect(acts('prettier --write .')).toEqual([]);
  });

  it('are those of every image that a compose file builds', () => {
    const files = {
      'compose.yml':
        'services: { web: { build: { context: ., dockerfile: web/Dockerfile } }, db: { image: postgres } }',
      'web/Dockerfile': 'FROM node\nWORKDIR /app\nCOPY . .\nWORKDIR /app/web\nRUN npm run build\n',
      'web/package.json': '{ "scripts": { "build": "tsc && vite build" } }',
    };
    const { effects } = runCommands(viewOf(files), 'docker compose build', '', true);
    expect(effects.map((effect) => `${effect.directory}: ${effect.acts.join(' ')}`)).toEqual([
      ': build-image',
      'web: typecheck',
    ]);
  });
});
