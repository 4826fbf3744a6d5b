/**
 * Messages by a gateway to a messenger such as WhatsApp: a POST of `{id, to, text}` to the address the operator set.
 * Which provider stands behind it, and its own templates, are the gateway's business.
 */
import { type Outbound, OutboundFailure } from '../../../platform/outbound/outbound.ts';
import type { GatewaySettings } from '../../../platform/settings.ts';
import { mobileOf, type Sender, type SendOutcome } from './sender.ts';

export function gatewaySender({ url, token }: GatewaySettings, outbound: Outbound): Sender {
  return {
    name: 'whatsapp',
    addressOf: ({ phone }) => mobileOf(phone),
    // Whether it is there only a call could tell, and a call is a message.
    isReady: async () => true,
    async send({ id, to, text }) {
      try {
        const { status } = await outbound.send({
          url,
          headers: {
            'content-type': 'application/json',
            authorization: `Bearer ${token}`,
            'idempotency-key': id,
          },
          body: JSON.stringify({ id, to, text }),
        });
        return outcomeOf(status);
      } catch (error) {
        return wasNeverConnected(error) ? 'later' : 'unclear';
      }
    },
  };
}

function outcomeOf(status: number): SendOutcome {
  if (status >= 200 && status < 300) return 'sent';
  return status >= 500 || status === 408 || status === 429 ? 'later' : 'refused';
}

/** Before a connection stands nothing was handed over; afterwards nobody can tell. */
function wasNeverConnected(error: unknown): boolean {
  if (!(error instanceof OutboundFailure)) return false;
  const { why, cause } = error;
  if (why === 'timeout' || why === 'stopped') return false;
  if (why !== 'unreachable') return true;
  return cause instanceof Error && 'syscall' in cause && cause.syscall === 'connect';
}
