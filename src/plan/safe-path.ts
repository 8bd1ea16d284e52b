import { UserError } from '../errors.ts';
import type { SafePath } from './types.ts';

/** In UTF-8 bytes: what common file systems take for one name. */
export const maxSegmentBytes = 255;
/** In UTF-8 bytes: what is left of macOS' 1,024 when the root takes a fair part. */
export const maxPathBytes = 900;

// Windows opens a device for these, whatever the extension; the superscripts count as digits there.
const device = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])( *\..*)?$/i;
// Names that Windows (8.3 alias, alternate streams) or macOS (case, ignored characters) take for `.git`.
const gitFolder = /^(\.git|git~[0-9]+)$/i;
const ignoredByFileSystems = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;
const notOnWindows = /[<>:"|?*]/;

function faultOfSegment(segment: string): string | undefined {
  if (segment === '') return 'it has an empty segment';
  if (segment === '.' || segment === '..') return `it has the segment '${segment}'`;
  if (gitFolder.test(segment)) return "it leads into git's own folder";
  if (device.test(segment)) return `'${segment}' is a device name on Windows`;
  if (/[. ]$/.test(segment)) return `'${segment}' ends in a dot or a space, which Windows drops`;
  if (Buffer.byteLength(segment) > maxSegmentBytes) return `a segment is longer than ${maxSegmentBytes} bytes`;
  return undefined;
}

/** Says what is wrong with a path as `safePath` would refuse it, as a clause for the end of a sentence; undefined when nothing is. */
export function pathFault(text: string): string | undefined {
  if (text === '') return 'it is empty';
  if (ignoredByFileSystems.test(text)) return 'it has control or invisible characters';
  if (text.includes('\\')) return 'it has a backslash; segments are parted by /';
  if (text.startsWith('/')) return 'it is absolute';
  if (/^[a-z]:/i.test(text)) return 'it starts with a drive letter';
  if (notOnWindows.test(text)) return 'it has one of < > : " | ? *, which Windows does not take';
  if (Buffer.byteLength(text) > maxPathBytes) return `it is longer than ${maxPathBytes} bytes`;
  for (const segment of text.split('/')) {
    const fault = faultOfSegment(segment);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/**
 * A path that means the same file below its root on Linux, macOS and Windows, in Unicode NFC.
 * @throws UserError for anything else: absolute, `..`, `.git`, device names, characters that some file system drops
 */
export function safePath(text: string): SafePath {
  // Checked after normalising, since NFC can turn an odd character into a plain one.
  const path = text.normalize('NFC');
  const fault = pathFault(path);
  if (fault !== undefined) {
    throw new UserError(
      `${JSON.stringify(text.slice(0, 200))} cannot be a path in a service: ${fault}.`,
      'Use a relative path with plain names, such as src/routes/orders.ts.',
    );
  }
  return path as SafePath;
}
