/** Answers to decisions: made, taken back, dropped or made anew. A frame decides only where its page is the service's own. */
import { z } from 'zod';
import { ActionBody } from '#shared/contract/action.ts';
import { ReportNumber } from '#shared/contract/primitives.ts';
import { decideAnew, dropRefused, holdBatch, takeBackAll } from '../../replica/batch.ts';
import { hold } from '../../replica/outbox.ts';
import { mayDecide, mayTouch } from '../own-decision.ts';
import { outcome } from '../service.ts';
import { type Answers, denied, OneNumber, tooLate, withoutUndefined } from './answers.ts';

type Names = 'decide' | 'decideMany' | 'undo' | 'decideAnew' | 'dismiss';

/** As many as a replica holds. */
const MOST_AT_ONCE = 2_000;

const OneEntry = z.object({ entry: z.int() });

export const DECISION_ANSWERS: Answers<Names> = {
  decide: {
    ask: z
      .object({ number: ReportNumber, version: z.int(), body: ActionBody, attachments: z.int().optional() })
      .transform(withoutUndefined),
    async answer(ask, { desk, sender, grant }) {
      if (grant && !mayDecide(grant, sender, ask.number)) return denied();
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
    async answer({ tickets, body }, { desk, sender, grant }) {
      if (grant && !tickets.every(({ number }) => mayDecide(grant, sender, number))) return denied();
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
};
