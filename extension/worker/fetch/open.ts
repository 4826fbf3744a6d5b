/** Reports with all that was done on them: asked for when one is opened, and ahead for what came back to an office. */
import { ProblemError } from '#shared/contract/client.ts';
import { rolesOf } from '#shared/contract/session.ts';
import { call, type WorkerContext, whileSignedIn } from '../../connection/service.ts';
import { leavingNumbers } from '../../store/effect.ts';
import { decisionsOn, SignedOutError } from '../../store/outbox.ts';
import { rowOf } from '../../store/tickets.ts';

/** More than come back to one office in a day; the others follow in the next rounds. */
const PER_ROUND = 20;

export async function openReport(context: WorkerContext, number: string): Promise<void> {
  const { db } = context;
  const session = await db.session.get('session');
  if (!session) throw new SignedOutError();
  const { data } = await call(context, 'getTicket', { params: { number } });
  const row = rowOf(data, rolesOf(session.actor), context.now());
  await whileSignedIn(context, session.token, [db.tickets, db.outbox], async () => {
    const leaving = leavingNumbers(await decisionsOn(db, number, session.actor.id));
    await db.tickets.put({ ...row, inQueue: row.inQueue && !leaving.has(number) });
  });
}

/** Why a follow-up came back stands in its events alone: it must be readable though the service is away. */
export async function openReturned(context: WorkerContext, isWanted: () => boolean): Promise<void> {
  const rows = await context.db.tickets
    .orderBy('nextDueAt')
    .filter(({ inQueue, item }) => inQueue && item.status === 'tl_ditolak' && !('events' in item))
    .limit(PER_ROUND)
    .toArray();
  for (const { number } of rows) {
    if (isWanted()) return;
    try {
      await openReport(context, number);
    } catch (error) {
      // One that is no longer theirs must not keep the others away.
      if (!(error instanceof ProblemError) || error.problem.status === 429) throw error;
    }
  }
}
