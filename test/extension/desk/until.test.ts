import { describe, expect, it } from 'vitest';
import { nextMonthlyClose } from '#shared/deadline/monthly-close.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import {
  estimateTimes,
  fromField,
  postponeTimes,
  toField,
  untilFault,
} from '../../../extension/desk/model/until.ts';

const at = (text: string): number => Date.parse(`${text}:00+07:00`);
const offered = (now: string): string[] =>
  postponeTimes(at(now)).map((time) => `${time.name} ${toTimestamp(time.at).slice(0, 16)}`);

describe('the quick postponements', () => {
  it('are mornings to come, and the monthly close', () => {
    expect(offered('2025-03-10T10:20')).toEqual([
      'tomorrow 2025-03-11T09:00',
      'days 2025-03-13T09:00',
      'days 2025-03-17T09:00',
      'close 2025-04-05T00:00',
    ]);
  });

  it('never lie past the monthly close', () => {
    expect(offered('2025-04-03T16:00')).toEqual(['tomorrow 2025-04-04T09:00', 'close 2025-04-05T00:00']);
    expect(offered('2025-04-04T23:00')).toEqual(['close 2025-04-05T00:00']);
  });

  it('are never over already, not even in the close’s own instant', () => {
    expect(offered('2025-04-05T00:00')).toEqual([]);
  });
});

it('an estimate lies at the end of a working day, however late it is written', () => {
  expect(estimateTimes(at('2025-03-10T23:50')).map((time) => toTimestamp(time.at).slice(0, 16))[0]).toBe(
    '2025-03-17T16:00',
  );
});

describe('until when', () => {
  const now = at('2025-04-01T10:00');
  const close = nextMonthlyClose(now);

  it.each([
    ['missing', null, 'missing'],
    ['this instant', now, 'past'],
    ['the close itself', close, null],
    ['a moment after the close', close + 1, 'close'],
  ])('%s: %s is %s', (_, until, fault) => {
    expect(untilFault(until, now, close)).toBe(fault);
  });

  it('an estimate knows no monthly close', () => {
    expect(untilFault(close + 1, now, null)).toBeNull();
  });

  it('is WIB in its field, whatever zone the machine is in', () => {
    expect(toField(Date.parse('2025-03-31T17:30:00Z'))).toBe('2025-04-01T00:30');
    expect(fromField('2025-04-01T00:30')).toBe(Date.parse('2025-03-31T17:30:00Z'));
    expect(fromField('')).toBeNull();
  });
});
