/**
 * What can be decided in one press from a card: what needs no word of the officer's own. Everything else is a
 * matter for the desk, whose drawer is one press away. Pure.
 */
import type { ActionBody } from '#shared/contract/action.ts';
import type { LookupItem } from '#shared/contract/ticket.ts';
import { advisedReturns } from '#shared/evidence/advised-return.ts';
import { approvalNeedsReason } from '#shared/evidence/finding.ts';
import { RETURN_REASONS_WITH_NOTE, type ReturnReason } from '#shared/ticket/reason.ts';

export interface Offer {
  body: ActionBody;
  /** The reasons a return would carry. */
  reasons: readonly ReturnReason[];
  /** The one that evidence or proposal speaks for. */
  advised: boolean;
  /** Name of the office it goes to. */
  to?: string;
}

/** A validator's decisions are about what the photos show; an office's about whose duty it is. */
export function isByPhotos({ action }: Pick<ActionBody, 'action'>): boolean {
  return action === 'setujui' || action === 'kembalikan';
}

type Offered = Pick<LookupItem, 'status' | 'actions' | 'verdict' | 'proposedUnit' | 'sentBy'>;

/** `sentBackWords`: why a report goes back to its sender, in the officer's language. */
export function offersOf(item: Offered, sentBackWords: string): Offer[] {
  const offers: Offer[] = [];
  const advice = item.verdict?.verdict;
  const reasons = advisedReturns(item.verdict?.reasons ?? []);
  const needsNote = reasons.some((reason) => RETURN_REASONS_WITH_NOTE.some((needing) => needing === reason));
  if (item.actions.includes('kembalikan') && reasons.length > 0 && !needsNote) {
    const body: ActionBody = { action: 'kembalikan', reasonCodes: reasons };
    offers.push({ body, reasons, advised: true });
  }
  // Where an approval needs a reason, a card has no room to ask for it.
  if (item.actions.includes('setujui') && item.verdict && !approvalNeedsReason(item.verdict)) {
    offers.push({ body: { action: 'setujui' }, reasons: [], advised: advice === 'pass' });
  }
  if (item.actions.includes('proses')) offers.push(...officeOffers(item, sentBackWords));
  return offers;
}

/** What an office does with what it has not taken up yet: take it, pass it to whose duty it is, or send it back. */
function officeOffers({ status, actions, proposedUnit, sentBy }: Offered, sentBackWords: string): Offer[] {
  const passable = actions.includes('koordinasi');
  // An office that has handed in work on it once has found it to be its own.
  const advised = proposedUnit !== undefined && status !== 'tl_ditolak';
  const take: Offer = { body: { action: 'proses' }, reasons: [], advised: !passable || !advised };
  if (!passable) return [take];
  const passed = (unit: { code: string; name: string }, reason: string, speaksForIt: boolean): Offer => ({
    body: { action: 'koordinasi', to: unit.code, reason },
    reasons: [],
    to: unit.name,
    advised: speaksForIt,
  });
  const onward = proposedUnit ? [passed(proposedUnit, proposedUnit.why, advised)] : [];
  const back = sentBy && sentBy.code !== proposedUnit?.code ? [passed(sentBy, sentBackWords, false)] : [];
  return [take, ...onward, ...back];
}
