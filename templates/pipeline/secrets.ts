/** Whether a value that is written down is no key of a cloud, such as the `test` that a local stand-in of one is given. */
export const isStandIn = (value: string | undefined): boolean =>
  value !== undefined && value.length < 20 && !/[$%{]/.test(value);

// Ways of a script to hand a key that lasts to a tool of a cloud.
const inScript: readonly (readonly [RegExp, string])[] = [
  [/\baws configure set aws_secret_access_key\b/, 'AWS'],
  [/\bexport AWS_SECRET_ACCESS_KEY=["']?\$\{?\w+\}?["']?(?:\s|$)/, 'AWS'],
  [/\bgcloud auth activate-service-account\b.*--key-file/, 'Google Cloud'],
  [/\baz login\b.*--service-principal\b.*(?:-p|--password)\b/, 'Azure'],
];

/** Clouds whose lasting keys a script uses; a session has ones that end. */
export function keysInScript(commands: readonly string[]): readonly string[] {
  const script = commands.join('\n').slice(0, 20_000);
  if (/AWS_SESSION_TOKEN|aws_session_token/.test(script)) return [];
  return inScript.flatMap(([pattern, provider]) => (pattern.test(script) ? [provider] : []));
}
