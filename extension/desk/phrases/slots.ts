/** The sentences officers write again and again: what each is for, and what it says until they make it their own. */
import { RETURN_REASONS, type ReturnReason } from '#shared/ticket/reason.ts';
import { t } from '../../platform/i18n.ts';

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
