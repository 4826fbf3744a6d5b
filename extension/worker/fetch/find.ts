/** Searches what the officer may see, in the queue or not; asks the service, which alone knows of it. */
import type { QueueItem } from '#shared/contract/ticket.ts';
import type { WorkerContext } from '../../connection/context.ts';
import type { Outcome, SearchResult, SearchResults } from '../../connection/messages.ts';
import { call, outcome } from '../../connection/service.ts';

/** More than anybody reads down: whoever does not find it writes another word. */
const MOST = '20';

export async function find(context: WorkerContext, text: string): Promise<Outcome<SearchResults>> {
  return outcome(async () => {
    const { data } = await call(context, 'listTickets', { query: { text, limit: MOST } });
    return { reports: data.items.map(toFound), more: data.next !== null };
  });
}

function toFound({
  number,
  status,
  mergedInto,
  category,
  kelurahan,
  unit,
  verdict,
}: QueueItem): SearchResult {
  return {
    number,
    status: mergedInto === undefined ? status : 'merged',
    category,
    place: kelurahan?.name ?? unit?.name ?? null,
    verdict: verdict?.verdict ?? null,
  };
}
