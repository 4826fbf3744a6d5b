/** Facts of an honest phone photo at a report's point; each test changes what it is about. */

import { type Evidence, judge } from '#shared/evidence/checks/judge.ts';
import { NO_METADATA, type PhotoFacts } from '#shared/evidence/facts.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';

export const POINT = { lat: -6.2607, lon: 106.8135 };

export const HONEST_TEXT =
  'Petugas PPSU menambal lubang di Jalan Kemang Raya depan nomor 12 pada Senin pagi, permukaan sudah rata.';

export function photo(changes: Partial<PhotoFacts> = {}): PhotoFacts {
  return {
    ...NO_METADATA,
    sha256: '00',
    bytes: 1,
    format: 'jpeg',
    width: 4000,
    height: 3000,
    unreadable: null,
    pixelsRead: true,
    thumbnailDifference: null,
    takenAt: '2025-03-10T10:20:00+07:00',
    takenAtFrom: 'camera',
    fixAt: '2025-03-10T03:19:55.000Z',
    gps: 'usable',
    position: { ...POINT, accuracyM: 15, accuracyFrom: 'assumed' },
    ...changes,
  };
}

export function evidence(changes: Partial<Evidence> = {}): Evidence {
  return {
    report: { point: POINT, reportedAt: Date.parse('2025-03-08T02:15:00Z') },
    narrative: HONEST_TEXT,
    submittedAt: Date.parse('2025-03-10T05:00:00Z'),
    photos: [photo()],
    ...changes,
  };
}

export function codes(changes: Partial<Evidence> = {}): string[] {
  return judge(evidence(changes), EVIDENCE_POLICY)
    .map((found) => found.code)
    .sort();
}
