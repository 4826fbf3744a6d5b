/** The table of messages: what each must look like, and who answers it. Everything else is refused. */
import { z } from 'zod';
import { ActionBody } from '#shared/contract/action.ts';
import { ReportNumber } from '#shared/contract/primitives.ts';
import { rolesOf } from '#shared/contract/session.ts';
import { VERDICTS } from '#shared/evidence/finding.ts';
import { STATUSES } from '#shared/ticket/status.ts';
import { language, t } from '../i18n.ts';
import type { FrameGrant, FramePath, Greeting, MessageMap, MessageName, Outcome } from '../messages.ts';
import { decideAnew, dropRefused, holdBatch, takeBackAll } from '../replica/batch.ts';
import { isOnItsWay } from '../replica/effect.ts';
import { decisionsOn, hold } from '../replica/outbox.ts';
import { rowOf } from '../replica/tickets.ts';
import { ServiceOrigin, settings } from '../settings.ts';
import { matchesAnySite } from '../sites.ts';
import { markOpened } from '../toolbar/notices/notify.ts';
import { evidenceBasis } from './basis.ts';
import type { WorkerContext } from './context.ts';
import { find } from './find.ts';
import { grantOf, mintFrame, redeem } from './frames.ts';
import { cardReport, lookup } from './lookup.ts';
import { mayTouch } from './own-decision.ts';
import { fetchPhoto } from './photos.ts';
import { isMessageName, kindOf, maySend, needsGrant, type Sender } from './sender.ts';
import { call, outcome } from './service.ts';
import { signIn, signOut, whoAmI, wipe } from './session.ts';
import { signInBySso, signInWays } from './sso.ts';

/** What the router needs of the running worker besides its context. */
export interface Desk {
  context: WorkerContext;
  /** Sends what is ripe, then fetches what changed. */
  deliver: () => Promise<void>;
  openDesk: (number?: string) => Promise<void>;
  /** False where the page around has no script of ours to show it. */
  openDrawer: (tab: number, path: FramePath) => Promise<boolean>;
  /** Whether the overlay has any business on this page. */
  overlayRunsOn: (url: string | undefined) => Promise<boolean>;
}

interface Call {
  desk: Desk;
  sender: Sender;
  /** Of a frame inside a page; absent for pages of our own. */
  grant: FrameGrant | null;
}

type Handlers = {
  [N in MessageName]: {
    ask: z.ZodType<MessageMap[N]['ask']>;
    answer: (ask: MessageMap[N]['ask'], call: Call) => Promise<MessageMap[N]['answer']>;
  };
};

/** As many as a replica holds. */
const MOST_AT_ONCE = 2_000;

const Nothing = z.undefined();
const OneNumber = z.object({ number: ReportNumber });
const OneOrigin = z.object({ origin: ServiceOrigin });
const OneEntry = z.object({ entry: z.int() });

/** Answers the sender of a message, or nobody: undefined where it is not listed, malformed or not theirs. */
export async function answer(desk: Desk, message: unknown, sender: Sender): Promise<unknown> {
  const parsed = z.object({ name: z.string(), ask: z.unknown().optional() }).safeParse(message);
  if (!parsed.success || !isMessageName(parsed.data.name)) return undefined;
  return answerTo(desk, parsed.data.name, parsed.data.ask, sender);
}

async function answerTo<N extends MessageName>(
  desk: Desk,
  name: N,
  ask: unknown,
  sender: Sender,
): Promise<unknown> {
  const kind = kindOf(sender);
  if (kind === null || !maySend(kind, name)) return undefined;
  if (kind === 'content' && !(await desk.overlayRunsOn(sender.url)))
    return name === 'greet' ? null : denied();
  const grant = kind === 'frame' ? await grantOf(sender) : null;
  if (needsGrant(kind, name) && grant === null) return denied();
  const handler: Handlers[N] = HANDLERS[name];
  // On its way, a missing `ask` may be dropped or turn into null.
  const parsed = handler.ask.safeParse(ask ?? undefined);
  if (!parsed.success) return undefined;
  return handler.answer(parsed.data, { desk, sender, grant });
}

const HANDLERS: Handlers = {
  whoAmI: { ask: Nothing, answer: (_, { desk }) => whoAmI(desk.context) },
  signIn: {
    ask: z.object({ origin: ServiceOrigin, username: z.string(), password: z.string() }),
    async answer(ask, { desk }) {
      const result = await signIn(desk.context, ask);
      if (result.ok) await desk.deliver();
      return result;
    },
  },
  signInWays: { ask: OneOrigin, answer: (ask, { desk }) => signInWays(desk.context, ask) },
  signInBySso: {
    ask: OneOrigin,
    async answer(ask, { desk }) {
      const result = await signInBySso(desk.context, ask);
      if (result.ok) await desk.deliver();
      return result;
    },
  },
  signOut: {
    ask: z.object({ unsent: z.enum(['send', 'discard']).optional() }).transform(withoutUndefined),
    async answer(ask, { desk }) {
      const result = await signOut(desk.context, ask, desk.deliver);
      desk.context.changed();
      return result;
    },
  },
  wipe: {
    ask: z.object({ unsent: z.enum(['keep', 'discard']).optional() }).transform(withoutUndefined),
    async answer(ask, { desk }) {
      const result = await wipe(desk.context, ask);
      if (result.ok) await desk.deliver();
      desk.context.changed();
      return result;
    },
  },
  decide: {
    ask: z
      .object({ number: ReportNumber, version: z.int(), body: ActionBody, attachments: z.int().optional() })
      .transform(withoutUndefined),
    async answer(ask, { desk, grant }) {
      if (grant && !grant.decisions) return denied();
      return outcome(async () => {
        const entry = await hold(desk.context.db, ask, desk.context.now());
        desk.context.changed();
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
    async answer({ tickets, body }, { desk, grant }) {
      if (grant && !grant.decisions) return denied();
      return outcome(async () => {
        const decisions = tickets.map((ticket) => ({ ...ticket, body }));
        const entries = await holdBatch(desk.context.db, decisions, desk.context.now());
        desk.context.changed();
        return { entries };
      });
    },
  },
  undo: {
    ask: OneEntry,
    async answer({ entry }, { desk, sender, grant }) {
      if (!(await mayTouch(desk.context.db, entry, sender, grant))) return denied();
      const numbers = await takeBackAll(desk.context.db, entry);
      if (numbers.length === 0) return tooLate();
      desk.context.changed();
      return { ok: true, value: { numbers } };
    },
  },
  decideAnew: {
    ask: OneEntry.extend({ version: z.int() }),
    async answer({ entry, version }, { desk, sender, grant }) {
      if (!(await mayTouch(desk.context.db, entry, sender, grant))) return denied();
      return outcome(async () => {
        await decideAnew(desk.context.db, entry, version, desk.context.now());
        desk.context.changed();
        return null;
      });
    },
  },
  dismiss: {
    ask: OneEntry,
    async answer({ entry }, { desk, sender, grant }) {
      if (!(await mayTouch(desk.context.db, entry, sender, grant))) return denied();
      await dropRefused(desk.context.db, entry);
      desk.context.changed();
      return { ok: true, value: null };
    },
  },
  sync: {
    ask: Nothing,
    answer: (_, { desk }) =>
      outcome(async () => {
        await desk.deliver();
        return null;
      }),
  },
  open: {
    ask: OneNumber,
    answer: ({ number }, { desk: { context } }) =>
      outcome(async () => {
        await markOpened(context, number);
        const { data } = await call(context, 'getTicket', { params: { number } });
        const session = await context.db.session.get('session');
        if (session) {
          const decided = await decisionsOn(context.db, number, session.actor.id);
          const row = rowOf(data, rolesOf(session.actor), context.now());
          // What the service refused has taken nothing out of the queue: it waits to be decided anew.
          const leaving = decided.some((entry) => isOnItsWay(entry) && entry.effect.to === null);
          await context.db.tickets.put({ ...row, inQueue: row.inQueue && !leaving });
        }
        return null;
      }),
  },
  find: {
    ask: z.object({ text: z.string().trim().min(2).max(200) }),
    answer: ({ text }, { desk }) => find(desk.context, text),
  },
  claim: {
    ask: z.object({ number: ReportNumber, held: z.boolean() }),
    answer: ({ number, held }, { desk: { context } }) =>
      outcome(async () => {
        await call(context, held ? 'claim' : 'release', { params: { number } });
        return null;
      }),
  },
  photo: {
    ask: z.object({ id: z.string().max(200), as: z.enum(['thumb', 'display', 'original']) }),
    answer: ({ id, as }, { desk }) =>
      outcome(async () => {
        await fetchPhoto(desk.context, id, as);
        return null;
      }),
  },
  openDesk: {
    ask: z.object({ number: ReportNumber.optional() }).transform(withoutUndefined),
    async answer({ number }, { desk }) {
      await desk.openDesk(number);
      return null;
    },
  },
  greet: { ask: Nothing, answer: greeting },
  lookup: {
    ask: z.object({ numbers: z.array(ReportNumber).min(1).max(500) }),
    answer: ({ numbers }, { desk }) => lookup(desk.context, numbers),
  },
  card: {
    ask: OneNumber,
    answer: ({ number }, { desk, sender }) =>
      outcome(async () => {
        const grant = { number, decisions: await decisionsAllowed(desk.context, sender) };
        return { path: await mintFrame('card', grant, tabOf(sender), desk.context.now()) };
      }),
  },
  precheck: {
    ask: OneNumber,
    answer: ({ number }, { desk, sender }) =>
      outcome(async () => {
        const grant = { number, decisions: false };
        return { path: await mintFrame('precheck', grant, tabOf(sender), desk.context.now()) };
      }),
  },
  redeem: {
    ask: z.object({ nonce: z.uuid() }),
    async answer({ nonce }, { desk, sender }) {
      const grant = await redeem(nonce, sender, desk.context.now());
      return grant ? { ok: true, value: grant } : denied();
    },
  },
  report: {
    ask: OneNumber,
    async answer({ number }, { desk, grant }) {
      return grant?.number === number ? cardReport(desk.context, number) : denied();
    },
  },
  evidenceBasis: {
    ask: OneNumber,
    async answer({ number }, { desk, grant }) {
      return grant?.number === number ? evidenceBasis(desk.context, number) : denied();
    },
  },
  drawer: {
    ask: OneNumber,
    answer: ({ number }, { desk, sender, grant }) =>
      outcome(async () => {
        const tab = tabOf(sender);
        const decisions = grant?.decisions === true;
        const path = await mintFrame('desk', { number, decisions }, tab, desk.context.now());
        if (!(await desk.openDrawer(tab, path))) await desk.openDesk(number);
        return null;
      }),
  },
};

export async function greeting(): Promise<Greeting> {
  const statuses = STATUSES.map((status) => [status, t(`common.status.${status}`)]);
  const verdicts = VERDICTS.map((verdict) => [verdict, t(`common.verdict.${verdict}`)]);
  return {
    theme: await settings.theme.get(),
    language: language(),
    statuses: Object.fromEntries(statuses),
    verdicts: Object.fromEntries(verdicts),
    hint: t('overlay.hint'),
  };
}

/**
 * Decisions are offered on the service's own sites only; which these are, it said at sign-in. In a frame both its
 * own page and the page around it must be one.
 */
async function decisionsAllowed({ db }: WorkerContext, { url, tab, frameId }: Sender): Promise<boolean> {
  const sites = (await db.session.get('session'))?.sites ?? [];
  const pages = frameId === 0 ? [url] : [url, tab?.url];
  return pages.every((page) => page !== undefined && matchesAnySite(sites, page));
}

function tabOf(sender: Sender): number {
  const id = sender.tab?.id;
  if (id === undefined) throw new Error('A message from a page came without its tab');
  return id;
}

function tooLate(): Outcome<never> {
  return { ok: false, error: { word: 'too-late', message: t('worker.too_late') } };
}

function denied(): Outcome<never> {
  return { ok: false, error: { word: 'denied', message: t('worker.denied') } };
}

type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** zod's optional fields may hold undefined, `exactOptionalPropertyTypes` wants them gone. */
function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Defined<T>;
}
