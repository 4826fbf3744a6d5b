/** Signing in, with a password or by the province's SSO, and who one then is: what every call's right rests on. */
import { z } from 'zod';
import { CityFacts } from '../city/facts.ts';
import { API_SCOPES } from '../people/right.ts';
import { CHANNELS } from '../ticket/channel.ts';
import { CALLER_ROLES, type CallerRole } from '../ticket/role.ts';
import { del, get, post } from './operation.ts';
import { Instant, line, Named } from './primitives.ts';

export const SignIn = z.strictObject({
  username: line(100).min(1),
  password: line(200).min(1),
  /** Of an account with a second factor: what its app shows, or a recovery code. */
  code: line(40).min(1).optional(),
  /** What an earlier answer gave as `browser`: somebody who guesses at the account from elsewhere does not slow it down. */
  browser: line(200).optional(),
});
export type SignIn = z.infer<typeof SignIn>;

/** What a sign-in page may offer beside username and password. */
export const SignInWays = z.object({
  /** The province's single sign-on, as its button names it; null where it is not set up. */
  sso: z.object({ label: z.string() }).nullable(),
});
export type SignInWays = z.infer<typeof SignInWays>;

/** What an extension asks `/sso` for: to be answered with a one-time code at an address of its own. */
export const SsoRequest = z.object({
  /** An address that only the extension can read. */
  kembali: z.url({ protocol: /^https$/ }),
  /** PKCE (RFC 7636, S256). */
  challenge: z.string().regex(/^[\w-]{43}$/),
  state: z.string().regex(/^[\w-]{16,128}$/),
});
export type SsoRequest = z.infer<typeof SsoRequest>;

/** Why no code came back, as `error` beside the `state`. */
export const SSO_ERRORS = ['away', 'cancelled', 'refused', 'unknown', 'limited'] as const;
export type SsoError = (typeof SSO_ERRORS)[number];

/** Good once, for a minute, and only with what the challenge was made from. */
export const CodeExchange = z.strictObject({
  code: z.string().regex(/^[\w-]{43}$/),
  verifier: z.string().regex(/^[\w.~-]{43,128}$/),
});
export type CodeExchange = z.infer<typeof CodeExchange>;

/** The service's page at which everybody who is signed in starts: what is due for their roles, and the way to all else. */
export const HOME_PATH = '/kelola/beranda';

/** A role, and the office it is bound to where it is bound to one. */
export const Grant = z.object({ role: z.enum(CALLER_ROLES), unit: Named.nullable() });
export type Grant = z.infer<typeof Grant>;

export const Actor = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  /** The first of `roles`, and its office: what a screen names them by. Rights follow from all of them. */
  role: z.enum(CALLER_ROLES),
  unit: Named.nullable(),
  /** Everything they are. Absent in sessions kept from before an officer could be several things. */
  roles: z.array(Grant).optional(),
});
export type Actor = z.infer<typeof Actor>;

export function grantsOf(actor: Actor): readonly Grant[] {
  return actor.roles ?? [{ role: actor.role, unit: actor.unit }];
}

export function rolesOf(actor: Actor): CallerRole[] {
  return [...new Set(grantsOf(actor).map(({ role }) => role))];
}

export function hasRole(actor: Actor, ...roles: readonly CallerRole[]): boolean {
  return grantsOf(actor).some(({ role }) => roles.includes(role));
}

/** The same person as one of the things they are. */
export function actingAs(actor: Actor, { role, unit }: Grant): Actor {
  return { ...actor, role, unit };
}

export const SessionInfo = z.object({
  expiresAt: Instant,
  actor: Actor,
  /** The city this service works for. Absent in sessions kept from before there were several. */
  city: CityFacts.optional(),
  /** Match patterns of the pages on which the extension may offer decisions. */
  sites: z.array(z.string()),
  /** Of an API key: what it may do, for which channels it files, and from which pages a browser may call with it. */
  apiKey: z
    .object({
      scopes: z.array(z.enum(API_SCOPES)),
      channels: z.array(z.enum(CHANNELS)),
      origins: z.array(z.string()),
    })
    .optional(),
  /** Until it is changed, nothing else is answered: see `PUT /session/password`. */
  mustChangePassword: z.literal(true).optional(),
  /** Until it is set up, at `/akun/kode`, nothing else is answered. */
  mustSetSecondFactor: z.literal(true).optional(),
});
export type SessionInfo = z.infer<typeof SessionInfo>;

/** What is to be done on the service's pages before it answers anything else. */
export function comesFirst(session: SessionInfo): 'password' | 'second-factor' | null {
  if (session.mustChangePassword) return 'password';
  return session.mustSetSecondFactor ? 'second-factor' : null;
}

export const Session = SessionInfo.extend({
  token: z.string(),
  /** After a password: to be kept beyond the session and sent with the next one. It opens nothing by itself. */
  browser: z.string().optional(),
});
export type Session = z.infer<typeof Session>;

export const SESSION_OPERATIONS = {
  signIn: post('/session', 'public', { body: SignIn, result: Session, maxBody: 4_096, queues: true }),
  getSession: get('/session', 'session', { result: SessionInfo }),
  signOut: del('/session', 'session', { status: 204 }),
  signInWays: get('/session/ways', 'public', { result: SignInWays }),
  exchangeCode: post('/session/code', 'public', { body: CodeExchange, result: Session, maxBody: 4_096 }),
};
