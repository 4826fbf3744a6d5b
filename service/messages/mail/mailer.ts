/**
 * Sends what is due, one after another for each sender, beside everything else the service does. Never twice: a
 * message is taken up before it is handed over, and one whose fate is unclear is left to a person. Of several processes
 * one sends.
 */
import type { MessageKind } from '#shared/contract/messages.ts';
import type { MessageWhy } from '#shared/contract/notification.ts';
import { TRACK_PATH } from '../../pages/menu.ts';
import type { Log } from '../../platform/log.ts';
import type { Lease } from '../../platform/peers/leases.ts';
import type { Peers } from '../../platform/peers/peers.ts';
import type { MessageRow } from '../../tables/message.ts';
import type { TicketRow } from '../../tables/ticket.ts';
import { contactOf } from './contacts.ts';
import type { MailDeps } from './deps.ts';
import { buryInterrupted, nextDue, settleMail, takeUp, tryLater } from './outbox.ts';
import { beginPlanning, planMails } from './plan.ts';
import type { Sender } from './senders/sender.ts';
import { render, templateOf } from './templates.ts';
import type { Unsubscribes } from './unsubscribes.ts';

export type MailerDeps = Pick<MailDeps, 'db' | 'clock' | 'reads' | 'units'> & {
  senders: readonly Sender[];
  unsubscribes: Unsubscribes;
  /** Where people reach the service: what the links begin with. */
  publicUrl: string;
  peers: Pick<Peers, 'take'>;
  log: Log;
  chance?: () => number;
};

/** What is sent under; news of accounts as well. */
export const MESSAGES = 'messages';

/** Where the link to no more messages leads; a token follows. */
export const UNSUBSCRIBE_PATH = '/berhenti';

/** Sent without a pause in one run: what is left over is sent a minute later. */
const MOST = 500;

const EXPIRES: Partial<Record<MessageKind, (row: TicketRow, mail: MessageRow, now: number) => boolean>> = {
  dikembalikan: ({ status }) => status !== 'tl_ditolak',
  tunda_berakhir: ({ desk, heldUntil }) => desk === null || heldUntil !== null,
  mendekati_batas: ({ nextDueAt }, { occasion }, now) =>
    nextDueAt === null || nextDueAt <= now || !occasion.endsWith(` ${nextDueAt}`),
};

export function openMailer({ log, chance = Math.random, ...needs }: MailerDeps) {
  const { senders, unsubscribes, reads, units, clock, publicUrl, peers } = needs;
  let sending: Promise<unknown> = Promise.resolve();
  let isSending = false;
  let isStopped = false;
  /** That under which what was interrupted before was buried. */
  let clean: Lease | null = null;

  async function run(): Promise<void> {
    if (senders.length === 0 || isStopped) return;
    const lease = await peers.take(MESSAGES);
    if (lease === null || (isSending && lease !== clean)) return;
    const mine = { ...needs, lease };
    try {
      if (lease !== clean) await buryInterrupted(mine);
      clean = lease;
      await planMails(mine);
    } catch (error) {
      if (lease.isLost(error)) return;
      throw error;
    }
    if (isSending) return;
    isSending = true;
    sending = Promise.all(senders.map((sender) => sendDue(sender, lease))).finally(() => {
      isSending = false;
    });
  }

  async function sendDue(sender: Sender, lease: Lease): Promise<void> {
    try {
      let row = await nextDue(sender.name, needs);
      if (row !== null && !(await sender.isReady())) {
        log.warn({ sender: sender.name }, 'messages wait: nobody takes them');
        return;
      }
      for (let sent = 0; row !== null && sent < MOST && !isStopped && lease.isHeld(); sent++) {
        await send(row, sender, lease);
        row = await nextDue(sender.name, needs);
      }
    } catch (error) {
      if (lease.isLost(error)) return;
      // The message of an error could name an address.
      log.error(
        { sender: sender.name, error: error instanceof Error ? error.name : 'unknown' },
        'messages failed',
      );
    }
  }

  async function send(row: MessageRow, sender: Sender, lease: Lease): Promise<void> {
    const mine = { ...needs, lease };
    const drop = (why: MessageWhy): Promise<void> => settleMail(row, { state: 'dropped', why }, mine);
    const report = await reads.byId(row.ticketId);
    const to = sender.addressOf(await contactOf(row.recipient, row.ticketId, needs));
    if (report === null || to === null) return drop('no_address');
    if (await unsubscribes.has(unsubscribes.hashOf(to))) return drop('unwanted');
    if (EXPIRES[row.kind]?.(report, row, clock.now())) return drop('late');
    const unsubscribe = `${publicUrl}${UNSUBSCRIBE_PATH}/${unsubscribes.tokenFor(to)}`;
    const links = { track: `${publicUrl}${TRACK_PATH}/${report.number}`, unsubscribe };
    const words = render(await templateOf(row.kind, needs), report, links, units);
    await takeUp(row, mine);
    const outcome = await sender.send({ id: row.id, to, unsubscribe: `${unsubscribe}/segera`, ...words });
    if (outcome === 'sent') return settleMail(row, { state: 'sent' }, mine);
    if (outcome === 'later') return tryLater(row, chance(), mine);
    return settleMail(row, { state: 'dead', why: outcome }, mine);
  }

  return {
    /** By what messages leave; empty where none do. */
    ways: senders.map(({ name }) => name),
    /** Before the first call is answered: whatever happens from then on is told. */
    async begin(): Promise<void> {
      if (senders.length > 0) await beginPlanning(needs);
    },
    /** Plans what has become due and begins to send; resolves before that has ended. */
    run,
    /** Resolves once nothing more is being sent. */
    async settled(): Promise<void> {
      await sending;
    },
    async stop(): Promise<void> {
      isStopped = true;
      await sending;
    },
  };
}
