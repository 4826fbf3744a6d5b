/** What an open form holds, and what it still lacks; writing on clears the complaint. */
import { useState } from 'preact/hooks';

export interface Draft<T> {
  draft: T;
  change(part: Partial<T>): void;
  /** In the officer's words; null before sending was tried. */
  lack: string | null;
  /** Sends when nothing is lacking, else says what is. */
  sendUnless(lack: string | null, send: () => void): void;
}

export function useDraft<T extends object>(initial: T | (() => T)): Draft<T> {
  const [draft, setDraft] = useState<T>(initial);
  const [lack, setLack] = useState<string | null>(null);
  return {
    draft,
    change(part) {
      setDraft((before) => ({ ...before, ...part }));
      setLack(null);
    },
    lack,
    sendUnless(found, send) {
      setLack(found);
      if (found === null) send();
    },
  };
}
