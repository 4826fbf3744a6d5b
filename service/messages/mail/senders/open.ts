/** The senders that are set up, in the order in which they are tried for a person; none where none is. */

import type { Outbound } from '../../../platform/outbound/outbound.ts';
import type { Config } from '../../../platform/settings.ts';
import { gatewaySender } from './gateway.ts';
import type { Sender } from './sender.ts';
import { smtpSender } from './smtp.ts';

export function openSenders(
  { smtp, gateway }: Pick<Config, 'smtp' | 'gateway'>,
  outbound: Outbound,
): Sender[] {
  return [...(smtp ? [smtpSender(smtp)] : []), ...(gateway ? [gatewaySender(gateway, outbound)] : [])];
}
