/** The step that tells what a check came to, and a stored follow-up judged anew: its point or its photos are others now. */

import { RULES_VERSION } from '#shared/evidence/checks/judge.ts';
import type { ReportPoint } from '#shared/evidence/checks/location.ts';
import { verdictOf } from '#shared/evidence/finding.ts';
import type { Status } from '#shared/ticket/status.ts';
import type { StoredVerdict, TicketRow } from '../tables/ticket.ts';
import type { TicketDeps } from './deps.ts';
import { SISTEM, type Step } from './ledger.ts';

export function checkedStep(to: Status, verdict: Omit<StoredVerdict, 'rules'>): Step {
  const { findings, followUp } = verdict;
  return {
    action: 'bukti_diperiksa',
    actor: SISTEM,
    to,
    data: {
      verdict: verdictOf(findings),
      findings: [...new Set(findings.map((finding) => finding.code))],
      followUp,
    },
    patch: { verdict: { ...verdict, rules: RULES_VERSION } },
  };
}

/** Null where nothing was judged yet. `to`: the status it is in, which a judgement does not change. */
export async function judgedAgain(
  ticket: TicketRow,
  to: Status,
  now: number,
  { evidence, reads }: Pick<TicketDeps, 'evidence' | 'reads'>,
): Promise<Step | null> {
  if (ticket.verdict === null) return null;
  const { followUp, photos, findings: then } = ticket.verdict;
  const { findings } = await evidence.judgeAgain({
    findings: then,
    ticket: ticket.number,
    followUp,
    report: { point: pointOf(ticket), reportedAt: ticket.reportedAt, category: ticket.category },
    narrative: (await reads.latestText(ticket.id, 'narrative')) ?? '',
    submittedAt: ticket.clocks.find((clock) => clock.clock === 'validation')?.since ?? now,
  });
  return checkedStep(to, { findings, checkedAt: now, followUp, photos });
}

/** Null for a report that came with an address alone. */
export function pointOf({
  lat,
  lon,
  accuracyM,
}: Pick<TicketRow, 'lat' | 'lon' | 'accuracyM'>): ReportPoint | null {
  return lat === null || lon === null ? null : { lat, lon, accuracyM: accuracyM ?? undefined };
}
