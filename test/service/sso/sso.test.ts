/** Signing in by the province's SSO, against a real provider: who gets in, who does not, and what each is told. */
import { createHash, generateKeyPairSync, randomBytes } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { Account } from '#shared/contract/accounts.ts';
import { Session, SessionInfo, SignInWays } from '#shared/contract/session.ts';
import { type House, type Officer, openHouse, type Reply } from '../harness.ts';
import { Browser } from './browser.ts';
import { CLIENT, openProvider, type TestProvider } from './provider.ts';

const OWN = 'http://localhost:4321';
const BACK = `${OWN}/sso/kembali`;
const EXTENSION = 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org';
const NIP = '198503102010011007';

let provider: TestProvider;
let house: House;
let operator: Officer;
let browser: Browser;

beforeAll(async () => {
  provider = await openProvider(BACK);
  const oidc = {
    issuer: provider.issuer,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    label: 'SSO Pemprov DKI',
    claim: 'nip',
    scope: 'openid profile',
    extensions: [EXTENSION],
  };
  house = await openHouse({ config: { publicUrl: OWN, oidc } });
  operator = await house.as('operator');
  await operator.put('/accounts/validator/sso', { identity: NIP });
});
afterAll(async () => {
  await house.close();
  await provider.stop();
});
beforeEach(() => {
  browser = new Browser(house, OWN);
  provider.person = { sub: 'pegawai-1', claims: { nip: NIP } };
  provider.forge = null;
});
afterEach(() => {
  vi.useRealTimers();
});

const isBack = (url: URL): boolean => url.href.startsWith(BACK);
/** The address at which the provider hands the browser back, not yet asked for. */
const handedBack = (ke = ''): Promise<URL> => browser.until(`/sso${ke}`, isBack);
async function signIn(ke = ''): Promise<Response> {
  return browser.get(await handedBack(ke));
}
function whoIs(token: string | undefined): Promise<Reply> {
  return house.call('GET', '/session', null, { authorization: `Bearer ${token}` });
}
/** Refused with this sentence, on the page where the password still works, and without a session. */
async function isRefused(response: Response, status: number, says: RegExp): Promise<void> {
  const text = await response.text();
  expect([response.status, text]).toEqual([status, expect.stringMatching(says)]);
  expect(text).toContain('name="password"');
  expect(browser.cookie('tuntas')).toBeUndefined();
}

describe('an officer whom the operator has linked', () => {
  it('gets an ordinary session of that account, and goes on to where they came from', async () => {
    const response = await signIn('?ke=/akun');
    expect(response.status).toBe(200);
    expect(response.headers.get('refresh')).toBe('0; url=/akun');
    const token = browser.cookie('tuntas');
    expect((await whoIs(token)).as(SessionInfo).actor.username).toBe('validator');
    expect((await browser.get('/akun')).status).toBe(200);
    await operator.delete('/accounts/validator/sessions');
    expect((await whoIs(token)).refusal()).toBe('unauthenticated');
  });

  it('need not know the one-time password, which stays good for its change alone', async () => {
    const roles = [{ role: 'validator' }];
    await operator.post('/accounts', { username: 'hanya_sso', name: 'Hanya SSO', roles });
    await operator.put('/accounts/hanya_sso/sso', { identity: 'nip-hanya-sso' });
    provider.person = { sub: 'pegawai-2', claims: { nip: 'nip-hanya-sso' } };
    await signIn();
    const token = browser.cookie('tuntas');
    expect((await whoIs(token)).as(SessionInfo).mustChangePassword).toBeUndefined();
    const queue = await house.call('GET', '/queue', null, { authorization: `Bearer ${token}` });
    expect(queue.status).toBe(200);
  });

  it('is led to no other site', async () => {
    expect((await signIn('?ke=//evil.example')).headers.get('refresh')).toBe('0; url=/kelola/beranda');
  });
});

describe('the link', () => {
  it('is one account’s alone, is told to the operator and logged, and ends with its sessions', async () => {
    expect((await operator.get('/accounts?text=validator')).text).toContain(NIP);
    const taken = await operator.put('/accounts/supervisor/sso', { identity: NIP });
    expect(taken.problem().errors).toMatchObject([{ path: 'identity', code: 'exists' }]);
    await operator.put('/accounts/lapangan/sso', { identity: 'nip-lapangan' });
    provider.person = { sub: 'pegawai-3', claims: { nip: 'nip-lapangan' } };
    await signIn();
    const token = browser.cookie('tuntas');
    expect((await whoIs(token)).status).toBe(200);
    expect((await operator.put('/accounts/lapangan/sso', { identity: null })).as(Account).sso).toBeNull();
    expect((await whoIs(token)).refusal()).toBe('unauthenticated');
    const log = (await operator.get('/accounts/lapangan/log')).text;
    expect(log).toMatch(/sso_unlinked.*sso_linked/);
    expect(log).not.toContain('nip-lapangan');
    browser = new Browser(house, OWN);
    await isRefused(await signIn(), 403, /tidak terhubung/);
  });
});

describe('nobody gets in', () => {
  it('whose identity is linked with no account: none is made for them', async () => {
    provider.person = { sub: 'asing', claims: { nip: 'tidak-dikenal' } };
    await isRefused(await signIn(), 403, /tidak terhubung/);
    expect((await operator.get('/accounts?text=tidak-dikenal')).text).toContain('"items":[]');
  });

  it('who merely calls themselves like an account', async () => {
    provider.person = { sub: 'operator', claims: { nip: 'operator', email: 'operator@officer.invalid' } };
    await isRefused(await signIn(), 403, /tidak terhubung/);
  });

  it('whose account is disabled, and they are told no more than a stranger', async () => {
    await operator.put('/accounts/dinas/sso', { identity: 'nip-dinas' });
    await operator.put('/accounts/dinas/state', { disabled: true });
    provider.person = { sub: 'pegawai-4', claims: { nip: 'nip-dinas' } };
    await isRefused(await signIn(), 403, /tidak terhubung/);
  });

  it('without the claim that says who they are', async () => {
    provider.person = { sub: NIP, claims: {} };
    await isRefused(await signIn(), 401, /tidak dapat dipastikan/);
  });

  it('who turned back at the provider', async () => {
    provider.person = null;
    await isRefused(await signIn(), 401, /dibatalkan/);
  });

  it('a second time by the same return, nor by somebody else’s', async () => {
    const back = await handedBack();
    const thief = new Browser(house, OWN);
    expect((await thief.get(back)).status).toBe(401);
    expect(thief.cookie('tuntas')).toBeUndefined();
    expect((await browser.get(back)).status).toBe(200);
    await operator.delete('/accounts/validator/sessions');
    const again = await browser.get(back);
    expect(await again.text()).toMatch(/sudah dipakai atau kedaluwarsa/);
    expect((await whoIs(browser.cookie('tuntas'))).refusal()).toBe('unauthenticated');
  });

  it('by a code that was used already, under an attempt of one’s own', async () => {
    const used = await handedBack();
    await browser.get(used);
    browser = new Browser(house, OWN);
    const own = await handedBack();
    own.searchParams.set('code', used.searchParams.get('code') ?? '');
    await isRefused(await browser.get(own), 401, /tidak dapat dipastikan/);
  });

  it('with the state of another attempt', async () => {
    const back = await handedBack();
    back.searchParams.set('state', 'A'.repeat(43));
    await isRefused(await browser.get(back), 401, /tidak dapat dipastikan/);
  });

  it('ten minutes after setting out', async () => {
    const back = await handedBack();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 601_000 });
    await isRefused(await browser.get(back), 401, /kedaluwarsa/);
  });

  it('but does by an ID token signed anew and otherwise as it was: what follows fails for its own reason', async () => {
    provider.forge = (claims, sign) => sign(claims);
    expect((await signIn()).status).toBe(200);
  });

  const other = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey;
  it.each([
    ['a nonce of another attempt', (claims, sign) => sign({ ...claims, nonce: 'lain' })],
    ['another issuer', (claims, sign) => sign({ ...claims, iss: 'https://evil.example' })],
    ['another audience', (claims, sign) => sign({ ...claims, aud: 'aplikasi-lain' })],
    ['an ID token of yesterday', (claims, sign) => sign({ ...claims, exp: 1, iat: 0 })],
    ['a signature by another key', (claims, sign) => sign(claims, other)],
    ['somebody else’s claims under the old signature', forgedClaims],
    ['no signature at all', unsigned],
  ] satisfies [string, NonNullable<TestProvider['forge']>][])('by %s', async (_what, forge) => {
    provider.forge = forge;
    await isRefused(await signIn(), 401, /tidak dapat dipastikan/);
  });
});

function forgedClaims(claims: Record<string, unknown>, sign: (claims: Record<string, unknown>) => string) {
  const [head, , signature] = sign({ ...claims, nip: 'lain' }).split('.');
  return `${head}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
}
function unsigned(claims: Record<string, unknown>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${part({ alg: 'none' })}.${part(claims)}.`;
}

describe('the extension', () => {
  const verifier = randomBytes(32).toString('base64url');
  const challenge = createHash('sha256').update(verifier).digest('base64url');
  const state = randomBytes(16).toString('base64url');
  const asked = (over: Record<string, string> = {}): string =>
    `?${new URLSearchParams({ kembali: `${EXTENSION}/sso`, challenge, state, ...over })}`;
  const exchange = (body: unknown): Promise<Reply> =>
    house.call('POST', '/session/code', JSON.stringify(body), { 'content-type': 'application/json' });
  /** The address at which the browser hands the sign-in to the extension. */
  const handedOver = (): Promise<URL> =>
    browser.until(`/sso${asked()}`, (url) => url.href.startsWith(EXTENSION));

  it('gets a code, and for it, with what only it knows, a session: never a token in an address', async () => {
    const url = await handedOver();
    expect(url.pathname).toBe('/sso');
    expect(url.searchParams.get('state')).toBe(state);
    expect(browser.cookie('tuntas')).toBeUndefined();
    const code = url.searchParams.get('code') ?? '';
    const session = (await exchange({ code, verifier })).as(Session);
    expect(session.actor.username).toBe('validator');
    expect(url.href).not.toContain(session.token);
    expect((await exchange({ code, verifier })).refusal()).toBe('unauthenticated');
  });

  it('gets nothing for a code that it did not ask for, and the code is spent', async () => {
    const code = (await handedOver()).searchParams.get('code') ?? '';
    const thief = randomBytes(32).toString('base64url');
    expect((await exchange({ code, verifier: thief })).refusal()).toBe('unauthenticated');
    expect((await exchange({ code, verifier })).refusal()).toBe('unauthenticated');
  });

  it('gets nothing a minute later, nor for an account disabled meanwhile', async () => {
    const late = (await handedOver()).searchParams.get('code') ?? '';
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 60_000 });
    expect((await exchange({ code: late, verifier })).refusal()).toBe('unauthenticated');
    vi.useRealTimers();
    browser = new Browser(house, OWN);
    const code = (await handedOver()).searchParams.get('code') ?? '';
    await operator.put('/accounts/validator/state', { disabled: true });
    try {
      expect((await exchange({ code, verifier })).refusal()).toBe('unauthenticated');
    } finally {
      await operator.put('/accounts/validator/state', { disabled: false });
    }
  });

  it.each([
    ['the sessions were ended', () => operator.delete('/accounts/validator/sessions')],
    ['the password was reset', () => operator.post('/accounts/validator/password', {})],
    ['the link was taken away', () => operator.put('/accounts/validator/sso', { identity: null })],
  ])('gets nothing for a code from before %s', async (_what, end) => {
    const code = (await handedOver()).searchParams.get('code') ?? '';
    expect((await end()).status).toBeLessThan(300);
    try {
      expect((await exchange({ code, verifier })).refusal()).toBe('unauthenticated');
    } finally {
      await operator.put('/accounts/validator/sso', { identity: NIP });
    }
  });

  it('is told why not, and its state with it', async () => {
    provider.person = { sub: 'asing', claims: { nip: 'tidak-dikenal' } };
    const url = await handedOver();
    expect(Object.fromEntries(url.searchParams)).toEqual({ error: 'unknown', state });
  });

  it.each([
    ['another extension', { kembali: 'https://ppppppppppppppppppppppppppppppppp.chromiumapp.org/sso' }],
    ['a site', { kembali: 'https://evil.example/' }],
    ['one that only begins like it', { kembali: `${EXTENSION}.evil.example/` }],
    ['a script', { kembali: 'javascript:alert(1)' }],
    ['no challenge', { challenge: '' }],
  ])('%s is sent nowhere', async (_what, over) => {
    const response = await browser.get(`/sso${asked(over)}`);
    expect(response.status).toBe(422);
    expect(response.headers.get('location')).toBeNull();
  });

  it('learns from the service whether there is an SSO, and what it is called', async () => {
    const ways = (await house.call('GET', '/session/ways')).as(SignInWays);
    expect(ways).toEqual({ sso: { label: 'SSO Pemprov DKI' } });
  });
});

describe('where no SSO is set up, or none answers', () => {
  it('none is offered, and its door does not exist', async () => {
    const without = await openHouse();
    try {
      expect((await without.call('GET', '/session/ways')).as(SignInWays)).toEqual({ sso: null });
      const alone = new Browser(without, OWN);
      expect(await (await alone.get('/masuk')).text()).not.toContain('SSO');
      expect((await alone.get('/sso')).status).toBe(404);
    } finally {
      await without.close();
    }
  });

  it('says so, and the password still opens the door', async () => {
    expect(await (await browser.get('/masuk')).text()).toContain('Masuk dengan SSO Pemprov DKI');
    const back = await handedBack();
    await provider.stop();
    await isRefused(await browser.get(back), 503, /tidak menjawab/);
    const response = await house.service.app.request(`${OWN}/masuk`, {
      method: 'POST',
      body: new URLSearchParams({ username: 'supervisor', password: 'tuntas-demo' }),
      headers: { origin: OWN },
    });
    expect(response.status).toBe(303);
  });
});
