/**
 * Sends what is due, one after another for each sender, beside everything else the service does. Never twice: a
 * notice is taken up before it is handed over, and one whose fate is unclear is left to a person.
 */

import type { NoticeKind } from '#shared/contract/message-kind.ts';
import type { NoticeWhy } from '#shared/contract/notification.ts';
import { TRACK_PATH } from '../../pages/paths.ts';
import type { Log } from '../../platform/log.ts';
import type { NoticeRow } from '../../tables/notice.ts';
import type { TicketRow } from '../../tables/ticket.ts';
import { contactOf } from './contacts.ts';
import { buryInterrupted, nextDue, settle, takeUp, tryLater } from './outbox.ts';
import { planNotices } from './plan.ts';
import type { MailDeps, Post } from './post-rounds.ts';
import type { Refusals } from './refusals.ts';
import { render } from './render.ts';
import type { Sender } from './senders/sender.ts';
import { templateOf } from './templates.ts';

export type PostNeeds = Pick<MailDeps, 'db' | 'clock' | 'reads' | 'units'> & {
  senders: readonly Sender[];
  refusals: Refusals;
  /** Where people reach the service: what the links begin with. */
  publicUrl: string;
  log: Log;
  chance?: () => number;
};

/** Where the link to no more notices leads; a token follows. */
export const REFUSE_PATH = '/berhenti';

/** Sent without a pause in one run: what is left over is sent a minute later. */
const MOST = 500;

const EXPIRES: Partial<Record<NoticeKind, (row: TicketRow, notice: NoticeRow, now: number) => boolean>> = {
  dikembalikan: ({ status }) => status !== 'tl_ditolak',
  mendekati_batas: ({ nextDueAt }, { occasion }, now) =>
    nextDueAt === null || nextDueAt <= now || !occasion.endsWith(` ${nextDueAt}`),
};

export function openPost({ log, chance = Math.random, ...needs }: PostNeeds): Post {
  const { senders, refusals, reads, units, clock, publicUrl } = needs;
  let sending: Promise<unknown> = Promise.resolve();
  let isSending = false;
  let isStopped = false;
  let isClean = false;

  async function run(): Promise<void> {
    if (senders.length === 0 || isStopped) return;
    if (!isClean) await buryInterrupted(needs);
    isClean = true;
    await planNotices(needs);
    if (isSending) return;
    isSending = true;
    sending = Promise.all(senders.map(sendDue)).finally(() => {
      isSending = false;
    });
  }

  async function sendDue(sender: Sender): Promise<void> {
    try {
      let row = await nextDue(sender.name, needs);
      if (row !== null && !(await sender.isReady())) {
        log.warn({ sender: sender.name }, 'notices wait: nobody takes them');
        return;
      }
      for (let sent = 0; row !== null && sent < MOST && !isStopped; sent++) {
        await send(row, sender);
        row = await nextDue(sender.name, needs);
      }
    } catch (error) {
      // The message of an error could name an address.
      log.error(
        { sender: sender.name, error: error instanceof Error ? error.name : 'unknown' },
        'notices failed',
      );
    }
  }

  async function send(row: NoticeRow, sender: Sender): Promise<void> {
    const report = await reads.byId(row.ticketId);
    const to = sender.addressOf(await contactOf(row.recipient, row.ticketId, needs));
    if (report === null || to === null) return drop(row, 'no_address');
    if (await refusals.has(refusals.hashOf(to))) return drop(row, 'unwanted');
    if (EXPIRES[row.kind]?.(report, row, clock.now())) return drop(row, 'late');
    const refuse = `${publicUrl}${REFUSE_PATH}/${refusals.tokenFor(to)}`;
    const links = { track: `${publicUrl}${TRACK_PATH}/${report.number}`, refuse };
    const words = render(await templateOf(row.kind, needs), report, links, units);
    await takeUp(row, needs);
    const outcome = await sender.send({ id: row.id, to, refusal: `${refuse}/segera`, ...words });
    if (outcome === 'sent') return settle(row, { state: 'sent' }, needs);
    if (outcome === 'later') return tryLater(row, chance(), needs);
    return settle(row, { state: 'dead', why: outcome }, needs);
  }

  const drop = (row: NoticeRow, why: NoticeWhy): Promise<void> =>
    settle(row, { state: 'dropped', why }, needs);

  return {
    ways: senders.map(({ name }) => name),
    run,
    async settled() {
      await sending;
    },
    async stop() {
      isStopped = true;
      await sending;
    },
  };
}
