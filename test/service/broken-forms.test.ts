/** Forms that no browser would send, at every page that takes one: told, never a fault of ours. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { API_BASE } from '#shared/contract/operations.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { crowdedDoor } from '../../service/people/passwords/passwords.ts';
import { type House, openHouse, QUICK_PASSWORDS } from './harness.ts';
import { Browser, browse } from './web-office.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const MULTIPART = 'multipart/form-data; boundary=x';
const BODIES: readonly [what: string, type: string, body: string][] = [
  ['a part that is none', MULTIPART, '--x\r\nno header'],
  ['no boundary', 'multipart/form-data', '--x\r\n\r\n'],
  ['nothing at all', MULTIPART, ''],
  [
    'an end in the middle of a file',
    MULTIPART,
    '--x\r\nContent-Disposition: form-data; name="a"; filename="b"\r\n\r\nabc',
  ],
  ['letters that are none', 'application/x-www-form-urlencoded', '%ff=%&&=&a[b]=%00'],
];

const paths = (): string[] => [
  ...new Set(
    house.service.app.routes
      .filter(({ method, path }) => method === 'POST' && !path.startsWith(API_BASE) && !path.includes('*'))
      .map(({ path }) => path.replaceAll(/:\w+(\{[^}]*\})?/g, 'x')),
  ),
];

it.each(['operator', 'supervisor', 'admin', null] as const)('are refused to %s everywhere', async (who) => {
  const pages = who === null ? new Browser(house) : await browse(house, who);
  expect(paths().length).toBeGreaterThan(15);
  for (const [i, path] of paths().entries()) {
    const elsewhere = pages.at(`10.1.${i}.1`);
    for (const [what, type, body] of BODIES) {
      const { status } = await elsewhere.postRaw(path, body, type);
      expect({ path, what, status, fault: status >= 500 || status === 429 }).toMatchObject({ fault: false });
    }
  }
});

it('say so on the page, in plain words', async () => {
  const reply = await new Browser(house).postRaw('/masuk', '--x\r\nno header', MULTIPART);
  expect(reply.status).toBe(400);
  expect(await reply.text()).toContain('Isian tidak terbaca.');
});

it('keep what was typed and say when to come again where passwords cannot be hashed just now', async () => {
  let isCrowded = false;
  const hash = async (password: string) => {
    if (isCrowded) throw crowdedDoor();
    return QUICK_PASSWORDS.hash(password);
  };
  const crowded = await openHouse({ machine: { passwords: () => ({ ...QUICK_PASSWORDS, hash }) } });
  try {
    const operator = await browse(crowded, 'operator');
    isCrowded = true;
    const sent: [path: string, fields: Record<string, string>, kept: string][] = [
      ['/akun', { current: DEMO_PASSWORD, next: 'kopi sore di teras', again: 'kopi sore di teras' }, ''],
      ['/kelola/akun', { name: 'Ibu Baru', username: 'ibu.baru', 'roles.0.role': 'validator' }, 'ibu.baru'],
      ['/kelola/akun/admin/sandi', {}, ''],
    ];
    for (const [path, fields, kept] of sent) {
      const reply = await operator.send(path, fields);
      const said = await reply.text();
      expect([path, reply.status, reply.headers.get('retry-after')]).toEqual([path, 503, '20']);
      expect(said).toContain('Banyak yang sedang masuk');
      expect(said).toContain(kept);
    }
  } finally {
    await crowded.close();
  }
});
