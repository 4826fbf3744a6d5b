/**
 * The worker's loop in a page: send what waits, fetch what changed, answer the forms. It lives as long as the page does;
 * what it had not sent by then lies in the outbox and goes at the next start.
 */
import { z } from 'zod';
import { UnreachableError } from '#shared/contract/client.ts';
import { ReportNumber } from '#shared/contract/primitives.ts';
import { createContext, type WorkerContext } from '../connection/service.ts';
import { CHOSEN_BY } from '../notifications/push-words.ts';
import { startCity } from '../platform/city.ts';
import { onWordsChange, startWords } from '../platform/i18n.ts';
import { dropOrphans, hurry } from '../store/outbox.ts';
import { ACCOUNT_ANSWERS } from '../worker/answers/account.ts';
import type { Answers, RunningWorker } from '../worker/answers/answers.ts';
import { DECISION_ANSWERS } from '../worker/answers/decisions.ts';
import { REPORT_ANSWERS } from '../worker/answers/reports.ts';
import { Cycle } from '../worker/cycle.ts';
import { forget } from '../worker/fetch/lookup.ts';
import { answerWith, browser } from './browser.ts';
import { commitWaiting, stockNonces } from './capture/commit.ts';

/** As often as the extension's alarm rings. */
const ROUND_MS = 30_000;
const LOCK = 'tuntas-loop';

/** Two windows of the app share one outbox: one at a time sends from it. */
class SharedCycle extends Cycle {
  private isOurs = false;
  private readonly means: WorkerContext;

  constructor(means: WorkerContext) {
    super(means);
    this.means = means;
  }

  override contact(): Promise<void> {
    // Where pages cannot agree, the service does: what it knows the key of, it takes once.
    if (this.isOurs || !navigator.locks) return super.contact();
    return navigator.locks.request(LOCK, async () => {
      this.isOurs = true;
      try {
        // As soon as there is a network, sent or not: until then it may have been taken.
        await commitWaiting(this.means);
        await super.contact();
      } finally {
        this.isOurs = false;
      }
    });
  }

  /** A capture that is told of after its photo vouches for nothing. */
  protected override async beforePhotos(): Promise<void> {
    if (!(await commitWaiting(this.means))) throw new UnreachableError('a capture is not told of yet');
  }
}

export function startLoop(show: (number: string) => void): WorkerContext {
  const context = createContext(() => {
    forget();
    void cycle.arm();
  });
  const cycle = new SharedCycle(context);
  const worker: RunningWorker = {
    context,
    deliver: () => cycle.contact(),
    async openDesk({ number }) {
      if (number !== undefined) show(number);
    },
    openDrawer: async () => false,
    standsIn: async () => false,
    overlayRunsOn: async () => false,
  };
  const ready = Promise.all([startWords(), startCity()]);
  answerWith(async (message) => {
    await ready;
    const parsed = Message.safeParse(message);
    // The window of the province's SSO hands its answer to extensions alone.
    if (parsed.data?.name === 'signInWays') return { ok: true, value: { sso: null } };
    return parsed.success && isAnswered(parsed.data.name)
      ? answerTo(worker, parsed.data.name, parsed.data.ask)
      : undefined;
  });
  const round = (): void => {
    if (document.visibilityState === 'visible')
      void ready.then(() => cycle.run()).then(() => stockNonces(context));
  };
  onWordsChange(() => {
    forget();
    leaveWords();
  });
  void ready.then(leaveWords);
  setInterval(round, ROUND_MS);
  addEventListener('online', () => void hurry(context.db, context.now()).then(round, round));
  document.addEventListener('visibilitychange', round);
  navigator.serviceWorker?.addEventListener('message', ({ data }) => {
    const said = FromServiceWorker.safeParse(data).data;
    if (said?.open !== undefined) show(said.open);
    // Whether told or pressed: there is something new to be fetched.
    round();
  });
  void dropOrphans(context.db, context.now());
  round();
  return context;
}

/** Of a push that came, or of its notification that was pressed. */
const FromServiceWorker = z.object({ open: ReportNumber.optional() });

/** For whoever is told by push; where nothing may be kept, that is without words. */
function leaveWords(): void {
  if (localStorage.getItem(CHOSEN_BY) === null) return;
  void import('../notifications/push.ts').then(({ keepPushWords }) => keepPushWords()).catch(() => undefined);
}

/** What the forms ask for; frames, cards and badges there are none of. */
const PARTS = { ...ACCOUNT_ANSWERS, ...DECISION_ANSWERS, ...REPORT_ANSWERS };
type Answered = keyof typeof PARTS;
const ANSWERS: Answers<Answered> = PARTS;
const Message = z.object({ name: z.string(), ask: z.unknown().optional() });

function isAnswered(name: string): name is Answered {
  return Object.hasOwn(ANSWERS, name);
}

async function answerTo<N extends Answered>(worker: RunningWorker, name: N, ask: unknown): Promise<unknown> {
  const handler: Answers<Answered>[N] = ANSWERS[name];
  const parsed = handler.ask.safeParse(ask);
  if (!parsed.success) return undefined;
  const sender = { id: browser.runtime.id, url: browser.runtime.getURL('/') };
  return handler.answer(parsed.data, { worker, sender, grant: null });
}
