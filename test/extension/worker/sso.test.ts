/** Signing in by the SSO's window: what the extension asks for, and what it takes for an answer. */
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { SsoRequest } from '#shared/contract/session.ts';
import { signIn, whoAmI } from '../../../extension/worker/account/session.ts';
import { signInBySso, signInWays } from '../../../extension/worker/account/sso.ts';
import { sync } from '../../../extension/worker/fetch/sync.ts';
import { session, ticket } from '../fixtures.ts';
import { type Surroundings, surroundings } from './context.ts';

const ORIGIN = 'http://service.test';
const HOME = 'https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org/sso';
const CODE = 'K'.repeat(43);

let world: Surroundings;
/** What the window is asked to open, and what becomes of it. */
let opened: URL[];
let window: (asked: SsoRequest) => string | undefined;

beforeEach(() => {
  world = surroundings();
  opened = [];
  window = ({ kembali, challenge, state }) => {
    world.service.challenges.set(CODE, challenge);
    return `${kembali}?${new URLSearchParams({ code: CODE, state })}`;
  };
  Object.assign(browser, {
    identity: {
      getRedirectURL: vi.fn(() => HOME),
      launchWebAuthFlow: vi.fn(async ({ url }: { url: string }) => {
        opened.push(new URL(url));
        return window(SsoRequest.parse(Object.fromEntries(new URL(url).searchParams)));
      }),
    },
  });
});

const enter = () => signInBySso(world, { origin: ORIGIN });

it('asks the service whether there is one', async () => {
  expect(await signInWays(world, { origin: ORIGIN })).toEqual({
    ok: true,
    value: { sso: { label: 'SSO Pemprov DKI' } },
  });
});

it('turns the code into a session with what never left the extension', async () => {
  const answer = await enter();
  expect(answer).toMatchObject({ ok: true });
  expect(await whoAmI(world)).toMatchObject({ actor: { username: session().actor.username } });
  expect(opened.map(({ origin, pathname }) => origin + pathname)).toEqual([`${ORIGIN}/sso`]);
  expect([...(opened[0]?.searchParams.keys() ?? [])].sort()).toEqual(['challenge', 'kembali', 'state']);
});

it('asks with another challenge and another state each time', async () => {
  await enter();
  await enter();
  for (const name of ['challenge', 'state']) {
    expect(new Set(opened.map((url) => url.searchParams.get(name))).size).toBe(2);
  }
});

it('leaves nothing of what another account has read', async () => {
  await signIn(world, { origin: ORIGIN, username: 'validator', password: 'benar' });
  world.service.put(ticket());
  await sync(world);
  expect(await world.db.tickets.count()).toBe(1);
  world.service.session = session({ id: 'orang-lain' });
  await enter();
  expect(await world.db.tickets.count()).toBe(0);
});

describe('does not sign in', () => {
  const refused = async (): Promise<string> => {
    const answer = await enter();
    expect(await whoAmI(world)).toBeNull();
    return answer.ok ? 'signed in' : answer.error.word;
  };

  it.each([
    ['a window that was closed', () => undefined, 'sso-cancelled'],
    ['the answer to another question', () => `${HOME}?code=${CODE}&state=lain`, 'sso-cancelled'],
    ['an answer without a state', () => `${HOME}?code=${CODE}`, 'sso-cancelled'],
    ['a stranger', ({ state }) => `${HOME}?error=unknown&state=${state}`, 'sso-unknown'],
    ['a provider that is away', ({ state }) => `${HOME}?error=away&state=${state}`, 'sso-away'],
    ['an error nobody knows', ({ state }) => `${HOME}?error=aneh&state=${state}`, 'sso-refused'],
    [
      'a code given to somebody else',
      ({ state }) => `${HOME}?code=${CODE}&state=${state}`,
      'unauthenticated',
    ],
  ] satisfies [string, typeof window, string][])('%s', async (_what, answer, word) => {
    world.service.challenges.set(CODE, 'of somebody else');
    window = answer;
    expect(await refused()).toBe(word);
  });

  it('a window that could not be opened', async () => {
    window = () => {
      throw new Error('Authorization page could not be loaded.');
    };
    expect(await refused()).toBe('sso-cancelled');
  });
});
