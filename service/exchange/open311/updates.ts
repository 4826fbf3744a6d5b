/** `GET servicerequestupdates`, beyond the specification as FixMyStreet has it: what happened between two instants. */
import { isOpen } from '#shared/ticket/status.ts';
import type { Language } from '../../platform/http/language.ts';
import { toStep } from '../../tickets/tracking/track.ts';
import type { Document } from './answer.ts';
import type { Caller, Open311Deps } from './caller.ts';
import { MOST, type RequestsQuery, updatesBetween } from './query.ts';
import { findRequests } from './read.ts';
import { eventsOf } from './show.ts';

/** The oldest first: of each step what the public is told, and whether the report was open after it. */
export async function updatesOf(
  query: RequestsQuery,
  caller: Caller | null,
  language: Language,
  services: Pick<Open311Deps, 'db' | 'clock' | 'categories'>,
): Promise<Document> {
  const { from, to } = updatesBetween(query, services.clock.now());
  // A report that has moved on since had updates then as well.
  const moved = { ...query, updated_after: from, updated_before: services.clock.now(), page_size: MOST };
  const rows = await findRequests(services, moved, caller);
  const events = await eventsOf(rows, services);
  const value = rows.flatMap(({ id, number }) =>
    (events.get(id) ?? [])
      .filter(({ at }) => at >= from && at <= to)
      .flatMap((one) => {
        const mergedInto = one.action === 'gabung' ? number : null;
        const status = isOpen({ status: one.to, mergedInto }) ? 'open' : 'closed';
        return toStep(one, language).map(({ at, text }) => ({
          update_id: one.seq,
          service_request_id: number,
          status,
          external_status_code: one.to,
          updated_datetime: at,
          description: text,
          media_url: null,
        }));
      }),
  );
  return { root: 'service_request_updates', value: value.sort((a, b) => a.update_id - b.update_id) };
}
