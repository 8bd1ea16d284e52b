import { describe, expect, it } from 'vitest';
import { ofTheProgram } from '../../../templates/iac/aws-cdk/sources.ts';

const program = (files: Readonly<Record<string, string>>): readonly string[] =>
  ofTheProgram(new Map(Object.entries(files)));

describe('the files of a CDK program', () => {
  it('are those that name the library, and what these import', () => {
    expect(
      program({
        'bin/app.ts': "import { App } from 'aws-cdk-lib';\nimport { sizes } from '../lib/sizes.ts';",
        'lib/sizes.ts': "export { small } from './small.js';",
        'lib/small.ts': 'export const small = 256;',
        'lambda/handler.ts': "import { Pool } from 'pg';",
      }),
    ).toEqual(['bin/app.ts', 'lib/sizes.ts', 'lib/small.ts']);
  });

  it('are those too that build upon constructs of our own', () => {
    expect(
      program({
        'lib/bucket.ts': "import { Construct } from 'constructs';",
        'lib/buckets.ts': "export * from './bucket';",
        'lib/wiring.ts': "import { OurBucket } from './buckets';\nimport { name } from './name';",
        'lib/name.ts': "export const name = 'orders';",
        'src/server.ts': "import { name } from '../lib/name';",
      }),
    ).toEqual(['lib/bucket.ts', 'lib/buckets.ts', 'lib/wiring.ts', 'lib/name.ts']);
  });

  it('may import each other in circles', () => {
    expect(program({ 'a.ts': "import './b'; // cdk", 'b.ts': "import './a';" })).toEqual(['a.ts', 'b.ts']);
  });
});
