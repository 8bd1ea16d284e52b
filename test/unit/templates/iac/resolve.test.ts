import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseYaml } from '../../../../src/audit/yaml.ts';
import { common, resolverOf } from '../../../../templates/iac/cloudformation/resolve.ts';

/** What a value comes to in a template with these parts. */
const resolved = (value: string, template = '', values = {}): unknown => {
  const [document] = parseYaml(template);
  return resolverOf(document ?? {}, values).resolve(parseYaml(value)[0]);
};

const parameters = `
Parameters:
  Name: { Type: String, Default: orders }
  Days: { Type: Number, Default: '30' }
  Zones: { Type: CommaDelimitedList, Default: 'a, b' }
  Protected: { Type: String, Default: 'true' }
  Stage: { Type: String, Default: dev, AllowedValues: [dev, prod] }
  Only: { Type: String, AllowedValues: [prod] }
  Password: { Type: String, NoEcho: true }
  Shift: { Type: String, Default: AllAtOnce }
`;

describe('what stands in a template', () => {
  it.each([
    ['!Ref Name', 'orders'],
    ['!Ref Days', 30],
    ['!Ref Zones', ['a', 'b']],
    ['!Ref Only', 'prod'],
    // A switch is there to be turned, a choice to be made, and a secret to be given.
    ['!Ref Protected', '${}'],
    ['!Ref Stage', '${}'],
    ['!Ref Password', '${}'],
    // So is a way to shift traffic, which whoever deploys sets.
    ['!Ref Shift', '${}'],
    ['!Ref AWS::Region', '${}'],
    ["!Sub '${Name}-files'", 'orders-files'],
    ["!Sub '${Stage}-files'", '${}-files'],
    ["!Sub ['${a}-${!b}', { a: !Ref Name }]", 'orders-${b}'],
    ["!Join ['-', [!Ref Name, !Ref Stage]]", 'orders-${}'],
    ["!Select [1, !Split [',', 'x,y']]", 'y'],
    ["!Select [5, ['x']]", '${}'],
    ["!Split [',', !Ref Stage]", '${}'],
    ["!ImportValue 'network-vpc'", '${}'],
    ["!GetAZs ''", '${}'],
    ['{ a: !Ref AWS::NoValue, b: 1 }', { b: 1 }],
    ['[!Ref AWS::NoValue, 1]', [1]],
    ["{ 'Fn::Transform': { Name: AWS::Include }, b: 1 }", { 'Fn::Transform': '${}', b: 1 }],
    ['!Cidr [10.0.0.0/16, 2, 8]', '${}'],
  ])('%s', (value, expected) => expect(resolved(value, parameters)).toEqual(expected));

  it('keeps what refers to a resource, so that it can be followed', () => {
    const template = 'Resources: { Files: { Type: AWS::S3::Bucket } }';
    expect(resolved('!Ref Files', template)).toBe('${Files}');
    expect(resolved('!GetAtt Files.Arn', template)).toBe('${Files.Arn}');
    expect(resolved("!Sub '${Files.Arn}/*'", template)).toBe('${Files.Arn}/*');
    expect(resolved('!GetAtt Nothing.Arn', template)).toBe('${}');
  });

  it('takes what a nested stack is given before what its parameter defaults to', () => {
    expect(resolved('!Ref Name', parameters, { Name: 'billing' })).toBe('billing');
    expect(resolved('!Ref Stage', parameters, { Stage: 'prod' })).toBe('prod');
  });

  it('finds in a map, and of a row that is not known what all rows agree on', () => {
    const template = `${parameters}
Mappings:
  Sizes:
    dev: { Zones: 2, Days: 7 }
    prod: { Zones: 2, Days: 35 }
`;
    expect(resolved('!FindInMap [Sizes, prod, Days]', template)).toBe(35);
    expect(resolved('!FindInMap [Sizes, !Ref Stage, Zones]', template)).toBe(2);
    expect(resolved('!FindInMap [Sizes, !Ref Stage, Days]', template)).toBe('${}');
    expect(resolved('!FindInMap [Nothing, a, b]', template)).toBe('${}');
    expect(resolved('!FindInMap [Sizes, test, Days, { DefaultValue: 1 }]', template)).toBe('${}');
  });
});

describe('conditions', () => {
  const template = `${parameters}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsOnly: !Equals [!Ref Only, prod]
  Never: !Not [!Condition IsOnly]
  Either: !Or [!Condition IsProd, !Condition IsOnly]
  Both: !And [!Condition IsProd, !Condition Never]
  Named: !Equals [!Sub '\${Name}', orders]
  Literal: !Equals [a, a]
  Circle: !Not [!Condition Circle]
`;
  it.each([
    // The default of a parameter decides nothing.
    ['IsProd', undefined],
    ['Named', undefined],
    ['IsOnly', true],
    ['Never', false],
    ['Either', true],
    ['Both', false],
    ['Literal', true],
    ['Circle', undefined],
    ['Nothing', undefined],
  ])('%s: %s', (name, expected) => expect(resolverOf(parseYaml(template)[0]).holds(name)).toBe(expected));

  it('of two branches what both agree on is known, also within them', () => {
    expect(resolved('!If [IsProd, true, true]', template)).toBe(true);
    expect(resolved('!If [IsProd, true, false]', template)).toBe('${}');
    expect(resolved('!If [IsOnly, true, false]', template)).toBe(true);
    expect(resolved('!If [IsProd, { a: 1, b: 2 }, { a: 1, b: 3 }]', template)).toEqual({ a: 1, b: '${}' });
    expect(resolved('!If [IsProd, [1, 2], [1, 3]]', template)).toEqual([1, '${}']);
    expect(resolved('!If [IsProd, !Ref AWS::NoValue, 1]', template)).toBe('${}');
    expect(resolved('{ a: !If [Never, 1, !Ref AWS::NoValue] }', template)).toEqual({});
  });
});

describe('a hostile template', () => {
  it('does not nest us to death', () => {
    let value: unknown = 'x';
    for (let depth = 0; depth < 5000; depth += 1) value = { 'Fn::If': ['IsProd', value, { Ref: 'AWS::NoValue' }] };
    expect(resolverOf({}).resolve(value)).toBe('${}');
    for (let depth = 0; depth < 5000; depth += 1) value = [value];
    expect(() => resolverOf({}).resolve(value)).not.toThrow();
    expect(() => common(value, value)).not.toThrow();
  });

  it('does not blow up a text', () => {
    const Parameters = { Long: { Type: 'String', Default: 'x'.repeat(10_000) } };
    const parts = Array.from({ length: 1000 }, () => ({ Ref: 'Long' }));
    expect(resolverOf({ Parameters }).resolve({ 'Fn::Join': ['', parts] })).toBe('${}');
    expect(resolverOf({ Parameters }).resolve({ 'Fn::Sub': '${Long}'.repeat(1000) })).toBe('${}');
  });

  it('does not make us follow circles of conditions', () => {
    const names = Array.from({ length: 200 }, (_, index) => `C${index}`);
    const Conditions = Object.fromEntries(
      names.map((name) => [name, { 'Fn::And': names.map((other) => ({ Condition: other })) }]),
    );
    expect(resolverOf({ Conditions }).holds('C0')).toBeUndefined();
  });

  it('gives a value for whatever stands there', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (value, part) => {
        const names = [
          'Ref',
          'Fn::Sub',
          'Fn::If',
          'Fn::Join',
          'Fn::FindInMap',
          'Fn::Select',
          'Fn::Split',
          'Fn::GetAtt',
        ];
        for (const name of names) {
          const document = { Parameters: part, Mappings: part, Conditions: part, Resources: part };
          expect(() => resolverOf(document).resolve({ a: { [name]: value } })).not.toThrow();
        }
      }),
      { numRuns: 300 },
    );
  });
});
