import { describe, expect, it } from 'vitest';
import type { Photo } from '#shared/contract/ticket.ts';
import { NO_METADATA, type PhotoFacts, unreadableFacts } from '#shared/evidence/facts.ts';
import { distanceM } from '#shared/evidence/geodesic.ts';
import {
  accuracyOf,
  fullText,
  linkTo,
  movedBy,
  placedPhotos,
  spotsOf,
} from '../../../extension/desk/map/scene.ts';
import { panBy, toTransform, WHOLE, zoomAt } from '../../../extension/desk/model/photo-view.ts';
import {
  afterPhotos,
  beforePhotos,
  downloadName,
  furtherPhotos,
} from '../../../extension/desk/model/photos.ts';
import { mentionsOf } from '../../../extension/desk/ticket/narrative.tsx';
import { hasCopies } from '../../../extension/store/photos.ts';

const FILE = { sha256: 'a'.repeat(64), bytes: 9, format: 'jpeg' as const };
const POINT = { lat: -6.2554, lon: 106.8177 };

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

describe('the map', () => {
  const swapped = { lat: 106.8177, lon: -6.2554 };
  const reasons = (meant: typeof POINT) => [
    {
      code: 'LOCATION_TRANSPOSED' as const,
      severity: 'warn' as const,
      photo: 0,
      measure: { meantLat: meant.lat, meantLon: meant.lon },
      message: '',
      advice: '',
    },
  ];

  it('leaves out photos without a position but keeps the numbers of the others', () => {
    const blind: Photo = { id: 'n', kind: 'after', facts: facts() };
    const placed = placedPhotos(POINT, [blind, photoAt(POINT.lat, POINT.lon)], []);
    expect(placed.map(({ index }) => index)).toEqual([1]);
  });

  it('has both places of a photo whose hemisphere was exchanged', () => {
    const photo = photoAt(-POINT.lat, POINT.lon);
    const [placed] = placedPhotos(POINT, [photo], reasons(POINT));
    expect(placed).toMatchObject({ stated: { lat: -POINT.lat, lon: POINT.lon }, meant: POINT });
    // The other hemisphere would make a dot of every street.
    const near = spotsOf(POINT, placed ? [placed] : []);
    expect(near).toEqual([POINT, POINT]);
    expect(spotsOf(POINT, placed ? [placed] : [], true)).toContainEqual(placed?.stated);
  });

  it('keeps what a photo states where latitude and longitude were exchanged, though no map has such a place', () => {
    const photo: Photo = {
      id: 's',
      kind: 'after',
      facts: facts({
        gps: 'out_of_range',
        impossible: { ...swapped, accuracyM: 5, accuracyFrom: 'assumed' },
      }),
    };
    const [placed] = placedPhotos(POINT, [photo], reasons(POINT));
    expect(placed).toMatchObject({ stated: swapped, meant: POINT, distanceM: null });
    expect(spotsOf(POINT, placed ? [placed] : [], true)).toEqual([POINT, POINT]);
  });

  it('shows what lies off by a few kilometres at once, and what lies in another city only when asked', () => {
    const placed = placedPhotos(POINT, [photoAt(-6.3, 106.8), photoAt(-7.8, 110.36)], []);
    expect(spotsOf(POINT, placed)).toHaveLength(2);
    expect(spotsOf(POINT, placed, true)).toHaveLength(3);
  });

  it('moves a point by metres, to the east and to the north', () => {
    const moved = movedBy(POINT, 30, -40);
    expect(distanceM(POINT, moved)).toBeCloseTo(50, 0);
    expect(moved.lon).toBeGreaterThan(POINT.lon);
    expect(moved.lat).toBeLessThan(POINT.lat);
  });

  it('takes an accuracy of 0 for unknown, not for exact', () => {
    expect(accuracyOf({ ...POINT, accuracyM: 0 })).toBe(accuracyOf(POINT));
    expect(accuracyOf(POINT)).toBeGreaterThan(0);
    expect(accuracyOf({ ...POINT, accuracyM: 8 })).toBe(8);
  });

  it('copies every digit there is', () => {
    expect(fullText({ lat: -6.25543219, lon: 106.817701 })).toBe('-6.25543219, 106.817701');
  });

  it('leads to the office’s own map by https alone', () => {
    expect(linkTo({ link: 'https://peta.example/?q={lat},{lon}' }, POINT)?.href).toBe(
      'https://peta.example/?q=-6.2554,106.8177',
    );
    expect(linkTo({ link: null }, POINT)).toBeNull();
    expect(linkTo({ link: 'javascript:alert({lat},{lon})' }, POINT)).toBeNull();
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
