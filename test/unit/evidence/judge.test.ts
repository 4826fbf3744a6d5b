/** What findings say besides their code: how grave, on which photo, and by how much. */
import { describe, expect, it } from 'vitest';
import { type Evidence, judge } from '#shared/evidence/checks/judge.ts';
import { judgeReuse, type NearestPhoto } from '#shared/evidence/checks/reuse.ts';
import { NO_METADATA, PhotoFacts, unreadableFacts } from '#shared/evidence/facts.ts';
import { FINDING_CODES, finding, SEVERITY, VERDICTS, verdictOf } from '#shared/evidence/finding.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { evidence, HONEST_TEXT, POINT, photo } from './facts.ts';

const judged = (changes: Partial<Evidence> = {}) => judge(evidence(changes), EVIDENCE_POLICY);
const found = (changes: Partial<PhotoFacts>) => judged({ photos: [photo(changes)] });
const north = (metres: number, accuracyM = 15) => ({
  position: { lat: POINT.lat + metres / 110_574, lon: POINT.lon, accuracyM, accuracyFrom: 'stated' as const },
});

describe('a finding', () => {
  /** These advise a return; the others ask for a second look. */
  const GRAVE = [
    'PHOTO_MISSING',
    'PHOTO_UNREADABLE',
    'LOCATION_MISMATCH',
    'TIME_BEFORE_REPORT',
    'TIME_IN_FUTURE',
    'PHOTO_REUSED',
    'BEFORE_AS_AFTER',
    'PHOTO_RESUBMITTED',
    'AI_DECLARED',
    'NARRATIVE_MISSING',
    'NARRATIVE_BOILERPLATE',
    'NARRATIVE_NOT_DONE',
    'NARRATIVE_PASSED_ON',
  ];

  /** These are reasons to trust. */
  const KIND = ['CAPTURED_IN_PLACE'];

  it.each(FINDING_CODES)('%s is as grave as its code', (code) => {
    const severity = GRAVE.includes(code) ? 'fail' : KIND.includes(code) ? 'info' : 'warn';
    expect(SEVERITY[code]).toBe(severity);
    expect(finding(code)).toEqual({ code, severity });
    expect(finding(code, { m: 1 }, 'JK2503070011')).toEqual({
      code,
      severity,
      measure: { m: 1 },
      ref: 'JK2503070011',
    });
  });

  it('that is grave makes the verdict, however many are not', () => {
    const [info, warn, fail] = [{ severity: 'info' }, { severity: 'warn' }, { severity: 'fail' }] as const;
    expect(VERDICTS).toEqual(['pass', 'warn', 'fail']);
    expect(verdictOf([])).toBe('pass');
    expect(verdictOf([info])).toBe('pass');
    expect(verdictOf([info, warn])).toBe('warn');
    expect(verdictOf([warn, warn, warn])).toBe('warn');
    expect(verdictOf([warn, fail])).toBe('fail');
    expect(verdictOf([fail])).toBe('fail');
  });
});

describe('a signature', () => {
  const signed = (state: 'valid' | 'changed' | 'unverified') =>
    found({ credentials: { state, signedBy: 'Kamera Contoh', isListed: true } });

  it('that no longer fits is a finding, one that fits or was not followed is none', () => {
    expect(signed('changed')).toEqual([{ code: 'SIGNATURE_BROKEN', severity: 'warn', photo: 0 }]);
    expect([...signed('valid'), ...signed('unverified')]).toEqual([]);
  });
});

describe('pixels that nobody could read', () => {
  const heic = photo({ format: 'heic', pixelsRead: false });

  it('are told where photos are compared, and not in a browser, which compares none', () => {
    expect(judged({ photos: [photo(), heic], kin: [null, null] })).toEqual([
      { code: 'PHOTO_UNCOMPARED', severity: 'warn', photo: 1, measure: { good: ['1'] } },
    ]);
    expect(judged({ photos: [heic] })).toEqual([]);
  });

  it('of a photo that cannot be read at all are no second finding', () => {
    const file = { sha256: 'x', bytes: 0, format: null };
    const photos = [unreadableFacts(file, 'empty'), unreadableFacts(file, 'pending')];
    const codes = judged({ photos, kin: [null, null] }).map(({ code }) => code);
    expect(codes).toEqual(['PHOTO_UNREADABLE', 'PHOTO_PENDING']);
  });

  it('of the report’s own photo are told once for all', () => {
    expect(judged({ kin: [null], beforeUncompared: 2 })).toEqual([
      { code: 'PHOTO_UNCOMPARED', severity: 'warn', measure: { before: 2 } },
    ]);
  });
});

describe('of an honest report', () => {
  it('nothing is found', () => {
    expect(judged()).toEqual([]);
  });

  it('without photos one is missing, whatever the narrative', () => {
    expect(judged({ photos: [] })).toEqual([{ code: 'PHOTO_MISSING', severity: 'fail' }]);
    expect(judged({ photos: [], narrative: '' }).map(({ code }) => code)).toEqual([
      'PHOTO_MISSING',
      'NARRATIVE_MISSING',
    ]);
  });

  it('each photo is named that has a fault, and those that have none', () => {
    const silent = photo({ gps: 'missing', position: null });
    const [first, ...more] = judged({ photos: [photo(), silent, photo({ screenshot: true }), photo()] });
    expect(first).toEqual({
      code: 'GPS_MISSING',
      severity: 'warn',
      photo: 1,
      measure: { good: ['1', '4'] },
    });
    expect(more).toEqual([
      {
        code: 'EDIT_TRACES',
        severity: 'warn',
        photo: 2,
        measure: { traces: ['screenshot'], good: ['1', '4'] },
      },
    ]);
    expect(judged({ photos: [silent] })).toEqual([{ code: 'GPS_MISSING', severity: 'warn', photo: 0 }]);
  });

  it('nothing that an unreadable photo says counts', () => {
    const file = { sha256: '00', bytes: 3, format: 'jpeg' } as const;
    expect(judged({ photos: [photo({ ...north(9_000), unreadable: 'damaged' })] })).toEqual([
      { code: 'PHOTO_UNREADABLE', severity: 'fail', photo: 0, measure: { why: 'damaged' } },
    ]);
    const facts = unreadableFacts(file, 'too_heavy');
    expect(facts).toEqual({
      ...NO_METADATA,
      ...file,
      width: null,
      height: null,
      unreadable: 'too_heavy',
      pixelsRead: false,
      thumbnailDifference: null,
    });
    expect(PhotoFacts.parse(facts)).toEqual(facts);
  });

  it('nothing is held against a photo that waits to be read, nor is it called good', () => {
    const waits = unreadableFacts({ sha256: '00', bytes: 3, format: 'jpeg' }, 'pending');
    expect(judged({ photos: [photo(), waits] })).toEqual([
      { code: 'PHOTO_PENDING', severity: 'warn', photo: 1, measure: { good: ['1'] } },
    ]);
    expect(judged({ beforePending: 2 })).toEqual([
      { code: 'PHOTO_PENDING', severity: 'warn', measure: { before: 2 } },
    ]);
  });

  it('copies among photos and narratives are found beside each other', () => {
    const findings = judged({
      photos: [photo(), photo()],
      kin: [null, { by: 'file', of: 'before' }],
      copies: ['JK2503070001', 'JK2503070002', 'JK2503070003'],
    });
    expect(findings.map(({ code, photo }) => [code, photo])).toEqual([
      ['BEFORE_AS_AFTER', 1],
      ['NARRATIVE_DUPLICATE', undefined],
    ]);
  });
});

describe('the place', () => {
  const RADII = { passM: 62, failM: 100, accuracyM: 15 };

  it('is told by distance and limits, in whole metres', () => {
    expect(found(north(1_199.4))).toEqual([
      { code: 'LOCATION_MISMATCH', severity: 'fail', photo: 0, measure: { distanceM: 1_200, ...RADII } },
    ]);
    expect(found(north(80))).toEqual([
      { code: 'LOCATION_BORDERLINE', severity: 'warn', photo: 0, measure: { distanceM: 80, ...RADII } },
    ]);
  });

  it('that was written down wrongly is told with the one that was meant', () => {
    const swapped = { lat: 106.8135, lon: -6.2607, accuracyM: 15.4, accuracyFrom: 'assumed' as const };
    expect(found({ gps: 'out_of_range', position: null, impossible: swapped })).toEqual([
      {
        code: 'LOCATION_TRANSPOSED',
        severity: 'warn',
        photo: 0,
        measure: { passM: 62, failM: 100, accuracyM: 15, meantLat: -6.2607, meantLon: 106.8135 },
      },
    ]);
    const mirrored = {
      position: { ...POINT, lat: -POINT.lat, accuracyM: 15, accuracyFrom: 'assumed' as const },
    };
    expect(found(mirrored)[0]?.measure).toMatchObject({ meantLat: POINT.lat, meantLon: POINT.lon });
    expect(found(mirrored)[0]?.measure?.distanceM).toBeGreaterThan(1_000_000);
  });

  it('is told apart from the one in XMP, as old as it is, and no better than it is', () => {
    const apart = found({ xmpPosition: { ...POINT, lat: POINT.lat + 60 / 110_574 } });
    expect(apart).toEqual([{ code: 'GPS_CONFLICT', severity: 'warn', photo: 0, measure: { apartM: 60 } }]);
    expect(found({ fixAt: '2025-03-10T03:06:30Z' })).toEqual([
      { code: 'GPS_STALE', severity: 'warn', photo: 0, measure: { minutes: 14 } },
    ]);
    expect(found({ fixVoid: true })).toEqual([{ code: 'GPS_STALE', severity: 'warn', photo: 0 }]);
    expect(found(north(0, 150.4))[0]).toMatchObject({
      code: 'GPS_IMPRECISE',
      measure: { accuracyM: 150, limitM: 100, distanceM: 0, passM: 120 },
    });
    const nowhere = judged({
      photos: [photo(north(0, 150))],
      report: { point: null, reportedAt: evidence().report.reportedAt },
    });
    expect(nowhere[0]?.measure).toEqual({ accuracyM: 150, limitM: 100 });
  });

  it('without any position is missing or invalid', () => {
    expect(found({ gps: 'missing', position: null })).toEqual([
      { code: 'GPS_MISSING', severity: 'warn', photo: 0 },
    ]);
    expect(found({ gps: 'invalid', position: null })).toEqual([
      { code: 'GPS_INVALID', severity: 'warn', photo: 0 },
    ]);
  });
});

describe('the time', () => {
  it('before the report or after the submission is told with both instants', () => {
    const takenAt = '2025-03-08T09:00:30+07:00';
    expect(found({ takenAt, fixAt: null })).toEqual([
      {
        code: 'TIME_BEFORE_REPORT',
        severity: 'fail',
        photo: 0,
        measure: { takenAt, reportedAt: '2025-03-08T02:15:00.000Z', minutes: 15 },
      },
    ]);
    const late = '2025-03-10T12:20:40+07:00';
    expect(found({ takenAt: late, fixAt: null })).toEqual([
      {
        code: 'TIME_IN_FUTURE',
        severity: 'fail',
        photo: 0,
        measure: { takenAt: late, submittedAt: '2025-03-10T05:00:00.000Z', minutes: 21 },
      },
    ]);
  });

  it('that contradicts the position’s is told with the zone that explains it, if any', () => {
    const takenAt = '2025-03-10T10:20:00+07:00';
    const measure = (fixAt: string) => found({ takenAt, fixAt })[0]?.measure;
    const wita = '2025-03-10T02:20:00Z';
    expect(measure(wita)).toEqual({ takenAt, fixAt: wita, minutes: 60, offsetHours: 8 });
    const newer = '2025-03-10T03:31:00Z';
    expect(measure(newer)).toStrictEqual({ takenAt, fixAt: newer, minutes: 11 });
    expect(measure('2025-03-10T22:20:00Z')).toMatchObject({ minutes: 19 * 60, offsetHours: -12 });
    expect(measure('2025-03-10T23:20:00Z')?.offsetHours).toBeUndefined();
    expect(measure('2025-03-09T20:20:00Z')).toMatchObject({ minutes: 7 * 60, offsetHours: 14 });
  });
});

it('a capture time that is the position’s own has no other to agree with', () => {
  expect(found({ takenAtFrom: 'gps', fixAt: '2025-03-10T02:20:00Z' })).toEqual([]);
  expect(found({ takenAtFrom: null, takenAt: null, fixAt: null }).map(({ code }) => code)).toEqual([
    'TIME_MISSING',
  ]);
});

describe('traces of an edit', () => {
  it.each<[string, Partial<PhotoFacts>, unknown]>([
    ['an editor', { editor: 'GIMP' }, { editor: 'GIMP', traces: ['editor'] }],
    ['another thumbnail', { thumbnailDifference: 20.6 }, { difference: 21, traces: ['thumbnail'] }],
    ['a screenshot', { screenshot: true }, { traces: ['screenshot'] }],
    ['a position typed in', { positionTyped: true }, { traces: ['typed'] }],
    [
      'all of them',
      { editor: 'GIMP', thumbnailDifference: 99, screenshot: true, positionTyped: true },
      { editor: 'GIMP', difference: 99, traces: ['editor', 'thumbnail', 'screenshot', 'typed'] },
    ],
  ])('are one finding that names %s', (_, facts, measure) => {
    expect(found(facts)).toEqual([{ code: 'EDIT_TRACES', severity: 'warn', photo: 0, measure }]);
  });

  it('are none where the thumbnail differs as little as any other', () => {
    expect(found({ thumbnailDifference: 20 })).toEqual([]);
  });

  it('stand beside a mark of AI', () => {
    expect(
      found({ aiMark: 'Made with AI', editor: 'GIMP' }).map(({ code, measure }) => [code, measure]),
    ).toEqual([
      ['AI_DECLARED', { mark: 'Made with AI' }],
      ['EDIT_TRACES', { editor: 'GIMP', traces: ['editor'] }],
    ]);
  });
});

describe('a photo used before', () => {
  const ref = 'JK2503070011';
  it.each([
    [{ by: 'file', of: 'other', ref }, 'PHOTO_REUSED', 'fail', { by: 'file' }, ref],
    [{ by: 'pixels', of: 'other', ref }, 'PHOTO_REUSED', 'fail', { by: 'pixels' }, ref],
    [
      { by: 'alignment', of: 'other', ref, share: 0.914 },
      'PHOTO_SIMILAR',
      'warn',
      { by: 'alignment', share: 0.91 },
      ref,
    ],
    [
      { by: 'alignment', of: 'before', share: 0.5 },
      'BEFORE_AS_AFTER',
      'fail',
      { by: 'alignment', share: 0.5 },
      undefined,
    ],
    [{ by: 'file', of: 'before', ref }, 'BEFORE_AS_AFTER', 'fail', { by: 'file' }, undefined],
    [
      { by: 'alignment', of: 'other', ref, share: 0.914, reshaped: true, driftPx: 0.1 },
      'PHOTO_REUSED',
      'fail',
      { by: 'alignment', share: 0.91 },
      ref,
    ],
    [
      { by: 'view', of: 'before', share: 0.7, driftPx: 0.312 },
      'SAME_VIEW',
      'warn',
      { by: 'view', share: 0.7, driftPx: 0.31 },
      undefined,
    ],
    [{ by: 'view', of: 'other', ref, share: 0.7 }, 'PHOTO_SIMILAR', 'warn', { by: 'view', share: 0.7 }, ref],
    [{ by: 'pixels', of: 'returned' }, 'PHOTO_RESUBMITTED', 'fail', { by: 'pixels' }, undefined],
    [{ by: 'file', of: 'twin', which: 2 }, 'PHOTO_TWICE', 'warn', { by: 'file', which: 2 }, undefined],
  ] as const)('%j is %s', (kin, code, severity, measure, other) => {
    const expected = { code, severity, measure, ...(other === undefined ? {} : { ref: other }) };
    expect(judgeReuse(kin, false)).toEqual([expected]);
  });

  it('is never more than a warning for looking the same where the camera is left standing', () => {
    const seen = { by: 'alignment', share: 0.9, reshaped: true } as const;
    const found = (kin: NearestPhoto) => judgeReuse(kin, true).map(({ code }) => code);
    expect(found({ ...seen, of: 'before' })).toEqual(['SAME_VIEW']);
    expect(found({ ...seen, of: 'returned' })).toEqual(['SAME_VIEW']);
    expect(found({ ...seen, of: 'other', ref })).toEqual(['PHOTO_SIMILAR']);
    expect(found({ ...seen, of: 'twin', which: 1 })).toEqual([]);
    expect(found({ by: 'file', of: 'before' })).toEqual(['BEFORE_AS_AFTER']);
  });

  it('names the stored photo that it is like, of another report and of one that was returned', () => {
    const id = '0195a0b0-0000-7000-8000-000000000001';
    for (const of of ['other', 'returned'] as const) {
      expect(judgeReuse({ by: 'file', of, id }, false)).toMatchObject([{ otherPhoto: id }]);
    }
    expect(judgeReuse({ by: 'file', of: 'before' }, false)[0]).not.toHaveProperty('otherPhoto');
  });

  it('is none without a relative', () => {
    expect(judgeReuse(null, false)).toEqual([]);
  });
});

describe('the narrative', () => {
  it('is told by what it lacks and how much would do', () => {
    const measure = (narrative: string) => judged({ narrative }).map((one) => one.measure);
    expect(measure(HONEST_TEXT)).toEqual([]);
    expect(measure('Lubang jalan')).toEqual([{ content: 2, least: 3 }]);
    expect(measure('Sudah dibersihkan.')).toEqual([{ content: 1, least: 2 }]);
    expect(measure('Kondisi saat ini baik.')).toEqual([
      { missing: ['action', 'place', 'words'], words: 4, least: 8 },
    ]);
    expect(
      measure('Lubang di jalan belum ditambal, besok belum pasti, akan dilihat lagi oleh petugas'),
    ).toEqual([{ words: ['belum', 'akan'] }]);
  });
});
