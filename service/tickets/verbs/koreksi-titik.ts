/** The report's point was wrong: the new one counts, the old one stays on record, the evidence is judged again. */
import { verdictOf } from '#shared/evidence/finding.ts';
import { SISTEM } from '../ledger.ts';
import { madeAt, stepActor, type Verb } from '../verb.ts';

export const koreksiTitik: Verb<'koreksi_titik'> = async ({ ticket, body, actor, to, now }, services) => {
  const { point, reason } = body;
  // Where it is, not with whom: a report moves only when an officer passes it on.
  const kelurahan = await services.boundaries.kelurahanAt(point);
  const moved = kelurahan === null ? {} : { kelurahan };
  const corrected = {
    action: 'koreksi_titik' as const,
    actor: stepActor(actor),
    to,
    data: { ...madeAt(body), ...moved },
    texts: { point: JSON.stringify(point), reason },
    patch: { lat: point.lat, lon: point.lon, accuracyM: point.accuracyM || null, ...moved },
  };
  if (!ticket.verdict) return { steps: [corrected] };
  const { followUp } = ticket.verdict;
  const { findings } = await services.evidence.judgeAgain({
    ticket: ticket.number,
    followUp,
    report: { point, reportedAt: ticket.reportedAt, category: ticket.category },
    narrative: (await services.reads.latestText(ticket.id, 'narrative')) ?? '',
    submittedAt: ticket.clocks.find((clock) => clock.clock === 'validation')?.since ?? now,
  });
  return {
    steps: [
      corrected,
      {
        action: 'bukti_diperiksa',
        actor: SISTEM,
        to,
        data: {
          verdict: verdictOf(findings),
          findings: [...new Set(findings.map((finding) => finding.code))],
          followUp,
        },
        patch: { verdict: { findings, checkedAt: now, followUp, photos: ticket.verdict.photos } },
      },
    ],
  };
};
