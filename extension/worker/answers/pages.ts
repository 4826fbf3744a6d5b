/** Answers to web pages, to the frames in them, and about which of our pages is to open. */
import { z } from 'zod';
import { ReportNumber } from '#shared/contract/primitives.ts';
import { outcome, type WorkerContext } from '../../connection/service.ts';
import { settings } from '../../platform/settings.ts';
import { matchesAnySite } from '../../platform/sites.ts';
import { cardPhoto, cardReport, evidenceBasis, lookup } from '../fetch/lookup.ts';
import { type Around, mintFrame, redeem } from '../pages/frames.ts';
import { pageOf, type Sender } from '../pages/sender.ts';
import { greeting } from '../pages/tell.ts';
import { type Answers, denied, Nothing, OneNumber, withoutUndefined } from './answers.ts';

type Names =
  | 'openDesk'
  | 'greet'
  | 'city'
  | 'lookup'
  | 'card'
  | 'precheck'
  | 'redeem'
  | 'report'
  | 'cardPhoto'
  | 'evidenceBasis'
  | 'drawer';

export const PAGE_ANSWERS: Answers<Names> = {
  openDesk: {
    ask: z
      .object({ number: ReportNumber.optional(), compare: z.boolean().optional() })
      .transform(withoutUndefined),
    async answer(target, { worker }) {
      await worker.openDesk(target);
      return { ok: true, value: null };
    },
  },
  greet: { ask: Nothing, answer: greeting },
  city: { ask: Nothing, answer: () => settings.city.get() },
  lookup: {
    ask: z.object({ numbers: z.array(ReportNumber).min(1).max(500) }),
    answer: ({ numbers }, { worker }) => lookup(worker.context, numbers),
  },
  card: {
    ask: OneNumber,
    answer: ({ number }, { worker, sender }) =>
      outcome(async () => {
        const decisions = await decisionsAllowed(worker.context, sender);
        const grant = { number, decisions, around: aroundOf(sender) };
        return { nonce: await mintFrame(grant, worker.context.now()) };
      }),
  },
  precheck: {
    ask: OneNumber,
    answer: ({ number }, { worker, sender }) =>
      outcome(async () => {
        const grant = { number, decisions: false, around: aroundOf(sender) };
        return { nonce: await mintFrame(grant, worker.context.now()) };
      }),
  },
  redeem: {
    ask: z.object({ nonce: z.uuid() }),
    async answer({ nonce }, { worker, sender }) {
      const grant = await redeem(nonce, sender, worker.context.now());
      return grant ? { ok: true, value: grant } : denied();
    },
  },
  report: {
    ask: OneNumber,
    async answer({ number }, { worker, grant }) {
      return grant?.number === number ? cardReport(worker.context, number) : denied();
    },
  },
  cardPhoto: {
    ask: z.object({ id: z.string().max(200) }),
    async answer({ id }, { worker, grant }) {
      return (grant && (await cardPhoto(worker.context, grant.number, id))) ?? denied();
    },
  },
  evidenceBasis: {
    ask: OneNumber,
    async answer({ number }, { worker, grant }) {
      return grant?.number === number ? evidenceBasis(worker.context, number) : denied();
    },
  },
  drawer: {
    ask: OneNumber,
    answer: ({ number }, { worker, sender, grant }) =>
      outcome(async () => {
        const { tab } = aroundOf(sender);
        const granted = { number, decisions: grant?.decisions === true, around: { tab, frame: 0 } };
        const nonce = await mintFrame(granted, worker.context.now());
        if (!(await worker.openDrawer(tab, nonce))) await worker.openDesk({ number });
        return null;
      }),
  },
};

/**
 * Decisions are offered on the service's own sites only; which these are, it said at sign-in. In a frame both its
 * own page and the page around it must be one.
 */
async function decisionsAllowed({ db }: WorkerContext, sender: Sender): Promise<boolean> {
  const sites = (await db.session.get('session'))?.sites ?? [];
  const own = pageOf(sender);
  const pages = sender.frameId === 0 ? [own] : [own, sender.tab?.url];
  return pages.every((page) => page !== undefined && matchesAnySite(sites, page));
}

function aroundOf({ tab, frameId = 0 }: Sender): Around {
  if (tab?.id === undefined) throw new Error('A message from a page came without its tab');
  return { tab: tab.id, frame: frameId };
}
