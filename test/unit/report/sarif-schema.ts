/** A closed object: the named properties and no others. */
const closed = (properties: Readonly<Record<string, object>>, ...required: readonly string[]): object => ({
  type: 'object',
  additionalProperties: false,
  properties,
  required,
});

const list = (items: object, more: object = {}): object => ({ type: 'array', items, ...more });
const text = { type: 'string', minLength: 1 };
const message = closed({ text }, 'text');
const position = { type: 'integer', minimum: 1 };
const index = { type: 'integer', minimum: 0 };
const level = { enum: ['none', 'note', 'warning', 'error'] };

const location = closed(
  {
    physicalLocation: closed(
      {
        // A relative reference: nothing but unreserved characters, escapes, sub-delimiters and slashes.
        artifactLocation: closed(
          {
            uri: { type: 'string', pattern: "^(?!/)(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+$" },
            uriBaseId: { const: '%SRCROOT%' },
          },
          'uri',
        ),
        region: closed(
          { startLine: position, startColumn: position, endLine: position, endColumn: position },
          'startLine',
        ),
      },
      'artifactLocation',
    ),
  },
  'physicalLocation',
);

const rule = closed(
  {
    id: text,
    name: { type: 'string', pattern: '^[A-Z][A-Za-z0-9]*$' },
    shortDescription: message,
    fullDescription: message,
    help: closed({ text, markdown: text }, 'text', 'markdown'),
    defaultConfiguration: closed({ level }, 'level'),
    properties: closed(
      { tier: { enum: [1, 2, 3] }, severity: text, tags: list(text, { uniqueItems: true, maxItems: 10 }) },
      'tags',
    ),
  },
  'id',
  'name',
  'shortDescription',
  'fullDescription',
  'help',
  'defaultConfiguration',
);

const result = closed(
  {
    ruleId: text,
    ruleIndex: index,
    level,
    message,
    locations: list(location, { minItems: 1, maxItems: 1 }),
    relatedLocations: list(location, { minItems: 1, maxItems: 99 }),
    partialFingerprints: { type: 'object', additionalProperties: { type: 'string' }, minProperties: 1 },
  },
  'ruleId',
  'ruleIndex',
  'level',
  'message',
  'locations',
  'partialFingerprints',
);

const notification = closed(
  { level, message, associatedRule: closed({ id: text, index }, 'id'), locations: list(location) },
  'level',
  'message',
);

const run = closed(
  {
    tool: closed(
      {
        driver: closed(
          { name: text, version: text, rules: list(rule, { uniqueItems: true }), properties: { type: 'object' } },
          'name',
        ),
      },
      'driver',
    ),
    automationDetails: closed({ id: text }, 'id'),
    invocations: list(
      closed(
        { executionSuccessful: { type: 'boolean' }, toolExecutionNotifications: list(notification) },
        'executionSuccessful',
      ),
    ),
    columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
    results: list(result, { maxItems: 25_000 }),
    properties: { type: 'object' },
  },
  'tool',
  'invocations',
  'results',
);

/**
 * What our SARIF may hold: the words of SARIF 2.1.0 that we use, with their types, and the limits of code scanning. It is
 * narrower than the schema of OASIS, which takes any property where this takes only ours.
 */
export const sarifSubset = closed(
  { $schema: text, version: { const: '2.1.0' }, runs: list(run, { minItems: 1, maxItems: 20 }) },
  'version',
  'runs',
);
