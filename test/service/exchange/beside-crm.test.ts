/** A desk beside a running CRM: its export comes every day, corrected as people there correct it, and a whole past at once. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FiguresAnswer } from '#shared/contract/performance.ts';
import { DAY, HOUR, toTimestamp } from '#shared/time/zone.ts';
import { ticket } from '../../../service/tables/ticket.ts';
import { type House, openHouse } from '../harness.ts';
import { type Row, take } from './take.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** The same numbers in every run. */
function openDice(seed: number) {
  let state = seed;
  return (sides: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * sides);
  };
}
const told = (at: number): string => toTimestamp(at).slice(0, 16).replace('T', ' ');

describe('a month of daily exports', () => {
  const NEXT: Record<string, readonly string[]> = {
    Menunggu: ['Koordinasi', 'Proses', 'Disposisi', 'Laporan ditolak'],
    Koordinasi: ['Proses', 'Disposisi'],
    Disposisi: ['Proses'],
    Proses: ['Menunggu validasi', 'Proses'],
    'Menunggu validasi': ['Selesai', 'TL ditolak'],
    'TL ditolak': ['Menunggu validasi'],
  };
  const OFFICES = ['Dinas Bina Marga', 'Dinas Perhubungan', 'Dinas Sosial'];
  const TEXTS = [
    'lubang & genangan',
    'lubang &amp; genangan',
    'lubang  &  genangan ',
    'lubang (diperbarui)',
    'pohon',
  ];

  it('ends with every status as it is in CRM, and refuses nothing on the way', async () => {
    const dice = openDice(7);
    const start = house.now();
    const crm: (Row & { status: string })[] = [];
    for (let day = 0; day < 30; day++) {
      const now = start + day * DAY;
      house.moveTo(now);
      for (const row of crm) {
        // Reopened there, it is worked on again.
        if (['Selesai', 'Laporan ditolak'].includes(row.status) && dice(20) === 0) {
          row.status = 'Proses';
          row.closedAt = '';
        }
        const next = NEXT[row.status];
        if (next && dice(3) === 0) {
          row.status = next[dice(next.length)] ?? row.status;
          if (row.status === 'Menunggu validasi') row.followedUpAt = told(now - HOUR);
          if (['Selesai', 'Laporan ditolak'].includes(row.status) && dice(2) === 0)
            row.closedAt = told(now - HOUR);
        }
        if (dice(6) === 0) row.category = ['Jalan', 'Trotoar', 'Pohon'][dice(3)] ?? 'Jalan';
        if (dice(6) === 0) row.description = TEXTS[dice(TEXTS.length)] ?? '';
        if (dice(6) === 0) row.unit = OFFICES[dice(OFFICES.length)] ?? '';
      }
      for (let fresh = 0; fresh < 3; fresh++) {
        const number = `JK${told(now).slice(2, 10).replaceAll('-', '')}${String(fresh + 1).padStart(4, '0')}`;
        const row = { number, category: 'Jalan', status: 'Menunggu', kelurahan: 'Bangka' };
        crm.push({ ...row, receivedAt: told(now - 2 * HOUR), description: TEXTS[0] ?? '' });
      }
      // Some days an export comes without a column, or the same one comes twice.
      const without = (['unit', 'description', 'closedAt'] as const)[dice(6)];
      const file = crm.map((row) => (without ? { ...row, [without]: '' } : row));
      expect((await take(house, file, 'jaki', { mayGoBack: true })).refused).toEqual([]);
      if (dice(4) === 0) expect(await take(house, file)).toMatchObject({ added: 0, moved: 0, corrected: 0 });
    }
    const here = new Map((await house.db.select().from(ticket)).map((row) => [row.number, row.status]));
    const LABELS: Record<string, string> = {
      'Laporan ditolak': 'ditolak',
      'Menunggu validasi': 'validasi',
      'TL ditolak': 'tl_ditolak',
    };
    const there = crm.map(({ number, status }) => [number, LABELS[status] ?? status.toLowerCase()] as const);
    expect(here).toEqual(new Map(there));
    expect(new Set(here.values()).size).toBeGreaterThan(5);
    expect((await house.verify()).breaks).toEqual([]);
  });
});

describe('a year of history', () => {
  const YEAR = Date.parse('2023-01-01T00:00:00+07:00');
  const dice = openDice(23);
  /** What happened, as a person would count it. Instants in ms UTC; null = not told. */
  const past = Array.from({ length: 365 }, (_, day) => {
    const receivedAt = YEAR + day * DAY + dice(1_000) * 60_000;
    const followedUpAt = dice(5) === 0 ? null : receivedAt + HOUR + dice(12 * 24) * HOUR;
    const closedAt = dice(3) === 0 ? null : (followedUpAt ?? receivedAt) + HOUR + dice(80) * HOUR;
    return { receivedAt, followedUpAt, closedAt, isRefused: dice(8) === 0 };
  });
  const rows = past.map(
    ({ receivedAt, followedUpAt, closedAt, isRefused }, index): Row => ({
      number: `JK${told(receivedAt).slice(2, 10).replaceAll('-', '')}${String(1_000 + index)}`,
      category: 'Jalan',
      kelurahan: 'Bangka',
      status: isRefused ? 'Laporan ditolak' : 'Selesai',
      receivedAt: told(receivedAt),
      followedUpAt: followedUpAt === null ? '' : told(followedUpAt),
      closedAt: closedAt === null ? '' : told(closedAt),
    }),
  );
  const monthOf = (at: number): string => told(at).slice(0, 7);
  const figuresOf = async (month: string) => {
    const supervisor = await house.as('supervisor');
    return (await supervisor.get(`/performance/figures?month=${month}`)).as(FiguresAnswer).figures;
  };

  it('leaves the figures of today as they were, and is right against a plain recount', async () => {
    const today = monthOf(house.now());
    const before = await figuresOf(today);
    expect(await take(house, rows)).toMatchObject({ added: 365, refused: [] });
    expect(await figuresOf(today)).toEqual(before);
    for (let n = 1; n <= 12; n++) {
      const month = `2023-${String(n).padStart(2, '0')}`;
      const received = past.filter((one) => monthOf(one.receivedAt) === month);
      const closed = past.filter((one) => one.closedAt !== null && monthOf(one.closedAt) === month);
      const done = closed.filter((one) => !one.isRefused);
      const lengths = done.map((one) => (one.closedAt ?? 0) - one.receivedAt).sort((a, b) => a - b);
      const middle = [
        lengths[Math.ceil(lengths.length / 2) - 1] ?? 0,
        lengths[Math.floor(lengths.length / 2)] ?? 0,
      ];
      const { counts, durations } = await figuresOf(month);
      expect({ month, ...counts, closing: durations.closingTime.median }).toMatchObject({
        month,
        received: received.length,
        adopted: received.length,
        finished: done.length,
        refused: closed.length - done.length,
        closing: ((middle[0] ?? 0) + (middle[1] ?? 0)) / 2,
      });
    }
    const march = past.filter((one) => monthOf(one.receivedAt) === '2023-03').length;
    const page = await (await house.service.app.request('/angka/2023-03')).text();
    expect(page).toContain('diambil dari CRM');
    expect(page).toContain(`<dd>${march}`);
  });

  it('tells no end where none was told, in a list or an export', async () => {
    const untold = rows[past.findIndex((one) => one.closedAt === null)]?.number;
    const { closedAt } = await house.row(String(untold));
    expect(closedAt).toBeNull();
    const supervisor = await house.as('supervisor');
    const csv = (await supervisor.get(`/exports/tickets.csv?text=${untold}`)).text.trim().split('\r\n');
    const [head = '', row = ''] = csv;
    const at = head.split(',').indexOf('Tanggal selesai');
    expect([at > 0, row.split(',')[at]]).toEqual([true, '']);
  });
});
