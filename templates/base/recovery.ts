import { dayNumber, get, isMapping, pointer } from '../../src/kit/index.ts';
import type { Declared, Recovery, Rehearsal, Span } from './model.ts';
import type { ServiceFile } from './service-file.ts';
import { text } from './values.ts';

/** What service.yaml promises under `recovery`; at most one. */
export const recoveryIn = ({ path, content }: ServiceFile): readonly Recovery[] => {
  const said = content['recovery'];
  if (!isMapping(said)) return [];
  const span = (key: 'rto' | 'rpo'): Span | null => {
    const written = text(said[key]);
    const at = { path, pointer: pointer('recovery', key) };
    return written === null ? null : { written, minutes: minutesOf(written), at };
  };
  return [
    {
      rto: span('rto'),
      rpo: span('rpo'),
      lastRestoreTest: rehearsalOf(path, said['lastRestoreTest']),
      at: { path, pointer: pointer('recovery') },
    },
  ];
};

/** A date, or a mapping with one and with what was learnt. */
const rehearsalOf = (path: string, said: unknown): Rehearsal | null => {
  const written = text(said) ?? text(get(said, 'date'));
  if (written === null) return null;
  const at = { path, pointer: pointer('recovery', 'lastRestoreTest') };
  return { written, date: dayNumber(written) === undefined ? null : written, at };
};

const units: Readonly<Record<string, number>> = { s: 1 / 60, m: 1, h: 60, d: 1440, w: 10_080 };

/** `15m`, `4h`, `1h30m`, `2 days`, `PT4H`, `P1D`; null for anything else. */
export const minutesOf = (written: string): number | null => {
  const iso = /^P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?$/i.exec(written);
  const sum = (parts: readonly (readonly [amount: string, unit: string])[]): number | null =>
    parts.length === 0 ? null : parts.reduce((total, [amount, unit]) => total + Number(amount) * (units[unit] ?? 0), 0);
  if (iso) {
    const [, ...amounts] = iso;
    return sum(
      ['w', 'd', 'h', 'm', 's'].flatMap((unit, index) => (amounts[index] ? [[amounts[index], unit] as const] : [])),
    );
  }
  // Each part on its own, so that no repetition is nested.
  const parts = written.trim().split(/(?<=[a-z])\s*(?=\d)/i);
  const read = parts.map((part) =>
    /^(\d{1,6}(?:\.\d{1,3})?)\s{0,2}(s|m|h|d|w)(?:ec(?:onds?|s)?|in(?:utes?|s)?|ours?|rs?|ays?|eeks?)?$/i.exec(part),
  );
  if (read.length > 5 || read.some((part) => part === null)) return null;
  return sum(read.map((part) => [part?.[1] ?? '', (part?.[2] ?? '').toLowerCase()] as const));
};

/** What the platform does for the service, as service.yaml declares it. */
export const declaredIn = ({ path, content }: ServiceFile, ...keys: readonly string[]): readonly Declared[] => {
  const value = text(get(content, ...keys));
  return value === null ? [] : [{ value, at: { path, pointer: pointer(...keys) } }];
};
