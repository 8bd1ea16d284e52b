import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { globsProgram } from './units.ts';
import { visitorKeysModule } from './visitor-keys.ts';

/** The globs of every reader, by `kind` or `kind/dialect`: asked of the readers themselves, since globs are put together by code. */
export async function globsOf(
  place: Parameters<typeof globsProgram>[0],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const sources: Readonly<Record<string, () => string>> = {
    globs: () => globsProgram(place),
    'virtual:visitor-keys': visitorKeysModule,
  };
  const folder = mkdtempSync(join(tmpdir(), 'create-service-globs-'));
  try {
    const bundle = await rolldown({
      input: 'globs',
      platform: 'node',
      logLevel: 'silent',
      plugins: [
        {
          name: 'create-service:globs',
          resolveId: (id) => (id in sources ? `\0${id}` : undefined),
          load: (id) => sources[id.slice(1)]?.(),
        },
      ],
    });
    const file = join(folder, 'globs.cjs');
    await bundle.write({ file, format: 'cjs', codeSplitting: false });
    await bundle.close();
    const { globs } = createRequire(file)(file) as { globs: Record<string, readonly string[]> };
    return globs;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
