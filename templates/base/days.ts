/** Days since 1970; null unless it is a date of the calendar, as YYYY-MM-DD. */
export const dayOf = (date: string | null): number | null => {
  if (date === null || !/^\d{4}-\d{2}-\d{2}$/.test(date)) return null;
  const time = Date.parse(`${date}T00:00:00Z`);
  // Some days that no month has are taken for one of the next month.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== date ? null : time / 86_400_000;
};

/** Days from one day to another; null unless both are days of the calendar. */
export const daysBetween = (from: string, to: string): number | null => {
  const [start, end] = [dayOf(from), dayOf(to)];
  return start === null || end === null ? null : end - start;
};
