import { describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { problemType } from '#shared/contract/problem.ts';
import { faultOf, type Surroundings, testService } from '../../extension/options/test-service.ts';
import { settings } from '../../extension/platform/settings.ts';
import { NOON } from './fixtures.ts';

const ORIGIN = 'https://tuntas.example';
const dated = (body: unknown, status = 200, at = NOON): Response =>
  Response.json(body, { status, headers: { date: new Date(at).toUTCString() } });
const problem = (word: 'unauthenticated' | 'unavailable', status: number, at = NOON): Response =>
  dated({ type: problemType(word), title: word, status }, status, at);
const about = (version = '1.0.0', title = 'Tuntas') => dated({ info: { title, version } });

/** What answers there: to the session call, and to the document of the contract. */
function look(session: Response | null, document: Response = about(), error: string | null = null) {
  const around: Surroundings = {
    now: () => NOON,
    fetch: vi.fn(async (url) => (String(url).endsWith('/openapi.json') ? document : (session ?? document))),
    listen: async (_, run) =>
      session === null ? { value: null, error } : { value: await run(), error: null },
  };
  return testService(ORIGIN, around);
}

describe('the connection test', () => {
  it('knows a Tuntas service, and that one has to sign in', async () => {
    expect(await look(problem('unauthenticated', 401))).toEqual({
      found: 'service',
      signIn: true,
      clockOff: null,
    });
  });

  it.each([
    ['a page', new Response('<!doctype html>', { status: 200 }), { found: 'something-else', status: 200 }],
    ['another API', dated({ error: 'nope' }, 404), { found: 'something-else', status: 404 }],
    ['one that is starting', problem('unavailable', 503), { found: 'starting' }],
  ])('tells %s from it', async (_, answer, finding) => {
    expect(await look(answer)).toEqual(finding);
  });

  it('tells another version of the contract, and another product that answers alike', async () => {
    const answer = () => problem('unauthenticated', 401);
    expect(await look(answer(), about('2.3.0'))).toEqual({ found: 'other-version', version: '2.3.0' });
    expect(await look(answer(), about('1.0.0', 'Lain'))).toMatchObject({ found: 'something-else' });
  });

  it('tells by how much this machine’s clock is off, from a minute on', async () => {
    expect(await look(problem('unauthenticated', 401, NOON - 61_000))).toMatchObject({ clockOff: 61_000 });
    expect(await look(problem('unauthenticated', 401, NOON + 7_200_000))).toMatchObject({
      clockOff: -7_200_000,
    });
    expect(await look(problem('unauthenticated', 401, NOON - 60_000))).toMatchObject({ clockOff: null });
  });

  it.each([
    ['net::ERR_NAME_NOT_RESOLVED', 'name'],
    ['NS_ERROR_UNKNOWN_HOST', 'name'],
    ['net::ERR_CONNECTION_REFUSED', 'refused'],
    ['NS_ERROR_CONNECTION_REFUSED', 'refused'],
    ['net::ERR_CONNECTION_TIMED_OUT', 'timeout'],
    ['TIMEOUT', 'timeout'],
    ['net::ERR_CERT_AUTHORITY_INVALID', 'certificate'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'certificate'],
    ['Peer’s Certificate issuer is not recognized.', 'certificate'],
    ['net::ERR_INTERNET_DISCONNECTED', 'network'],
    ['net::ERR_SOMETHING_NEW', 'unknown'],
    [null, 'unknown'],
  ])('says of %s what it means', async (error, fault) => {
    expect(faultOf(error)).toBe(fault);
    expect(await look(null, about(), error)).toEqual({ found: 'nothing', fault });
  });
});

describe('a setting', () => {
  it('is its default until it is set, and after something unreadable was stored', async () => {
    expect(await settings.theme.get()).toBe('system');
    await settings.theme.set('dark');
    expect(await settings.theme.get()).toBe('dark');
    await browser.storage.local.set({ theme: 'purple', contrast: 'yes' });
    expect([await settings.theme.get(), await settings.contrast.get()]).toEqual(['system', false]);
  });
});
