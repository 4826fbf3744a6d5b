/** What the officer did today: what the service has heard of, and what is still on its way to it. Pure. */
import type { OwnDecision, OwnDecisions } from '#shared/contract/queue.ts';
import { DECISION_ACTIONS } from '#shared/ticket/action.ts';
import { startOfDay, toTimestamp } from '#shared/time/zone.ts';
import type { OutboxEntry, StoredTicket } from '../../store/database.ts';

export interface OwnDay {
  /** With what is on its way. */
  decided: number;
  /** Newest first. */
  items: (Pick<OwnDecision, 'number' | 'action' | 'at' | 'reasonCodes' | 'reasonCode'> & {
    category: string | null;
    place: string | null;
    isSent: boolean;
  })[];
}

/** `now`: ms, the service's clock; `clockOffset`: what this machine's lacks to it. */
export function ownDay(
  heard: OwnDecisions | undefined,
  onTheirWay: readonly OutboxEntry[],
  tickets: ReadonlyMap<string, StoredTicket>,
  { now, clockOffset }: { now: number; clockOffset: number },
): OwnDay {
  const midnight = startOfDay(now);
  const today = heard !== undefined && Date.parse(heard.since) === midnight ? heard : null;
  const waiting = onTheirWay.filter(({ madeAt }) => madeAt + clockOffset >= midnight);
  const decides = waiting.filter(({ body }) => DECISION_ACTIONS.some((action) => action === body.action));
  return {
    decided: (today?.decided ?? 0) + decides.length,
    items: [
      ...waiting.toReversed().map(({ number, body, madeAt }) => {
        const item = tickets.get(number)?.item;
        return {
          ...{ number, action: body.action, at: toTimestamp(madeAt + clockOffset), isSent: false },
          ...(body.action === 'kembalikan' ? { reasonCodes: body.reasonCodes } : {}),
          ...{ category: item?.category ?? null, place: item?.kelurahan?.name ?? null },
        };
      }),
      ...(today?.items ?? []).map((item) => ({
        ...item,
        place: item.kelurahan?.name ?? null,
        isSent: true,
      })),
    ],
  };
}
