/** Days since 1970 of a day of the calendar, as YYYY-MM-DD; undefined for anything else. */
export const dayNumber = (day: string): number | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const time = Date.parse(`${day}T00:00:00Z`);
  // Some days that no month has are taken for one of the next month.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? undefined : time / 86_400_000;
};
