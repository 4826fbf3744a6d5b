/** What a decision that can still be taken back is called, and for how long it can: the same on card and popup. */
import { t } from '../platform/i18n.ts';
import type { OutboxEntry } from '../store/database.ts';

export function decidedWord({ body }: Pick<OutboxEntry, 'body'>): string {
  if (body.action === 'setujui') return t('overlay.held_setujui');
  if (body.action === 'kembalikan') return t('overlay.held_kembalikan');
  if (body.action === 'koordinasi') return t('overlay.held_koordinasi');
  return body.action === 'proses' ? t('overlay.held_proses') : t('overlay.held_other');
}

/** `now`: ms, this machine's clock. */
export function secondsLeft({ sendAfter }: Pick<OutboxEntry, 'sendAfter'>, now: number): number {
  return Math.max(0, Math.ceil((sendAfter - now) / 1000));
}
