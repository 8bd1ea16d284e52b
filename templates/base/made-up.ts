/** Vendors print the same examples everywhere (Azurite has one key for all), and people write runs of characters. */
const example =
  /example|Eby8vdM02xNOcqFlq|placeholder|redacted|dummy|sample|fake|change[-_ ]?(?:this|me)|your[-_]|123456789|abcdefgh|(.)\1{6}/i;

/** What people write for a password that opens nothing but a container of their own. */
const word =
  /^(?:my-?)?(?:s[e3]cr[e3]t|p[a@]ssw(?:[o0]r)?d|pass|pwd|admin|root|tests?|testing|user(?:name)?|postgres|mysql|mongo|redis|rabbitmq|guest|foo|bar|default|letmein|dev|development|local|docker|change-?(?:me|it)|12345\d*)(?:pw|pass(?:word)?)?\d{0,3}$/i;

/** Whether somebody wrote a password for a container of his own. */
export const isLocalWord = (value: string): boolean => word.test(value);

/** Whether a text that has the form of a secret is one that opens nothing. */
export const isMadeUp = (value: string): boolean => example.test(value) || isPlaceholderAddress(value);

const isPlaceholderAddress = (value: string): boolean => {
  const [, user = '', password = '', host = ''] =
    /^[\w+]{2,20}:\/\/([^:@/\s]{1,64}):([^@\s]{1,120})@([\w.-]{0,253})/.exec(value) ?? [];
  if (password === '') return false;
  if (word.test(password) || password.toLowerCase() === user.toLowerCase()) return true;
  // On a host that only a network of containers knows, names and such words put together are no better.
  const named = new Set(parts(`${user}-${host}`));
  return !host.includes('.') && parts(password).every((part) => named.has(part) || word.test(part));
};

const parts = (text: string): readonly string[] => text.toLowerCase().split(/[-_.]/);

/** A name that says what its value is for, as in `const TEST_KEY = `. */
const forTests =
  /(?:^|[^A-Za-z0-9])(?:test|fake|dummy|mock|stub|sample)(?:[_-]|(?=[A-Z]))|(?:Test|Fake|Dummy|Mock|Stub|Sample)[A-Z_]|(?:^|[^A-Z])(?:TEST|FAKE|DUMMY|MOCK|STUB|SAMPLE)_/;

/** Whether the line on which a text begins gives it such a name. */
export const isNamedForTests = (content: string, index: number): boolean =>
  forTests.test(content.slice(Math.max(content.lastIndexOf('\n', index) + 1, index - 200), index));

/** A key that a text only shows the beginning of, as documentation does. */
export const isCutOff = (content: string, index: number): boolean =>
  /[A-Za-z0-9+/=]\.\.\./.test(content.slice(index, index + 400));
