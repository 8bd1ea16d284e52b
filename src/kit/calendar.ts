/** Days since 1970 of a day of the calendar, as YYYY-MM-DD; undefined for anything else. */
export const dayNumber = (day: string): number | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const time = Date.parse(`${day}T00:00:00Z`);
  // Some days that no month has are taken for one of the next month.
  return Number.isNaN(time) || dayOf(time / 86_400_000) !== day ? undefined : time / 86_400_000;
};

const dayOf = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);

/**
 * The day of an audit, which answers questions about other days instead of telling itself: so it is known until when the answers
 * hold, and with them the verdict of a repository that nobody changes.
 */
export interface Calendar {
  /** Whether a day, or the one so many days `later`, is today or over. False for what is no day. */
  reached(day: string, later?: number): boolean;
  /** How many days ago a day was, negative for one to come; undefined for what is no day. It holds today only: ask where it is told. */
  daysSince(day: string): number | undefined;
}

/** A calendar, and the first day on which one of its answers is another; undefined while none will be. */
export interface WatchedCalendar extends Calendar {
  readonly until: string | undefined;
}

/** @param today such as `2026-11-25` (UTC) */
export const calendarFrom = (today: string): WatchedCalendar => {
  const now = dayNumber(today);
  if (now === undefined) throw new TypeError(`${today} is no day as YYYY-MM-DD`);
  let until = Number.POSITIVE_INFINITY;
  return {
    reached: (day, later = 0) => {
      const number = dayNumber(day);
      if (number === undefined) return false;
      if (number + later > now) until = Math.min(until, number + later);
      return number + later <= now;
    },
    daysSince: (day) => {
      const number = dayNumber(day);
      if (number === undefined) return undefined;
      until = now + 1;
      return now - number;
    },
    get until() {
      return until === Number.POSITIVE_INFINITY ? undefined : dayOf(until);
    },
  };
};
