/** Answers about reports: fetching, opening, finding and claiming them, and their photos. */
import { z } from 'zod';
import { MAX_TEXT } from '#shared/contract/primitives.ts';
import type { ListItem } from '#shared/contract/ticket.ts';
import { MINUTE } from '#shared/time/zone.ts';
import type { Outcome, SearchResult, SearchResults } from '../../connection/messages.ts';
import { call, outcome, type WorkerContext, whileSignedIn } from '../../connection/service.ts';
import { markOpened } from '../../notifications/notify.ts';
import { checkFollowUp, dataAddress } from '../fetch/lookup.ts';
import { openReport } from '../fetch/open.ts';
import { fetchPhoto } from '../fetch/photos.ts';
import { isDrawer } from '../pages/sender.ts';
import { type Answers, denied, Nothing, OneNumber, withoutUndefined } from './answers.ts';

type Names =
  | 'sync'
  | 'open'
  | 'find'
  | 'trail'
  | 'officeRecord'
  | 'claim'
  | 'photo'
  | 'checkFollowUp'
  | 'tile'
  | 'surroundings';

/** The service counts the log every minute; who decides three reports a minute of one office asks once. */
const RECORD_KEPT_MS = 10 * MINUTE;

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
        await markOpened(context, number);
        await openReport(context, number);
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
  officeRecord: {
    ask: z.object({ unit: z.string().max(64) }),
    answer: ({ unit }, { worker: { context } }) =>
      outcome(async () => {
        const { db } = context;
        const known = await db.records.get(unit);
        if (known && context.now() - known.readAt < RECORD_KEPT_MS) return null;
        const token = (await db.session.get('session'))?.token ?? null;
        const { data } = await call(context, 'officeRecord', { query: { unit } });
        await whileSignedIn(context, token, [db.records], () =>
          db.records.put({ unit, record: data, readAt: context.now() }),
        );
        return null;
      }),
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
  checkFollowUp: {
    ask: OneNumber.extend({
      narrative: z.string().max(MAX_TEXT),
      attachments: z.int().optional(),
    }).transform(withoutUndefined),
    async answer(ask, { worker, sender, grant }) {
      // A card shows one report and no forms: it has nothing to ask about.
      return grant && !isDrawer(sender) ? denied() : checkFollowUp(worker.context, ask);
    },
  },
  tile: {
    ask: z.object({ z: z.int(), x: z.int(), y: z.int() }),
    answer: ({ z, x, y }, { worker }) =>
      outcome(async () => {
        const params = { z: String(z), x: String(x), y: String(y) };
        return dataAddress((await call(worker.context, 'getTile', { params })).data);
      }),
  },
  surroundings: {
    ask: OneNumber,
    answer: ({ number }, { worker }) =>
      outcome(async () => (await call(worker.context, 'getSurroundings', { params: { number } })).data),
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
