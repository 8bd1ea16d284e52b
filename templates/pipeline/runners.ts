import { unwrapped } from './wrappers.ts';

const short = /^(?:npx|bunx|uvx)$/;
const long =
  /^(?:pipx run|(?:pnpm|yarn) (?:exec|dlx)|npm exec|bun x|(?:poetry|uv|pdm|hatch|rye|pipenv) run|bundle exec|mise (?:exec|x)|python(?:3(?:\.\d{1,2})?)? -m)$/;
// Options of runners that have a word of their own behind them.
const valued =
  /^(?:-p|--package|--group|--only-group|--extra|--with|--python|--project|--directory|--env-file|--from|-w|--workspace)$/;
const most = 4;

/** The tool behind runners such as npx and what only prepares its surroundings, without their own flags. */
export function toolOf(words: readonly string[]): readonly string[] {
  let rest = unwrapped(words);
  for (let round = 0; round < most; round += 1) {
    const skipped = short.test(rest[0] ?? '') ? 1 : long.test(rest.slice(0, 2).join(' ')) ? 2 : 0;
    if (skipped === 0) break;
    const inner = rest.slice(skipped);
    const first = inner.findIndex((word, index) => !word.startsWith('-') && !valued.test(inner[index - 1] ?? ''));
    if (first < 0) return [];
    rest = unwrapped([programOf(baseName(inner[first] ?? '')), ...inner.slice(first + 1)]);
  }
  return rest.length === 0 ? [] : [baseName(rest[0] ?? ''), ...rest.slice(1)];
}

// Packages whose program has another name.
const programs: Readonly<Record<string, string>> = {
  'aws-cdk': 'cdk',
  '@apideck/portman': 'portman',
  '@biomejs/biome': 'biome',
  '@cyclonedx/cdxgen': 'cdxgen',
  '@cyclonedx/cyclonedx-npm': 'cyclonedx-npm',
  '@datadog/datadog-ci': 'datadog-ci',
  '@redocly/cli': 'redocly',
  '@stoplight/prism-cli': 'prism',
  '@stoplight/spectral-cli': 'spectral',
};

/** The program of a package, without the version that it was asked for: `cdk` of `aws-cdk@2`. */
function programOf(asked: string): string {
  const name = asked.replace(/(?<=.)@.*$/, '');
  return Object.hasOwn(programs, name) ? (programs[name] ?? name) : name;
}

// `node_modules/.bin/tsc` is tsc, but `./mvnw` keeps its shape and a scoped package its scope. `bin/rails` is a binstub.
const baseName = (word: string): string =>
  /(?:node_modules\/\.bin|vendor\/bin|\.bin)\/|^(?:\.\/)?bin\/(?:rails|rake|rspec|rubocop|brakeman|bundler?-audit)$/.test(
    word,
  )
    ? word.slice(word.lastIndexOf('/') + 1)
    : word;
