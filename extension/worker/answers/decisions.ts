/** Answers to decisions: made, taken back, dropped or made anew. A frame decides only where its page is the service's own. */
import { z } from 'zod';
import { ActionBody } from '#shared/contract/action.ts';
import { ReportNumber } from '#shared/contract/primitives.ts';
import type { FrameGrant } from '../../connection/messages.ts';
import { outcome } from '../../connection/service.ts';
import { decideAnew, dropRefused, putDecisions, takeBackAll } from '../../store/batch.ts';
import type { Store } from '../../store/database.ts';
import { putDecision } from '../../store/outbox.ts';
import { withRoom } from '../../store/photos.ts';
import { isDrawer, type Sender } from '../pages/sender.ts';
import { type Answers, denied, OneNumber, tooLate, withoutUndefined } from './answers.ts';

type Names = 'decide' | 'decideMany' | 'undo' | 'decideAnew' | 'dismiss';

/** As many as a store holds. */
const MOST_AT_ONCE = 2_000;

const OneEntry = z.object({ entry: z.int() });

export const DECISION_ANSWERS: Answers<Names> = {
  decide: {
    ask: z
      .object({ number: ReportNumber, version: z.int(), body: ActionBody, attachments: z.int().optional() })
      .transform(withoutUndefined),
    async answer(ask, { worker, sender, grant }) {
      if (grant && !mayDecide(grant, sender, ask.number)) return denied();
      return outcome(async () => {
        const { db, now } = worker.context;
        const entry = await withRoom(db, () => putDecision(db, ask, now()));
        worker.context.changed();
        return { entry };
      });
    },
  },
  decideMany: {
    ask: z.object({
      tickets: z
        .array(OneNumber.extend({ version: z.int() }))
        .min(1)
        .max(MOST_AT_ONCE),
      body: ActionBody,
    }),
    async answer({ tickets, body }, { worker, sender, grant }) {
      if (grant && !tickets.every(({ number }) => mayDecide(grant, sender, number))) return denied();
      return outcome(async () => {
        const decisions = tickets.map((ticket) => ({ ...ticket, body }));
        const { db, now } = worker.context;
        const entries = await withRoom(db, () => putDecisions(db, decisions, now()));
        worker.context.changed();
        return { entries };
      });
    },
  },
  undo: {
    ask: OneEntry,
    async answer({ entry }, { worker, sender, grant }) {
      if (!(await mayTouch(worker.context.db, entry, sender, grant))) return denied();
      const numbers = await takeBackAll(worker.context.db, entry);
      if (numbers.length === 0) return tooLate();
      worker.context.changed();
      return { ok: true, value: { numbers } };
    },
  },
  decideAnew: {
    ask: OneEntry.extend({ version: z.int() }),
    async answer({ entry, version }, { worker, sender, grant }) {
      if (!(await mayTouch(worker.context.db, entry, sender, grant))) return denied();
      return outcome(async () => {
        const { db, now } = worker.context;
        await withRoom(db, () => decideAnew(db, entry, version, now()));
        worker.context.changed();
        return null;
      });
    },
  },
  dismiss: {
    ask: OneEntry,
    async answer({ entry }, { worker, sender, grant }) {
      if (!(await mayTouch(worker.context.db, entry, sender, grant))) return denied();
      await dropRefused(worker.context.db, entry);
      worker.context.changed();
      return { ok: true, value: null };
    },
  },
};

/** A frame decides only where its page is the service's own, and a card only on the report it was opened for. */
function mayDecide(grant: FrameGrant, sender: Sender, number: string): boolean {
  return grant.decisions && (isDrawer(sender) || number === grant.number);
}

/**
 * Only the signed-in account may touch what it has decided; a frame only what it may decide. One that is gone
 * meanwhile is nobody's: whoever looks for it says what that means.
 */
async function mayTouch(db: Store, id: number, sender: Sender, grant: FrameGrant | null): Promise<boolean> {
  if (grant && !grant.decisions) return false;
  const [entry, session] = [await db.outbox.get(id), await db.session.get('session')];
  if (!entry) return true;
  if (grant && !mayDecide(grant, sender, entry.number)) return false;
  return entry.accountId === session?.actor.id;
}
