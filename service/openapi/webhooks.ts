/** What is pushed to other systems: one message for each thing that may happen to a report, all of one shape. */
import { WebhookMessage } from '#shared/contract/webhooks.ts';
import { type EventAction, TOLD_ACTIONS } from '#shared/ticket/action.ts';
import { exampleNumber } from '#shared/ticket/number.ts';
import { zoneSuffix } from '#shared/time/zone.ts';
import { say } from '../platform/http/language.ts';
import type { Schemas } from './schemas.ts';

const HEADERS = [
  [
    'webhook-id',
    'Names the message, the same at every try: by it a receiver knows what it already has.',
    'msg_3f1f_5120',
  ],
  ['webhook-timestamp', 'When it was sent, in seconds since 1970; the signature covers it.', '1741572120'],
  [
    'webhook-signature',
    'As Standard Webhooks 1.0 has it, over id, timestamp and body with the secret of the webhook; while a secret is being replaced there are two.',
    'v1,K5oZfzN95Z9UVu1EsfQmfVNQhnkZ2pj9o9NDN/H/pI4=',
  ],
] as const;

export function webhooksOf(schemas: Schemas): Record<string, object> {
  return Object.fromEntries(
    TOLD_ACTIONS.map((action) => [`ticket.${action}`, { post: messageOf(action, schemas) }]),
  );
}

function messageOf(action: EventAction, schemas: Schemas): object {
  const camel = action.split('_').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return {
    operationId: `onTicket${camel.join('')}`,
    tags: ['Webhooks'],
    summary: say(`common.event.${action}`, 'en'),
    description: `Sent to every webhook that asks for \`${action}\` and may see the report.`,
    // The signature stands for the sender.
    security: [],
    parameters: HEADERS.map(([name, description, example]) => ({
      name,
      in: 'header',
      required: true,
      description,
      example,
      schema: { type: 'string' },
    })),
    requestBody: {
      required: true,
      content: {
        'application/json': { schema: schemas.refer(WebhookMessage, 'output'), example: exampleOf(action) },
      },
    },
    responses: {
      '2XX': { description: 'Taken: it is not sent again.' },
      410: { description: 'Wanted no more: the webhook is paused.' },
      '4XX': { description: 'Not taken: sent again later, and later news of the report waits behind it.' },
    },
  };
}

function exampleOf(action: EventAction): object {
  const at = `2025-03-10T09:42:00.000${zoneSuffix()}`;
  const data = {
    seq: 5120,
    at,
    number: exampleNumber(),
    version: 7,
    action,
    actor: { role: 'sistem', unit: null },
    from: 'proses',
    to: 'proses',
    scope: 'in',
  };
  return { type: `ticket.${action}`, timestamp: at, data };
}
