/** Everything that extension pages and content scripts may ask of the worker, and what it answers. */
import type { ActionBody } from '#shared/contract/action.ts';
import type { SessionInfo } from '#shared/contract/session.ts';
import type { LookupResult } from '#shared/contract/ticket.ts';

export interface MessageMap {
  /** Who is signed in; null when nobody is. */
  whoAmI: { ask: undefined; answer: SessionInfo | null };
  signIn: { ask: { origin: string; username: string; password: string }; answer: Outcome<SessionInfo> };
  /** `unsent` says what becomes of decisions still in the outbox; without it they stop the sign-out. */
  signOut: { ask: { unsent?: 'send' | 'discard' }; answer: Outcome<null> };
  /** Puts a decision in the outbox, held for five seconds. */
  decide: { ask: { number: string; version: number; body: ActionBody }; answer: Outcome<{ entry: number }> };
  /** Takes back a decision that is still held. */
  undo: { ask: { entry: number }; answer: Outcome<null> };
  /** Fetches changes now; the desk asks on opening and when it comes to the front. */
  sync: { ask: undefined; answer: Outcome<null> };
  /** The report with its events; from the service if it answers. */
  open: { ask: { number: string }; answer: Outcome<null> };
  claim: { ask: { number: string; held: boolean }; answer: Outcome<null> };
  /** Puts a photo into the replica; answers once it is there. */
  photo: { ask: { id: string; as: 'thumb' | 'display' }; answer: Outcome<null> };
  /** Status and verdict of numbers seen on a page; the only thing content scripts may ask besides `openDesk`. */
  lookup: { ask: { numbers: string[] }; answer: Outcome<LookupResult & { decisionsAllowed: boolean }> };
  openDesk: { ask: { number?: string }; answer: null };
}

export type MessageName = keyof MessageMap;

export type Outcome<T> = { ok: true; value: T } | { ok: false; error: Failure };

/** `word` is a problem word of the API, or `offline`, or `signed-out`, or `unsent`. */
export interface Failure {
  word: string;
  message: string;
}

export interface Message<N extends MessageName = MessageName> {
  name: N;
  ask: MessageMap[N]['ask'];
}
