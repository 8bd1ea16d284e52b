export const isFixture = (path: string): boolean =>
  /(?:^|\/)(?:__fixtures__|fixtures?|testdata|test-data|cassettes|__snapshots__)\//.test(path);

/** A folder or file of tests, by any part of its name: `test-certs/`, `server_test.go`. */
export const isTest = (path: string): boolean =>
  path
    .split('/')
    .some((segment) =>
      segment
        .split(/[-_.]|(?<=[a-z])(?=[A-Z])/)
        .some((word) => /^(?:tests?|\w{0,20}testing|specs?|e2e|mocks?|stubs?|examples?|story|stories)$/i.test(word)),
    );
