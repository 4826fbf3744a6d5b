/** What of a follow-up on the phone outlives its page: photos as the form holds them, and what was written. */
import type { CaptureSide, Store, StoredCapture } from './database.ts';

/** The oldest first. */
export async function capturesOf({ captures }: Store, accountId: string): Promise<StoredCapture[]> {
  return captures.filter((each) => each.accountId === accountId).sortBy('at');
}

type Report = Pick<StoredCapture, 'accountId' | 'number'>;

/** As what a form holds this photo from now on; null: no more. */
export async function holdCapture(
  { captures }: Store,
  { accountId, number }: Report,
  photo: File,
  side: CaptureSide | null,
): Promise<void> {
  const isIt = (each: StoredCapture): boolean =>
    each.accountId === accountId && each.photo.name === photo.name && each.photo.size === photo.size;
  await captures
    .where('number')
    .equals(number)
    .filter(isIt)
    .modify(side === null ? { isHeld: false } : { isHeld: true, side });
}

/** The decision lies in the outbox: what went with it is offered to no other form. */
export async function closeFollowUp(
  { captures, written }: Store,
  { accountId, number }: Report,
): Promise<void> {
  await captures.where('number').equals(number).modify({ isUsed: true });
  await written.delete([accountId, number]);
}
