import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NotificationTrail, type Receipt } from '#shared/contract/notification.ts';
import { RETENTION_POLICY } from '#shared/rules/retention.ts';
import { DAY, toTimestamp } from '#shared/time/zone.ts';
import { notificationReceipt } from '../../../service/tables/notification.ts';
import { BANGKA, type House, type Officer, openHouse } from '../harness.ts';
import { browse } from '../web-office.ts';

let house: House;
let admin: Officer;
let supervisor: Officer;
let number: string;

beforeAll(async () => {
  house = await openHouse();
  [admin, supervisor] = await Promise.all([house.as('admin'), house.as('supervisor')]);
  number = (await admin.file()).number;
});
afterAll(() => house.close());

const id = (): string => crypto.randomUUID();
const at = (minutes = 0): string => toTimestamp(house.now() + minutes * 60_000);
const receipt = (changes: Partial<Receipt> = {}): Receipt => ({
  id: id(),
  number,
  kind: 'arrived',
  sentAt: at(),
  ...changes,
});
const record = (officer: Officer, ...receipts: Receipt[]) =>
  officer.post('/notifications/receipts', { receipts });
const trail = async (of = number): Promise<NotificationTrail> =>
  (await supervisor.get(`/tickets/${of}/notifications`)).as(NotificationTrail);
const receiptsOf = async (username: string, of = number) =>
  (await trail(of)).officers.find((officer) => officer.username === username)?.receipts;

describe('what became of a notification', () => {
  it('is known to a supervisor: when it was made known, shown and opened', async () => {
    const filed = await admin.file();
    const sent = receipt({ number: filed.number, shownAt: at(), heldBack: 'quiet_hours' });
    expect((await record(admin, sent)).status).toBe(204);
    house.moveTo(house.now() + 90_000);
    await record(admin, { ...sent, openedAt: at() });
    const { changes, officers } = await trail(filed.number);
    expect(changes).toMatchObject([{ action: 'lapor', to: 'menunggu', unit: { code: BANGKA } }]);
    expect(officers).toMatchObject([
      {
        username: 'admin',
        receipts: [{ kind: 'arrived', shownAt: sent.shownAt, heldBack: 'quiet_hours', openedAt: at() }],
      },
    ]);
  });

  it('names the admins of its unit of whom no browser said anything', async () => {
    await house.hire('bangka_dua', 'unit_admin', BANGKA);
    expect(await receiptsOf('bangka_dua')).toEqual([]);
  });

  it('stays as first told, and is there once, however often it is sent', async () => {
    const filed = await admin.file();
    const first = receipt({ number: filed.number, shownAt: at(-5) });
    await record(admin, first, first);
    await record(admin, { ...first, kind: 'due', sentAt: at(-60), shownAt: at(-1) });
    expect(await receiptsOf('admin', filed.number)).toMatchObject([
      { kind: 'arrived', sentAt: first.sentAt, shownAt: first.shownAt },
    ]);
  });

  it('is one for each browser of an officer, and belongs to nobody else who uses the same id', async () => {
    const same = receipt();
    await record(admin, same, receipt());
    await record(supervisor, same);
    expect(await receiptsOf('admin')).toHaveLength(2);
    expect(await receiptsOf('supervisor')).toHaveLength(1);
  });

  it('never lies ahead of the service’s own clock', async () => {
    const filed = await admin.file();
    await record(admin, receipt({ number: filed.number, sentAt: at(600), shownAt: at(601) }));
    expect(await receiptsOf('admin', filed.number)).toMatchObject([
      { sentAt: at(), shownAt: at(), recordedAt: at() },
    ]);
  });

  it('shows by its recording that the browser had no connection', async () => {
    const filed = await admin.file();
    const sent = receipt({ number: filed.number });
    house.moveTo(house.now() + 3 * 3_600_000);
    await record(admin, sent);
    expect(await receiptsOf('admin', filed.number)).toMatchObject([
      { sentAt: sent.sentAt, recordedAt: at() },
    ]);
  });
});

describe('nobody', () => {
  it('learns from it whether a report exists', async () => {
    const dinas = await house.as('dinas');
    const [hidden, none] = await Promise.all([
      record(dinas, receipt()),
      record(dinas, receipt({ number: 'JK2503109999' })),
    ]);
    expect([hidden.status, none.status]).toEqual([204, 204]);
    expect(await receiptsOf('dinas')).toBeUndefined();
  });

  it('but a supervisor reads it', async () => {
    expect((await admin.get(`/tickets/${number}/notifications`)).refusal()).toBe('forbidden');
    expect((await supervisor.get('/tickets/JK2503109999/notifications')).refusal()).toBe('not-found');
  });

  it.each([
    ['no receipt', []],
    ['more than one call may carry', Array.from({ length: 201 }, () => ({}))],
    ['a foreign field', [{ name: 'Warga' }]],
    ['an unknown kind', [{ kind: 'rumour' }]],
    ['a time without offset', [{ sentAt: '2025-03-10T09:00:00' }]],
  ])('records %s', async (_, changes) => {
    const receipts = changes.map((change) => ({ ...receipt(), ...change }));
    expect((await admin.post('/notifications/receipts', { receipts })).refusal()).toBe('invalid');
  });
});

it('is forgotten when its time is over', async () => {
  await record(admin, receipt());
  const before = await house.db.select().from(notificationReceipt);
  house.moveTo(house.now() + RETENTION_POLICY.receipts.days * DAY);
  await record(supervisor, receipt());
  house.moveTo(house.now() + 1);
  await house.service.jobs.runDue();
  const kept = await house.db.select().from(notificationReceipt);
  expect(before.length).toBeGreaterThan(1);
  expect(kept).toHaveLength(1);
});

describe('the page of it', () => {
  it('says of one report when it was made known, and what became of that in each browser', async () => {
    const filed = await admin.file();
    const late = receipt({ number: filed.number, sentAt: at(-10), shownAt: at(-9), heldBack: 'quiet_hours' });
    await record(admin, late);
    const pages = await browse(house, 'supervisor');
    const page = await pages.text(`/kelola/pemberitahuan?nomor=${filed.number.toLowerCase()}`);
    for (const words of ['Dewi Lestari', 'Kelurahan Bangka', 'Ditahan jam tenang', 'Baru tercatat', 'belum'])
      expect(page).toContain(words);
    expect(page).toContain('Tidak ada peramban petugas ini yang mencatat apa pun');
  });

  it('asks for a number first, and says where there is no such report, without repeating what was asked as HTML', async () => {
    const pages = await browse(house, 'supervisor');
    expect(await pages.text('/kelola/pemberitahuan')).toContain('Nomor laporan');
    const unknown = await pages.get('/kelola/pemberitahuan?nomor=%3Cscript%3E');
    expect(unknown.status).toBe(404);
    const page = await unknown.text();
    expect(page).toContain('Tidak ada laporan dengan nomor itu');
    expect(page).not.toContain('<script>');
  });

  it('is for supervisors alone', async () => {
    for (const name of ['admin', 'validator', 'operator'] as const) {
      const pages = await browse(house, name);
      expect((await pages.get('/kelola/pemberitahuan')).status).toBe(403);
      expect(await pages.text('/akun')).not.toContain('/kelola/pemberitahuan');
    }
  });
});
