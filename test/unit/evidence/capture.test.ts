/** What a commitment is worth: the mark of trust, and when a photo carries none. */
import { describe, expect, it } from 'vitest';
import { withCapture } from '#shared/evidence/checks/capture.ts';
import { type Evidence, judge } from '#shared/evidence/checks/judge.ts';
import { type PhotoFacts, unreadableFacts } from '#shared/evidence/facts.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { evidence, POINT, photo } from './facts.ts';

const judged = (changes: Partial<Evidence> = {}) => judge(evidence(changes), EVIDENCE_POLICY);
const north = (metres: number) => ({ lat: POINT.lat + metres / 110_574, lon: POINT.lon });

describe('a photo that was committed as it was taken', () => {
  const at = '2025-03-10T10:12:00+07:00';
  const captured = { ...POINT, accuracyM: 8, fixedAt: at, committedAt: at };
  const bare = photo({ gps: 'missing', position: null, takenAt: null, takenAtFrom: null, fixAt: null });
  const guided = withCapture(bare, captured);
  const codesOf = (facts: PhotoFacts, changes: Partial<Evidence> = {}) =>
    judged({ photos: [facts], ...changes }).map(({ code }) => code);

  it('carries the mark of trust, and is as good as any beside one with a fault', () => {
    const mark = { code: 'CAPTURED_IN_PLACE', severity: 'info' };
    expect(judged({ photos: [guided, bare] })).toMatchObject([
      { code: 'GPS_MISSING', photo: 1, measure: { good: ['1'] } },
      { code: 'TIME_MISSING', photo: 1 },
      { ...mark, photo: 0, measure: { distanceM: 0, accuracyM: 8, takenAt: at } },
    ]);
  });

  it('carries none away from the point, without one, or where its place is coarse', () => {
    expect(codesOf(withCapture(bare, { ...captured, ...north(300) }))).toEqual(['LOCATION_MISMATCH']);
    const { reportedAt } = evidence().report;
    expect(codesOf(guided, { report: { point: null, reportedAt } })).toEqual([]);
    expect(codesOf(withCapture(bare, { ...captured, accuracyM: 150 }))).toEqual(['GPS_IMPRECISE']);
  });

  it('carries none where anything speaks against it', () => {
    expect(codesOf({ ...guided, editor: 'GIMP' })).toEqual(['EDIT_TRACES']);
    expect(codesOf(guided, { kin: [{ by: 'file', of: 'other', ref: 'JK2503070011' }] })).toEqual([
      'PHOTO_REUSED',
    ]);
    expect(codesOf(guided, { kin: ['put_off'] })).toEqual(['PHOTO_PENDING']);
  });

  it('is like its own before-photo on purpose, and vouches for nothing where it is a copy of it', () => {
    const own = { of: 'before', share: 0.7, guided: true } as const;
    expect(codesOf(guided, { kin: [{ ...own, by: 'view' }] })).toEqual(['CAPTURED_IN_PLACE']);
    expect(codesOf(guided, { kin: [{ ...own, by: 'alignment' }] })).toEqual([]);
  });

  it('contradicts a position of its own file that lies elsewhere', () => {
    const elsewhere = withCapture(photo(), { ...captured, ...north(70) });
    expect(codesOf(elsewhere)).toEqual(['GPS_CONFLICT']);
    expect(elsewhere).toMatchObject({ takenAtFrom: 'camera', position: { accuracyFrom: 'assumed' } });
  });

  it('keeps the phone’s word for its place alone where it was committed late', () => {
    const late = withCapture(bare, { ...captured, since: '2025-03-10T08:00:00+07:00', doubt: 'late' });
    expect(judged({ photos: [late] })).toMatchObject([
      { code: 'TIME_MISSING', measure: { since: '2025-03-10T08:00:00+07:00', until: at } },
    ]);
  });

  it('that waits to be read is not placed yet', () => {
    const waits = unreadableFacts({ sha256: '00', bytes: 3, format: 'jpeg' }, 'pending');
    expect(withCapture(waits, captured)).toEqual({ ...waits, captured });
  });
});
