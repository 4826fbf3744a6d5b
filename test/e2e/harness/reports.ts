/** Reports with real photos, brought through the service's own door to where a test needs them. */
import type { createClient } from '#shared/contract/client.ts';
import type { Ticket } from '#shared/contract/ticket.ts';
import { renderShot } from '../../../service/demo/photo/render.ts';
import type { Subject } from '../../../service/demo/photo/shot.ts';
import { stamp } from '../../../service/demo/photo/stamp.ts';
import type { TestService } from './service.ts';

export const FILED_AT = '2025-03-08T09:15:00+07:00';
export const FOLLOWED_UP_AT = '2025-03-10T11:00:00+07:00';
const TAKEN_AT = new Date('2025-03-10T10:20:00+07:00');

export const [KELURAHAN, DINAS] = ['31.74.03.1002', 'dinas-bina-marga'];

const POINT = { lat: -6.2607, lon: 106.8135 };
/** Degrees of latitude for a metre. */
const METRE = 1 / 110_574;

export interface Story {
  subject: Subject;
  category: string;
  description: string;
  narrative: string;
  /** Metres between the report's point and where the after-photo was taken. */
  off: number;
}

/** A follow-up in which nothing is to be found. */
export const POTHOLE: Story = {
  subject: 'pothole',
  category: 'Jalan',
  description: 'Jalan berlubang di depan nomor 12',
  narrative:
    'Petugas PPSU menambal lubang di Jalan Kemang Raya depan nomor 12 pada Senin pagi, permukaan jalan sudah rata dan aman dilalui.',
  off: 8,
};

type Client = ReturnType<typeof createClient>;

/** Files the report as the kelurahan's own desk does. */
export async function file(service: TestService, story: Story): Promise<Ticket> {
  const admin = await service.as('admin');
  const before = await photo(story, 'before', null);
  const { data } = await admin.call('fileReport', {
    body: {
      channel: 'kantor_lurah',
      category: story.category,
      description: story.description,
      point: { ...POINT, accuracyM: 10 },
      address: 'Jalan Kemang Raya 12',
      kelurahan: KELURAHAN,
    },
    files: { photos: [before] },
  });
  return data;
}

/** Hands it on to another unit, which is told of it. */
export async function passOn(service: TestService, number: string, by: string, to: string): Promise<void> {
  const client = await service.as(by);
  const { data } = await client.call('getTicket', { params: { number } });
  await client.call('act', {
    params: { number },
    version: data.version,
    body: { action: 'koordinasi', to, reason: 'Kewenangannya di sana' },
  });
}

/**
 * Takes it in and follows it up with a photo taken `off` metres from its point, or with several: it then waits for a
 * validator.
 */
export async function followUp(
  service: TestService,
  story: Story,
  filed: Ticket,
  offs: readonly number[] = [story.off],
): Promise<Ticket> {
  const admin = await service.as('admin');
  const taken = await take(service, filed);
  const after = await Promise.all(offs.map((off, index) => photo(story, 'after', off, index)));
  return act(admin, taken, { action: 'tindak_lanjut', narrative: story.narrative }, after);
}

export async function take(service: TestService, filed: Ticket): Promise<Ticket> {
  return act(await service.as('admin'), filed, { action: 'proses' });
}

/** Taken `off` metres from the report's point, after it was filed. */
export function afterPhoto(story: Story, off: number): Promise<File> {
  return photo(story, 'after', off);
}

export async function moveClock(service: TestService, now: string): Promise<void> {
  await (await service.as('operator')).call('setClock', { body: { now } });
}

async function act(
  client: Client,
  ticket: Ticket,
  body: Parameters<Client['call']>[1]['body'] & { action: 'proses' | 'tindak_lanjut' },
  after: readonly File[] = [],
): Promise<Ticket> {
  const { data } = await client.call('act', {
    params: { number: ticket.number },
    version: ticket.version,
    body: body as never,
    files: { after },
  });
  return data;
}

async function photo(story: Story, state: 'before' | 'after', off: number | null, take = 0): Promise<File> {
  const shot = await renderShot({ place: story.description, subject: story.subject, state, take });
  const stamped =
    off === null
      ? shot
      : stamp(shot, {
          make: 'samsung',
          model: 'SM-A546E',
          software: 'A546EXXU5BWK6',
          cameraTime: '2025:03:10 10:20:00',
          offset: '+07:00',
          gps: { lat: POINT.lat + off * METRE, lon: POINT.lon, fixAt: TAKEN_AT, errorM: 8 },
          xmp: null,
        });
  return new File([new Uint8Array(stamped)], `${state}.jpg`, { type: 'image/jpeg' });
}
