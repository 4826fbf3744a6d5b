/**
 * What another front-end does with a report, from its photo to its approval. Each client in this folder was made by a
 * public generator from the document, and knows nothing else of Tuntas.
 */
import { readFileSync } from 'node:fs';

export interface Report {
  channel: 'jaki';
  category: string;
  description: string;
  kelurahan: string;
  photos: string[];
}

export type Decision =
  | { action: 'proses' }
  | { action: 'tindak_lanjut'; narrative: string; after: string[] }
  | { action: 'setujui'; reason: string };

interface Standing {
  number: string;
  version: number;
  status: string;
}

/** `by` is a token. Each call throws what the refusal says. */
export interface Client {
  signIn(username: string, password: string): Promise<{ token: string }>;
  addPhoto(by: string, photo: Blob): Promise<{ id: string }>;
  file(by: string, report: Report): Promise<Standing>;
  act(by: string, on: Standing, decision: Decision): Promise<Standing>;
  changes(by: string, after: string): Promise<{ items: { number: string; action: string }[] }>;
  /** The type of the refusal of a report that is not there. */
  missing(by: string): Promise<string | undefined>;
}

export const [origin = '', key = '', photo = '', password = ''] = process.argv.slice(2);

export async function tell(client: Client): Promise<void> {
  const picture = new Blob([readFileSync(photo)], { type: 'image/jpeg' });
  const { token: admin } = await client.signIn('admin', password);
  const { token: validator } = await client.signIn('validator', password);

  const { id: before } = await client.addPhoto(key, picture);
  const filed = await client.file(key, {
    channel: 'jaki',
    category: 'Jalan',
    description: 'Jalan berlubang di depan sekolah.',
    kelurahan: '31.74.03.1002',
    photos: [before],
  });
  const accepted = await client.act(admin, filed, { action: 'proses' });
  const { id: after } = await client.addPhoto(admin, picture);
  const done = await client.act(admin, accepted, {
    action: 'tindak_lanjut',
    narrative: 'Lubang di Jalan Kemang Raya depan sekolah sudah ditambal dan dipadatkan.',
    after: [after],
  });
  const approved = await client.act(validator, done, {
    action: 'setujui',
    reason: 'Sudah dilihat di lokasi.',
  });
  const { items } = await client.changes(key, '0');

  process.stdout.write(
    JSON.stringify({
      statuses: [filed, accepted, done, approved].map(({ status }) => status),
      told: items.filter(({ number }) => number === filed.number).map(({ action }) => action),
      missing: await client.missing(key),
    }),
  );
}

/** What a generated client answers in one way or another: data, or the refusal. */
export function granted<T>(data: T | undefined, error: unknown): T {
  if (data === undefined) throw new Error(JSON.stringify(error));
  return data;
}
