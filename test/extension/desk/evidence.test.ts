import { describe, expect, it } from 'vitest';
import type { Photo } from '#shared/contract/ticket.ts';
import { NO_METADATA, type PhotoFacts, unreadableFacts } from '#shared/evidence/facts.ts';
import { panBy, toTransform, WHOLE, zoomAt } from '../../../extension/desk/model/photo-view.ts';
import {
  afterPhotos,
  beforePhotos,
  downloadName,
  furtherPhotos,
} from '../../../extension/desk/model/photos.ts';
import { drawSketch } from '../../../extension/desk/model/sketch.ts';
import { mentionsOf } from '../../../extension/desk/ticket/narrative.tsx';
import { hasCopies } from '../../../extension/store/photos.ts';

const FILE = { sha256: 'a'.repeat(64), bytes: 9, format: 'jpeg' as const };
const POINT = { lat: -6.2554, lon: 106.8177 };
const FRAME = { width: 360, height: 200, margin: 24 };

function facts(changes: Partial<PhotoFacts> = {}): PhotoFacts {
  const read = { width: 3, height: 4, unreadable: null, pixelsRead: true, thumbnailDifference: null };
  return { ...NO_METADATA, ...FILE, ...read, ...changes };
}

function photoAt(lat: number, lon: number, accuracyM = 15): Photo {
  const position = { lat, lon, accuracyM, accuracyFrom: 'assumed' as const };
  return { id: 'p', kind: 'after', facts: facts({ gps: 'usable', position }) };
}

describe('the photos of a report', () => {
  const photos: Photo[] = [
    { id: 'first-try', kind: 'after', followUp: 1 },
    { id: 'b', kind: 'before', followUp: 2 },
    { id: 'second-try-1', kind: 'after', followUp: 2 },
    { id: 'r', kind: 'report' },
    { id: 'letter', kind: 'letter', followUp: 2 },
    { id: 'second-try-2', kind: 'after', followUp: 2 },
  ];

  it('after: those of the newest follow-up only, in the order by which findings name them', () => {
    expect(afterPhotos({ photos }).map((photo) => photo.id)).toEqual(['second-try-1', 'second-try-2']);
  });

  it('before: the citizen’s first, then the officer’s', () => {
    expect(beforePhotos({ photos }).map((photo) => photo.id)).toEqual(['r', 'b']);
  });

  it('further: what a visit found, then letters', () => {
    const visited: Photo[] = [...photos, { id: 'f', kind: 'field', followUp: 2 }];
    expect(furtherPhotos({ photos: visited }).map((photo) => photo.id)).toEqual(['f', 'letter']);
  });

  it('none at all is no photo, not a broken one', () => {
    expect(afterPhotos({ photos: [] })).toEqual([]);
  });

  it('are asked for as copies only where the service has some, and named for the download', () => {
    const heic: Photo = { id: 'h', kind: 'after', facts: facts({ format: 'heic' }) };
    const broken: Photo = { id: 'x', kind: 'after', facts: unreadableFacts(FILE, 'damaged') };
    const waits: Photo = { id: 'w', kind: 'after', facts: unreadableFacts(FILE, 'pending') };
    const unknown: Photo = { ...heic, facts: facts({ format: 'heic', pixelsRead: false }) };
    expect([heic, waits, photoAt(0, 0)].map(hasCopies)).toEqual([true, true, true]);
    expect([unknown, broken].map(hasCopies)).toEqual([false, false]);
    expect(downloadName('JK2503080007', heic, 1)).toBe('JK2503080007-after-2.heic');
    expect(downloadName('JK2503080007', broken, 0)).toBe('JK2503080007-after-1.jpg');
  });
});

describe('the sketch', () => {
  it('draws to scale: the line on paper has the length the scale bar promises', () => {
    const north = photoAt(POINT.lat + 1000 / 111_320, POINT.lon);
    const { report, photos, bar } = drawSketch(POINT, [north], FRAME);
    const [photo] = photos;
    if (!photo) throw new Error('the photo has a position');
    const drawn = Math.hypot(photo.x - report.x, photo.y - report.y);
    expect((drawn / bar.px) * bar.metres).toBeCloseTo(1000, 0);
    expect(photo.distance).toBeGreaterThan(990);
    expect(photo.distance).toBeLessThan(1010);
  });

  it('tells the place under a spot, as it draws a place there', () => {
    const sketch = drawSketch(POINT, [photoAt(POINT.lat + 0.001, POINT.lon + 0.002)], FRAME);
    const [photo] = sketch.photos;
    const place = sketch.toPlace(photo?.x ?? 0, photo?.y ?? 0);
    expect(place.lat).toBeCloseTo(POINT.lat + 0.001, 9);
    expect(place.lon).toBeCloseTo(POINT.lon + 0.002, 6);
    expect(sketch.toDrawing(POINT)).toEqual({ x: sketch.report.x, y: sketch.report.y });
  });

  it('has north at the top and east at the right', () => {
    const { report, photos } = drawSketch(POINT, [photoAt(POINT.lat + 0.001, POINT.lon + 0.002)], FRAME);
    expect(photos[0]?.y).toBeLessThan(report.y);
    expect(photos[0]?.x).toBeGreaterThan(report.x);
  });

  it.each([
    ['on the very spot', photoAt(POINT.lat, POINT.lon)],
    ['in another hemisphere', photoAt(6.2554, 106.8177)],
    ['a kilometre vague', photoAt(POINT.lat + 0.0001, POINT.lon, 1000)],
  ])('keeps every point inside the picture: a photo %s', (_, photo) => {
    const { report, photos, bar } = drawSketch(POINT, [photo], FRAME);
    for (const spot of [report, ...photos]) {
      expect(spot.x).toBeGreaterThanOrEqual(FRAME.margin - 0.001);
      expect(spot.x).toBeLessThanOrEqual(FRAME.width - FRAME.margin + 0.001);
      expect(spot.y).toBeGreaterThanOrEqual(FRAME.margin - 0.001);
      expect(spot.y).toBeLessThanOrEqual(FRAME.height - FRAME.margin + 0.001);
    }
    expect(bar.px).toBeGreaterThan(10);
    expect(bar.px).toBeLessThanOrEqual(FRAME.width / 3);
  });

  it('gives the scale bar a round length', () => {
    const { bar } = drawSketch(POINT, [photoAt(POINT.lat + 0.003, POINT.lon)], FRAME);
    expect(String(bar.metres)).toMatch(/^[125]0*$/);
  });

  it('leaves out photos without a position but keeps the numbers of the others', () => {
    const blind: Photo = { id: 'n', kind: 'after', facts: facts() };
    const { photos } = drawSketch(POINT, [blind, photoAt(POINT.lat, POINT.lon)], FRAME);
    expect(photos.map((photo) => photo.photo)).toEqual([1]);
  });

  it('takes an accuracy of 0 for unknown, not for exact', () => {
    const stated = drawSketch({ ...POINT, accuracyM: 0 }, [], FRAME).report.radius;
    expect(stated).toBe(drawSketch(POINT, [], FRAME).report.radius);
    expect(stated).toBeGreaterThan(0);
  });
});

describe('the shared zoom', () => {
  it('keeps what lies under the pointer where it is', () => {
    const at = { x: 0.2, y: -0.1 };
    const view = zoomAt(zoomAt(WHOLE, 2, at), 1.5, at);
    // A spot p of the photo is seen at p · scale + offset: the one under the pointer has not moved.
    expect(at.x * view.scale + view.x).toBeCloseTo(at.x);
    expect(at.y * view.scale + view.y).toBeCloseTo(at.y);
  });

  it('never shows more than the photo’s edge', () => {
    expect(panBy({ scale: 2, x: 0, y: 0 }, { x: 9, y: -9 })).toEqual({ scale: 2, x: 0.5, y: -0.5 });
  });

  it('snaps back to the whole photo and cannot get smaller', () => {
    const close = zoomAt(WHOLE, 2, { x: 0.5, y: 0.5 });
    expect(zoomAt(close, 0.51, { x: 0, y: 0 })).toEqual(WHOLE);
    expect(toTransform(WHOLE)).toBe('none');
  });

  it('ends at eight times', () => {
    expect(zoomAt(WHOLE, 1000, { x: 0, y: 0 }).scale).toBe(8);
  });
});

describe('what the narrative mentions', () => {
  const reason = (
    code: 'NARRATIVE_THIN' | 'NARRATIVE_MISSING' | 'NARRATIVE_NOT_DONE' | 'NARRATIVE_PASSED_ON',
    missing?: string[],
  ) => ({
    reasons: [
      {
        code,
        severity: 'warn' as const,
        message: '',
        advice: '',
        ...(missing ? { measure: { missing } } : {}),
      },
    ],
  });
  const present = (reasons: Parameters<typeof mentionsOf>[0]) =>
    mentionsOf(reasons).map((mention) => mention.present);

  it('is everything where nothing was found', () => {
    expect(present({ reasons: [] })).toEqual([true, true, true]);
  });

  it('lacks what the finding names', () => {
    expect(present(reason('NARRATIVE_THIN', ['place', 'words']))).toEqual([true, false, false]);
  });

  it('is nothing where there are no words', () => {
    expect(present(reason('NARRATIVE_MISSING'))).toEqual([false, false, false]);
  });

  it.each(['NARRATIVE_NOT_DONE', 'NARRATIVE_PASSED_ON'] as const)(
    'is not judged where the check stopped at %s',
    (code) => {
      expect(mentionsOf(reason(code))).toEqual([]);
    },
  );
});
