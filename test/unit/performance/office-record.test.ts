/** What one report adds to its offices' records, whatever happens to it later. */
import { describe, expect, it } from 'vitest';
import { additionsOf, changeOf, type RecordedEvent } from '#shared/performance/office-record.ts';

const AT = Date.parse('2025-03-10T09:00:00+07:00');
const DAY = 86_400_000;

function happened(action: RecordedEvent['action'], more: Partial<RecordedEvent> = {}): RecordedEvent {
  return { at: AT, action, unit: 'bangka', ...more };
}

function counted(...events: RecordedEvent[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { unit, day, what, count } of additionsOf(events)) {
    const key = `${unit} ${day} ${what}`;
    sums[key] = (sums[key] ?? 0) + count;
  }
  return sums;
}

describe('a report', () => {
  it('adds its follow-up on the day it was handed in, judged by its newest check', () => {
    const handedIn = happened('tindak_lanjut', { at: Date.parse('2025-03-09T23:59:00+07:00') });
    const rash = happened('bukti_diperiksa', { verdict: 'fail', findings: ['PHOTO_REUSED'] });
    expect(counted(handedIn, rash)).toEqual({
      'bangka 2025-03-09 follow_ups': 1,
      'bangka 2025-03-09 advised': 1,
      'bangka 2025-03-09 same': 1,
    });
    const again = happened('bukti_diperiksa', { verdict: 'warn', findings: ['GPS_MISSING'], at: AT + DAY });
    expect(counted(handedIn, rash, again)).toEqual({ 'bangka 2025-03-09 follow_ups': 1 });
  });

  it('adds a return once with each of its reasons, and visits by what they found', () => {
    expect(
      counted(
        happened('kembalikan', { reasonCodes: ['foto_lama', 'narasi_tidak_ada'] }),
        happened('hasil_lapangan', { finding: 'tidak_sesuai' }),
        happened('hasil_lapangan', { finding: 'tidak_terjangkau' }),
        happened('setujui'),
      ),
    ).toEqual({
      'bangka 2025-03-10 returned': 1,
      'bangka 2025-03-10 reason:foto_lama': 1,
      'bangka 2025-03-10 reason:narasi_tidak_ada': 1,
      'bangka 2025-03-10 visits': 2,
      'bangka 2025-03-10 visits_unfit': 1,
      'bangka 2025-03-10 approved': 1,
    });
  });

  it('adds each reporter’s last rating alone, on the day it was given', () => {
    const first = happened('nilai', { stars: 1 });
    const second = happened('nilai', { stars: 4, at: AT + DAY });
    const other = happened('nilai', { stars: 2, number: 'JK2503080002' });
    expect(counted(first, second, other)).toEqual({
      'bangka 2025-03-11 stars:4': 1,
      'bangka 2025-03-10 stars:2': 1,
    });
  });

  it('adds nothing while it is merged, and nothing to the tray', () => {
    const merged = happened('gabung', { mergedInto: 'JK2503080009' });
    expect(counted(happened('tindak_lanjut'), merged)).toEqual({});
    expect(
      counted(happened('tindak_lanjut'), merged, happened('buka_kembali', { mergedInto: null })),
    ).toEqual({ 'bangka 2025-03-10 follow_ups': 1 });
    expect(counted(happened('tindak_lanjut', { unit: null }))).toEqual({});
  });
});

it('what changes is what it adds now without what it added before', () => {
  const before = additionsOf([happened('nilai', { stars: 1 }), happened('setujui')]);
  const after = additionsOf([
    happened('nilai', { stars: 1 }),
    happened('setujui'),
    happened('nilai', { stars: 5 }),
  ]);
  expect(changeOf(before, after).toSorted((a, b) => a.count - b.count)).toEqual([
    { unit: 'bangka', day: '2025-03-10', what: 'stars:1', count: -1 },
    { unit: 'bangka', day: '2025-03-10', what: 'stars:5', count: 1 },
  ]);
  expect(changeOf(after, after)).toEqual([]);
});
