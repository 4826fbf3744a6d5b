/** What an open form holds, and what it still lacks; writing on clears the complaint. */
import { useRef, useState } from 'preact/hooks';
import type { FormProps } from './form-props.ts';

interface Kept<T> {
  draft: T;
  /** The version it was sent on: once the report has moved on from there, the draft is done with. */
  sentOn: number | null;
}

/**
 * What was written in one kind of form, by its owner. Kept while the page is open: a decision taken back or not
 * taken, a newer version, or a glance at another report must not cost the work.
 */
export type Drafts<T> = Map<string, Kept<T>>;

export interface Draft<T> {
  draft: T;
  change(part: Partial<T>): void;
  /** In the officer's words; null before sending was tried. */
  lack: string | null;
  /** Sends when nothing is lacking, else says what is. */
  sendUnless(lack: string | null, send: () => void): void;
}

export function useDraft<T extends object>(
  drafts: Drafts<T>,
  { owner, ticket }: Pick<FormProps, 'owner' | 'ticket'>,
  initial: T | (() => T),
): Draft<T> {
  const { version } = ticket.item;
  const [draft, setDraft] = useState<T>(() => takeUp(drafts, owner, version) ?? first(initial));
  const latest = useRef(draft);
  const [lack, setLack] = useState<string | null>(null);
  return {
    draft,
    change(part) {
      latest.current = { ...latest.current, ...part };
      drafts.set(owner, { draft: latest.current, sentOn: null });
      setDraft(latest.current);
      setLack(null);
    },
    lack,
    sendUnless(found, send) {
      setLack(found);
      if (found !== null) return;
      drafts.set(owner, { draft: latest.current, sentOn: version });
      send();
    },
  };
}

function takeUp<T>(drafts: Drafts<T>, owner: string, version: number): T | null {
  const kept = drafts.get(owner);
  if (!kept) return null;
  if (kept.sentOn === null || kept.sentOn === version) return kept.draft;
  drafts.delete(owner);
  return null;
}

function first<T extends object>(initial: T | (() => T)): T {
  return typeof initial === 'function' ? initial() : initial;
}
