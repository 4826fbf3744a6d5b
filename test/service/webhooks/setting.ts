/** A house and a receiver that it may call, with the officers these tests need. */
import { WebhookList } from '#shared/contract/webhooks.ts';
import { type House, type Officer, openHouse } from '../harness.ts';
import { Receiver } from './receiver.ts';

export interface Setting {
  receiver: Receiver;
  house: House;
  operator: Officer;
  admin: Officer;
}

export async function openSetting(): Promise<Setting> {
  const receiver = await Receiver.open();
  const house = await openHouse({ config: { outboundTrusted: [receiver.origin] } });
  return { receiver, house, operator: await house.as('operator'), admin: await house.as('admin') };
}

export async function allWebhooks(operator: Officer) {
  return (await operator.get('/webhooks')).as(WebhookList).items;
}

/** Between two tests: no webhook, and a receiver as if nothing had come yet. */
export async function clear({ receiver, operator }: Pick<Setting, 'receiver' | 'operator'>): Promise<void> {
  for (const { id } of await allWebhooks(operator)) await operator.delete(`/webhooks/${id}`);
  await receiver.reset();
}
