/** A front-end of somebody else's, in Node: it knows the package and nothing else of Tuntas. Prints what it came to. */
import { readFileSync } from 'node:fs';
import { connect, ProblemError, type Ticket } from 'tuntas-client';

const [origin = '', key = '', photo = '', password = ''] = process.argv.slice(2);
const citizens = connect({ origin, token: key, language: 'en' });
const picture = new Blob([readFileSync(photo)], { type: 'image/jpeg' });

async function officer(username: string) {
  const { data } = await connect({ origin }).call('signIn', { body: { username, password } });
  return connect({ origin, token: () => data.token });
}

const [admin, validator] = [await officer('admin'), await officer('validator')];
const offsets: number[] = [];
const before = await citizens.uploadPhoto(picture, {
  pieceBytes: 3_000,
  onProgress: ({ offset }) => offsets.push(offset),
});
const { data: filed } = await citizens.call('fileReport', {
  body: {
    channel: 'jaki',
    category: 'Jalan',
    description: 'Jalan berlubang di depan sekolah.',
    kelurahan: '31.74.03.1002',
    photos: [before.id],
  },
});
const { number } = filed;
const params = { number };

const stop = new AbortController();
const heard: string[] = [];
const listening = (async () => {
  for await (const change of citizens.follow({ after: 0, signal: stop.signal })) {
    if (change.number === number) heard.push(change.action);
    if (change.action === 'setujui') stop.abort();
  }
})();

async function act(
  by: typeof admin,
  version: number,
  body:
    | { action: 'proses' }
    | { action: 'tindak_lanjut'; narrative: string; after: string[] }
    | { action: 'setujui'; reason: string },
): Promise<Ticket> {
  return (await by.call('act', { params, version, body })).data;
}

const accepted = await act(admin, filed.version, { action: 'proses' });
const after = await admin.addPhoto(picture);
const done = await act(admin, accepted.version, {
  action: 'tindak_lanjut',
  narrative: 'Lubang di Jalan Kemang Raya depan sekolah sudah ditambal dan dipadatkan.',
  after: [after.id],
});
const approved = await act(validator, done.version, {
  action: 'setujui',
  reason: 'Sudah dilihat di lokasi.',
});
await listening;

const listed: string[] = [];
for await (const item of citizens.items('listTickets', { query: { limit: '1' } })) listed.push(item.number);

// @ts-expect-error a misspelt field is an error where it is written
const refused = citizens.call('fileReport', { body: { channel: 'jaki', kategori: 'Jalan' } });
const refusal = await refused.catch((error: unknown) => error);

process.stdout.write(
  JSON.stringify({
    statuses: [filed, accepted, done, approved].map(({ status }) => status),
    offsets,
    heard,
    isListed: listed.includes(number),
    refused: refusal instanceof ProblemError && [
      refusal.word,
      refusal.problem.errors?.map(({ path }) => path),
    ],
  }),
);
