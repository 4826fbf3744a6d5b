/** Merging one report into another: both logs tell of it in one batch, and the merged one is counted once. */
import { isMerged, isOpen } from '#shared/ticket/status.ts';
import { invalid } from '../../platform/http/problem.ts';
import { madeAt, stepActor, type Verb } from '../verb.ts';

export const gabung: Verb<'gabung'> = async ({ ticket, body, actor, to }, { reads }) => {
  if (body.into === ticket.number) {
    throw invalid('into', 'itself', {
      id: 'Laporan tidak dapat digabung ke dirinya sendiri.',
      en: 'A report cannot be merged into itself.',
    });
  }
  const into = await reads.find(body.into, actor);
  if (!into) {
    throw invalid('into', 'unknown', {
      id: 'Laporan tujuan tidak ada, atau tidak dapat Anda lihat.',
      en: 'The report to merge into does not exist, or you may not see it.',
    });
  }
  // A circle would have to close through a merged report, so this refusal covers it as well.
  if (isMerged(into.row)) {
    throw invalid('into', 'merged', {
      id: `Laporan tujuan sudah digabung ke ${into.row.mergedInto}. Gabungkan ke laporan itu.`,
      en: `That report was itself merged into ${into.row.mergedInto}. Merge into that one.`,
    });
  }
  if (!isOpen(into.row)) {
    throw invalid('into', 'closed', {
      id: 'Laporan tujuan sudah ditutup. Minta supervisor membukanya kembali lebih dahulu.',
      en: 'That report is closed. Ask a supervisor to reopen it first.',
    });
  }
  const by = stepActor(actor);
  return {
    steps: [
      {
        action: 'gabung',
        actor: by,
        to,
        data: { ...madeAt(body), number: into.row.number },
        texts: { reason: body.reason },
        patch: { mergedInto: into.row.number },
      },
    ],
    others: [
      {
        ticket: into.row,
        steps: [{ action: 'gabung_masuk', actor: by, to: into.row.status, data: { number: ticket.number } }],
      },
    ],
  };
};
