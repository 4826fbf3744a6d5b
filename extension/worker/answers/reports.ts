/** Answers about reports: fetching, opening, finding and claiming them, and their photos. */
import { z } from 'zod';
import { rolesOf } from '#shared/contract/session.ts';
import type { ListItem } from '#shared/contract/ticket.ts';
import type { Outcome, SearchResult, SearchResults } from '../../connection/messages.ts';
import { call, outcome, type WorkerContext, whileSignedIn } from '../../connection/service.ts';
import { markOpened } from '../../notifications/notify.ts';
import { leavingNumbers } from '../../store/effect.ts';
import { decisionsOn, SignedOutError } from '../../store/outbox.ts';
import { rowOf } from '../../store/tickets.ts';
import { fetchPhoto } from '../fetch/photos.ts';
import { type Answers, Nothing, OneNumber } from './answers.ts';

type Names = 'sync' | 'open' | 'find' | 'trail' | 'claim' | 'photo';

export const REPORT_ANSWERS: Answers<Names> = {
  sync: {
    ask: Nothing,
    answer: (_, { worker }) =>
      outcome(async () => {
        await worker.deliver();
        return null;
      }),
  },
  open: {
    ask: OneNumber,
    answer: ({ number }, { worker: { context } }) =>
      outcome(async () => {
        const { db } = context;
        await markOpened(context, number);
        const session = await db.session.get('session');
        if (!session) throw new SignedOutError();
        const { data } = await call(context, 'getTicket', { params: { number } });
        const row = rowOf(data, rolesOf(session.actor), context.now());
        await whileSignedIn(context, session.token, [db.tickets, db.outbox], async () => {
          const leaving = leavingNumbers(await decisionsOn(db, number, session.actor.id));
          await db.tickets.put({ ...row, inQueue: row.inQueue && !leaving.has(number) });
        });
        return null;
      }),
  },
  find: {
    ask: z.object({ text: z.string().trim().min(2).max(200) }),
    answer: ({ text }, { worker }) => find(worker.context, text),
  },
  trail: {
    ask: OneNumber,
    answer: ({ number }, { worker }) =>
      outcome(async () => (await call(worker.context, 'notificationTrail', { params: { number } })).data),
  },
  claim: {
    ask: OneNumber.extend({ held: z.boolean() }),
    answer: ({ number, held }, { worker: { context } }) =>
      outcome(async () => {
        await call(context, held ? 'claim' : 'release', { params: { number } });
        return null;
      }),
  },
  photo: {
    ask: z.object({ id: z.string().max(200), as: z.enum(['thumb', 'display', 'original']) }),
    answer: ({ id, as }, { worker }) =>
      outcome(async () => {
        await fetchPhoto(worker.context, id, as);
        return null;
      }),
  },
};

/** More than anybody reads down: whoever does not find it writes another word. */
const MOST = '20';

async function find(context: WorkerContext, text: string): Promise<Outcome<SearchResults>> {
  return outcome(async () => {
    const { data } = await call(context, 'listTickets', { query: { text, limit: MOST } });
    return { reports: data.items.map(toFound), more: data.next !== null };
  });
}

function toFound({ number, status, mergedInto, category, kelurahan, unit, verdict }: ListItem): SearchResult {
  return {
    number,
    status: mergedInto === undefined ? status : 'merged',
    category,
    place: kelurahan?.name ?? unit?.name ?? null,
    verdict: verdict?.verdict ?? null,
  };
}
