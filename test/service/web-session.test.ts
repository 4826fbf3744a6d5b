/** The pages' sign-in: an ordinary session in a cookie that no script and no other site can use. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AccountWithPassword } from '#shared/contract/accounts.ts';
import { ownPath } from '../../service/people/sign-in/pages.tsx';
import { session } from '../../service/tables/account.ts';
import { type House, openHouse } from './harness.ts';

const ORIGIN = 'http://localhost';
const NEXT = 'kopi sore di teras';
const PASSWORD = 'tuntas-demo';

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

async function ask(path: string, headers: Record<string, string> = {}): Promise<Response> {
  return house.service.app.request(ORIGIN + path, { headers: { accept: 'text/html', ...headers } });
}
async function send(
  path: string,
  fields: Record<string, string>,
  headers: Record<string, string> = {},
): Promise<Response> {
  return house.service.app.request(ORIGIN + path, {
    method: 'POST',
    body: new URLSearchParams(fields),
    headers: { origin: ORIGIN, accept: 'text/html', ...headers },
  });
}
/** Signs in and answers the cookie as a browser would send it back. */
async function cookieOf(username: string, password = PASSWORD): Promise<string> {
  const response = await send('/masuk', { username, password });
  expect(response.status).toBe(303);
  return response.headers.get('set-cookie')?.split(';')[0] ?? '';
}

describe('signing in', () => {
  it('keeps the session where no script and no other site can reach it, and never in an address', async () => {
    const response = await send('/masuk', { username: 'operator', password: PASSWORD });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toMatch(/^\/[a-z/]*$/);
    expect(response.headers.getSetCookie()).toContainEqual(
      expect.stringMatching(/^tuntas=\w+; Path=\/; HttpOnly; SameSite=Strict$/),
    );
  });

  it('ends the session that was open in the same browser', async () => {
    const first = await cookieOf('operator');
    const { accounts } = house.service.people;
    expect(await accounts.resolve(first.replace('tuntas=', ''))).not.toBeNull();
    const again = await send('/masuk', { username: 'validator', password: PASSWORD }, { cookie: first });
    expect(again.status).toBe(303);
    expect(await accounts.resolve(first.replace('tuntas=', ''))).toBeNull();
  });

  it('is not to be had from the database: it keeps what opens nothing', async () => {
    const token = (await cookieOf('operator')).replace('tuntas=', '');
    const kept = await house.db.select().from(session);
    expect(JSON.stringify(kept)).not.toContain(token);
    const { accounts } = house.service.people;
    expect(await accounts.resolve(token)).not.toBeNull();
    for (const row of kept) expect(await accounts.resolve(row.token)).toBeNull();
  });

  it('over TLS binds the cookie to this host, also where a proxy ends TLS', async () => {
    const body = new URLSearchParams({ username: 'operator', password: PASSWORD });
    const at = (of: House, url: string, headers: Record<string, string>): Promise<Response> =>
      Promise.resolve(of.service.app.request(url, { method: 'POST', body, headers }));
    const strict = /^__Host-tuntas=\w+; Path=\/; HttpOnly; Secure; SameSite=Strict$/;
    const origin = 'https://tuntas.example';
    const expected = expect.arrayContaining([expect.stringMatching(strict)]);
    expect((await at(house, `${origin}/masuk`, { origin })).headers.getSetCookie()).toEqual(expected);
    const behind = await openHouse({ config: { publicUrl: origin } });
    try {
      const inside = 'http://10.0.0.7:8787';
      expect((await at(behind, `${inside}/masuk`, { origin })).headers.getSetCookie()).toEqual(expected);
      expect((await at(behind, `${inside}/masuk`, { origin: inside })).status).toBe(403);
    } finally {
      await behind.close();
    }
  });

  it('says the same of a wrong password and of a name nobody has, and repeats no password', async () => {
    const said: string[] = [];
    for (const username of ['operator', 'tidak_ada']) {
      const response = await send('/masuk', { username, password: 'bukan rahasia' });
      expect(response.status).toBe(401);
      expect(response.headers.get('set-cookie')).toBeNull();
      said.push((await response.text()).replace(username, 'NAMA'));
    }
    expect(said[0]).toBe(said[1]);
    expect(said[0]).not.toContain('bukan rahasia');
  });

  it('masks a password as it is typed, and lets password managers fill it', async () => {
    const fields = [...(await (await ask('/masuk')).text()).matchAll(/<input[^>]*name="password"[^>]*>/g)];
    expect(fields.length).toBe(1);
    for (const [field] of fields) {
      expect(field).toContain('type="password"');
      expect(field).toContain('autocomplete="current-password"');
      expect(field).not.toMatch(/onpaste|readonly/);
    }
  });

  it('shows markup in a name as the text it is', async () => {
    const text = await (
      await send('/masuk', { username: '"><script>alert(1)</script>', password: 'x' })
    ).text();
    expect(text).not.toContain('<script');
    expect(text).toMatch(/&quot;(>|&gt;)&lt;script/);
  });

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['a page without an origin', { origin: 'null' }],
    ['another site that says so', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
  ])('takes no form from %s', async (_what, headers) => {
    const response = await send('/masuk', { username: 'operator', password: PASSWORD }, headers);
    expect(response.status).toBe(403);
    expect(response.headers.get('set-cookie')).toBeNull();
  });

  it('runs no script, may not be framed and is not kept', async () => {
    for (const path of ['/masuk', '/akun']) {
      const response = await ask(path, { cookie: await cookieOf('kanal') });
      expect(response.headers.get('content-security-policy')).toMatch(
        /^default-src 'none';.*frame-ancestors 'none'/,
      );
      expect(response.headers.get('cache-control')).toBe('no-store');
      expect(await response.text()).not.toContain('<script');
    }
  });

  it('speaks English to whoever asks for it, Indonesian else', async () => {
    expect(await (await ask('/masuk', { 'accept-language': 'en' })).text()).toContain('<html lang="en">');
    expect(await (await ask('/masuk', { 'accept-language': 'fr' })).text()).toContain('<html lang="id">');
  });

  it('counts its failures together with those of the other doors', async () => {
    for (let i = 0; i < 10; i++) await send('/masuk', { username: 'dinas', password: `tebakan ${i}` });
    const response = await send('/masuk', { username: 'dinas', password: PASSWORD });
    expect(response.status).toBe(429);
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(0);
    const body = JSON.stringify({ username: 'dinas', password: PASSWORD });
    const reply = await house.call('POST', '/session', body, { 'content-type': 'application/json' });
    expect(reply.refusal()).toBe('rate-limited');
  });
});

describe('a page behind sign-in', () => {
  it('leads to the sign-in, and from there back', async () => {
    const away = await ask('/akun?x=1');
    expect(away.status).toBe(303);
    const to = away.headers.get('location') ?? '';
    expect(to).toBe('/masuk?ke=%2Fakun%3Fx%3D1');
    const back = await send(to, { username: 'kanal', password: PASSWORD });
    expect(back.headers.get('location')).toBe('/akun?x=1');
  });

  it('leads back to no address that the header of an answer could not hold', async () => {
    const long = await ask(`/kelola/kinerja?x=${'%C3%9F'.repeat(1_500)}`, {});
    expect(long.headers.get('location')).toBe('/masuk?ke=%2Fkelola%2Fkinerja');
    const emoji = encodeURIComponent(`1${'👩'.repeat(400)}`);
    expect((await ask(`/lacak?nomor=${emoji}`, {})).status).toBe(303);
    const number = (await ask(`/lacak?nomor=${'9'.repeat(8_000)}`, {})).headers.get('location') ?? '';
    expect(number.length).toBeLessThan(200);
  });

  it.each([
    ['/kelola/kalender/2025-07-07/hapus', '/kelola/kalender'],
    ['/kelola/kriteria/1/akhiri', '/kelola/kriteria'],
    ['/akun', '/akun'],
  ])('whose form is sent to %s after the session’s end leads back to a page: %s', async (path, page) => {
    const away = await send(path, {});
    const to = away.headers.get('location') ?? '';
    expect(to).toBe(`/masuk?${new URLSearchParams({ ke: page })}`);
    const back = await send(to, { username: 'supervisor', password: PASSWORD });
    expect(back.headers.get('location')).toBe(page);
    const cookie = back.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect((await ask(page, { cookie })).status).toBe(200);
  });

  it('opens by the cookie alone: the API takes none', async () => {
    const cookie = await cookieOf('supervisor');
    const opened = await ask('/akun', { cookie });
    expect(opened.status).toBe(200);
    expect(await opened.text()).toContain('Bambang Sutrisno');
    const reply = await house.call('GET', '/session', null, { cookie });
    expect(reply.refusal()).toBe('unauthenticated');
  });

  it.each(['%E2%82%AC', 'a%0Ab', 'panjang%0Asekali', '', '%'])(
    'takes a cookie of %j for none',
    async (value) => {
      const cookie = `tuntas=${value}`;
      expect((await ask('/masuk', { cookie })).status).toBe(200);
      expect((await ask('/akun', { cookie })).headers.get('location')).toBe('/masuk?ke=%2Fakun');
    },
  );

  it('opens for somebody who comes by a link from another site, whose first step brings no cookie', async () => {
    const response = await ask('/akun', { 'sec-fetch-site': 'cross-site' });
    expect(response.status).toBe(200);
    expect(response.headers.get('refresh')).toBe('0; url=/akun');
  });

  it.each([
    ['signed out', (name: string, cookie: string) => send('/keluar', {}, { cookie }).then(() => name)],
    [
      'disabled',
      async (name: string) => (await house.as('operator')).put(`/accounts/${name}/state`, { disabled: true }),
    ],
    ['revoked', async (name: string) => (await house.as('operator')).delete(`/accounts/${name}/sessions`)],
  ])('is shut at the next call of a session that was %s', async (what, end) => {
    const name = `web_${what.replace(' ', '_')}`;
    await house.hire(name, 'supervisor');
    const cookie = await cookieOf(name);
    expect((await ask('/akun', { cookie })).status).toBe(200);
    await end(name, cookie);
    expect((await ask('/akun', { cookie })).headers.get('location')).toMatch(/^\/masuk/);
    const token = cookie.split('=')[1] ?? '';
    expect(await house.service.people.accounts.resolve(token)).toBeNull();
  });
});

describe('where signing in leads', () => {
  it.each([
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/.//evil.example',
    '/x/..//evil.example',
    'https://evil.example',
    'javascript:alert(1)',
    'akun',
    '',
    '/masuk',
    '/masuk/sso',
    '/keluar',
  ])('is never %j', (wanted) => {
    expect(ownPath(wanted)).toBeNull();
  });

  it('is home where the address names something else', async () => {
    const fields = { username: 'kanal', password: PASSWORD };
    expect((await send('/masuk?ke=//evil.example', fields)).headers.get('location')).toBe('/kelola/beranda');
  });

  it.each(['/akun', '/kelola/akun?teks=a%20b', '/a/../akun'])('may be %j', (wanted) => {
    expect(ownPath(wanted)).toMatch(/^\/(akun|kelola\/akun\?teks=a%20b)$/);
  });
});

describe('one’s own sessions', () => {
  const UA =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0 Safari/537.36';

  it('are listed with their browsers, and end by a press, but nobody else’s do', async () => {
    await house.hire('dua_layar', 'validator');
    const sign = async (userAgent: string) => {
      const init = {
        method: 'POST',
        body: new URLSearchParams({ username: 'dua_layar', password: PASSWORD }),
        headers: { origin: 'http://localhost', 'user-agent': userAgent },
      };
      const response = await house.service.app.request('http://localhost/masuk', init);
      return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    };
    const [here, there] = [await sign(''), await sign(UA)];
    const page = await (await ask('/akun', { cookie: here })).text();
    expect(page).toContain('Chrome · Windows');
    expect(page).toContain('Sesi ini');
    const ends = [...page.matchAll(/\/akun\/sesi\/[\w-]+/g)].map(([path]) => path);
    // The harness signed this officer in once more.
    expect(ends).toHaveLength(2);
    const stranger = await cookieOf('supervisor');
    for (const path of ends) await send(path, {}, { cookie: stranger });
    expect((await ask('/akun', { cookie: there })).status).toBe(200);
    for (const path of ends) {
      expect((await send(path, {}, { cookie: here })).headers.get('location')).toBe('/akun?berakhir');
    }
    expect((await ask('/akun', { cookie: there })).status).toBe(303);
    expect((await ask('/akun', { cookie: here })).status).toBe(200);
  });
});

describe('a one-time password', () => {
  let cookie: string;
  let password: string;

  beforeAll(async () => {
    const roles = [{ role: 'validator' }];
    const made = await (await house.as('operator')).post('/accounts', {
      username: 'pegawai',
      name: 'Pegawai',
      roles,
    });
    password = made.as(AccountWithPassword).password;
  });

  const form = (over: Record<string, string> = {}) => ({
    current: password,
    next: NEXT,
    again: NEXT,
    ...over,
  });

  it('leads to its change, whatever else was asked for', async () => {
    const response = await send('/masuk?ke=/kelola/akun', { username: 'pegawai', password });
    expect(response.headers.get('location')).toBe('/akun');
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await (await ask('/akun', { cookie })).text()).toContain('sekali pakai');
  });

  it.each([
    ['two different new ones', { again: 'lain sama sekali' }],
    ['a weak one', { next: 'pegawai123', again: 'pegawai123' }],
    ['a wrong current one', { current: 'bukan ini' }],
    ['nothing', { current: '' }],
  ])('is not changed with %s, and no password is repeated', async (_what, over) => {
    const response = await send('/akun', form(over), { cookie });
    const text = await response.text();
    expect(response.status).toBe(422);
    expect(text).toContain('role="alert"');
    expect(text).not.toContain(password);
    expect(text).not.toContain(NEXT);
  });

  it('changes: this session goes on, the old password opens nothing', async () => {
    const response = await send('/akun', form(), { cookie });
    expect(response.headers.get('location')).toBe('/akun?diganti');
    expect(await (await ask('/akun?diganti', { cookie })).text()).toContain('role="status"');
    const { accounts } = house.service.people;
    expect(await accounts.signIn('pegawai', password)).toBeNull();
    expect((await accounts.signIn('pegawai', NEXT))?.mustFirst).toBeNull();
  });
});

it('a refusal is a page for a browser and a problem for a program', async () => {
  const page = await ask('/tidak-ada');
  expect(page.status).toBe(404);
  expect(await page.text()).toContain('<html lang="id">');
  const problem = await house.service.app.request('/tidak-ada');
  expect(problem.headers.get('content-type')).toBe('application/problem+json');
});
