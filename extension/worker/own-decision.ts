/** Whose decision in the outbox it is, and who may take it back, drop it or make it anew. */
import type { FrameGrant } from '../messages.ts';
import type { Replica } from '../replica/database.ts';
import { isDrawer, type Sender } from './sender.ts';

/** A frame decides only where its page is the service's own, and a card only on the report it was opened for. */
export function mayDecide(grant: FrameGrant, sender: Sender, number: string): boolean {
  return grant.decisions && (isDrawer(sender) || number === grant.number);
}

/**
 * Only the signed-in account may touch what it has decided; a frame only what it may decide. One that is gone meanwhile is nobody's: whoever looks for it says what that means.
 */
export async function mayTouch(
  db: Replica,
  id: number,
  sender: Sender,
  grant: FrameGrant | null,
): Promise<boolean> {
  if (grant && !grant.decisions) return false;
  const [entry, session] = [await db.outbox.get(id), await db.session.get('session')];
  if (!entry) return true;
  if (grant && !mayDecide(grant, sender, entry.number)) return false;
  return entry.accountId === session?.actor.id;
}
