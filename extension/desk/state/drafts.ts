/** What was written in forms of the bar, kept while the page is open: no detour over another report costs the work. */
import { useRef, useState } from 'preact/hooks';
import type { StoredTicket } from '../../store/database.ts';
import { afterPhotos } from '../model/photos.ts';

interface KeptDraft<T> {
  draft: T;
  /** The follow-up it was written about, by its text and photos. */
  about: string;
  /** The version it was sent on: once the report has moved on from there, the draft is done with. */
  sentOn: number | null;
}

/**
 * What was written in one kind of form, by its owner. Kept while the page is open: a decision taken back or not
 * taken, a newer version, or a glance at another report must not cost the work.
 */
export type Drafts<T> = Map<string, KeptDraft<T>>;

const kinds = new Set<Map<string, { sentOn: number | null }>>();

/** Room for the drafts of one kind of form. */
export function keepDrafts<T>(): Drafts<T> {
  const drafts: Drafts<T> = new Map();
  kinds.add(drafts);
  return drafts;
}

/** A decision on `version` was sent: whatever else was begun on the report is done with as well once it moves on. */
export function finishDrafts(owner: string, version: number): void {
  for (const drafts of kinds) {
    const kept = drafts.get(owner);
    if (kept) kept.sentOn = version;
  }
}

/** Nothing written stays in the memory of a page whose officer has left. */
export function dropDrafts(): void {
  for (const drafts of kinds) drafts.clear();
}

/** Whose draft it is: the account and the report. */
export function draftOwner(accountId: string, number: string): string {
  return `${accountId} ${number}`;
}

/** What its owner may write on with. `another`: one like it is on its way already, and this is a further one. */
function takeUp<T>(drafts: Drafts<T>, owner: string, version: number, another: boolean): KeptDraft<T> | null {
  const kept = drafts.get(owner);
  if (!kept) return null;
  if (kept.sentOn === null) return kept;
  // Should it be taken back, what was written is there again.
  if (kept.sentOn === version) return another ? null : kept;
  drafts.delete(owner);
  return null;
}

export interface DraftedForm {
  /** Whose draft it is: the account and the report, or all the reports decided at once. */
  owner: string;
  ticket: StoredTicket;
  /** One like it is on its way already, as a note is whose connection is gone: this is another. */
  another: boolean;
}

/** What an open form holds, and what it still lacks; writing on clears the complaint. */
interface Draft<T> {
  draft: T;
  change(part: Partial<T>): void;
  /** In the officer's words; null before sending was tried. */
  lack: string | null;
  /** Sends when nothing is lacking, else says what is. */
  sendUnless(lack: string | null, send: () => void): void;
}

/** `renew`: what of a draft still holds once another follow-up was handed in; all of it unless said. */
export function useDraft<T extends object>(
  drafts: Drafts<T>,
  { owner, ticket, another }: DraftedForm,
  initial: T | (() => T),
  renew: (before: T) => T = (before) => before,
): Draft<T> {
  const { version } = ticket.item;
  const about = followUpOf(ticket);
  const [kept, setKept] = useState<KeptDraft<T>>(
    () => takeUp(drafts, owner, version, another) ?? { draft: first(initial), about, sentOn: null },
  );
  // The form may be open while the report comes back with another follow-up.
  const draft = kept.about === about ? kept.draft : renew(kept.draft);
  const latest = useRef(draft);
  latest.current = draft;
  const [lack, setLack] = useState<string | null>(null);
  const keep = (sentOn: number | null): void => {
    const next = { draft: latest.current, about, sentOn };
    drafts.set(owner, next);
    setKept(next);
  };
  return {
    draft,
    change(part) {
      latest.current = { ...latest.current, ...part };
      keep(null);
      setLack(null);
    },
    lack,
    sendUnless(found, send) {
      setLack(found);
      if (found !== null) return;
      keep(version);
      send();
    },
  };
}

function followUpOf({ item }: StoredTicket): string {
  return [...afterPhotos(item).map(({ id }) => id), item.narrative].join(' ');
}

function first<T extends object>(initial: T | (() => T)): T {
  return typeof initial === 'function' ? initial() : initial;
}
