import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STATUSES } from '#shared/ticket/status.ts';
import { event, ticket, ticketText } from '../../../service/db/schema/ticket.ts';
import { discardHalfLoadedDemo, loadDemo } from '../../../service/demo/load.ts';
import { tellStories } from '../../../service/demo/stories.ts';
import { openLog } from '../../../service/log.ts';
import { openService, type Service } from '../../../service/service.ts';

const folder = mkdtempSync(join(tmpdir(), 'tuntas-demo-'));
const config = {
  dataDir: folder,
  demo: 'reports',
  sites: [],
  numbering: 'own',
  clockStart: Date.parse('2026-04-20T14:05:00+07:00'),
} as const;
let service: Service;
let now: number;

beforeAll(async () => {
  service = await openService({ ...config, sites: [] }, openLog('silent'));
  now = service.services.clock.now();
  await loadDemo(service, config);
}, 240_000);
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true });
});

async function loaded() {
  const rows = await service.services.db
    .select({ ticket, description: ticketText.body })
    .from(ticket)
    .innerJoin(ticketText, eq(ticketText.ticketId, ticket.id))
    .where(eq(ticketText.kind, 'description'));
  return rows.map((row) => ({ ...row.ticket, description: row.description }));
}

function plan() {
  const kelurahan = service.services.units
    .ofKind('kelurahan')
    .map(({ code, name }) => ({ code, name: name.replace(/^Kelurahan /, '') }));
  return tellStories(now, kelurahan);
}

describe('the loaded demo', () => {
  it('stands in every status, each report where its story leaves it', async () => {
    const rows = await loaded();
    expect(new Set(rows.map(({ status }) => status))).toEqual(new Set(STATUSES));
    const told = new Map(plan().map((report) => [report.description, report.ends]));
    expect(told.size).toBe(rows.length);
    expect(rows.filter((row) => told.get(row.description) !== row.status)).toEqual([]);
  });

  it('was judged by the real check, which finds in each follow-up exactly what was put there', async () => {
    const rows = new Map((await loaded()).map((row) => [row.description, row]));
    const wrong = plan().flatMap(({ key, description, finds }) => {
      if (!finds) return [];
      const found = new Set(rows.get(description)?.verdict?.findings.map(({ code }) => code));
      const agree = found.size === finds.length && finds.every((code) => found.has(code));
      return agree ? [] : [`${key}: ${[...found]} instead of ${finds}`];
    });
    expect(wrong).toEqual([]);
  });

  it('has work for the validator overdue, within the hour, and later', async () => {
    const due = (await loaded())
      .filter(({ status }) => status === 'validasi')
      .map(({ nextDueAt }) => ((nextDueAt ?? 0) - now) / 3_600_000);
    expect(due.filter((hours) => hours < 0).length).toBeGreaterThan(2);
    expect(due.filter((hours) => hours >= 0 && hours < 1).length).toBeGreaterThan(2);
    expect(due.filter((hours) => hours >= 24).length).toBeGreaterThan(10);
  });

  it('left a log in the order in which things happened', async () => {
    const events = await service.services.db.select({ at: event.at }).from(event).orderBy(event.seq);
    const times = events.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(now);
  });

  it('is not loaded again where reports are', async () => {
    const before = (await loaded()).length;
    await loadDemo(service, config);
    expect((await loaded()).length).toBe(before);
  });
});

describe('a load that was cut short', () => {
  it('starts over: the half database goes', () => {
    const half = mkdtempSync(join(tmpdir(), 'tuntas-half-'));
    for (const name of ['tuntas.db', 'tuntas.db-wal', 'demo-loading']) writeFileSync(join(half, name), 'x');
    discardHalfLoadedDemo(half);
    expect(existsSync(join(half, 'tuntas.db'))).toBe(false);
    expect(existsSync(join(half, 'demo-loading'))).toBe(false);
    rmSync(half, { recursive: true });
  });

  it('is told from a whole one: without its marker nothing is touched', () => {
    const whole = mkdtempSync(join(tmpdir(), 'tuntas-whole-'));
    writeFileSync(join(whole, 'tuntas.db'), 'x');
    discardHalfLoadedDemo(whole);
    expect(existsSync(join(whole, 'tuntas.db'))).toBe(true);
    rmSync(whole, { recursive: true });
  });
});
