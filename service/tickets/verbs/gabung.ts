/** Merging one report into another: both logs tell of it in one batch, and the merged one is counted once. */
import { isMerged, isOpen } from '#shared/ticket/status.ts';
import { invalid } from '../../platform/http/problem.ts';
import { stepActor, type Verb } from '../verb.ts';

export const gabung: Verb<'gabung'> = async ({ ticket, body, actor }, { reads }) => {
  if (body.into === ticket.number) {
    throw invalid('into', 'itself', 'tickets.refused.report_cannot_merged_into');
  }
  const into = await reads.find(body.into, actor);
  if (!into) {
    throw invalid('into', 'unknown', 'tickets.refused.report_merge_into_does');
  }
  // A circle would have to close through a merged report, so this refusal covers it as well.
  if (isMerged(into.row)) {
    throw invalid('into', 'merged', {
      key: 'tickets.refused.report_itself_merged_into',
      values: { number: into.row.mergedInto ?? '' },
    });
  }
  if (!isOpen(into.row)) {
    throw invalid('into', 'closed', 'tickets.refused.report_closed_ask_supervisor');
  }
  const merged = {
    action: 'gabung_masuk' as const,
    actor: stepActor(actor),
    to: into.row.status,
    data: { number: ticket.number },
  };
  return {
    data: { number: into.row.number },
    texts: { reason: body.reason },
    patch: { mergedInto: into.row.number },
    others: [{ ticket: into.row, steps: [merged] }],
  };
};
