/** When an officer is told: at once within their hours, else as they begin. */
import { describe, expect, it } from 'vitest';
import { minuteOf, timeOf, withinHours } from '../../../service/messages/push/hours.ts';
import { pushKeys } from '../../../service/messages/push/keys.ts';

const at = (time: string) => Date.parse(`2025-03-10T${time}:00+07:00`);
const after = (time: string) => at(time) + 24 * 60 * 60_000;

describe('an instant and the hours', () => {
  const day = { from: '06:00', until: '22:00' };
  const night = { from: '22:00', until: '06:00' };
  it.each([
    ['within the day', at('06:00'), day, at('06:00')],
    ['before it', at('05:59'), day, at('06:00')],
    ['after it', at('22:00'), day, after('06:00')],
    ['within the night, before midnight', at('23:10'), night, at('23:10')],
    ['within the night, after midnight', at('05:59'), night, at('05:59')],
    ['after the night', at('06:00'), night, at('22:00')],
    ['at any hour', at('03:00'), null, at('03:00')],
    ['of hours that are all', at('03:00'), { from: '08:00', until: '08:00' }, at('03:00')],
  ])('%s', (_, instant, hours, expected) => {
    expect(withinHours(instant, hours)).toBe(expected);
  });

  it('are kept as minutes and come back as they were', () => {
    for (const time of ['00:00', '06:05', '23:59']) expect(timeOf(minuteOf(time))).toBe(time);
  });
});

it('a secret that is no number of the curve is hashed into one', () => {
  const none = Buffer.alloc(32, 0xff).toString('base64url');
  const { publicKey, privateKey } = pushKeys(none);
  expect(Buffer.from(publicKey, 'base64url')).toHaveLength(65);
  expect(privateKey).not.toBe(none);
  expect(pushKeys(privateKey)).toEqual({ publicKey, privateKey });
});
