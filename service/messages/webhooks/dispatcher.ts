/**
 * Carries one subscription's messages: a few at a time while the receiver is well, one at a time while it is ill,
 * and none before it has rested. It sleeps when nothing can be done, and is woken by news, by time or by an operator.
 * Of several processes one carries them; where it dies, another sends what has no outcome again, under the same id.
 */
import type { PauseReason } from '#shared/contract/webhooks.ts';
import { systemClock } from '../../platform/clock.ts';
import { OutboundFailure } from '../../platform/outbound/outbound.ts';
import type { Lease } from '../../platform/peers/leases.ts';
import type { Peers } from '../../platform/peers/peers.ts';
import type { WebhookRow } from '../../tables/webhook.ts';
import { type FeedLine, linesAt } from '../../tickets/queue/feed.ts';
import { askedRest, ILL_AFTER } from '../backoff.ts';
import { bodyOf, headersOf, messageIdOf, type WebhookSecrets } from './message.ts';
import { type DeliveryRow, type DispatchDeps, due, fill, findRow, nextTryAt } from './outbox.ts';
import { type DeliveryOutcome, forget, settleDelivery } from './settle.ts';

/** Reports that are told of at one time. */
const SLOTS = 4;
/** Waits longer than this end with the service's own jobs, which also follow a clock that was moved. */
const LONGEST_SLEEP = 60_000;

export interface DispatcherDeps extends DispatchDeps {
  secrets: WebhookSecrets;
  peers: Pick<Peers, 'take'>;
  /** In [0, 1): spreads tries. */
  chance: () => number;
  onPause(id: string, because: PauseReason): void;
  onError(error: unknown): void;
}

interface Done {
  delivery: DeliveryRow;
  outcome: DeliveryOutcome;
  /** Under which it was sent. */
  lease: Lease;
}

export type Dispatcher = ReturnType<typeof openDispatcher>;

export function openDispatcher(id: string, needs: DispatcherDeps) {
  const { db, clock } = needs;
  const ending = new AbortController();
  const underWay = new Set<number>();
  const done: Done[] = [];
  let running: Promise<void> | null = null;
  let isWoken = false;
  let stir: () => void = () => {};
  let alarm: NodeJS.Timeout | undefined;

  function wake(): void {
    isWoken = true;
    stir();
    running ??= run()
      .catch(needs.onError)
      .finally(() => {
        running = null;
        // Woken while it was falling asleep.
        if (isWoken) wake();
      });
  }

  async function run(): Promise<void> {
    clearTimeout(alarm);
    for (;;) {
      isWoken = false;
      await settleDone();
      const lease = ending.signal.aborted ? null : await needs.peers.take(`webhook ${id}`);
      if (lease !== null) await carryOn(lease);
      if (isWoken) continue;
      if (underWay.size > 0) await new Promise<void>((woken) => (stir = woken));
      else return lease === null ? undefined : setAlarm();
    }
  }

  async function carryOn(lease: Lease): Promise<void> {
    const row = await findRow(needs, id);
    if (row === null || row.pausedAt !== null) return;
    if (await isFilled(needs, id, lease, ending.signal)) await sendDue(row, lease);
  }

  /** One after another: each failure counts on from the one before. */
  async function settleDone(): Promise<void> {
    for (let first = done[0]; first; first = done[0]) {
      const because = await settle(needs, id, first);
      done.shift();
      underWay.delete(first.delivery.seq);
      if (because) needs.onPause(id, because);
    }
  }

  async function sendDue(row: WebhookRow, lease: Lease): Promise<void> {
    if ((row.restUntil ?? 0) > clock.now()) return;
    const free = (row.failures < ILL_AFTER ? SLOTS : 1) - underWay.size;
    if (free <= 0) return;
    const deliveries = await due(needs, id, [...underWay], free);
    const lines = await linesAt(
      db,
      deliveries.map(({ seq }) => seq),
    );
    for (const delivery of deliveries) {
      if (!lease.isHeld()) return;
      const line = lines.find(({ seq }) => seq === delivery.seq);
      if (!line) {
        // It would be due for ever: there is nothing to tell.
        await forget(needs, delivery);
        continue;
      }
      underWay.add(delivery.seq);
      void send(row, delivery, line, needs, ending.signal).then((outcome) => {
        done.push({ delivery, outcome, lease });
        wake();
      });
    }
  }

  async function setAlarm(): Promise<void> {
    const wait = await waitFor(needs, id);
    if (wait === null || ending.signal.aborted) return;
    alarm = setTimeout(wake, wait);
    alarm.unref();
  }

  return {
    wake,
    /** Resolves once it sleeps. */
    async asleep(): Promise<void> {
      while (running !== null) await running;
    },
    /** Breaks off what is under way, which then counts as not tried, and resolves once it sleeps for good. */
    async stop(): Promise<void> {
      ending.abort();
      clearTimeout(alarm);
      wake();
      while (running !== null) await running;
    },
  };
}

/** ms until something may be tried. Null while it is paused: what waits stays due all the time, and going on wakes it. */
async function waitFor(needs: DispatcherDeps, id: string): Promise<number | null> {
  const row = await findRow(needs, id);
  if (row === null || row.pausedAt !== null) return null;
  const at = await nextTryAt(needs, id);
  if (at === null) return null;
  const wait = Math.max(at, row.restUntil ?? 0) - needs.clock.now();
  return wait > LONGEST_SLEEP ? null : Math.max(wait, 0);
}

/** False where another process carries them by now. */
async function isFilled(
  needs: DispatcherDeps,
  id: string,
  lease: Lease,
  ending: AbortSignal,
): Promise<boolean> {
  try {
    await fill(needs, id, lease, ending);
    return true;
  } catch (error) {
    if (lease.isLost(error)) return false;
    throw error;
  }
}

/** Not where another process carries them by now: it sends it again, and settles that. */
async function settle(
  needs: DispatcherDeps,
  id: string,
  { delivery, outcome, lease }: Done,
): Promise<PauseReason | null> {
  const row = await findRow(needs, id);
  try {
    return row && (await settleDelivery({ ...needs, lease }, row, delivery, outcome, needs.chance));
  } catch (error) {
    if (lease.isLost(error)) return null;
    throw error;
  }
}

/** One try. Never throws. */
async function send(
  row: WebhookRow,
  { seq, scope }: DeliveryRow,
  line: FeedLine,
  { clock, outbound, secrets }: DispatcherDeps,
  signal: AbortSignal,
): Promise<DeliveryOutcome> {
  const body = bodyOf(line, scope);
  const signedBy = secrets.signing(row, clock.now());
  // The receiver compares with its own time, which is not the one a demo was moved to.
  const headers = headersOf(messageIdOf(row.id, seq), body, signedBy, systemClock.now());
  try {
    const answer = await outbound.send({ url: row.url, headers, body, signal });
    if (answer.status >= 200 && answer.status < 300) return { kind: 'taken' };
    if (answer.status === 410) return { kind: 'gone' };
    const rest = askedRest(answer.headers['retry-after']);
    return { kind: 'failed', error: `HTTP ${answer.status}`, rest };
  } catch (error) {
    const why = error instanceof OutboundFailure ? error.why : 'unreachable';
    return why === 'stopped' ? { kind: 'stopped' } : { kind: 'failed', error: why, rest: 0 };
  }
}
