/** Whose decision in the outbox it is, and who may take it back, drop it or make it anew. */
import type { FrameGrant } from '../../connection/messages.ts';
import type { Store } from '../../store/database.ts';
import { isDrawer, type Sender } from './sender.ts';

/**
 * Only the signed-in account may touch what it has decided; a frame only where it may decide, and a card only the
 * report it was opened for. One that is gone meanwhile is nobody's: whoever looks for it says what that means.
 */
export async function mayTouch(
  db: Store,
  id: number,
  sender: Sender,
  grant: FrameGrant | null,
): Promise<boolean> {
  if (grant && !grant.decisions) return false;
  const [entry, session] = [await db.outbox.get(id), await db.session.get('session')];
  if (!entry) return true;
  if (grant && !isDrawer(sender) && entry.number !== grant.number) return false;
  return entry.accountId === session?.actor.id;
}
