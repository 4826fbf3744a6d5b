import { describe, expect, it } from 'vitest';
import { judge } from '#shared/evidence/checks/judge.ts';
import { radiiOf } from '#shared/evidence/checks/location.ts';
import type { PhotoFacts, Position } from '#shared/evidence/facts.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';
import { codes, evidence, POINT, photo } from './facts.ts';

/** One degree of latitude is 110.57 km here. */
function north(metres: number, accuracyM = 15): PhotoFacts {
  const position: Position = {
    lat: POINT.lat + metres / 110_574,
    lon: POINT.lon,
    accuracyM,
    accuracyFrom: 'stated',
  };
  return photo({ position });
}

describe('the distance between photo and report point', () => {
  it('is judged by 62 m and 100 m where neither point states its error', () => {
    const { passM, failM } = radiiOf(15, POINT, 15, EVIDENCE_POLICY.location);
    expect(Math.round(passM)).toBe(62);
    expect(Math.round(failM)).toBe(100);
    expect(codes({ photos: [north(61)] })).toEqual([]);
    expect(codes({ photos: [north(64)] })).toEqual(['LOCATION_BORDERLINE']);
    expect(codes({ photos: [north(99)] })).toEqual(['LOCATION_BORDERLINE']);
    expect(codes({ photos: [north(102)] })).toEqual(['LOCATION_MISMATCH']);
  });

  it('widens with the error of either point, and no point is better than 5 m', () => {
    const radii = (photoR68M: number, accuracyM?: number) => {
      const point = { ...POINT, ...(accuracyM === undefined ? {} : { accuracyM }) };
      const { passM, failM } = radiiOf(photoR68M, point, 15, EVIDENCE_POLICY.location);
      return [passM, failM].map(Math.round);
    };
    // 15 m of stand-off and 2.448 or 3.4 times hypot(both) / 1.515; nothing passes further than 105 m beyond the stand-off.
    expect(radii(60, 80)).toEqual([120, 239]);
    expect(radii(80, 60)).toEqual([120, 239]);
    expect(radii(30, 2)).toEqual(radii(30, 5));
    expect(radii(30, 5)).toEqual([64, 100]);
    expect(radii(30, 40)).toEqual([96, 127]);
    expect(radii(30)).toEqual(radii(30, 25));
  });

  it('never fails below 100 m, however precise both points claim to be', () => {
    const precise = { ...POINT, accuracyM: 5 };
    const report = { point: precise, reportedAt: evidence().report.reportedAt };
    expect(codes({ photos: [north(99, 5)], report })).toEqual(['LOCATION_BORDERLINE']);
  });

  it('cannot be confirmed by a photo whose error is above 100 m, but can be refuted', () => {
    expect(codes({ photos: [north(10, 101)] })).toEqual(['GPS_IMPRECISE']);
    expect(codes({ photos: [north(10, 100)] })).toEqual([]);
    expect(codes({ photos: [north(9_000, 101)] })).toEqual(['LOCATION_MISMATCH']);
  });

  it('takes a stated error of 0 m at the report point as unknown', () => {
    const report = { point: { ...POINT, accuracyM: 0 }, reportedAt: evidence().report.reportedAt };
    expect(codes({ photos: [north(61)], report })).toEqual([]);
  });

  it('is widened by the category a supervisor widened, whatever its case', () => {
    const wide = {
      ...EVIDENCE_POLICY,
      location: { ...EVIDENCE_POLICY.location, standoffByCategory: { 'penanganan banjir': 60 } },
    };
    const flooded = evidence({
      photos: [north(99)],
      report: { ...evidence().report, category: ' Penanganan  BANJIR ' },
    });
    expect(judge(flooded, EVIDENCE_POLICY).map((f) => f.code)).toEqual(['LOCATION_BORDERLINE']);
    expect(judge(flooded, wide)).toEqual([]);
  });
});

describe('a position that was written down wrongly', () => {
  const at = (lat: number, lon: number) =>
    photo({ position: { lat, lon, accuracyM: 15, accuracyFrom: 'assumed' } });
  const impossible = (lat: number, lon: number) =>
    photo({
      gps: 'out_of_range',
      position: null,
      impossible: { lat, lon, accuracyM: 15, accuracyFrom: 'assumed' },
    });

  it.each([
    ['north for south', at(6.2607, 106.8135)],
    ['west for east', at(-6.2607, -106.8135)],
    ['numbers exchanged, references kept', impossible(-106.8135, 6.2607)],
    ['numbers and references exchanged', impossible(106.8135, -6.2607)],
  ])('is transposed: %s', (_, facts) => {
    expect(codes({ photos: [facts] })).toEqual(['LOCATION_TRANSPOSED']);
  });

  it.each([
    ['north for south, and elsewhere besides', at(6.5, 106.8135), 'LOCATION_MISMATCH'],
    ['both hemispheres wrong', at(6.2607, -106.8135), 'LOCATION_MISMATCH'],
    ['beyond the pole and nowhere near when exchanged', impossible(-120, 6.2607), 'GPS_INVALID'],
  ])('is not excused: %s', (_, facts, code) => {
    expect(codes({ photos: [facts] })).toEqual([code]);
  });

  it('is merely invalid where there is no report point to fit', () => {
    const report = { point: null, reportedAt: evidence().report.reportedAt };
    expect(codes({ photos: [impossible(-106.8135, 6.2607)], report })).toEqual(['GPS_INVALID']);
    expect(codes({ photos: [at(6.2607, 106.8135)], report })).toEqual([]);
  });
});

describe('one location reason for each photo: the first that applies', () => {
  const away = { lat: -6.3, lon: 106.82 };

  it.each<[string, Partial<PhotoFacts>, string[]]>([
    ['no position hides all others', { gps: 'missing', position: null, fixVoid: true }, ['GPS_MISSING']],
    ['XMP alone is no position', { gps: 'missing', position: null, xmpPosition: POINT }, ['GPS_MISSING']],
    ['conflict before stale', { xmpPosition: away, fixVoid: true }, ['GPS_CONFLICT']],
    ['stale before imprecise', { fixVoid: true, position: north(0, 2000).position }, ['GPS_STALE']],
    ['conflict before mismatch', { ...north(5_000), xmpPosition: away }, ['GPS_CONFLICT']],
    ['stale before mismatch', { ...north(5_000), fixVoid: true }, ['GPS_STALE']],
  ])('%s', (_, facts, expected) => {
    expect(codes({ photos: [photo(facts)] })).toEqual(expected);
  });

  it('lets 50 m between EXIF and XMP pass', () => {
    expect(codes({ photos: [photo({ xmpPosition: { ...POINT, lat: POINT.lat + 49 / 110_574 } })] })).toEqual(
      [],
    );
  });

  it('names no distance without a report point, yet judges the position itself', () => {
    const report = { point: null, reportedAt: evidence().report.reportedAt };
    expect(codes({ photos: [north(9_000)], report })).toEqual([]);
    expect(codes({ photos: [north(9_000, 500)], report })).toEqual(['GPS_IMPRECISE']);
    expect(codes({ photos: [photo({ xmpPosition: away })], report })).toEqual(['GPS_CONFLICT']);
  });
});
