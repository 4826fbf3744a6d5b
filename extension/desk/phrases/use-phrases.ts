/** The officer's sentences: their own where they wrote one, else the default; kept in the store, by account. */
import { useMemo } from 'preact/hooks';
import type { OwnPhrase, Store } from '../../store/database.ts';
import { useLive } from '../../ui/use-live.ts';
import { defaultPhrase, type Slot } from './slots.ts';

export interface Phrases {
  of(slot: Slot): string;
  /** Keeps what is unlike the default as the officer's own; an emptied sentence is said no more. */
  save(changed: ReadonlyMap<Slot, string>): Promise<void>;
}

export function usePhrases(store: Store, account: string): Phrases {
  const live = useLive(() => store.phrases.where('account').equals(account).toArray(), [store, account]);
  const own = live.state === 'ready' ? live.value : NONE;
  return useMemo(() => phrasesOf(store, account, own), [store, account, own]);
}

const NONE: readonly OwnPhrase[] = [];

export function phrasesOf(store: Store, account: string, own: readonly OwnPhrase[]): Phrases {
  const texts = new Map(own.map(({ slot, text }) => [slot, text]));
  return {
    of: (slot) => texts.get(slot) ?? defaultPhrase(slot),
    async save(changed) {
      await store.transaction('rw', store.phrases, async () => {
        for (const [slot, written] of changed) {
          const text = written.trim();
          if (text === defaultPhrase(slot)) await store.phrases.delete([account, slot]);
          else await store.phrases.put({ account, slot, text });
        }
      });
    },
  };
}
