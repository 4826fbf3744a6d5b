/** The operator's pages of webhooks: all that the API offers, without script, and nothing it would refuse. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { TRIES } from '../../../service/messages/backoff.ts';
import { BANGKA, type House, type Officer } from '../harness.ts';
import { type Browser, browse, inside } from '../web-office.ts';
import { type Receiver, verify, versionsOf } from './receiver.ts';
import { allWebhooks, clear, openSetting } from './setting.ts';

let receiver: Receiver;
let house: House;
let operator: Officer;
let admin: Officer;
let pages: Browser;

beforeAll(async () => {
  ({ receiver, house, operator, admin } = await openSetting());
  pages = await browse(house, 'operator');
});
beforeEach(() => clear({ receiver, operator }));
afterAll(async () => {
  await receiver.down();
  await house.close();
});

const SCRIPT = '<script>alert(1)</script>';
const filled = (over: Record<string, string | string[]> = {}) => ({
  name: SCRIPT,
  url: receiver.url,
  'sight.role': 'supervisor',
  'sight.client': '',
  'sight.unit': '',
  ...over,
});
const idOf = async (): Promise<string> => (await allWebhooks(operator))[0]?.id ?? '';
const asleep = () => house.service.messages.webhooks.asleep();

it('make one whose secret is shown this once and signs what comes', async () => {
  const made = await pages.send('/kelola/webhook', filled({ actions: ['lapor', 'proses'] }));
  expect(made.status).toBe(201);
  const page = await made.text();
  expect(page).not.toContain(SCRIPT);
  const secret = inside(page, 'secret');
  await admin.file();
  await asleep();
  const [got] = receiver.taken;
  if (!got) throw new Error('Nothing came');
  expect(verify(got, secret)).toEqual(got.message);
  for (const path of ['/kelola/webhook', `/kelola/webhook/${await idOf()}`]) {
    const later = await pages.text(path);
    expect(later).not.toContain(secret);
    expect(later).not.toContain(SCRIPT);
  }
});

it('choose whose reports it sees: an office by its name, an application, and nothing left over', async () => {
  await pages.send(
    '/kelola/webhook',
    filled({ 'sight.role': 'unit_admin', 'sight.unit': 'Kelurahan Bangka' }),
  );
  await pages.send(
    '/kelola/webhook',
    filled({ 'sight.role': 'api_client', 'sight.client': 'jaki', 'sight.unit': 'x' }),
  );
  const sights = (await allWebhooks(operator)).map(({ sight }) => sight);
  expect(sights).toEqual(
    expect.arrayContaining([
      { role: 'unit_admin', unit: BANGKA },
      { role: 'api_client', client: 'jaki' },
    ]),
  );
});

it('refuse at the field that is wrong, with all that was typed', async () => {
  const refused = await pages.send(
    '/kelola/webhook',
    filled({ name: 'Ada Isinya', url: 'https://10.0.0.1/' }),
  );
  expect(refused.status).toBe(422);
  const page = await refused.text();
  expect(page).toContain('jaringan privat');
  expect(page).toMatch(/name="url"[^>]*aria-invalid="true"/);
  expect(page).toContain('value="Ada Isinya"');
});

it('change, pause, let go on, renew the secret and end one', async () => {
  await pages.send('/kelola/webhook', filled({ name: 'Penerima' }));
  const path = `/kelola/webhook/${await idOf()}`;
  await pages.send(path, { name: 'Nama baru', url: receiver.url, actions: ['setujui'] });
  expect(await allWebhooks(operator)).toMatchObject([{ name: 'Nama baru', actions: ['setujui'] }]);
  await pages.send(`${path}/jeda`, {});
  expect(await pages.text(path)).toContain('Dijeda oleh operator');
  await pages.send(`${path}/lanjut`, {});
  expect((await allWebhooks(operator))[0]?.paused).toBeNull();
  expect(inside(await (await pages.send(`${path}/rahasia`, {})).text(), 'secret')).toMatch(/^whsec_/);
  expect(await pages.text(path)).toContain('Rahasia lama');
  await pages.send(`${path}/hapus`, {});
  expect(await allWebhooks(operator)).toEqual([]);
});

it('show what was refused and why, and send it again or skip it', async () => {
  await pages.send('/kelola/webhook', filled({ name: 'Penerima' }));
  const path = `/kelola/webhook/${await idOf()}`;
  receiver.answer = ({ message: { data } }) => (data.action === 'proses' ? 400 : 200);
  const { number } = await admin.file();
  await admin.act(number, { action: 'proses' });
  for (let tries = 0; tries < TRIES; tries++) {
    await asleep();
    // Something else is taken: only the message is refused, not the receiver ill.
    await admin.file();
    house.moveTo(house.now() + 15 * 3_600_000);
    house.service.messages.webhooks.wake();
  }
  await asleep();
  const page = await pages.text(path);
  expect(page).toContain('HTTP 400');
  const replay = new RegExp(`${path}/\\d+/ulang`).exec(page)?.[0] ?? '';
  receiver.answer = () => 200;
  await pages.send(replay, {});
  await asleep();
  expect(versionsOf(number, receiver.taken)).toEqual([1, 2]);
  expect(await pages.text(path)).toContain('Tidak ada pesan yang ditolak');
});

it('are the operator’s alone', async () => {
  const others = await browse(house, 'supervisor');
  expect((await others.get('/kelola/webhook')).status).toBe(403);
});
