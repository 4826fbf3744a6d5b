import type { Platform } from '../platform/platform.ts';
import type { ServiceConfig } from '../platform/settings.ts';
import type { Tickets } from '../tickets/tickets.ts';
import { openAccountNews } from './mail/account-news.ts';
import { openMailer } from './mail/mailer.ts';
import { forgetOldMails } from './mail/outbox.ts';
import { outgoingPages } from './mail/pages/outgoing.tsx';
import { unsubscribePages } from './mail/pages/unsubscribe.tsx';
import { gatewaySender } from './mail/senders/gateway.ts';
import { smtpSender } from './mail/senders/smtp.ts';
import { openUnsubscribes } from './mail/unsubscribes.ts';
import { pushKeys } from './push/keys.ts';
import { openPusher } from './push/pusher.ts';
import { pushRoutes } from './push/routes.ts';
import { receiptPages } from './receipts/pages.tsx';
import { forgetOldReceipts } from './receipts/receipts.ts';
import { notificationRoutes } from './receipts/routes.ts';
import { openDispatchers } from './webhooks/dispatchers.ts';
import { webhookSecrets } from './webhooks/message.ts';
import { webhookPages } from './webhooks/pages.tsx';
import { webhookRoutes } from './webhooks/routes.ts';

export type Messages = ReturnType<typeof openMessages>;

export function openMessages(
  { config, db, clock, log, outbound, peers, keyOf }: Platform,
  { deps: tickets, logWatch }: Pick<Tickets, 'deps' | 'logWatch'>,
) {
  const { units, accounts, reads, policy } = tickets;
  const secrets = webhookSecrets(keyOf('webhooks'));
  const webhooks = openDispatchers({ db, clock, units, outbound, logWatch, secrets, peers, log });
  // The key's file keeps its first name: links in messages that were sent are signed with it.
  const unsubscribes = openUnsubscribes(db, clock, keyOf('notices'));
  // Tried in this order for each person; none where none is set up.
  const senders = [
    ...(config.smtp ? [smtpSender(config.smtp)] : []),
    ...(config.gateway ? [gatewaySender(config.gateway, outbound)] : []),
  ];
  const publicUrl = config.publicUrl ?? '';
  const accountNews = openAccountNews({ db, clock, senders, publicUrl, peers, log });
  const mailer = openMailer({
    db,
    clock,
    reads,
    units,
    unsubscribes,
    peers,
    log,
    senders,
    publicUrl,
  });
  const mail = { config, db, clock, policy, units, accounts, reads, mailer, unsubscribes };
  const hooks = { config, db, clock, units, accounts, outbound, webhooks, webhookSecrets: secrets };
  const receipts = { ...tickets, config };
  const push = { db, clock, outbound, units, accounts, keys: pushKeys(keyOf('push')) };
  const pusher = openPusher({ ...push, logWatch, peers, log, subject: subjectOf(config) });
  let isServing = false;
  return {
    mailer,
    unsubscribes,
    webhooks,
    pusher,
    calls: [webhookRoutes(hooks), notificationRoutes(receipts), pushRoutes(push)],
    pages: [webhookPages(hooks), receiptPages(receipts), outgoingPages(mail), unsubscribePages(mail)],
    jobs: [
      { name: 'notification receipts', run: () => forgetOldReceipts({ db, clock, policy }) },
      { name: 'old messages', run: () => forgetOldMails({ db, clock, policy }) },
      // As with checkpoints: nobody is written to about a demo that is being loaded.
      { name: 'messages', isOwn: true, run: async () => (isServing ? mailer.run() : undefined) },
      { name: 'news of accounts', isOwn: true, run: async () => (isServing ? accountNews.run() : undefined) },
      // They take their time: no other job waits for a receiver.
      { name: 'webhooks', isOwn: true, run: async () => webhooks.wake() },
      { name: 'pushes', isOwn: true, run: async () => pusher.wake() },
    ],
    async ready(): Promise<void> {
      await mailer.begin();
      await accountNews.begin();
      isServing = true;
      webhooks.start();
      await pusher.begin();
    },
    async close(): Promise<void> {
      await webhooks.stop();
      await pusher.stop();
      await mailer.stop();
    },
  };
}

/** Whom a push service writes to when something is wrong with what it gets (RFC 8292, 2.1). */
function subjectOf({
  securityContact,
  publicUrl,
}: Pick<ServiceConfig, 'securityContact' | 'publicUrl'>): string {
  if (securityContact !== undefined) return securityContact;
  return publicUrl?.startsWith('https:') ? publicUrl : 'mailto:push@tuntas.invalid';
}
