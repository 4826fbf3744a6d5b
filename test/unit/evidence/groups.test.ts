import { describe, expect, it } from 'vitest';
import type { Finding } from '#shared/evidence/finding.ts';
import { groupFindings, photoSpans } from '#shared/evidence/groups.ts';

const far = (photo: number, distanceM: number): Finding => ({
  code: 'LOCATION_MISMATCH',
  severity: 'fail',
  photo,
  measure: { distanceM, failM: 100 },
});
const undated = (photo: number): Finding => ({ code: 'TIME_MISSING', severity: 'warn', photo });

describe('findings of one kind', () => {
  it('are one over all photos they speak of, told by the worst of them', () => {
    const [group, ...others] = groupFindings([far(2, 900), far(0, 1204), far(1, 300)]);
    expect(others).toEqual([]);
    expect(group?.worst).toEqual(far(0, 1204));
    expect(group?.photos).toEqual([0, 1, 2]);
  });

  it('stand after graver kinds, whichever was found first', () => {
    const groups = groupFindings([undated(0), far(0, 900), undated(1)]);
    expect(groups.map(({ worst }) => worst.code)).toEqual(['LOCATION_MISMATCH', 'TIME_MISSING']);
  });

  it('name a photo once that several of them speak of', () => {
    const same = (ref: string): Finding => ({ code: 'PHOTO_REUSED', severity: 'fail', photo: 3, ref });
    const [group] = groupFindings([same('JK2503080001'), same('JK2503080002')]);
    expect(group?.photos).toEqual([3]);
    expect(group?.findings.map(({ ref }) => ref)).toEqual(['JK2503080001', 'JK2503080002']);
  });

  it('have as the worst of a clock what is furthest off, early or late', () => {
    const off = (photo: number, minutes: number): Finding => ({
      code: 'TIME_INCONSISTENT',
      severity: 'warn',
      photo,
      measure: { minutes },
    });
    expect(groupFindings([off(0, 12), off(1, -90)])[0]?.worst.photo).toBe(1);
  });

  it('have as the worst of one view the one that hardly moved', () => {
    const view = (photo: number, driftPx: number): Finding => ({
      code: 'SAME_VIEW',
      severity: 'warn',
      photo,
      measure: { driftPx },
    });
    expect(groupFindings([view(0, 2), view(1, 0.2)])[0]?.worst.photo).toBe(1);
  });

  it('are told by one with a measure rather than by an older one without', () => {
    expect(groupFindings([{ ...far(0, 0), measure: {} }, far(1, 120)])[0]?.worst.photo).toBe(1);
  });

  it('of the narrative speak of no photo', () => {
    const [group] = groupFindings<Finding>([{ code: 'NARRATIVE_MISSING', severity: 'fail' }]);
    expect(group?.photos).toEqual([]);
  });
});

describe('numbers of photos', () => {
  it.each([
    [[0], ['1']],
    [
      [0, 1],
      ['1', '2'],
    ],
    [[0, 1, 2], ['1–3']],
    [
      [0, 2, 3, 4, 7],
      ['1', '3–5', '8'],
    ],
    [[], []],
  ])('%j are written %j', (photos, spans) => {
    expect(photoSpans(photos)).toEqual(spans);
  });
});
