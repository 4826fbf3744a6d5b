/** Everything that extension pages and content scripts may ask of the worker, and what it answers. */
import type { CityFacts } from '#shared/city/facts.ts';
import type { ActionBody } from '#shared/contract/action.ts';
import type { Surroundings } from '#shared/contract/map.ts';
import type { NotificationTrail } from '#shared/contract/notification.ts';
import type { Point } from '#shared/contract/primitives.ts';
import type { SessionInfo, SignInWays } from '#shared/contract/session.ts';
import type { LookupItem } from '#shared/contract/ticket.ts';
import type { Finding, VerdictWord } from '#shared/evidence/finding.ts';
import type { EvidenceThresholds } from '#shared/rules/evidence.ts';
import type { Status } from '#shared/ticket/status.ts';
import type { Locale } from '#shared/words/locale.ts';
import { onMessage, sendMessage } from '../platform/runtime.ts';
import type { Theme } from '../platform/settings.ts';
import type { OutboxEntry } from '../store/database.ts';

export interface MessageMap {
  /** Who is signed in; null when nobody is, or when the service no longer takes the session. */
  whoAmI: { ask: undefined; answer: SessionInfo | null };
  /** `code` where `second-factor-required` was answered before. */
  signIn: {
    ask: { origin: string; username: string; password: string; code?: string };
    answer: Outcome<SessionInfo>;
  };
  /** What the service at that address offers beside username and password. */
  signInWays: { ask: { origin: string }; answer: Outcome<SignInWays> };
  /** Opens a window of the province's SSO; answers when it is closed. */
  signInBySso: { ask: { origin: string }; answer: Outcome<SessionInfo> };
  /** `unsent` says what becomes of decisions still in the outbox; without it they stop the sign-out. */
  signOut: { ask: { unsent?: 'send' | Discard }; answer: Outcome<null> };
  /** Takes the copy of the queue off this machine; `unsent` says what becomes of decisions, as at signing out. */
  wipe: { ask: { unsent?: 'keep' | Discard }; answer: Outcome<null> };
  /** Puts a decision in the outbox, held for five seconds. `attachments`: row with its photos, taken over. */
  decide: {
    ask: { number: string; version: number; body: ActionBody; attachments?: number };
    answer: Outcome<{ entry: number }>;
  };
  /** Decides the same of several reports at once, each on its version: all are put in the outbox, or none. */
  decideMany: {
    ask: { tickets: { number: string; version: number }[]; body: ActionBody };
    answer: Outcome<{ entries: number[] }>;
  };
  /** Takes back a decision that is still held, and what was decided at once with it. */
  undo: { ask: { entry: number }; answer: Outcome<{ numbers: string[] }> };
  /** Makes a decision that the service did not take anew, on the version its officer has now seen. */
  decideAnew: { ask: { entry: number; version: number }; answer: Outcome<null> };
  /** Drops a decision that the service did not take (`conflict` or `refused`). */
  dismiss: { ask: { entry: number }; answer: Outcome<null> };
  /** Fetches changes now; the desk asks on opening and when it comes to the front. */
  sync: { ask: undefined; answer: Outcome<null> };
  /** The report with its events; from the service if it answers. */
  open: { ask: { number: string }; answer: Outcome<null> };
  /** Reports by number or words wherever they are, as far as the officer may see them; only while connected. */
  find: { ask: { text: string }; answer: Outcome<SearchResults> };
  /** Whose browser was told of the report and when; for supervisors, only while connected. */
  trail: { ask: { number: string }; answer: Outcome<NotificationTrail> };
  /** Puts an office's last ninety days into the store, where those there are older than some minutes. */
  officeRecord: { ask: { unit: string }; answer: Outcome<null> };
  claim: { ask: { number: string; held: boolean }; answer: Outcome<null> };
  /** Puts a photo into the store; answers once it is there. */
  photo: { ask: { id: string; as: 'thumb' | 'display' | 'original' }; answer: Outcome<null> };
  /**
   * From a desk: what the service would find in a follow-up before it is sent. `attachments`: row with its photos, taken
   * over; without it the words alone are looked at.
   */
  checkFollowUp: {
    ask: { number: string; narrative: string; attachments?: number };
    answer: Outcome<Finding[]>;
  };
  /** A picture of the map, as a `data:` address: in the page's memory alone, never in a cache. */
  tile: { ask: { z: number; x: number; y: number }; answer: Outcome<string> };
  /** What lies around a report on the map; only while connected. */
  surroundings: { ask: { number: string }; answer: Outcome<Surroundings> };
  openDesk: { ask: DeskTarget; answer: Outcome<null> };

  /**
   * From a page: what its badges need besides the reports, so that the content script carries no words. Null where
   * the overlay is not wanted, as on a site that was switched off.
   */
  greet: { ask: undefined; answer: Greeting | null };
  /** From a page: by which shapes numbers are found. Null where the overlay is not wanted. */
  city: { ask: undefined; answer: CityFacts | null };
  /** From a page: what the badges beside these numbers show. */
  lookup: { ask: { numbers: string[] }; answer: Outcome<Badges> };
  /** From a page: what a card for one number is opened by, good once and for a few seconds. */
  card: { ask: { number: string }; answer: Outcome<{ nonce: string }> };

  /** From a page: what the pre-check of a follow-up to this report is opened by. */
  precheck: { ask: { number: string }; answer: Outcome<{ nonce: string }> };

  /** From a frame in a page: what it may show; without this answer it shows nothing. */
  redeem: { ask: { nonce: string }; answer: Outcome<FrameGrant> };
  /** What a card shows; null where the report is unknown to the officer. */
  report: { ask: { number: string }; answer: Outcome<CardReport | null> };
  /** From a card: one of the photos it shows, as an address that holds it (`data:`): its frame may have no store. */
  cardPhoto: { ask: { id: string }; answer: Outcome<{ url: string }> };
  /** From a pre-check: what of the report it is judged by; null where the report is unknown to the officer. */
  evidenceBasis: { ask: { number: string }; answer: Outcome<EvidenceBasis | null> };
  /** From a card: puts the desk into the page beside it. */
  drawer: { ask: { number: string }; answer: Outcome<null> };
}

export type MessageName = keyof MessageMap;

export type Outcome<T> = { ok: true; value: T } | { ok: false; error: Failure };

/**
 * `word` is a problem word of the API, or `offline`, `signed-out`, `too-late`, `denied`, `moved`, `lost-photos`,
 * `storage-full`, `broken`. Of decisions that stop a sign-out: `unsent`, `expired` (only signing in again can send them)
 * or `untaken` (none of them can be sent at all).
 */
export interface Failure {
  word: string;
  message: string;
  /** The entries of the outbox that it speaks of. */
  entries?: number[];
}

/** Only what its officer was told of is dropped: these entries of the outbox, nothing decided since. */
export interface Discard {
  discard: number[];
}

/** What the desk is to show: a report, or the decisions that the service did not take beside what happened. */
export interface DeskTarget {
  number?: string;
  compare?: boolean;
}

export interface Message<N extends MessageName = MessageName> {
  name: N;
  ask: MessageMap[N]['ask'];
}

/** All that a page's own process gets to know of a report: no reasons, no narrative, no place, no photo. */
export interface BadgeFacts {
  number: string;
  status: Status;
  /** ms; null where nothing is due. */
  nextDueAt: number | null;
  verdict: VerdictWord | null;
  /** A decision on it is on its way. */
  decided: boolean;
}

export interface Badges {
  badges: BadgeFacts[];
  unknown: string[];
  /** ms to add to this machine's clock to get the service's. */
  clockOffset: number;
}

export interface Greeting {
  theme: Theme;
  language: Locale;
  /** Labels of statuses and verdicts, what a click on a badge does, and how the drawer is closed. */
  statuses: Record<Status, string>;
  verdicts: Record<VerdictWord, string>;
  hint: string;
  close: string;
}

export type FramePage = 'card' | 'desk' | 'precheck';

/**
 * What a frame says to our script in the page around it, by a port of their own. `ready`: it has redeemed its nonce;
 * `gone`: it shows something else from now on; `leave`: closed by a key; `inside`, `outside`: the pointer is on the card,
 * or beside it; `away`: pressed beside it.
 */
export type FrameWish = 'ready' | 'gone' | 'leave' | 'inside' | 'outside' | 'away';

/**
 * What it is told. `keyboard`: the officer brought it here; `moved`: the frame lies elsewhere than a moment ago; `lost`: the
 * page shows its number no more; `found`: it does again; `above`, `below`: on which side of its badge.
 */
export type FrameNews = 'keyboard' | 'moved' | 'lost' | 'found' | 'above' | 'below';

export interface FrameGrant {
  number: string;
  /** Whether the page around the frame is one of the service's own sites. */
  decisions: boolean;
}

/** Ids of the photos a validator decides by: from before the work, and of the newest follow-up, each in its order. */
export interface CardPhotos {
  before: string[];
  after: string[];
}

export interface CardReport {
  item: LookupItem;
  /** Null where nothing is decided by photos, or where they are not known here. */
  photos: CardPhotos | null;
  category: string | null;
  place: string | null;
  clockOffset: number;
  /** The newest decision on it that is not yet history. */
  entry: Pick<OutboxEntry, 'id' | 'state' | 'sendAfter' | 'body' | 'problem'> | null;
}

export interface EvidenceBasis {
  point: Point | null;
  /** ms */
  reportedAt: number;
  category: string;
  /** In force when the service last said; null before it did. */
  thresholds: { set: EvidenceThresholds; from: string } | null;
  clockOffset: number;
}

/** What a page's side hands to the pre-check, through a port of its own: photos in place of all before, or more. */
export interface Handed {
  chosen?: File[];
  dropped?: File[];
  narrative?: string;
}

export interface SearchResult {
  number: string;
  status: Status | 'merged';
  category: string;
  place: string | null;
  verdict: VerdictWord | null;
}

export interface SearchResults {
  reports: SearchResult[];
  /** There are more than these. */
  more: boolean;
}

/** What the worker tells a page's content script. */
export type WorkerMessage =
  | { tells: 'changed' }
  | { tells: 'drawer'; nonce: string }
  /**
   * To the page around a card, which answers: does this number still stand where the card was opened? To be decided by,
   * the card has to rest there as well.
   */
  | { tells: 'stands'; number: string; rested: boolean }
  /** To the desk's own tab: this report is to be shown. */
  | { tells: 'open'; number: string }
  /** To the desk's own tab: decisions not taken are to be compared. */
  | { tells: 'compare' }
  | { tells: 'language'; greeting: Greeting }
  /** Some site was switched off, removed, or lost its permission. */
  | { tells: 'sites' };

/** Asks the worker. Rejects only where no worker answers at all, as after an update of the extension. */
export async function ask<N extends MessageName>(
  name: N,
  ...[body]: MessageMap[N]['ask'] extends undefined ? [] : [body: MessageMap[N]['ask']]
): Promise<MessageMap[N]['answer']> {
  return sendMessage({ name, ask: body });
}

/** Calls back with what the worker tells by itself; returns how to stop. Nobody else can send to our pages. */
export function hear(listener: (message: WorkerMessage) => void): () => void {
  return onMessage((message) => listener(message as WorkerMessage));
}
