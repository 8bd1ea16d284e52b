import { readExisting } from '../disk/read-existing.ts';
import { UserError } from '../errors.ts';
import { parseManifest } from '../plan/parse-manifest.ts';
import { manifestPath } from '../plan/manifest.ts';
import type { Manifest } from '../plan/manifest.ts';
import { safePath } from '../plan/safe-path.ts';

/**
 * The manifest of the service in a folder.
 *
 * @throws UserError when there is none or it is not of the known shape
 */
export function manifestAt(root: string): Manifest {
  const path = safePath(manifestPath);
  const file = readExisting(root, [path]).get(path);
  if (file?.state !== 'file') {
    throw new UserError(
      `${root} has no ${manifestPath}: it is not a service that create-service made.`,
      'Go to the folder of a service, or make one with `create-service`.',
    );
  }
  return parseManifest(new TextDecoder().decode(file.content), `${root}/${manifestPath}`);
}
