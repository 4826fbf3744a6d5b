/** Live nudges: whoever listens is told that there is news in their scope, once, also over a cut connection. */
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ApiKeyWithSecret } from '#shared/contract/api-keys.ts';
import { ChangesPage } from '#shared/contract/queue.ts';
import { DAY } from '#shared/time/zone.ts';
import { newestSeq } from '../../service/tickets/queue/feed.ts';
import { PER_CALLER } from '../../service/tickets/queue/live.ts';
import { BINA_MARGA, type House, Officer, openHouse } from './harness.ts';

let house: House;
let admin: Officer;
const open: Stream[] = [];

beforeAll(async () => {
  house = await openHouse();
  admin = await house.as('admin');
});
afterEach(async () => {
  for (const stream of open.splice(0)) await stream.leave();
});
afterAll(() => house.close());

/** What a browser's EventSource does with the bytes (HTML, 9.2.6), as far as they are used here. */
class Stream {
  readonly #reader: ReadableStreamDefaultReader<Uint8Array>;
  readonly #decoder = new TextDecoder();
  #text = '';
  lastEventId = '';
  constructor(body: ReadableStream<Uint8Array>) {
    this.#reader = body.getReader();
  }

  /** The next event's data; null once the stream has ended. */
  async next(): Promise<number | null> {
    for (;;) {
      const block = await this.block();
      if (block === null) return null;
      const data = /^data: (.*)$/m.exec(block)?.[1];
      if (data !== undefined) return Number(data);
    }
  }

  /** The next block of lines, an event or not; null at the end. */
  async block(): Promise<string | null> {
    for (;;) {
      const end = this.#text.indexOf('\n\n');
      if (end >= 0) {
        const block = this.#text.slice(0, end);
        this.#text = this.#text.slice(end + 2);
        this.lastEventId = /^id: (.*)$/m.exec(block)?.[1] ?? this.lastEventId;
        return block;
      }
      const { value, done } = await this.#reader.read();
      if (done) return null;
      this.#text += this.#decoder.decode(value, { stream: true });
    }
  }

  leave(): Promise<void> {
    return this.#reader.cancel();
  }
}

const ask = (officer: Pick<Officer, 'token'>, query = '', headers: Record<string, string> = {}) =>
  house.service.app.request(`/api/v1/live${query}`, {
    headers: { authorization: `Bearer ${officer.token}`, ...headers },
  });

async function listen(
  officer: Pick<Officer, 'token'>,
  query = '',
  headers: Record<string, string> = {},
): Promise<Stream> {
  const response = await ask(officer, query, headers);
  if (response.status !== 200 || !response.body) throw new Error(`${response.status}`);
  const stream = new Stream(response.body);
  open.push(stream);
  return stream;
}
const newest = () => newestSeq(house);
const resume = (lastEventId: number | string) => ({ 'last-event-id': String(lastEventId) });

async function keyOf(client: string, scopes: string[]) {
  const made = await (await house.as('operator')).post('/api-keys', {
    client,
    name: client,
    scopes,
    channels: ['jaki'],
    expiresAt: new Date(Date.now() + DAY).toISOString(),
  });
  const { id, key } = made.as(ApiKeyWithSecret);
  return { id, caller: new Officer(house, key, `client:${client}`) };
}

describe('whoever listens', () => {
  it('is told the newest number first, and then of what happens in their scope alone', async () => {
    const stream = await listen(admin);
    expect(await stream.next()).toBe(await newest());
    await (await house.as('kanal')).file({ channel: 'email' });
    await admin.file();
    expect(await stream.next()).toBe(await newest());
    expect(stream.lastEventId).toBe(String(await newest()));
  });

  it('is told when a report leaves them, and then no more of it', async () => {
    const { number } = await admin.file();
    const stream = await listen(admin, `?after=${await newest()}`);
    await admin.act(number, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi' });
    expect(await stream.next()).toBe(await newest());
    await (await house.as('dinas')).act(number, { action: 'proses' });
    await admin.file();
    expect(await stream.next()).toBe(await newest());
  });

  it('hears with a key of what its own system filed', async () => {
    const { caller } = await keyOf('jaki', ['tickets:read', 'tickets:file']);
    const stream = await listen(caller, `?after=${await newest()}`);
    await admin.file();
    await caller.file({ channel: 'jaki' });
    expect(await stream.next()).toBe(await newest());
  });

  it('gets numbers and nothing else', async () => {
    const response = await ask(admin);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(response.headers.get('content-encoding')).toBeNull();
    if (!response.body) throw new Error('No stream');
    const stream = new Stream(response.body);
    open.push(stream);
    expect(await stream.block()).toMatch(/^retry: [2-5]\d\d\d$/);
    expect(await stream.block()).toMatch(/^id: (\d+)\ndata: \1$/);
  });

  it('who reads slowly is told the newest of several numbers', async () => {
    const stream = await listen(admin, `?after=${await newest()}`);
    for (let i = 0; i < 3; i++) await admin.file();
    const told = [await stream.next()];
    while (told.at(-1) !== (await newest())) told.push(await stream.next());
    expect(told.length).toBeLessThan(3);
  });
});

describe('a connection that was cut', () => {
  it('goes on behind the last number: nothing twice, nothing lost', async () => {
    const since = await newest();
    const seen: number[] = [];
    let cursor = since;
    const read = async (): Promise<void> => {
      const { items, next } = (await admin.get(`/changes?after=${cursor}`)).as(ChangesPage);
      seen.push(...items.map(({ seq }) => seq));
      cursor = next;
    };
    let lastEventId = String(since);
    const told: number[] = [];
    for (let round = 0; round < 4; round++) {
      // Before, between and during the connections.
      await admin.file();
      const stream = await listen(admin, '', resume(lastEventId));
      told.push((await stream.next()) ?? -1);
      await read();
      await Promise.all([admin.file(), admin.file()]);
      while (told.at(-1) !== (await newest())) told.push((await stream.next()) ?? -1);
      await read();
      lastEventId = stream.lastEventId;
      await stream.leave();
    }
    const all = Array.from({ length: 12 }, (_, i) => since + 1 + i);
    expect(seen).toEqual(all);
    expect(told).toEqual([...new Set(told)].sort((a, b) => a - b));
    expect(told.at(-1)).toBe(all.at(-1));
  });

  it('is told nothing where nothing was missed, not even what others were told', async () => {
    const at = await newest();
    await (await house.as('kanal')).file({ channel: 'email' });
    const stream = await listen(admin, '', resume(at));
    expect(await stream.block()).toMatch(/^retry/);
    house.service.tickets.deps.live.beat();
    // The beat lets it come back later than what was none of its business.
    expect(await stream.block()).toBe(`id: ${await newest()}`);
    await admin.file();
    expect(await stream.next()).toBe(await newest());
  });

  it('counts before `after`', async () => {
    await admin.file();
    const at = await newest();
    const stream = await listen(admin, `?after=${at - 1}`, resume(at));
    await admin.file();
    expect(await stream.next()).toBe(await newest());
  });
});

describe('is refused', () => {
  it('whoever has not signed in, may not read reports, or follows another log', async () => {
    expect((await house.call('GET', '/live')).refusal()).toBe('unauthenticated');
    const { caller } = await keyOf('hanya-periksa', ['evidence:check']);
    expect((await caller.get('/live')).refusal()).toBe('forbidden');
    const beyond = (await newest()) + 1;
    expect((await admin.get(`/live?after=${beyond}`)).refusal()).toBe('scope-changed');
    expect((await admin.get('/live', resume(beyond))).refusal()).toBe('scope-changed');
    expect((await admin.get('/live?after=x')).refusal()).toBe('invalid');
    expect((await admin.get('/live', resume('x'))).refusal()).toBe('invalid');
  });

  it('one connection too many of one caller, until another has left', async () => {
    const listener = await house.hire('banyak_layar', 'validator');
    const streams = await Promise.all(Array.from({ length: PER_CALLER }, () => listen(listener)));
    const refused = await listener.get('/live');
    expect([refused.refusal(), refused.headers.get('retry-after')]).toEqual(['rate-limited', '25']);
    await listen(await house.as('validator'));
    await streams[0]?.leave();
    await listen(listener);
  });
});

describe('ends', () => {
  const ended = async (stream: Stream): Promise<void> => {
    while ((await stream.next()) !== null);
  };
  const operator = () => house.as('operator');

  it('when its session does, and no other of that officer', async () => {
    const { accounts } = house.service.people;
    const hired = await house.hire('dua_sesi', 'validator');
    const other = await accounts.signIn('dua_sesi', 'tuntas-demo');
    if (!other) throw new Error('No session');
    const [ending, staying] = [await listen(other), await listen(hired)];
    await house.call('DELETE', '/session', null, { authorization: `Bearer ${other.token}` });
    await ended(ending);
    await staying.next();
    await admin.file();
    expect(await staying.next()).toBe(await newest());
  });

  it('when the account is disabled', async () => {
    const stream = await listen(await house.hire('keluar', 'validator'));
    await (await operator()).put('/accounts/keluar/state', { disabled: true });
    await ended(stream);
  });

  it('when its rights change', async () => {
    const stream = await listen(await house.hire('pindah', 'validator'));
    await (await operator()).put('/accounts/pindah/roles', { roles: [{ role: 'supervisor' }] });
    await ended(stream);
  });

  it('when its key is revoked', async () => {
    const { id, caller } = await keyOf('dicabut', ['tickets:read']);
    const stream = await listen(caller);
    await (await operator()).delete(`/api-keys/${id}`);
    await ended(stream);
  });

  it('when its key’s time is over, with no word of what happens after', async () => {
    const { caller } = await keyOf('kedaluwarsa', ['tickets:read', 'tickets:file']);
    const stream = await listen(caller, `?after=${await newest()}`);
    await caller.file({ channel: 'jaki' });
    expect(await stream.next()).toBe(await newest());
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * DAY });
    try {
      house.service.tickets.deps.live.beat();
      expect(await stream.next()).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });

  it('when nobody reads any more', async () => {
    const listener = await house.hire('tertidur', 'validator');
    const stream = await listen(listener);
    for (let beats = 0; beats < 2; beats++) house.service.tickets.deps.live.beat();
    await ended(stream);
  });

  it('after ten minutes, so that a client shows its token anew', async () => {
    const stream = await listen(admin, `?after=${await newest()}`);
    expect(await stream.block()).toMatch(/^retry/);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 10 * 60_000 });
    try {
      house.service.tickets.deps.live.beat();
      expect(await stream.next()).toBeNull();
    } finally {
      vi.useRealTimers();
    }
  });
});

it('is heard of by all from one look at the log, and ends for all when the service stops', async () => {
  const hired = await Promise.all(
    Array.from({ length: 5 }, (_, i) => house.hire(`pendengar_${i}`, 'validator')),
  );
  const after = `?after=${await newest()}`;
  const streams = await Promise.all(hired.map((officer) => listen(officer, after)));
  let looks = 0;
  const stop = house.service.tickets.logWatch.listen(() => looks++);
  await admin.file();
  const told = await Promise.all(streams.map((stream) => stream.next()));
  expect(told).toEqual(Array(5).fill(await newest()));
  // One at the beginning, one at the growth.
  expect(looks).toBeLessThanOrEqual(2);
  stop();
  house.service.drain();
  for (const stream of streams) expect(await stream.next()).toBeNull();
  expect((await admin.get('/live')).refusal()).toBe('unavailable');
});
