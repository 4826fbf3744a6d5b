/** What middleware hands on to routes. */
import type { Context, HonoRequest } from 'hono';
import type { Actor } from '#shared/contract/session.ts';
import type { ApiScope } from '#shared/people/right.ts';
import type { Channel } from '#shared/ticket/channel.ts';
import type { Language } from './language.ts';

/** A file of a multipart call. Its declared name and type are not kept: the bytes decide. */
export interface UploadedFile {
  field: string;
  bytes: Uint8Array;
  /** The id it was handed in under beforehand. */
  loose?: string;
}

/** What an API key may do, for which channels it files, and from where. */
export interface ApiKeyRights {
  scopes: readonly ApiScope[];
  channels: readonly Channel[];
  /** From where pages may call. */
  origins: readonly string[];
}

/** What a session opens and nothing else: a one-time password being changed, a second factor being set up. */
export type MustFirst = 'password' | 'second-factor';

export type FactorEvent =
  | 'asked'
  | 'refused'
  | 'used'
  | 'recovery-used'
  | 'set-up'
  | 'recovery-renewed'
  | 'removed'
  | 'reset';

/** Counts a call of whoever makes it. Throws `rate-limited`. */
export type Callers = (c: Context<Env>, token: string | null) => Promise<void>;

export interface Env {
  Variables: {
    language: Language;
    /** Of the caller; see `http/address.ts`. */
    address?: string;
    /** Counts whoever calls; see `http/limits.ts`. */
    callers: Callers;
    token: string;
    actor: Actor;
    expiresAt: number;
    mustFirst: MustFirst | null;
    /** What a call had to do with a second factor; for the security log. */
    secondFactor?: { event: FactorEvent; account: string };
    /** The API key that calls; null where an officer's session does. */
    key: ApiKeyRights | null;
    files: UploadedFile[];
    /** The JSON of the call in canonical form (RFC 8785). */
    canonicalBody: string;
  };
}

/** Any context on which the call's facts were set: routes with variables of their own fit as well. */
export interface Asked {
  req: HonoRequest;
  get<K extends keyof Env['Variables']>(key: K): Env['Variables'][K];
}
