/** Several positions weighed together: they may cast doubt on the report's point, or on one of themselves. */
import { describe, expect, it } from 'vitest';
import { judge } from '#shared/evidence/checks/judge.ts';
import type { PhotoFacts } from '#shared/evidence/facts.ts';
import { sayFinding } from '#shared/evidence/messages.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { speaker } from '#shared/words/speak.ts';
import { evidence, POINT, photo } from './facts.ts';

/** Metres north of the report's point; each photo taken in a minute of its own. */
function north(metres: number, minute: number, changes: Partial<PhotoFacts> = {}): PhotoFacts {
  const at = String(minute).padStart(2, '0');
  return photo({
    takenAt: `2025-03-10T10:${at}:00+07:00`,
    fixAt: `2025-03-10T03:${at}:00.000Z`,
    position: { lat: POINT.lat + metres / 110_574, lon: POINT.lon, accuracyM: 15, accuracyFrom: 'assumed' },
    ...changes,
  });
}

const found = (photos: PhotoFacts[]) => judge(evidence({ photos }), EVIDENCE_POLICY);
const doubts = (photos: PhotoFacts[]) => found(photos).filter(({ measure }) => measure?.agree !== undefined);

describe('the report’s point', () => {
  it('is doubted on every photo where two agree on another place, and codes stay as they are', () => {
    const findings = found([north(800, 10), north(820, 12)]);
    expect(findings.map(({ code, severity }) => [code, severity])).toEqual([
      ['LOCATION_MISMATCH', 'fail'],
      ['LOCATION_MISMATCH', 'fail'],
    ]);
    expect(findings.map(({ measure }) => [measure?.agree, measure?.apartM])).toEqual([
      [2, 20],
      [2, 20],
    ]);
  });

  it('is doubted by photos between the two radii as well', () => {
    expect(doubts([north(80, 10), north(110, 12)]).map(({ code }) => code)).toEqual([
      'LOCATION_BORDERLINE',
      'LOCATION_MISMATCH',
    ]);
  });

  it.each([
    ['one photo alone', [north(800, 10)]],
    ['the same file twice', [north(800, 10), north(800, 10)]],
    ['the same shot saved anew', [north(800, 10), north(800, 10, { sha256: '11' })]],
    ['two photos that do not fit together', [north(800, 10), north(950, 12)]],
    ['opposite sides of the point', [north(800, 10), north(-800, 12)]],
    ['two that agree and a third that does not', [north(800, 10), north(810, 12), north(2_000, 14)]],
    ['two that agree while a third is at the point', [north(800, 10), north(810, 12), north(5, 14)]],
    [
      'one that agrees only by a position too vague to count',
      [
        north(800, 10),
        north(70, 12, {
          position: { lat: POINT.lat, lon: POINT.lon, accuracyM: 900, accuracyFrom: 'stated' },
        }),
      ],
    ],
  ])('is not doubted by %s', (_, photos) => {
    expect(doubts(photos)).toEqual([]);
    expect(found(photos).length).toBeGreaterThan(0);
  });

  it('is doubted although a further photo has no position at all', () => {
    const silent = photo({ gps: 'missing', position: null });
    expect(doubts([north(800, 10), silent, north(810, 12)]).map(({ photo }) => photo)).toEqual([0, 2]);
  });

  it('is not put right by a photo that cannot be read, whatever its header says', () => {
    const broken = north(0, 14, { unreadable: 'damaged' });
    expect(doubts([north(800, 10), broken, north(810, 12)]).map(({ photo }) => photo)).toEqual([0, 2]);
  });

  it('is doubted as far apart as two photographers and their errors allow', () => {
    // Twice 15 m of stand-off and 2.448 times hypot(15, 15) / 1.515: 64 m.
    expect(doubts([north(800, 10), north(862, 12)])).toHaveLength(2);
    expect(doubts([north(800, 10), north(868, 12)])).toEqual([]);
  });

  it('is doubted by photos that show other faults besides', () => {
    const shots = [north(800, 10, { screenshot: true }), north(810, 12, { screenshot: true })];
    expect(doubts(shots).map(({ code }) => code)).toEqual(['LOCATION_MISMATCH', 'LOCATION_MISMATCH']);
  });

  it('is doubted with wider agreement where the category’s stand-off is wider', () => {
    const wide = {
      ...EVIDENCE_POLICY,
      location: { ...EVIDENCE_POLICY.location, standoffByCategory: { banjir: 100 } },
    };
    const report = { ...evidence().report, category: 'Banjir' };
    const photos = [north(800, 10), north(950, 12)];
    const findings = judge(evidence({ photos, report }), wide);
    expect(findings.map(({ measure }) => measure?.agree)).toEqual([2, 2]);
  });

  it('is named in the message, and correcting it in the advice', () => {
    const [first] = found([north(1_200, 10), north(1_216, 12)]);
    const said = first && sayFinding(first, speaker('id'), { photos: 2 });
    expect(said?.message.replaceAll('\u00a0', ' ')).toBe(
      'Foto 1 diambil 1,2 km dari titik laporan (batas 100 m). 2 foto menunjuk tempat yang sama (selisih paling jauh 16 m): mungkin titik laporan yang keliru.',
    );
    expect(said?.advice).toContain('koreksi titik');
    const english = first && sayFinding(first, speaker('en'), { photos: 2 });
    expect(english?.message).toContain('the report’s point may be the wrong one');
    expect(english?.advice).toContain('correct the point');
  });
});

describe('one position far off among others', () => {
  const codesOf = (photos: PhotoFacts[]) => found(photos).map(({ code, photo }) => [photo, code]);

  it('is for a person to look at where two independent ones are at the point', () => {
    const findings = found([north(5, 10), north(800, 12), north(-8, 14)]);
    expect(findings).toMatchObject([
      { code: 'LOCATION_OUTLIER', severity: 'warn', photo: 1, measure: { distanceM: 800, others: 2 } },
    ]);
    expect(findings[0] && sayFinding(findings[0], speaker('en'), { photos: 3 }).message).toContain(
      'while 2 other photos from other moments are at it or near it',
    );
  });

  it('is outvoted by one at the point and one between the radii as well', () => {
    expect(codesOf([north(5, 10), north(800, 12), north(80, 14)])).toEqual([
      [1, 'LOCATION_OUTLIER'],
      [2, 'LOCATION_BORDERLINE'],
    ]);
  });

  it('takes all photos of one wrong fix for one', () => {
    expect(codesOf([north(5, 10), north(800, 12), north(800, 12, { sha256: '11' }), north(-8, 14)])).toEqual([
      [1, 'LOCATION_OUTLIER'],
      [2, 'LOCATION_OUTLIER'],
    ]);
  });

  const seconds = (metres: number, second: number) =>
    north(metres, 10, { fixAt: `2025-03-10T03:10:${String(second).padStart(2, '0')}.000Z` });
  it.each([
    ['one photo at the point is not enough', [north(5, 10), north(800, 12)]],
    ['two of one moment are one', [seconds(5, 0), seconds(-8, 59), north(800, 12)]],
    [
      'two that tell no moment are one',
      [
        north(5, 10, { takenAt: null, fixAt: null }),
        north(-8, 12, { takenAt: null, fixAt: null }),
        north(800, 14),
      ],
    ],
    [
      'two far off are no outlier, even with three at the point',
      [north(5, 10), north(-8, 12), north(3, 14), north(800, 16), north(900, 18)],
    ],
    [
      'two between the radii and none at the point decide nothing',
      [north(80, 10), north(-80, 12), north(800, 14)],
    ],
  ])('stays refused: %s', (_, photos) => {
    expect(found(photos).filter(({ code }) => code === 'LOCATION_MISMATCH').length).toBeGreaterThan(0);
    expect(found(photos).filter(({ code }) => code === 'LOCATION_OUTLIER')).toEqual([]);
  });

  it('counts fixes a minute apart as independent', () => {
    const minute = (metres: number, at: string) => north(metres, 10, { fixAt: at });
    const shots = [
      minute(5, '2025-03-10T03:10:00.000Z'),
      minute(-8, '2025-03-10T03:11:00.000Z'),
      north(800, 15),
    ];
    expect(codesOf(shots)).toEqual([[2, 'LOCATION_OUTLIER']]);
  });
});
