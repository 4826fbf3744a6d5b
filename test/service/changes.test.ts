/** The one feed: everything in the caller's scope, in commit order, once; and word of what has left it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiKeyWithSecret } from '#shared/contract/api-keys.ts';
import { type Change, ChangesPage, QueuePage } from '#shared/contract/queue.ts';
import { DAY } from '#shared/time/zone.ts';
import { BANGKA, BINA_MARGA, type DemoName, type House, Officer, openHouse } from './harness.ts';

let house: House;
let admin: Officer;
beforeAll(async () => {
  house = await openHouse();
  admin = await house.as('admin');
});
afterAll(() => house.close());

const page = async (officer: Officer, after: number, query = '') =>
  (await officer.get(`/changes?after=${after}${query}`)).as(ChangesPage);

/** Everything since, page by page. */
async function follow(officer: Officer, after: number, limit = 200): Promise<Change[]> {
  const changes: Change[] = [];
  for (let from = after; ; ) {
    const { items, next } = await page(officer, from, `&limit=${limit}`);
    expect(items.length).toBeLessThanOrEqual(limit);
    changes.push(...items);
    if (next === from) return changes;
    from = next;
  }
}
const newest = async () => (await (await house.as('supervisor')).get('/queue?limit=1')).as(QueuePage).seq;
const inWords = (changes: readonly Change[]) =>
  changes.map(
    ({ number, version, scope, ticket }) => `${number} v${version} ${scope}${ticket ? ' whole' : ''}`,
  );

it('tells each office what entered and what left its scope, the leaving once', async () => {
  const since = await newest();
  const { number } = await admin.file();
  await admin.act(number, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi' });
  const dinas = await house.as('dinas');
  await dinas.act(number, { action: 'proses' });
  await dinas.act(number, { action: 'catat', note: 'Regu berangkat' });
  expect(inWords(await follow(admin, since))).toEqual([`${number} v1 in`, `${number} v2 out`]);
  expect(inWords(await follow(dinas, since))).toEqual([
    `${number} v2 in`,
    `${number} v3 in`,
    `${number} v4 in whole`,
  ]);
  expect(inWords(await follow(await house.as('validator'), since))).toHaveLength(4);
});

it('the report comes whole once a page, as it is now, with its newest change', async () => {
  const since = await newest();
  const first = await admin.file();
  const second = await admin.file();
  await admin.act(first.number, { action: 'proses' });
  const { items } = await page(admin, since);
  expect(inWords(items)).toEqual([
    `${first.number} v1 in`,
    `${second.number} v1 in whole`,
    `${first.number} v2 in whole`,
  ]);
  expect(items[2]?.ticket).toMatchObject({ number: first.number, version: 2, status: 'proses' });
});

const silent: DemoName[] = ['lapangan', 'operator', 'dinas', 'kanal'];
it.each(silent)('%s learns nothing of a report that an office filed at its own desk', async (name) => {
  const since = await newest();
  const { number } = await admin.file();
  await admin.act(number, { action: 'proses' });
  const { items, next } = await page(await house.as(name), since);
  expect(items).toEqual([]);
  expect(next).toBe(await newest());
});

it('the tray: what comes in, and what leaves it for another channel admin', async () => {
  const since = await newest();
  const [kanal, kanal2] = [await house.as('kanal'), await house.hire('kanal_dua', 'channel_admin')];
  const { number } = await kanal.file({ channel: 'email' });
  await kanal.act(number, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi' });
  await (await house.as('dinas')).act(number, { action: 'proses' });
  expect(inWords(await follow(kanal2, since))).toEqual([`${number} v1 in`, `${number} v2 out`]);
  expect(inWords(await follow(kanal, since)).at(-1)).toBe(`${number} v3 in whole`);
});

describe('paging', () => {
  it('loses and repeats nothing, whatever the size of a page', async () => {
    const all = (await follow(admin, 0)).map(({ seq }) => seq);
    expect(all).toEqual([...new Set(all)].sort((a, b) => a - b));
    for (const limit of [1, 2, 3]) expect((await follow(admin, 0, limit)).map(({ seq }) => seq)).toEqual(all);
  });

  it('passes a long stretch of others’ news by empty pages that move on', async () => {
    const own = await openHouse();
    const [lurah, dinas] = [await own.as('admin'), await own.as('dinas')];
    const { number } = await lurah.file();
    const notes = Array.from({ length: 2_100 }, (_, i) => ({
      action: 'catat' as const,
      actor: { id: lurah.id, role: 'unit_admin' as const, unit: null },
      to: 'menunggu' as const,
      data: { followUp: i },
    }));
    await own.write(number, ...notes);
    await lurah.act(number, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi' });
    const first = await page(dinas, 0);
    expect([first.items.length, first.next]).toEqual([0, 2_000]);
    const second = await page(dinas, first.next);
    expect([second.items.length, second.next]).toEqual([1, 2_102]);
    await own.close();
  });
});

describe('another system', () => {
  async function keyWith(client: string, scopes: string[]): Promise<Officer> {
    const expiresAt = new Date(Date.now() + DAY).toISOString();
    const wanted = { client, name: client, scopes, channels: ['jaki'], expiresAt };
    const made = await (await house.as('operator')).post('/api-keys', wanted);
    return new Officer(house, made.as(ApiKeyWithSecret).key, `client:${client}`);
  }

  it('follows with its key what it filed, page by page, and nobody else’s', async () => {
    const since = await newest();
    const jaki = await keyWith('jaki', ['tickets:file', 'tickets:read']);
    const first = await jaki.file({ channel: 'jaki', kelurahan: BANGKA });
    await admin.file();
    await admin.act(first.number, { action: 'proses' });
    // An officers' note is not for other systems.
    await admin.act(first.number, { action: 'catat', note: 'Di antara kita' });
    const second = await jaki.file({ channel: 'jaki', kelurahan: BANGKA });
    for (const limit of [1, 200]) {
      const followed = await follow(jaki, since, limit);
      expect(followed.map(({ number, version }) => `${number} v${version}`)).toEqual([
        `${first.number} v1`,
        `${first.number} v2`,
        `${second.number} v1`,
      ]);
    }
  });

  it('is refused without the scope to read', async () => {
    const blind = await keyWith('hanya-lapor', ['tickets:file']);
    expect((await blind.get('/changes?after=0')).refusal()).toBe('forbidden');
  });
});

it('who pages while others write sees each event once, in order', async () => {
  const since = await newest();
  const filed = Array.from({ length: 8 }, () => admin.file());
  const seen: number[] = [];
  let from = since;
  while (from < since + filed.length) {
    const { items, next } = await page(admin, from, '&limit=2');
    seen.push(...items.map(({ seq }) => seq));
    from = next;
    // Over a network each call is a turn of the event loop of its own.
    await new Promise(setImmediate);
  }
  await Promise.all(filed);
  expect(seen).toEqual(filed.map((_, i) => since + 1 + i));
});

describe('whoever follows something else is told to start anew', () => {
  it('rights that changed', async () => {
    const { scopeId } = await page(admin, 0);
    expect((await page(admin, 0, `&scopeId=${scopeId}`)).scopeId).toBe(scopeId);
    expect((await (await house.as('dinas')).get(`/changes?after=0&scopeId=${scopeId}`)).refusal()).toBe(
      'scope-changed',
    );
  });

  it('a number the log has not reached', async () => {
    const seq = await newest();
    expect((await page(admin, seq)).items).toEqual([]);
    expect((await admin.get(`/changes?after=${seq + 1}`)).refusal()).toBe('scope-changed');
  });

  it.each([
    '',
    '?after=',
    '?after=-1',
    '?after=1.5',
    '?after=x',
    '?after=1e3',
    '?after=9999999999999999',
    '?after=0&limit=0',
  ])('%s is refused', async (query) => {
    expect((await admin.get(`/changes${query}`)).refusal()).toBe('invalid');
  });
});

it('carries no name, no narrative of anyone in the log’s own lines', async () => {
  const items = (await follow(await house.as('validator'), 0)).map(({ ticket: _, ...line }) => line);
  expect(JSON.stringify(items)).not.toMatch(/Dewi|Hendra|Regu berangkat|Jalan provinsi/);
});

describe('whoever polls and has everything', () => {
  it('is told so in a 304, until something happens or their rights change', async () => {
    const since = await newest();
    const etag = (await admin.get(`/changes?after=${since}`)).headers.get('etag');
    const again = (officer: Officer) =>
      officer.get(`/changes?after=${since}`, { 'if-none-match': etag ?? 'missing' });
    expect((await again(admin)).status).toBe(304);
    expect((await again(await house.as('dinas'))).status).toBe(200);
    await admin.file();
    const told = await again(admin);
    expect(told.status).toBe(200);
    expect(told.as(ChangesPage).items).toHaveLength(1);
    expect(told.headers.get('etag')).toBeNull();
  });
});
