/** The officer's sentences: their own where they wrote one, else the default; kept in the replica, by account. */
import { useMemo } from 'preact/hooks';
import type { OwnPhrase, Replica } from '../../store/database.ts';
import { useLive } from '../../ui/use-live.ts';
import { defaultPhrase, type Slot } from './slots.ts';

export interface Phrases {
  of(slot: Slot): string;
  /** Keeps what is unlike the default as the officer's own; an emptied sentence is said no more. */
  save(changed: ReadonlyMap<Slot, string>): Promise<void>;
}

export function usePhrases(replica: Replica, account: string): Phrases {
  const live = useLive(() => replica.phrases.where('account').equals(account).toArray(), [replica, account]);
  const own = live.state === 'ready' ? live.value : NONE;
  return useMemo(() => phrasesOf(replica, account, own), [replica, account, own]);
}

const NONE: readonly OwnPhrase[] = [];

export function phrasesOf(replica: Replica, account: string, own: readonly OwnPhrase[]): Phrases {
  const texts = new Map(own.map(({ slot, text }) => [slot, text]));
  return {
    of: (slot) => texts.get(slot) ?? defaultPhrase(slot),
    async save(changed) {
      await replica.transaction('rw', replica.phrases, async () => {
        for (const [slot, written] of changed) {
          const text = written.trim();
          if (text === defaultPhrase(slot)) await replica.phrases.delete([account, slot]);
          else await replica.phrases.put({ account, slot, text });
        }
      });
    },
  };
}
