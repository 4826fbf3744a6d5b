/**
 * What an officer is told of their own account, where they left an address: that somebody else took their second factor
 * away. Read off the account log after a mark, so that none is missed; told again rather than not at all.
 */
import { randomUUID } from 'node:crypto';
import { and, asc, eq, gt, max } from 'drizzle-orm';
import { DAY } from '#shared/time/zone.ts';
import { FORMATS, LOCALES } from '#shared/words/locale.ts';
import { speaker } from '#shared/words/speak.ts';
import { fullDate } from '#shared/words/time.ts';
import type { Log } from '../../platform/log.ts';
import type { Peers } from '../../platform/peers/peers.ts';
import { accountLog } from '../../tables/account.ts';
import { messageMark } from '../../tables/message.ts';
import { contactOf } from './contacts.ts';
import type { MailDeps } from './deps.ts';
import { MESSAGES } from './mailer.ts';
import type { Sender } from './senders/sender.ts';

type NewsDeps = Pick<MailDeps, 'db' | 'clock'> & {
  senders: readonly Sender[];
  publicUrl: string;
  peers: Pick<Peers, 'take'>;
  log: Log;
};

/** Its row among the marks; the first is that of the log of reports. */
const MARK = 2;
/** Longer ago it is no news: messages were off. */
const STALE = DAY;

export function openAccountNews(needs: NewsDeps) {
  const { db, clock, senders, publicUrl, peers, log } = needs;

  /** False where it is to be tried again. */
  async function tell(officer: string, at: number): Promise<boolean> {
    if (at < clock.now() - STALE) return true;
    const contact = await contactOf(officer, 0, needs);
    for (const sender of senders) {
      const to = sender.addressOf(contact);
      if (to === null) continue;
      const outcome = await sender.send({ id: randomUUID(), to, ...wordsOf(at, publicUrl) });
      if (outcome !== 'sent') log.warn({ sender: sender.name, outcome }, 'news of an account not sent');
      return outcome !== 'later';
    }
    return true;
  }

  return {
    /** Before the first call is answered: nobody is written to about what was before there were messages. */
    async begin(): Promise<void> {
      if (senders.length === 0) return;
      const [newest] = await db.select({ id: max(accountLog.id) }).from(accountLog);
      await db
        .insert(messageMark)
        .values({ id: MARK, seq: newest?.id ?? 0 })
        .onConflictDoNothing();
    },

    async run(): Promise<void> {
      const lease = await peers.take(MESSAGES);
      if (lease === null) return;
      const [mark] = await db.select().from(messageMark).where(eq(messageMark.id, MARK));
      if (senders.length === 0 || !mark) return;
      const news = await db
        .select()
        .from(accountLog)
        .where(and(gt(accountLog.id, mark.seq), eq(accountLog.event, 'factor_reset')))
        .orderBy(asc(accountLog.id));
      for (const { id, subject, at } of news) {
        if (!lease.isHeld() || !(await tell(subject, at))) return;
        const read = db.update(messageMark).set({ seq: id }).where(eq(messageMark.id, MARK));
        try {
          await db.batch([lease.guard(), read]);
        } catch (error) {
          if (lease.isLost(error)) return;
          throw error;
        }
      }
    },
  };
}

function wordsOf(at: number, publicUrl: string): { subject: string; text: string } {
  const [first, ...others] = LOCALES;
  const part = (locale: (typeof LOCALES)[number]): string =>
    speaker(locale)({
      key: 'messages.factor_reset.body',
      values: { when: fullDate(at, locale), address: publicUrl },
    });
  const more = others.map((other) => `— ${FORMATS[other].name} —\n\n${part(other)}`);
  return {
    subject: speaker(first)('messages.factor_reset.subject'),
    text: `${[part(first), ...more].join('\n\n')}\n`,
  };
}
