/** What of a follow-up on the phone outlives its page: photos as the form holds them, and what was written. */
import type { CaptureSide, Store, StoredCapture } from './database.ts';

/** The oldest first. */
export async function capturesOf({ captures }: Store, accountId: string): Promise<StoredCapture[]> {
  return captures.filter((each) => each.accountId === accountId).sortBy('at');
}

export type KeptFollowUp = ReturnType<typeof keptFollowUp>;

/** Of one report, by one account. Times are ms by the service's clock. */
export function keptFollowUp(
  { captures, written }: Store,
  { accountId, number }: Pick<StoredCapture, 'accountId' | 'number'>,
) {
  const mine = (is: (each: StoredCapture) => boolean) =>
    captures
      .where('number')
      .equals(number)
      .filter((each) => each.accountId === accountId && is(each));
  return {
    /** As what a form holds this photo from now on; null: no more. */
    async hold(photo: File, side: CaptureSide | null): Promise<void> {
      await mine((each) => each.photo.name === photo.name && each.photo.size === photo.size).modify(
        side === null ? { isHeld: false } : { isHeld: true, side },
      );
    },
    /** Keeps photos that were chosen from elsewhere: nothing vouches for them. */
    async add(photos: readonly File[], side: CaptureSide, at: number): Promise<void> {
      await captures.bulkPut(
        photos.map((photo) => ({
          sha256: `chosen ${crypto.randomUUID()}`,
          ...{ accountId, number, side, photo, at },
          ...{ place: null, nonce: null, since: null, committed: null },
          ...{ isHeld: true, isUsed: false },
        })),
      );
    },
    async write(narrative: string, at: number): Promise<void> {
      await written.put({ accountId, number, narrative, at });
    },
    /** Empty where none was written. */
    narrative: async (): Promise<string> => (await written.get([accountId, number]))?.narrative ?? '',
    /** It lies in the outbox: what went with it is offered to no other form. */
    async close(): Promise<void> {
      await mine(() => true).modify({ isUsed: true });
      await written.delete([accountId, number]);
    },
  };
}

/** What went with a decision and has been told of, and, whoever's it is, what has lain here since before `old`. */
export async function dropDone({ captures, written }: Store, old: number): Promise<void> {
  const isTold = ({ place, committed }: StoredCapture): boolean => committed !== null || place === null;
  await captures.filter((each) => (each.isUsed && isTold(each)) || each.at < old).delete();
  await written.filter(({ at }) => at < old).delete();
}
