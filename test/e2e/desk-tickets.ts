/** Synthetic reports for the desk: every verdict, every urgency, and the awkward ones named below. */
import type { Reason } from '#shared/contract/evidence.ts';
import type { Photo, Ticket } from '#shared/contract/ticket.ts';
import { NO_METADATA, type PhotoFacts } from '#shared/evidence/facts.ts';
import { verdictOf } from '#shared/evidence/finding.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { ticket } from '../extension/fixtures.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** Monday, 10 March 2025, 10.20 WIB: the desk's "now" in these tests. */
export const NOW = Date.parse('2025-03-10T10:20:00+07:00');

const CATEGORIES = [
  'Jalan',
  'Pohon',
  'Sampah',
  'Saluran Air/Kali/Sungai',
  'Lampu PJU',
  'Parkir Liar',
  'Trotoar',
];
const PLACES = ['Bangka', 'Pela Mampang', 'Tegal Parang', 'Kuningan Barat', 'Mampang Prapatan', 'Kalibata'];
const POINT = { lat: -6.2554, lon: 106.8177 };

const FINDINGS: readonly Reason[][] = [
  [],
  [
    {
      code: 'LOCATION_MISMATCH',
      severity: 'fail',
      photo: 0,
      measure: { distanceM: 1204, failM: 100 },
      message: 'Foto 1 diambil 1,2 km dari titik laporan (batas 100 m).',
      advice: 'Periksa apakah titik laporan sudah benar atau minta foto di lokasi.',
    },
    {
      code: 'NARRATIVE_THIN',
      severity: 'warn',
      measure: { missing: ['place'], words: 9, least: 8 },
      message: 'Narasi belum menyebut tempat pengerjaan.',
      advice: 'Tambahkan nama jalan, RT/RW, atau patokan.',
    },
  ],
  [
    {
      code: 'GPS_MISSING',
      severity: 'warn',
      photo: 0,
      message: 'Foto 1 tidak memuat lokasi.',
      advice: 'Minta berkas asli yang dikirim sebagai dokumen.',
    },
  ],
  [
    {
      code: 'BEFORE_AS_AFTER',
      severity: 'fail',
      photo: 0,
      measure: { share: 0.97 },
      message: 'Foto 1 adalah salinan foto sebelum pada laporan ini (97 % sama).',
      advice: 'Minta foto baru yang diambil setelah pekerjaan selesai.',
    },
  ],
];

export function facts(changes: Partial<PhotoFacts> = {}): PhotoFacts {
  return {
    ...NO_METADATA,
    sha256: 'a'.repeat(64),
    bytes: 2_400_000,
    format: 'jpeg',
    width: 3000,
    height: 4000,
    unreadable: null,
    camera: 'Samsung SM-A155F',
    pixelsRead: true,
    thumbnailDifference: null,
    takenAt: '2025-03-10T08:40:00+07:00',
    takenAtFrom: 'camera',
    offsetStated: true,
    gps: 'usable',
    position: { ...POINT, accuracyM: 15, accuracyFrom: 'assumed' },
    ...changes,
  };
}

/** A photo `metres` north-east of the report's point. */
export function away(metres: number): PhotoFacts['position'] {
  const degrees = metres / Math.SQRT2 / 111_320;
  return { lat: POINT.lat + degrees, lon: POINT.lon + degrees, accuracyM: 15, accuracyFrom: 'assumed' };
}

export function numberOf(index: number): string {
  return `JK250308${String(index).padStart(4, '0')}`;
}

/** The `index`-th report, from 1, due later the higher its index. */
export function deskTicket(index: number, changes: Partial<Ticket> = {}): Ticket {
  const findings = FINDINGS[index % FINDINGS.length] ?? [];
  const dueAt = toTimestamp(dueOf(index));
  const photos = photosOf(index, findings);
  return ticket({
    number: numberOf(index),
    category: CATEGORIES[index % CATEGORIES.length] ?? 'Jalan',
    kelurahan: { code: '31.74.03.1002', name: PLACES[index % PLACES.length] ?? 'Bangka' },
    private: index % 5 === 0,
    point: POINT,
    address: 'Jl. Kemang Raya No. 12, RT 05/RW 02',
    description:
      'Jalan berlubang cukup dalam di depan minimarket, sudah dua minggu dan membahayakan pengendara motor terutama malam hari karena lampu jalan juga redup.',
    reportedAt: '2025-03-08T09:14:00+07:00',
    receivedAt: '2025-03-08T09:15:00+07:00',
    nextDueAt: dueAt,
    clocks: [
      {
        clock: 'response',
        since: '2025-03-08T09:15:00+07:00',
        dueAt: '2025-03-08T15:15:00+07:00',
        metAt: '2025-03-08T10:02:00+07:00',
        late: false,
        assumed: false,
      },
      {
        clock: 'completion',
        since: '2025-03-08T09:15:00+07:00',
        dueAt: '2025-03-15T09:15:00+07:00',
        metAt: '2025-03-10T08:55:00+07:00',
        late: false,
        assumed: true,
      },
      {
        clock: 'validation',
        since: '2025-03-10T08:55:00+07:00',
        dueAt,
        late: dueOf(index) < NOW,
        assumed: false,
      },
    ],
    verdict: { verdict: verdictOf(findings), reasons: findings, checkedAt: '2025-03-10T08:55:04+07:00' },
    narrative:
      'Sudah dilakukan penambalan lubang dengan aspal dingin oleh pasukan kuning dan jalan kembali rata.',
    photos,
    actions: ['setujui', 'kembalikan', 'tunda', 'cek_lapangan', 'koreksi_titik', 'gabung', 'catat'],
    events: [
      event(1, '2025-03-08T09:15:00+07:00', 'lapor', 'sistem', 'menunggu'),
      event(2, '2025-03-08T10:02:00+07:00', 'proses', 'unit_admin', 'proses'),
      event(3, '2025-03-10T08:55:00+07:00', 'tindak_lanjut', 'unit_admin', 'tindak_lanjut'),
      {
        ...event(4, '2025-03-10T08:55:04+07:00', 'bukti_diperiksa', 'sistem', 'validasi'),
        verdict: verdictOf(findings),
      },
    ],
    ...changes,
  });
}

/** Three late, three within the hour, eight more today, the others over the following days. */
function dueOf(index: number): number {
  if (index <= 3) return NOW - (4 - index) * 3 * HOUR - 20 * MINUTE;
  if (index <= 6) return NOW + (index - 3) * 14 * MINUTE;
  if (index <= 14) return NOW + (index - 5) * 75 * MINUTE;
  return NOW + 16 * HOUR + index * 9 * MINUTE;
}

function photosOf(index: number, findings: readonly Reason[]): Photo[] {
  const far = findings.some((finding) => finding.code === 'LOCATION_MISMATCH');
  const blind = findings.some((finding) => finding.code === 'GPS_MISSING');
  const first = far ? { position: away(1204) } : blind ? { gps: 'missing' as const, position: null } : {};
  return [
    {
      id: `p${index}-before`,
      kind: 'report',
      facts: facts({ takenAt: '2025-03-08T09:14:00+07:00', position: away(8) }),
    },
    { id: `p${index}-after-1`, kind: 'after', followUp: 1, facts: facts(first) },
    { id: `p${index}-after-2`, kind: 'after', followUp: 1, facts: facts({ position: away(34) }) },
    { id: `p${index}-after-3`, kind: 'after', followUp: 1, facts: facts({ position: away(21) }) },
  ];
}

function event(
  version: number,
  at: string,
  action: Ticket['events'][number]['action'],
  role: Ticket['events'][number]['actor']['role'],
  to: Ticket['status'],
): Ticket['events'][number] {
  const unit = role === 'unit_admin' ? { unit: { code: '31.74.03.1002', name: 'Kelurahan Bangka' } } : {};
  return { seq: version, version, at, action, actor: { role, ...unit }, from: null, to };
}

/** A note that another validator has made meanwhile. */
export function approval(version: number): Ticket['events'][number] {
  return {
    seq: 90,
    version,
    at: toTimestamp(NOW),
    action: 'catat',
    actor: { role: 'validator' },
    from: 'validasi',
    to: 'validasi',
  };
}
