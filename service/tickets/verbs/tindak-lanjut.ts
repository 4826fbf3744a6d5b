/**
 * An office hands in its follow-up: narrative and photos. The evidence is checked within the same call; two
 * events in one batch tell of it, the second by the system with the verdict.
 */
import { MAX_AFTER_PHOTOS, MAX_BEFORE_PHOTOS, MAX_LETTERS } from '#shared/contract/evidence.ts';
import { verdictOf } from '#shared/evidence/finding.ts';
import { narrativeRows } from '../../evidence/rows.ts';
import { filesOf } from '../../platform/http/body.ts';
import { SISTEM } from '../ledger.ts';
import { type IntakePhoto, keepPhotos, readAll, requireAtMost, tooManyPixels } from '../photos/intake.ts';
import { madeAt, stepActor, type Verb } from '../verb.ts';

export const tindakLanjut: Verb<'tindak_lanjut'> = async (
  { ticket, body, files, actor, to, now },
  services,
) => {
  const after = filesOf(files, 'after');
  const before = filesOf(files, 'before');
  const letters = filesOf(files, 'letter');
  requireAtMost('after', after, MAX_AFTER_PHOTOS);
  requireAtMost('before', before, MAX_BEFORE_PHOTOS);
  requireAtMost('letter', letters, MAX_LETTERS);

  const followUp = ticket.followUps + 1;
  const outcome = await services.evidence.check({
    after,
    before,
    report: {
      point:
        ticket.lat === null || ticket.lon === null
          ? null
          : { lat: ticket.lat, lon: ticket.lon, accuracyM: ticket.accuracyM ?? undefined },
      reportedAt: ticket.reportedAt,
      category: ticket.category,
    },
    narrative: body.narrative,
    submittedAt: now,
    ticket: ticket.number,
  });
  if (outcome.kind === 'too_large') throw tooManyPixels(outcome);
  const { findings } = outcome;
  const photos: IntakePhoto[] = [
    ...outcome.after.map((read, i): IntakePhoto => ({ kind: 'after', bytes: after[i] ?? NOTHING, read })),
    ...outcome.before.map((read, i): IntakePhoto => ({ kind: 'before', bytes: before[i] ?? NOTHING, read })),
    ...(await readAll(letters, 'letter', services)),
  ];
  const kept = await keepPhotos(photos, followUp, services);
  const verdict = verdictOf(findings);
  return {
    steps: [
      {
        action: 'tindak_lanjut',
        actor: stepActor(actor),
        to,
        data: { ...madeAt(body), followUp, photos: kept.inEvent },
        texts: { narrative: body.narrative },
        patch: { followUps: followUp },
      },
      {
        action: 'bukti_diperiksa',
        actor: SISTEM,
        to: 'validasi',
        data: { verdict, findings: [...new Set(findings.map((finding) => finding.code))] },
        patch: { verdict: { findings, checkedAt: now, followUp, photos: after.length } },
      },
    ],
    rows: [
      ...kept.rows(ticket.number, now),
      ...narrativeRows(services.db, { ticketId: ticket.id, followUp, narrative: body.narrative }),
    ],
    settled: kept.letGo,
  };
};

const NOTHING = new Uint8Array();
