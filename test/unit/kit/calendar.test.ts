import { property, record, array, integer, constantFrom, assert as check } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarFrom, dayNumber } from '../../../src/kit/index.ts';

const dayAt = (number: number): string => new Date(number * 86_400_000).toISOString().slice(0, 10);

describe('the calendar of an audit', () => {
  it('tells whether a day is today or over, and how long ago it was', () => {
    const calendar = calendarFrom('2026-11-25');
    expect(calendar.reached('2026-11-25')).toBe(true);
    expect(calendar.reached('2026-11-26')).toBe(false);
    expect(calendar.reached('2026-11-26', -1)).toBe(true);
    expect(calendar.reached('2026-05-29', 181)).toBe(false);
    expect(calendar.daysSince('2026-11-20')).toBe(5);
    expect(calendar.daysSince('2026-11-26')).toBe(-1);
  });

  it.each(['', '2026', '2026-02-30', '2026-1-1', 'soon'])('takes %j for no day', (text) => {
    const calendar = calendarFrom('2026-11-25');
    expect([calendar.reached(text), calendar.daysSince(text), calendar.until]).toEqual([false, undefined, undefined]);
  });

  it('knows the first day on which an answer that it gave is another', () => {
    const calendar = calendarFrom('2026-11-25');
    expect(calendar.until).toBeUndefined();
    calendar.reached('2024-04-30');
    expect(calendar.until).toBeUndefined();
    calendar.reached('2027-04-30');
    calendar.reached('2027-01-10', -30);
    expect(calendar.until).toBe('2026-12-11');
    calendar.daysSince('2024-01-01');
    expect(calendar.until).toBe('2026-11-26');
  });

  it('gives the same answers on every day before that one, and another on it', () => {
    const start = dayNumber('2026-01-01') ?? 0;
    const question = record({
      ask: constantFrom('reached', 'reached', 'reached', 'daysSince'),
      day: integer({ min: start - 400, max: start + 400 }),
      later: integer({ min: -200, max: 200 }),
    });
    check(
      property(array(question, { maxLength: 8 }), integer({ min: 0, max: 500 }), (questions, ahead) => {
        const answers = (today: number) => {
          const calendar = calendarFrom(dayAt(today));
          const given = questions.map(({ ask, day, later }) =>
            ask === 'reached' ? calendar.reached(dayAt(day), later) : calendar.daysSince(dayAt(day)),
          );
          return { given, until: calendar.until };
        };
        const { given, until } = answers(start);
        const end = until === undefined ? start + ahead : dayNumber(until)!;
        const before = Math.min(start + ahead, until === undefined ? start + ahead : end - 1);
        expect(answers(before).given).toEqual(given);
        if (until !== undefined) expect(answers(end).given).not.toEqual(given);
      }),
    );
  });
});
