/** Having the spot visited: a validator asks, a field validator reports what is there. */
import { MAX_FIELD_PHOTOS } from '#shared/contract/evidence.ts';
import { filesOf } from '../../platform/http/body.ts';
import { keepPhotos, readAll, requireAtMost } from '../photos/intake.ts';
import type { Verb } from '../verb.ts';

export const cekLapangan: Verb<'cek_lapangan'> = ({ body, now }) => ({
  texts: { note: body.note },
  // Asking again opens the matter again: one visit answers one question.
  patch: { fieldAskedAt: now, fieldAnsweredAt: null },
});

export const hasilLapangan: Verb<'hasil_lapangan'> = async (
  { ticket, body, files, actor, now },
  services,
) => {
  const sent = filesOf(files, 'field');
  requireAtMost('field', sent, MAX_FIELD_PHOTOS);
  const followUp = ticket.followUps === 0 ? null : ticket.followUps;
  const photos = await readAll(sent, 'field', services);
  const read = photos.map((photo) => photo.read);
  const committed = await services.evidence.committed(read, actor.id);
  const taken = photos.map((photo, i) => ({ ...photo, read: committed[i] ?? photo.read }));
  const kept = await keepPhotos(taken, followUp, services);
  return {
    data: { finding: body.finding, ...(kept.inEvent.length === 0 ? {} : { photos: kept.inEvent }) },
    texts: { note: body.note },
    patch: { fieldAnsweredAt: now },
    rows: kept.rows(ticket.number, now),
    settled: kept.letGo,
  };
};
