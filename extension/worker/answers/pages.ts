/** Answers to web pages, to the frames in them, and about which of our pages is to open. */
import { z } from 'zod';
import { ReportNumber } from '#shared/contract/primitives.ts';
import { matchesAnySite } from '../../sites.ts';
import { evidenceBasis } from '../basis.ts';
import type { WorkerContext } from '../context.ts';
import { type Around, mintFrame, redeem } from '../frames.ts';
import { greeting } from '../greeting.ts';
import { cardReport, lookup } from '../lookup.ts';
import type { Sender } from '../sender.ts';
import { outcome } from '../service.ts';
import { type Answers, denied, Nothing, OneNumber, withoutUndefined } from './answers.ts';

type Names =
  | 'openDesk'
  | 'greet'
  | 'lookup'
  | 'card'
  | 'precheck'
  | 'redeem'
  | 'report'
  | 'evidenceBasis'
  | 'drawer';

export const PAGE_ANSWERS: Answers<Names> = {
  openDesk: {
    ask: z
      .object({ number: ReportNumber.optional(), compare: z.boolean().optional() })
      .transform(withoutUndefined),
    async answer(target, { desk }) {
      await desk.openDesk(target);
      return { ok: true, value: null };
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
        const decisions = await decisionsAllowed(desk.context, sender);
        const grant = { number, decisions, around: aroundOf(sender) };
        return { path: await mintFrame('card', grant, desk.context.now()) };
      }),
  },
  precheck: {
    ask: OneNumber,
    answer: ({ number }, { desk, sender }) =>
      outcome(async () => {
        const grant = { number, decisions: false, around: aroundOf(sender) };
        return { path: await mintFrame('precheck', grant, desk.context.now()) };
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
        const { tab } = aroundOf(sender);
        const granted = { number, decisions: grant?.decisions === true, around: { tab, frame: 0 } };
        const path = await mintFrame('desk', granted, desk.context.now());
        if (!(await desk.openDrawer(tab, path))) await desk.openDesk({ number });
        return null;
      }),
  },
};

/**
 * Decisions are offered on the service's own sites only; which these are, it said at sign-in. In a frame both its
 * own page and the page around it must be one.
 */
async function decisionsAllowed({ db }: WorkerContext, { url, tab, frameId }: Sender): Promise<boolean> {
  const sites = (await db.session.get('session'))?.sites ?? [];
  const pages = frameId === 0 ? [url] : [url, tab?.url];
  return pages.every((page) => page !== undefined && matchesAnySite(sites, page));
}

function aroundOf({ tab, frameId = 0 }: Sender): Around {
  if (tab?.id === undefined) throw new Error('A message from a page came without its tab');
  return { tab: tab.id, frame: frameId };
}
