/** The sentences officers write again and again: what each is for, and what it says, by default or in their own words. */
import { useMemo } from 'preact/hooks';
import { RETURN_REASONS, type ReturnReason } from '#shared/ticket/reason.ts';
import { t } from '../../platform/i18n.ts';
import type { OwnPhrase, Store } from '../../store/database.ts';
import { useLive } from '../../ui/hooks.ts';

/** `lainnya` says nothing by itself: its sentence is the officer's own each time. */
type CannedReason = Exclude<ReturnReason, 'lainnya'>;

const CANNED_REASONS = RETURN_REASONS.filter((reason): reason is CannedReason => reason !== 'lainnya');
/** Each is its key in the form as well. */
const PHRASE_PLACES = ['a', 'b', 'c'] as const;

/** Forms whose text is chosen from a few sentences. */
export const PHRASED = ['tunda', 'cek_lapangan'] as const;
export type Phrased = (typeof PHRASED)[number];

/** As it is stored: `kembalikan.foto_lama`, `tunda.a`. */
export type Slot = `kembalikan.${CannedReason}` | `${Phrased}.${(typeof PHRASE_PLACES)[number]}`;

export function slotsOf(group: 'kembalikan' | Phrased): Slot[] {
  if (group === 'kembalikan') return CANNED_REASONS.map((reason): Slot => `kembalikan.${reason}`);
  return PHRASE_PLACES.map((place): Slot => `${group}.${place}`);
}

/** In the officer's language. */
export function defaultPhrase(slot: Slot): string {
  return t(`desk.phrase.${slot}`);
}

/** What the slot is for, beside its field. */
export function slotName(slot: Slot): string {
  const reason = CANNED_REASONS.find((each) => slot === `kembalikan.${each}`);
  return reason
    ? t(`common.return_reason.${reason}`)
    : t('desk.phrases.place', { letter: slot.slice(-1).toUpperCase() });
}

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
