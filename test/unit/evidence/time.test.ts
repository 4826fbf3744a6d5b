import { describe, expect, it } from 'vitest';
import { judge } from '#shared/evidence/checks/judge.ts';
import type { PhotoFacts } from '#shared/evidence/facts.ts';
import { sayFinding } from '#shared/evidence/messages.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { speaker } from '#shared/words/speak.ts';
import { codes, evidence, photo } from './facts.ts';

const WIB = '2025-03-10T10:20:00+07:00';

function shot(changes: Partial<PhotoFacts>): string[] {
  return codes({ photos: [photo(changes)] });
}

describe('camera clock against GPS clock', () => {
  it.each<[string, string, string[]]>([
    ['ten minutes older is fine', '2025-03-10T03:10:00Z', []],
    ['ten minutes newer is fine', '2025-03-10T03:30:00Z', []],
    ['eleven minutes older is stale', '2025-03-10T03:09:00Z', ['GPS_STALE']],
    ['eleven minutes newer cannot be', '2025-03-10T03:31:00Z', ['TIME_INCONSISTENT']],
    ['one hour older is a camera on WITA', '2025-03-10T02:20:00Z', ['TIME_INCONSISTENT']],
    ['half an hour older is a zone in half-hour steps', '2025-03-10T02:50:00Z', ['TIME_INCONSISTENT']],
    ['seven hours newer is a camera on UTC', '2025-03-10T10:20:00Z', ['TIME_INCONSISTENT']],
    ['seven hours older is the eastmost zone, +14', '2025-03-09T20:20:00Z', ['TIME_INCONSISTENT']],
    ['eight hours older lies beyond every zone', '2025-03-09T19:20:00Z', ['GPS_STALE']],
    ['3 h 13 min older is explained by no zone', '2025-03-10T00:07:00Z', ['GPS_STALE']],
    ['1,024 weeks early to the second is a counter that overflowed', '2005-07-25T03:20:00Z', []],
    ['1,023 weeks early is old', '2005-08-01T03:20:00Z', ['GPS_STALE']],
    ['a receiver that never had the date says nothing', '1998-01-01T00:00:00Z', []],
  ])('%s', (_, fixAt, expected) => {
    expect(shot({ takenAt: WIB, fixAt })).toEqual(expected);
  });

  it('takes a stated offset at its word: the gap can only be an old fix', () => {
    expect(shot({ takenAt: WIB, offsetStated: true, fixAt: '2025-03-10T02:20:00Z' })).toEqual(['GPS_STALE']);
  });

  it.each<[string, string, string[]]>([
    ['the same UTC day', '2025-03-10', []],
    ['a day before', '2025-03-09', []],
    ['a day after', '2025-03-11', []],
    ['two days before', '2025-03-08', ['GPS_STALE']],
    ['two days after', '2025-03-12', ['TIME_INCONSISTENT']],
    ['1,024 weeks before', '2005-07-25', []],
  ])('compares days where the phone wrote a date alone: %s', (_, fixAt, expected) => {
    expect(shot({ takenAt: WIB, fixAt })).toEqual(expected);
  });

  it('has nothing to compare where the capture time is itself the GPS time', () => {
    expect(shot({ takenAt: '2025-03-10T03:19:55.000Z', takenAtFrom: 'gps' })).toEqual([]);
  });
});

describe('capture time against report and submission', () => {
  const at = (takenAt: string) => shot({ takenAt, fixAt: null });

  it.each([
    ['five minutes before the report', '2025-03-08T09:10:00+07:00', []],
    ['more than five minutes before the report', '2025-03-08T09:09:59+07:00', ['TIME_BEFORE_REPORT']],
    ['five minutes after submission', '2025-03-10T12:05:00+07:00', []],
    ['more than five minutes after submission', '2025-03-10T12:05:01+07:00', ['TIME_IN_FUTURE']],
  ])('%s', (_, takenAt, expected) => {
    expect(at(takenAt)).toEqual(expected);
  });

  it('is missing where neither camera nor GPS gave one', () => {
    expect(shot({ takenAt: null, takenAtFrom: null, fixAt: '2025-03-10' })).toEqual(['TIME_MISSING']);
  });
});

describe('several clocks in one file', () => {
  // Reported 8 March 09:15 WIB, sent 10 March 12:00 WIB.
  it.each<[string, Partial<PhotoFacts>, string[]]>([
    [
      'a phone on WIT, two hours ahead, whose satellites’ clock clears it',
      { takenAt: '2025-03-10T13:20:00+07:00', fixAt: '2025-03-10T04:20:00.000Z' },
      ['TIME_INCONSISTENT'],
    ],
    [
      'a camera 37 minutes slow just after the report',
      { takenAt: '2025-03-08T08:45:00+07:00', fixAt: '2025-03-08T02:22:00.000Z' },
      ['TIME_INCONSISTENT'],
    ],
    [
      'a camera some minutes slow, as clocks may be',
      { takenAt: '2025-03-08T09:08:00+07:00', fixAt: '2025-03-08T02:16:00.000Z' },
      [],
    ],
    [
      'a camera fast by what no zone explains: the fix counts as old, its clock clears all the same',
      { takenAt: '2025-03-10T15:03:00+07:00', fixAt: '2025-03-10T04:50:00.000Z' },
      ['GPS_STALE', 'TIME_INCONSISTENT'],
    ],
    [
      'a satellites’ clock that lost 1,024 weeks',
      { takenAt: '2025-03-07T10:20:00+07:00', fixAt: '2005-07-25T03:20:00.000Z' },
      ['GPS_STALE', 'TIME_INCONSISTENT'],
    ],
    [
      'a file digitized in time whose original time is not',
      { takenAt: '2025-03-06T10:20:00+07:00', digitizedAt: '2025-03-10T10:20:00+07:00', fixAt: null },
      ['TIME_INCONSISTENT'],
    ],
    [
      'all clocks before the report',
      {
        takenAt: '2025-03-06T10:20:00+07:00',
        digitizedAt: '2025-03-06T10:21:00+07:00',
        fixAt: '2025-03-06T03:20:00.000Z',
      },
      ['TIME_BEFORE_REPORT'],
    ],
    [
      'all clocks outside, one on each side',
      { takenAt: '2025-03-06T10:20:00+07:00', digitizedAt: '2025-03-13T10:20:00+07:00', fixAt: null },
      ['TIME_BEFORE_REPORT'],
    ],
    [
      'a day without a time, which clears nothing',
      { takenAt: '2025-03-07T20:20:00+07:00', fixAt: '2025-03-08' },
      ['TIME_BEFORE_REPORT'],
    ],
    [
      'a receiver that calls its fix void',
      { takenAt: '2025-03-08T08:45:00+07:00', fixAt: '2025-03-08T02:22:00.000Z', fixVoid: true },
      ['GPS_STALE', 'TIME_BEFORE_REPORT', 'TIME_INCONSISTENT'],
    ],
    [
      'facts of an older version, which knew no second clock',
      { takenAt: '2025-03-06T10:20:00+07:00', digitizedAt: undefined, fixAt: null } as object,
      ['TIME_BEFORE_REPORT'],
    ],
    [
      'a time of digitizing alone, which is none of capture',
      { takenAt: null, takenAtFrom: null, digitizedAt: '2025-03-10T10:20:00+07:00', fixAt: null },
      ['TIME_MISSING'],
    ],
  ])('refuse only what none of them allows: %s', (_, changes, expected) => {
    expect(shot(changes)).toEqual(expected);
  });

  it('tell how far off the camera’s is, and which other time was believed', () => {
    const facts = photo({
      takenAt: '2025-03-06T10:20:00+07:00',
      digitizedAt: '2025-03-10T10:20:00+07:00',
      fixAt: null,
    });
    const [found] = judge(evidence({ photos: [facts] }), EVIDENCE_POLICY);
    expect(found?.measure).toMatchObject({ minutes: 4 * 24 * 60, digitizedAt: facts.digitizedAt });
    expect(found && sayFinding(found, speaker('en')).message).toBe(
      'The camera clock of photo is 4 days off the digitizing time in the file.',
    );
  });
});
