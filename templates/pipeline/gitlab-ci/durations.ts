import { text } from '../values.ts';

const minutes: Readonly<Record<string, number>> = { s: 1 / 60, m: 1, h: 60, d: 1_440, w: 10_080 };

/** Minutes of a duration such as `1h 30m`, `90 minutes` or `3600` (seconds); null when it says none. */
export function minutesOf(value: unknown): number | null {
  const said = (text(value) ?? '').trim().slice(0, 100);
  if (/^\d{1,9}$/.test(said)) return Number(said) / 60;
  const parts = [...said.matchAll(/(\d{1,9}(?:\.\d{1,4})?)\s{0,5}(s|m(?!o)|h|d|w)[a-z]{0,10}/g)];
  if (parts.length === 0) return null;
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (minutes[unit as string] ?? 0), 0);
}
