/** Lists longer than a page, as a browser without script walks them: every one of them there, each once. */
import { desc, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { DAY, HOUR, toTimestamp } from '#shared/time/zone.ts';
import { apiKey, user } from '../../service/tables/account.ts';
import { importJob, importRefusal } from '../../service/tables/import.ts';
import { messageOut } from '../../service/tables/message.ts';
import { category } from '../../service/tables/rules.ts';
import { ticket } from '../../service/tables/ticket.ts';
import { unknownName } from '../../service/tables/unknown-name.ts';
import { webhook } from '../../service/tables/webhook.ts';
import { type House, openHouse } from './harness.ts';
import { type Browser, browse } from './web-office.ts';

let house: House;
let operator: Browser;
let supervisor: Browser;

beforeAll(async () => {
  house = await openHouse();
  operator = await browse(house, 'operator');
  supervisor = await browse(house, 'supervisor');
});
afterAll(() => house.close());

const MANY = Array.from({ length: 70 }, (_, i) => String(i).padStart(3, '0'));

const nextOf = (page: string): string | undefined =>
  /rel="next" href="([^"]+)"/.exec(page)?.[1]?.replaceAll('&amp;', '&');

/** What `mark` finds on every page, page after page. */
async function walked(pages: Browser, path: string, mark: RegExp): Promise<string[][]> {
  const found: string[][] = [];
  for (let at: string | undefined = path; at !== undefined && found.length < 20; ) {
    const page = await pages.text(at);
    found.push([...page.matchAll(mark)].map(([, name = '']) => name));
    at = nextOf(page);
  }
  return found;
}

async function filed(): Promise<number> {
  await (await house.as('admin')).file();
  const [row] = await house.db.select({ id: ticket.id }).from(ticket).orderBy(desc(ticket.id)).limit(1);
  return row?.id ?? 0;
}

/** More than one page of them, none twice. */
function expectWhole(pages: string[][], count: number): void {
  expect(pages.length).toBeGreaterThan(1);
  expect(Math.max(...pages.map(({ length }) => length))).toBeLessThanOrEqual(100);
  expect(pages.flat()).toHaveLength(count);
  expect(new Set(pages.flat()).size).toBe(count);
}

describe('longer than a page', () => {
  it('are units, with what was searched for kept and told how many there are', async () => {
    const pages = await walked(operator, '/kelola/unit?kind=kelurahan', /href="\/kelola\/unit\/([\d.]+)"/g);
    expectWhole(pages, 267);
    const first = await operator.text('/kelola/unit?kind=kelurahan');
    expect(first).toContain('1–50 dari 267');
    expect(await operator.text(nextOf(first) ?? '')).toContain('51–100 dari 267');
  });

  it('are categories, and one that is added meanwhile shifts nothing', async () => {
    const row = (code: string, name: string) => ({ code, name, aliases: [], office: null, setAt: 0 });
    await house.db.insert(category).values(MANY.map((name) => row(`uji-${name}`, `Uji ${name}`)));
    await house.service.rules.categories.reload();
    const mark = /href="\/kelola\/kategori\/(uji-\d+)"/g;
    const first = await supervisor.text('/kelola/kategori?text=uji');
    const here = [...first.matchAll(mark)].map(([, code]) => code);
    await house.db.insert(category).values(row('uji-000a', 'Uji 000a'));
    await house.service.rules.categories.reload();
    const then = [...(await supervisor.text(nextOf(first) ?? '')).matchAll(mark)].map(([, code]) => code);
    expect([...here, ...then]).toEqual(MANY.map((name) => `uji-${name}`));
  });

  it('are keys, webhooks and what was not sent', async () => {
    const made = { createdAt: 1_000, createdBy: 'x' };
    const rights = { scopes: [], channels: [], origins: [], expiresAt: house.now() + DAY };
    await house.db
      .insert(apiKey)
      .values(MANY.map((id) => ({ id, client: `sistem-${id}`, name: id, hash: id, ...rights, ...made })));
    expectWhole(await walked(operator, '/kelola/kunci', /<div>(sistem-\d+)</g), MANY.length);

    const hook = { url: 'https://x.example', sight: { role: 'supervisor' as const }, actions: [], cursor: 0 };
    await house.db
      .insert(webhook)
      .values(MANY.map((id) => ({ id: `hook-${id}`, name: id, secretSalt: id, ...hook, ...made })));
    expectWhole(await walked(operator, '/kelola/webhook', /webhook\/(hook-\d+)"/g), MANY.length);

    const ticketId = await filed();
    const dead = { state: 'dead', why: 'tired', createdAt: 0, nextAt: 0, settledAt: 1_000 } as const;
    const what = { kind: 'dikembalikan', recipient: '', sender: 'smtp', ticketId } as const;
    await house.db
      .insert(messageOut)
      .values(MANY.map((id) => ({ id: `mati-${id}`, occasion: id, ...what, ...dead })));
    expectWhole(await walked(operator, '/kelola/pesan', /gagal\/(mati-\d+)"/g), MANY.length);
  });

  it('are periods of a roster', async () => {
    const lead = await house.as('supervisor');
    const version = (await lead.get('/duty/validators')).headers.get('etag') ?? '';
    const start = Math.ceil(house.now() / HOUR) * HOUR + DAY;
    const periods = MANY.map((_, i) => ({
      officer: 'validator',
      from: toTimestamp(start + i * 12 * HOUR),
      until: toTimestamp(start + (i * 12 + 8) * HOUR),
    }));
    const set = await lead.call('PUT', '/duty/validators', JSON.stringify({ periods }), {
      'content-type': 'application/json',
      'if-match': version,
    });
    expect(set.status).toBe(200);
    expectWhole(await walked(supervisor, '/kelola/piket', /name="from" value="([^"]+)"/g), MANY.length);
  });

  it('are names that wait, beside the list of imports', async () => {
    for (let i = 0; i < 20; i += 1) {
      const ticketId = await filed();
      await house.db.insert(unknownName).values(
        (['category', 'unit', 'kelurahan'] as const).map((kind) => ({
          ticketId,
          kind,
          key: `${kind} ${i}`,
          name: `Nama ${kind} ${i}`,
        })),
      );
    }
    expectWhole(await walked(operator, '/kelola/impor', /<strong>(Nama [^<]+)</g), 60);
  });

  it('are the lines of a file that were refused', async () => {
    const [own] = await house.db.select({ id: user.id }).from(user).where(eq(user.username, 'operator'));
    const counts = { bytes: 1, read: 250, added: 0, moved: 0, unchanged: 0, refused: 250 };
    const run = { caller: own?.id ?? '', role: 'operator', channel: 'jaki', state: 'done' } as const;
    await house.db
      .insert(importJob)
      .values({ id: 'panjang', ...run, ...counts, startedAt: 1_000, endedAt: 2_000 });
    await house.db.insert(importRefusal).values(
      Array.from({ length: 250 }, (_, i) => ({
        jobId: 'panjang',
        line: i + 1,
        reason: 'status_tidak_dikenal' as const,
      })),
    );
    const lines = await walked(operator, '/kelola/impor/panjang', /data-head="Baris">(\d+)</g);
    expectWhole(lines, 250);
  });

  it('refuse a place that is none, as a page', async () => {
    for (const path of ['/kelola/unit', '/kelola/kunci', '/kelola/kategori', '/kelola/pesan']) {
      expect((await operator.get(`${path}?cursor=bukan`)).status).toBe(422);
      expect((await operator.get(`${path}?cursor=W10`)).status).toBe(422);
    }
  });
});
