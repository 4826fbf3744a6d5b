import type { Platform } from '../platform/platform.ts';
import type { Tickets } from '../tickets/tickets.ts';
import { openAccountNews } from './mail/account-news.ts';
import { openMailer } from './mail/mailer.ts';
import { forgetOldMails } from './mail/outbox.ts';
import { outgoingPages } from './mail/pages/outgoing.tsx';
import { unsubscribePages } from './mail/pages/unsubscribe.tsx';
import { gatewaySender } from './mail/senders/gateway.ts';
import { smtpSender } from './mail/senders/smtp.ts';
import { openUnsubscribes } from './mail/unsubscribes.ts';
import { receiptPages } from './receipts/pages.tsx';
import { forgetOldReceipts } from './receipts/receipts.ts';
import { notificationRoutes } from './receipts/routes.ts';
import { openDispatchers } from './webhooks/dispatchers.ts';
import { webhookSecrets } from './webhooks/message.ts';
import { webhookPages } from './webhooks/pages.tsx';
import { webhookRoutes } from './webhooks/routes.ts';

export type Messages = ReturnType<typeof openMessages>;

export function openMessages(
  { config, db, clock, log, outbound, keyOf }: Platform,
  { deps: tickets, logWatch }: Pick<Tickets, 'deps' | 'logWatch'>,
) {
  const { units, accounts, reads, policy } = tickets;
  const secrets = webhookSecrets(keyOf('webhooks'));
  const webhooks = openDispatchers({ db, clock, units, outbound, logWatch, secrets, log });
  // The key's file keeps its first name: links in messages that were sent are signed with it.
  const unsubscribes = openUnsubscribes(db, clock, keyOf('notices'));
  // Tried in this order for each person; none where none is set up.
  const senders = [
    ...(config.smtp ? [smtpSender(config.smtp)] : []),
    ...(config.gateway ? [gatewaySender(config.gateway, outbound)] : []),
  ];
  const publicUrl = config.publicUrl ?? '';
  const accountNews = openAccountNews({ db, clock, senders, publicUrl, log });
  const mailer = openMailer({
    db,
    clock,
    reads,
    units,
    unsubscribes,
    log,
    senders,
    publicUrl,
  });
  const mail = { config, db, clock, policy, units, accounts, reads, mailer, unsubscribes };
  const hooks = { config, db, clock, units, accounts, outbound, webhooks, webhookSecrets: secrets };
  const receipts = { ...tickets, config };
  let isServing = false;
  return {
    mailer,
    unsubscribes,
    webhooks,
    calls: [webhookRoutes(hooks), notificationRoutes(receipts)],
    pages: [webhookPages(hooks), receiptPages(receipts), outgoingPages(mail), unsubscribePages(mail)],
    jobs: [
      { name: 'notification receipts', run: () => forgetOldReceipts({ db, clock, policy }) },
      { name: 'old messages', run: () => forgetOldMails({ db, clock, policy }) },
      // As with checkpoints: nobody is written to about a demo that is being loaded.
      { name: 'messages', run: async () => (isServing ? mailer.run() : undefined) },
      { name: 'news of accounts', run: async () => (isServing ? accountNews.run() : undefined) },
      // They take their time: no other job waits for a receiver.
      { name: 'webhooks', run: async () => webhooks.wake() },
    ],
    async ready(): Promise<void> {
      await mailer.begin();
      await accountNews.begin();
      isServing = true;
      webhooks.start();
    },
    async close(): Promise<void> {
      await webhooks.stop();
      await mailer.stop();
    },
  };
}
