/** Two services on one libSQL server, behind the queue that we ship: they answer as one would, and one outlives the other. */
import { createHash } from 'node:crypto';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { ProblemError, UnreachableError } from '#shared/contract/client.ts';
import { ImportJob } from '#shared/contract/imports.ts';
import { fixture } from '../service/evidence/desk.ts';
import { exportOf, manyLines } from '../service/exchange/files.ts';
import { Receiver } from '../service/webhooks/receiver.ts';
import { type Member, openTwin, type Twin, type Who } from './twin.ts';

/** ms: so soon another goes on with what a dead process did. */
const TAKEN_OVER_MS = 15_000;
/** ms: so soon callers of a process that reaches no server are told so, several waits on a slow machine. */
const TOLD_MS = 30_000;
/** Of the import whose process dies. */
const ROWS = 120;
const BODY = {
  channel: 'kantor_lurah',
  category: 'Jalan',
  description: 'Jalan berlubang di depan pasar',
} as const;

let receiver: Receiver;
let twin: Twin;
let first: Member;
let second: Member;

beforeAll(async () => {
  receiver = await Receiver.open();
  twin = await openTwin(receiver.origin);
  ({ first, second } = twin);
  // Signed in at one, known to both.
  for (const who of ['admin', 'validator', 'operator'] as const) {
    const token = await (who === 'admin' ? second : first).signIn(who);
    for (const member of [first, second]) member.tokens[who] = token;
  }
  const body = { name: 'Penerima', url: receiver.url, sight: { role: 'supervisor' as const } };
  await first.as('operator').call('createWebhook', { body });
});
afterAll(async () => {
  await receiver.down();
  await twin.close();
});

afterEach(() => {
  for (const line of twin.lines) line.mend();
});

const at = (i: number): Member => (i % 2 === 0 ? first : second);
const fileAt = async (member: Member, key?: string) => {
  const options = { body: BODY, ...(key === undefined ? {} : { idempotencyKey: key }) };
  return (await member.as('admin').call('fileReport', options)).data;
};
const act = (member: Member, who: Who, number: string, version: number, action: 'proses' | 'catat') => {
  const body = action === 'catat' ? { action, note: 'Sudah dilihat' } : { action };
  return member.as(who).call('act', { params: { number }, body, version });
};
const refusal = (error: unknown): string => (error instanceof ProblemError ? error.word : String(error));

/** Begun at the first, which dies over it. */
let imported = '';
const state = async (member: Member) =>
  (await member.as('operator').call('getImport', { params: { id: imported } })).data;
const countOf = async () => Number((await twin.database.look('select count(*) from ticket'))[0]?.[0]);
const isReady = async ({ origin }: Member) => (await fetch(`${origin}/readyz`)).ok;

/** Again under the same key until it is answered: what a caller does whose call was not. */
async function persistently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      const isAway = error instanceof ProblemError && ['unavailable', 'in-progress'].includes(error.word);
      if (!isAway && !(error instanceof UnreachableError)) throw error;
    }
  }
}

it('what is written at one is read, decided and shown at the other at once', async () => {
  for (let i = 0; i < 4; i++) {
    const { number } = await fileAt(at(i));
    const there = at(i + 1).as('admin');
    expect((await there.call('getTicket', { params: { number } })).data.version).toBe(1);
    expect((await act(at(i + 1), 'admin', number, 1, 'proses')).data.version).toBe(2);
    expect((await at(i).as('admin').call('getTicket', { params: { number } })).data.version).toBe(2);
  }
});

it('a photo taken in by one is shown by the other', async () => {
  const bytes = fixture('plain-0be94610.jpg');
  const files = { photos: [new File([new Uint8Array(bytes)], 'foto.jpg')] };
  const { number } = (await first.as('admin').call('fileReport', { body: BODY, files })).data;
  const [photo] = (await second.as('validator').call('getTicket', { params: { number } })).data.photos;
  const shown = await second
    .as('validator')
    .call('getPhoto', { params: { id: photo?.id ?? '' }, query: { as: 'original' } });
  const sha256 = (of: Uint8Array) => createHash('sha256').update(of).digest('hex');
  expect(sha256(new Uint8Array(await shown.data.arrayBuffer()))).toBe(sha256(bytes));
});

it('sixty reports at both at once have a number each, and their messages come once each', async () => {
  const before = new Set(receiver.calls.map(({ id }) => id)).size;
  const filed = await Promise.all(Array.from({ length: 60 }, (_, i) => fileAt(at(i))));
  const numbers = filed.map(({ number }) => number);
  expect(new Set(numbers).size).toBe(60);
  const [stored] = await twin.database.look(
    `select count(*) from ticket where number in (${numbers.map((n) => `'${n}'`).join()})`,
  );
  expect(stored).toEqual([60]);
  await receiver.when(() =>
    numbers.every((n) => receiver.taken.some(({ message }) => message.data.number === n)),
  );
  const ids = receiver.calls.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.length).toBeGreaterThanOrEqual(before + 60);
});

it('of two decisions on one version one is taken, and the other told of the newer one', async () => {
  for (let i = 0; i < 4; i++) {
    const { number } = await fileAt(at(i));
    const outcomes = await Promise.allSettled(
      [first, second].map((member) => act(member, 'admin', number, 1, 'proses')),
    );
    const refused = outcomes.flatMap((one) => (one.status === 'rejected' ? [refusal(one.reason)] : []));
    expect(refused).toEqual(['stale-version']);
  }
});

it('one key at both files one report, and both are told of the same', async () => {
  const both = await Promise.all(
    [first, second].map((member) => persistently(() => fileAt(member, 'kunci-bersama'))),
  );
  expect(new Set(both.map(({ number }) => number)).size).toBe(1);
});

it('who listens at one hears of what is done at the other', async () => {
  const ending = new AbortController();
  const heard = first.live('admin', ending.signal);
  const { value: newest } = await heard.next();
  await fileAt(second);
  const { value } = await heard.next();
  expect(value).toBeGreaterThan(newest ?? Number.NaN);
  ending.abort();
});

it('one is killed: the other answers, and has its work within fifteen seconds', async () => {
  const headers = { authorization: `Bearer ${first.tokens.operator}`, 'content-type': 'text/csv' };
  const url = `${first.origin}/api/v1/imports?write=now`;
  const taken = await fetch(url, { method: 'POST', headers, body: exportOf(manyLines(ROWS)) });
  imported = ImportJob.parse(await taken.json()).id;
  const leases = () => twin.texts(`select name from lease where holder = '${first.id}'`);
  expect(await leases()).toContainEqual(expect.stringMatching(/^webhook /));
  await expect.poll(async () => (await state(first)).read, { interval: 20 }).toBeGreaterThan(0);
  await first.kill();
  const killed = performance.now();
  expect((await state(second)).state).toBe('running');
  const { number } = await fileAt(second);
  await expect.poll(leases).not.toContainEqual(expect.stringMatching(/^webhook /));
  expect(performance.now() - killed).toBeLessThan(TAKEN_OVER_MS);
  await receiver.when(() => receiver.taken.some(({ message }) => message.data.number === number));
});

it('what it was importing is gone on with by the other, and known to itself once it is back', async () => {
  await expect.poll(async () => (await state(second)).state).toBe('done');
  // Each line once, those too that the dead one had written.
  expect(await state(second)).toMatchObject({ read: ROWS, added: ROWS, refused: 0 });
  await first.start();
  expect((await state(first)).state).toBe('done');
});

it('the primary is killed under load and comes back: what was acknowledged is there, once, and both go on', async () => {
  const before = await countOf();
  const acknowledged: string[] = [];
  const callers = Array.from({ length: 6 }, async (_, caller) => {
    for (let i = 0; i < 6; i++)
      acknowledged.push((await persistently(() => fileAt(at(caller), `primary-${caller}-${i}`))).number);
  });
  await expect.poll(() => acknowledged.length, { interval: 20 }).toBeGreaterThan(6);
  await twin.primary.signal('SIGKILL');
  await twin.primary.start();
  await Promise.all(callers);
  expect(new Set(acknowledged).size).toBe(36);
  expect((await countOf()) - before).toBe(36);
  for (const member of [first, second]) await expect.poll(() => isReady(member)).toBe(true);
});

it('the replica is killed: both read on, and from it again once it is back', async () => {
  const { number } = await fileAt(first);
  await twin.replica.signal('SIGKILL');
  for (const member of [first, second]) {
    const read = () => member.as('admin').call('getTicket', { params: { number } });
    expect((await persistently(read)).data.number).toBe(number);
  }
  await twin.replica.start();
  expect((await act(second, 'admin', number, 1, 'proses')).data.version).toBe(2);
});

it('a line is cut for so long that its process is taken for dead: it says so to its callers, and begins anew', async () => {
  const lives = () => twin.texts('select id from service_process');
  const { id } = second;
  expect(await lives()).toContain(id);
  for (const line of twin.lines) line.cut();
  const cut = performance.now();
  const refused = ['kunci-lama', ...Array.from({ length: 11 }, (_, i) => `kunci-${i}`)].map((key) =>
    fileAt(second, key).catch(refusal),
  );
  // The other one goes on meanwhile, and tells whoever listens.
  await fileAt(first);
  await expect.poll(lives).not.toContain(id);
  expect(new Set(await Promise.all(refused))).toEqual(new Set(['unavailable']));
  // Each waits by itself, not one after another.
  expect(performance.now() - cut).toBeLessThan(TOLD_MS);
  const headers = { 'accept-language': 'en' };
  const readiness = async () => (await fetch(`${second.origin}/readyz`, { headers })).text();
  await expect.poll(readiness).toContain('The database server (DATABASE_URL) does not answer');
  for (const line of twin.lines) line.mend();
  await expect.poll(() => isReady(second)).toBe(true);
  await expect.poll(lives).toHaveLength(2);
  expect((await persistently(() => fileAt(second, 'kunci-lama'))).version).toBe(1);
});

it('leaves books that are in order, each message under one number, and two clean ends', async () => {
  const ids = new Map(
    receiver.taken.map(({ id, message }) => [id, `${message.data.number} v${message.data.version}`]),
  );
  expect(new Set(ids.values()).size).toBe(ids.size);
  expect([await first.stop(), await second.stop()]).toEqual([0, 0]);
  expect(await twin.verify()).toMatchObject({ ok: true, breaks: [] });
});
