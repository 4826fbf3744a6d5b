/** The page on which a one-time password becomes one's own. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AccountWithPassword } from '#shared/contract/accounts.ts';
import { type House, openHouse } from './harness.ts';

const NEXT = 'kopi sore di teras';

let house: House;
let password: string;

beforeAll(async () => {
  house = await openHouse();
  const operator = await house.as('operator');
  const roles = [{ role: 'validator' }];
  const made = await operator.post('/accounts', { username: 'pegawai', name: 'Pegawai', roles });
  password = made.as(AccountWithPassword).password;
});
afterAll(() => house.close());

function send(fields: Record<string, string>, headers: Record<string, string> = {}): Promise<Response> {
  return Promise.resolve(
    house.service.app.request('http://localhost/akun', {
      method: 'POST',
      body: new URLSearchParams(fields),
      headers: { origin: 'http://localhost', ...headers },
    }),
  );
}
const form = (over: Record<string, string> = {}) => ({
  username: 'pegawai',
  current: password,
  next: NEXT,
  again: NEXT,
  ...over,
});

it('runs no script, may not be framed and is not kept', async () => {
  const response = await house.service.app.request('/akun');
  expect(response.headers.get('content-security-policy')).toMatch(
    /^default-src 'none';.*frame-ancestors 'none'/,
  );
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.text()).not.toContain('<script');
});

it('takes no form from another site', async () => {
  expect((await send(form(), { origin: 'https://evil.example' })).status).toBeGreaterThanOrEqual(400);
  expect(await house.service.services.accounts.signIn('pegawai', password)).not.toBeNull();
});

it.each([
  ['two different new passwords', { again: 'lain sama sekali' }, 422],
  ['a weak one', { next: 'pegawai123', again: 'pegawai123' }, 422],
  ['a wrong current one', { current: 'bukan ini' }, 401],
  ['an unknown name, said in the same words', { username: 'tidak_ada' }, 401],
  ['markup for a name', { username: '<script>alert(1)</script>' }, 401],
  ['nothing', { current: '' }, 422],
])('refuses %s, and repeats no password', async (_what, over, status) => {
  const response = await send(form(over));
  const text = await response.text();
  expect(response.status).toBe(status);
  expect(text).toContain('role="alert"');
  expect(text).not.toContain('<script>');
  expect(text).not.toContain(password);
  expect(text).not.toContain(NEXT);
});

it('changes it: the new one opens everything, the old one nothing', async () => {
  expect(await (await send(form())).text()).toContain('role="status"');
  const { accounts } = house.service.services;
  expect(await accounts.signIn('pegawai', password)).toBeNull();
  expect((await accounts.signIn('pegawai', NEXT))?.mustChangePassword).toBe(false);
});

it('counts its failures together with those of the other doors', async () => {
  for (let i = 0; i < 10; i++) await send(form({ username: 'validator', current: `tebakan ${i}` }));
  const body = JSON.stringify({ username: 'validator', password: 'tuntas-demo' });
  const reply = await house.call('POST', '/session', body, { 'content-type': 'application/json' });
  expect(reply.refusal()).toBe('rate-limited');
});
