/** What goes to a receiver, in the form of Standard Webhooks 1.0: a body, and headers that name and sign it. */
import { Webhook } from 'standardwebhooks';
import type { Change } from '#shared/contract/queue.ts';
import type { WebhookMessage } from '#shared/contract/webhooks.ts';
import { type FeedLine, toChange } from '../../tickets/queue/feed.ts';

/** The same at every try, also after a restart: by it a receiver knows what it already has. No full stop in it. */
export function messageIdOf(webhook: string, seq: number): string {
  return `msg_${webhook.replaceAll('-', '')}_${seq}`;
}

export function bodyOf(line: FeedLine, scope: Change['scope']): string {
  const data = toChange(line, scope);
  const message: WebhookMessage = { type: `ticket.${line.action}`, timestamp: data.at, data };
  return JSON.stringify(message);
}

/** `at`: the real time of this try (ms UTC), which the receiver compares with its own; it is signed too. */
export function headersOf(
  messageId: string,
  body: string,
  secrets: readonly string[],
  at: number,
): Record<string, string> {
  const signatures = secrets.map((secret) => new Webhook(secret).sign(messageId, new Date(at), body));
  return {
    'content-type': 'application/json',
    'user-agent': 'Tuntas-Webhooks/1',
    'webhook-id': messageId,
    'webhook-timestamp': String(Math.floor(at / 1_000)),
    'webhook-signature': signatures.join(' '),
  };
}
