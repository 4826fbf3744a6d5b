import { beforeEach, describe, expect, it } from 'vitest';
import { Store } from '../../../extension/store/database.ts';
import { followTickets, type Rows, rowOf } from '../../../extension/store/tickets.ts';
import { NOON, ticket } from '../fixtures.ts';

const A = 'JK2503080001';
const B = 'JK2503080002';
const row = (number: string, version = 4) => rowOf(ticket({ number, version }), ['validator'], NOON);

let page: Store;
/** The same database as another part of the extension opens it. */
let worker: Store;
let seen: Rows;
let failures: number;
let draws: number;
let stop: () => void;

beforeEach(async () => {
  const name = `follow-${crypto.randomUUID()}`;
  [page, worker] = [new Store(name), new Store(name)];
  await worker.tickets.bulkPut([row(A), row(B)]);
  [seen, failures, draws] = [new Map(), 0, 0];
  stop = followTickets(
    page,
    (rows) => {
      seen = rows;
      draws++;
    },
    () => {
      failures++;
    },
  );
  await expect.poll(() => seen.size).toBe(2);
  return () => stop();
});

describe('the followed reports', () => {
  it('take in a report that was changed elsewhere, and leave the others the objects they were', async () => {
    const untouched = seen.get(B);
    await worker.tickets.put(row(A, 5));
    await expect.poll(() => seen.get(A)?.item.version).toBe(5);
    expect(seen.get(B)).toBe(untouched);
  });

  it('let go of what was deleted, one or all', async () => {
    await worker.tickets.delete(A);
    await expect.poll(() => [...seen.keys()]).toEqual([B]);
    await worker.tickets.clear();
    await expect.poll(() => seen.size).toBe(0);
  });

  it('miss nothing of a write of very many at once', async () => {
    const many = Array.from({ length: 300 }, (_, i) => row(`JK250309${String(i).padStart(4, '0')}`));
    await worker.tickets.bulkPut(many);
    await expect.poll(() => seen.size).toBe(302);
  });

  it('miss nothing of what is written while they are being read', async () => {
    await Promise.all([2, 3, 4, 5, 6].map((version) => worker.tickets.put(row(A, version))));
    await worker.tickets.put(row(B, 9));
    await expect.poll(() => [seen.get(A)?.item.version, seen.get(B)?.item.version]).toEqual([6, 9]);
  });

  it('draw nothing for writes to other tables, and nothing once stopped', async () => {
    const before = draws;
    await worker.attachments.add({ files: {} });
    await worker.tickets.put(row(A, 7));
    await expect.poll(() => seen.get(A)?.item.version).toBe(7);
    expect(draws).toBe(before + 1);
    stop();
    await worker.tickets.put(row(A, 8));
    expect((await page.tickets.get(A))?.item.version).toBe(8);
    expect(draws).toBe(before + 1);
  });

  it('say that the database cannot be read', async () => {
    page.close();
    await worker.tickets.put(row(A, 5));
    await expect.poll(() => failures).toBe(1);
  });
});
