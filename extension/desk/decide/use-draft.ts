/** What an open form holds, and what it still lacks; writing on clears the complaint. */
import { useRef, useState } from 'preact/hooks';
import { afterPhotos } from '../model/photos.ts';
import { type Drafts, type KeptDraft, takeUp } from '../state/drafts.ts';
import type { FormProps } from './form-props.ts';

export interface Draft<T> {
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
  { owner, ticket, another }: Pick<FormProps, 'owner' | 'ticket' | 'another'>,
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

function followUpOf({ item }: FormProps['ticket']): string {
  return [...afterPhotos(item).map(({ id }) => id), item.narrative].join(' ');
}

function first<T extends object>(initial: T | (() => T)): T {
  return typeof initial === 'function' ? initial() : initial;
}
