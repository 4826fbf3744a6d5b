/**
 * What can be decided in one press from a card: what needs no word of the officer's own. Everything else is a
 * matter for the desk, whose drawer is one press away. Pure.
 */
import type { ActionBody } from '#shared/contract/action.ts';
import type { LookupItem } from '#shared/contract/ticket.ts';
import { advisedReturns, RETURN_REASONS_WITH_NOTE, type ReturnReason } from '#shared/ticket/reason.ts';

export interface Offer {
  body: ActionBody;
  /** The reasons a return would carry. */
  reasons: readonly ReturnReason[];
  /** The one the evidence advises. */
  advised: boolean;
}

export function offersOf(item: Pick<LookupItem, 'actions' | 'verdict'>): Offer[] {
  const offers: Offer[] = [];
  const advice = item.verdict?.verdict;
  const reasons = advisedReturns(item.verdict?.reasons ?? []);
  const needsNote = reasons.some((reason) => RETURN_REASONS_WITH_NOTE.some((needing) => needing === reason));
  if (item.actions.includes('kembalikan') && reasons.length > 0 && !needsNote) {
    const body: ActionBody = { action: 'kembalikan', reasonCodes: reasons };
    offers.push({ body, reasons, advised: true });
  }
  // Against advice to return, an approval needs a reason, which a card has no room to ask for.
  if (item.actions.includes('setujui') && item.verdict && advice !== 'fail') {
    offers.push({ body: { action: 'setujui' }, reasons: [], advised: advice === 'pass' });
  }
  if (item.actions.includes('proses')) {
    offers.push({ body: { action: 'proses' }, reasons: [], advised: true });
  }
  return offers;
}
