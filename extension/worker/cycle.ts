/**
 * The worker's one loop and the alarm that wakes it: send what is ripe, fetch what changed, follow with toolbar and pages.
 * Never two at once: an answer read before a decision must not be written after it.
 */
import { browser } from 'wxt/browser';
import { ForeignAnswerError, ProblemError, UnreachableError } from '#shared/contract/client.ts';
import { comesFirst } from '#shared/contract/session.ts';
import { MINUTE } from '#shared/time/zone.ts';
import { call, type WorkerContext } from '../connection/service.ts';
import { tellNews } from '../notifications/notify.ts';
import { sendReceipts } from '../notifications/receipts.ts';
import { refreshRoster } from '../notifications/roster.ts';
import { followPush } from '../notifications/woken.ts';
import { flush, hurry, nextSendAt, SignedOutError, unsent } from '../store/outbox.ts';
import { withRoom } from '../store/photos.ts';
import { wipeIfStale } from './account/session.ts';
import { refreshDecisions } from './fetch/decisions.ts';
import { distrustLibrary, refreshLibrary } from './fetch/library.ts';
import { openReturned } from './fetch/open.ts';
import { fetchAhead } from './fetch/photos.ts';
import { sync } from './fetch/sync.ts';

/** Longer waits are left to the alarm, which survives the worker's death. */
const LONGEST_TIMER_MS = 25_000;

export class Cycle {
  private running: Promise<void> | null = null;
  private ahead: Promise<void> | null = null;
  private again = false;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly context: WorkerContext;

  constructor(context: WorkerContext) {
    this.context = context;
  }

  /** Resolves after a round that began no earlier than this call. Photos may still be on their way: nobody waits for them. */
  contact(): Promise<void> {
    if (this.running) this.again = true;
    else this.running = this.rounds();
    return this.running;
  }

  /** A round, and the photos that it lets come after it. */
  async run(): Promise<void> {
    await this.contact();
    await this.ahead;
  }

  /** Sets the timer for the next decision that ripens while the worker is likely to live. */
  async arm(): Promise<void> {
    const { db, now } = this.context;
    const session = await db.session.get('session');
    if (!session?.token) return;
    const next = nextSendAt(await unsent(db, session.actor.id));
    const wait = Math.max(0, next - now());
    if (wait > LONGEST_TIMER_MS) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.run(), wait);
  }

  /** What has to be told before the photos of a decision are: where that cannot be, they wait as well. */
  protected async beforePhotos(): Promise<void> {}

  private async rounds(): Promise<void> {
    let answered: boolean;
    try {
      do {
        this.again = false;
        answered = await this.round();
        // Inside the loop: whoever asks while the timer is being set asks for another round as well.
        await succeeds(() => this.arm());
      } while (this.again);
    } finally {
      // In the same breath as the last look at `again`: a request in between would be lost.
      this.running = null;
    }
    // Beside the rounds: a photo that is slow to come must keep no decision and no sign-in waiting.
    if (answered) this.ahead ??= this.photos();
  }

  private async photos(): Promise<void> {
    await succeeds(() => fetchAhead(this.context, () => this.running));
    this.ahead = null;
  }

  /** Whether the service answered. */
  private async round(): Promise<boolean> {
    const { context } = this;
    let sent = false;
    const answered = await succeeds(async () => {
      sent = await withRoom(context.db, () => this.exchange());
    });
    // Limits come nearer without a service as well.
    await succeeds(() => tellNews(context));
    if (!answered) return false;
    // Apart: a service of an older version does not know it, and the rest goes on.
    await succeeds(() => refreshDecisions(context, sent));
    await succeeds(() => sendReceipts(context));
    await succeeds(() => followPush(context));
    await succeeds(async () => {
      await refreshLibrary(context);
      await openReturned(context, () => this.again);
    });
    return true;
  }

  /** Whether decisions were sent. */
  private async exchange(): Promise<boolean> {
    const { context } = this;
    await wipeIfStale(context);
    const sent = await this.deliver();
    await sync(context, () => this.again);
    // The service answers: what waited for it goes now, in this round.
    await hurry(context.db, context.now());
    const sentNow = await this.deliver();
    if (sentNow) await sync(context, () => this.again);
    await refreshRoster(context);
    return sent || sentNow;
  }

  private async deliver(): Promise<boolean> {
    const { context } = this;
    const session = await context.db.session.get('session');
    // Until what comes first is done every decision would be refused for good: they wait.
    if (!session?.token || comesFirst(session) !== null) return false;
    const decided = await flush(
      context.db,
      session.actor.id,
      async (entry) => {
        try {
          if (entry.files) await this.beforePhotos();
          const { data } = await call(context, 'act', {
            params: { number: entry.number },
            body: entry.body,
            version: entry.version,
            idempotencyKey: entry.idempotencyKey,
            ...(entry.files ? { files: entry.files } : {}),
          });
          // Another report's answer is not the answer to this decision.
          if (data.number !== entry.number) throw new ForeignAnswerError(200);
          return data;
        } catch (error) {
          if (namesOldCriteria(error)) await distrustLibrary(context);
          throw error;
        }
      },
      context.now,
    );
    if (decided) context.changed();
    return decided;
  }
}

function namesOldCriteria(error: unknown): boolean {
  return (
    error instanceof ProblemError && error.problem.errors?.some(({ path }) => path === 'criteria') === true
  );
}

/** One part of a round that fails must not keep the others from their turn. */
async function succeeds(part: () => Promise<void>): Promise<boolean> {
  try {
    await part();
    return true;
  } catch (error) {
    if (!isExpected(error)) {
      console.error('Tuntas: a round of the worker failed', error instanceof Error ? error.name : '');
    }
    return false;
  }
}

/** Ends a round early without being a defect: no contact, no session, or the service said no. */
function isExpected(error: unknown): boolean {
  return (
    error instanceof UnreachableError || error instanceof ProblemError || error instanceof SignedOutError
  );
}

const ALARM = 'poll';
/** The shortest period browsers grant. It is the outbox's safety net too: every ring sends what is ripe. */
const PERIOD_MINUTES = 0.5;
const PERIOD_MS = PERIOD_MINUTES * MINUTE;

/** To be called at every start of the worker and every round. `now`: ms, this machine's clock. */
export async function keepPolling(now: number): Promise<void> {
  const alarm = await browser.alarms.get(ALARM);
  // Further away than its period: the clock was set back, and it would sleep until that hour comes again.
  const isRight = alarm !== undefined && Math.abs(alarm.scheduledTime - now) <= 2 * PERIOD_MS;
  if (!isRight) await browser.alarms.create(ALARM, { periodInMinutes: PERIOD_MINUTES });
}
