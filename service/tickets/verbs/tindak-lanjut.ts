/**
 * An office hands in its follow-up: narrative and photos. The evidence is checked within the same call; two
 * events in one batch tell of it, the second by the system with the verdict. On a crowded machine it is taken in all
 * the same: what was not read in time is pending, and judged once it has been (`../photos/readings.ts`).
 */
import { MAX_AFTER_PHOTOS, MAX_BEFORE_PHOTOS, MAX_LETTERS } from '#shared/contract/evidence.ts';
import { narrativeRows } from '../../evidence/rows.ts';
import { filesOf } from '../../platform/http/body.ts';
import { checkedStep, pointOf } from '../judge-again.ts';
import { type IntakePhoto, keepPhotos, readAll, requireAtMost, tooManyPixels } from '../photos/intake.ts';
import type { Verb } from '../verb.ts';

export const tindakLanjut: Verb<'tindak_lanjut'> = async ({ ticket, body, files, actor, now }, services) => {
  const after = filesOf(files, 'after');
  const before = filesOf(files, 'before');
  const letters = filesOf(files, 'letter');
  requireAtMost('after', after, MAX_AFTER_PHOTOS);
  requireAtMost('before', before, MAX_BEFORE_PHOTOS);
  requireAtMost('letter', letters, MAX_LETTERS);

  const followUp = ticket.followUps + 1;
  const signal = services.reader.patience();
  const [outcome, read] = await Promise.all([
    services.evidence.check(
      {
        after,
        before,
        report: {
          point: pointOf(ticket),
          reportedAt: ticket.reportedAt,
          category: ticket.category,
        },
        narrative: body.narrative,
        submittedAt: now,
        by: actor.id,
        ticket: ticket.number,
      },
      signal,
    ),
    readAll(letters, 'letter', services, signal),
  ]);
  if (outcome.kind === 'too_large') throw tooManyPixels(outcome);
  const { findings } = outcome;
  const photos: IntakePhoto[] = [
    ...outcome.after.map((read, i): IntakePhoto => ({ kind: 'after', bytes: after[i] ?? NOTHING, read })),
    ...outcome.before.map((read, i): IntakePhoto => ({ kind: 'before', bytes: before[i] ?? NOTHING, read })),
    ...read,
  ];
  const kept = await keepPhotos(photos, followUp, services);
  return {
    data: { followUp, photos: kept.inEvent },
    texts: { narrative: body.narrative },
    patch: { followUps: followUp },
    after: [checkedStep('validasi', { findings, checkedAt: now, followUp, photos: after.length })],
    rows: [
      ...kept.rows(ticket.number, now),
      ...narrativeRows(services.db, { ticketId: ticket.id, followUp, narrative: body.narrative }),
    ],
    settled: kept.letGo,
  };
};

const NOTHING = new Uint8Array();
