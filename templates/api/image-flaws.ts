import type { Instruction } from './dockerfile.ts';

/** Scripts that are run as they come from the network: `curl ... | sh`, `sh -c "$(curl ...)"`, `bash <(curl ...)`. */
const piped = /\b(?:curl|wget)\b[^|;&\n]{0,500}\|\s*(?:sudo\s+(?:-\w+\s+)?)?(?:\/\w+\/)*(?:ba|z|da|a)?sh\b/;
const substituted = /\b(?:ba|z|da|a)?sh\b[^\n;|&]{0,40}(?:\$\(|<\(|`)\s*(?:curl|wget)\b/;

/** Something from the network that nobody checked. */
export const downloads = ({ name, args, flags }: Instruction): boolean => {
  if (name === 'ADD') {
    const checked = flags.some((flag) => /^--checksum=sha(?:256|384|512):/.test(flag));
    // A commit of a repository is fixed by its hash.
    return !checked && args.split(/\s+/).some((word) => /^https?:\/\//.test(word) && !/#[0-9a-f]{40}$/.test(word));
  }
  if (name !== 'RUN') return false;
  const script = args
    .split('\n')
    .filter((line) => !/^\s*#/.test(line))
    .join('\n');
  return piped.test(script) || substituted.test(script);
};

const secretName = /(?:^|_)(?:PASSWORD|PASSWD|SECRET|TOKEN|API_?KEY|PRIVATE_?KEY|ACCESS_?KEY|CREDENTIALS?)(?:$|_)/i;
/** What only tells where the secret is, or of what kind. */
const aboutSecret =
  /_(?:FILE|PATH|DIR|URL|URI|NAME|ARN|ID|TTL|HEADER|ISSUER|ENDPOINT|LENGTH|DUMMY|EXPIRY|EXPIRES_IN)$/i;

/** What is built into pages for browsers is no secret, and a switch holds none. */
const openToAll =
  /^(?:VITE|NEXT_PUBLIC|NUXT_PUBLIC|REACT_APP|GATSBY|PUBLIC|EXPO_PUBLIC)_|(?:^|_)(?:USE|ENABLE|DISABLE|HAS|REQUIRE|ALLOW|SKIP)_/i;

/** A secret in ARG or ENV stays readable in the layers and the history of the image. */
export const holdsSecret = (instruction: Instruction): boolean =>
  (instruction.name === 'ARG' || instruction.name === 'ENV') &&
  namesOf(instruction).some(
    (name) =>
      secretName.test(name) && !openToAll.test(name) && (!aboutSecret.test(name) || /ACCESS_?KEY_?ID$/i.test(name)),
  );

/** Names that ARG or ENV give a value. */
export const namesOf = ({ name, args }: Pick<Instruction, 'name' | 'args'>): readonly string[] => {
  // Values in quotes may hold anything that looks like a name.
  const bare = args.replaceAll(/"(?:[^"\\]|\\.){0,2000}"|'[^']{0,2000}'/g, '""');
  const names = [...bare.matchAll(/(?:^|\s)([A-Za-z_]\w*)(?==|\s|$)/g)].map(([, found]) => found ?? '');
  return name === 'ENV' && !args.includes('=') ? names.slice(0, 1) : names;
};
