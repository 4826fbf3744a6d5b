/** A service that sends messages, and rounds of its post as the minute brings them. */
import type { NotificationTrail } from '#shared/contract/notification.ts';
import { NotificationTrail as Trail } from '#shared/contract/notification.ts';
import type { Config } from '../../../service/platform/settings.ts';
import { type House, type HouseOptions, openHouse } from '../harness.ts';

export const HOME = 'http://localhost';

export function openPostHouse(
  config: Pick<Config, 'smtp' | 'gateway' | 'outboundTrusted'>,
  options: HouseOptions = {},
): Promise<House> {
  return openHouse({ ...options, config: { publicUrl: HOME, ...config } });
}

export const mailedFrom = (url: string): Pick<Config, 'smtp'> => ({
  smtp: { url, from: 'Tuntas <laporan@tuntas.test>', host: 'tuntas.test' },
});

/** What falls due is planned and sent. */
export async function round(house: House): Promise<void> {
  await house.service.messages.mailer.run();
  await house.service.messages.mailer.settled();
}

export async function messagesOf(house: House, number: string): Promise<NotificationTrail['notices']> {
  const supervisor = await house.as('supervisor');
  return (await supervisor.get(`/tickets/${number}/notifications`)).as(Trail).notices;
}
