const takesAssignments = /^(?:env|cross-env|cross-env-shell)$/;
// What stands behind `--` is what these start.
const endsAtDashes =
  /^(?:dotenv|dotenv-cli|dotenvx|env-cmd|doppler|op|infisical|aws-vault|chamber|teller|envconsul|retry|start-server-and-test)$/;
const prefixes = /^(?:timeout|nice|xvfb-run|stdbuf|nohup|unbuffer|chronic|setsid|ionice|catchsegv)$/;
const most = 5;

/** The command behind those that only prepare its surroundings: `cross-env A=b`, `dotenv -e .env --`, `timeout 60`, `xvfb-run -a`. */
export function unwrapped(words: readonly string[]): readonly string[] {
  let rest = words;
  for (let round = 0; round < most; round += 1) {
    const inner = behind(rest);
    if (inner === undefined || inner.length === 0) break;
    rest = inner;
  }
  return rest;
}

function behind([name = '', ...rest]: readonly string[]): readonly string[] | undefined {
  if (takesAssignments.test(name)) return from(rest, (word) => !word.startsWith('-') && !/^[A-Za-z_]\w*=/.test(word));
  if (endsAtDashes.test(name)) {
    const dashes = rest.indexOf('--');
    return dashes < 0 ? undefined : rest.slice(dashes + 1);
  }
  if (!prefixes.test(name)) return undefined;
  // The time of `timeout` and numbers of options stand in front of the command.
  return from(rest, (word) => !word.startsWith('-') && !/^\d+(?:\.\d+)?[smhd]?$/.test(word));
}

function from(words: readonly string[], starts: (word: string) => boolean): readonly string[] {
  const first = words.findIndex(starts);
  return first < 0 ? [] : words.slice(first);
}
