import { describe, expect, it } from 'vitest';
import { NO_METADATA } from '#shared/evidence/facts.ts';
import { relatedReports } from '../../../extension/desk/decide/merge-form.tsx';
import { parsePoint, pointCandidates, pointText } from '../../../extension/desk/model/points.ts';
import { NUMBER, ticket } from '../fixtures.ts';

const HERE = { lat: -6.2554, lon: 106.8177 };

describe('a typed point', () => {
  it.each([
    ['-6.25543, 106.81770', -6.25543, 106.8177],
    ['-6.25543,106.81770', -6.25543, 106.8177],
    ['-6,25543 106,81770', -6.25543, 106.8177],
    ['-6,25543; 106,81770', -6.25543, 106.8177],
    ['  -6.25   106.8 ', -6.25, 106.8],
    ['-6 106', -6, 106],
  ])('%s is understood', (text, lat, lon) => {
    expect(parsePoint(text)).toEqual({ lat, lon });
  });

  it.each(['', '-6.25', 'Jalan Bangka', '-6.25, 106.8, 7', '-6.25, 106.8 x', 'NaN, NaN'])(
    '%s is none',
    (text) => {
      expect(parsePoint(text)).toBe('malformed');
    },
  );

  it('with latitude and longitude exchanged is told apart from nonsense', () => {
    expect(parsePoint('106.8177, -6.2554')).toBe('out_of_range');
  });

  it('reads back what it was written as', () => {
    expect(parsePoint(pointText(HERE))).toEqual(HERE);
  });
});

describe('where the right point may be', () => {
  const facts = (lat: number, accuracyFrom: 'assumed' | 'stated') => ({
    ...NO_METADATA,
    sha256: 'a'.repeat(64),
    bytes: 1,
    format: 'jpeg' as const,
    width: 3,
    height: 4,
    unreadable: null,
    pixelsRead: true,
    thumbnailDifference: null,
    gps: 'usable' as const,
    position: { lat, lon: HERE.lon, accuracyM: 8, accuracyFrom },
  });

  it('is at the photos of the newest follow-up, then where it was before', () => {
    const item = ticket({
      point: HERE,
      points: [
        { lat: -6.3, lon: HERE.lon, at: '2025-03-08T09:00:00+07:00' },
        { ...HERE, at: '2025-03-09T09:00:00+07:00' },
      ],
      photos: [
        { id: 'a', kind: 'after', followUp: 1, facts: facts(-6.26, 'stated') },
        { id: 'b', kind: 'after', followUp: 1 },
        { id: 'c', kind: 'after', followUp: 1, facts: facts(-6.27, 'assumed') },
      ],
    });
    expect(pointCandidates(item).map(({ from, index, point }) => [from, index, point])).toEqual([
      ['photo', 0, { lat: -6.26, lon: HERE.lon, accuracyM: 8 }],
      ['photo', 2, { lat: -6.27, lon: HERE.lon }],
      ['earlier', 0, { lat: -6.3, lon: HERE.lon }],
    ]);
  });

  it('is measured from nothing where the report has no point', () => {
    const photos = [{ id: 'a', kind: 'after' as const, followUp: 1, facts: facts(-6.26, 'stated') }];
    expect(pointCandidates(ticket({ photos }))[0]?.distance).toBeNull();
  });
});

it('other reports are named once each, by what says most, and never the report itself', () => {
  const other = 'JK2503080009';
  const reason = { code: 'PHOTO_REUSED' as const, severity: 'fail' as const, message: '', advice: '' };
  const verdict = {
    verdict: 'fail' as const,
    checkedAt: '2025-03-10T08:00:00+07:00',
    reasons: [
      { ...reason, ref: other },
      { ...reason, ref: NUMBER },
      { ...reason, ref: 'JK2503080011' },
    ],
  };
  expect(relatedReports(ticket({ repeatOf: other, probableDuplicate: 'JK2503080010', verdict }))).toEqual([
    { number: 'JK2503080010', how: 'duplicate' },
    { number: other, how: 'repeat' },
    { number: 'JK2503080011', how: 'finding' },
  ]);
});
