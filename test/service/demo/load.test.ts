import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JAKARTA } from '#shared/city/packs.ts';
import { STATUSES } from '#shared/ticket/status.ts';
import { loadedInto, MACHINE, OURS, openService, type Service } from '../../../service/compose/service.ts';
import { loadDemo } from '../../../service/demo/load.ts';
import { tellStories } from '../../../service/demo/stories.ts';
import { openTemplate } from '../../../service/demo/template.ts';
import { verifyLedger } from '../../../service/oversight/audit/verify.ts';
import { systemClock } from '../../../service/platform/clock.ts';
import { openDataFolder } from '../../../service/platform/data-folder.ts';
import { openLog } from '../../../service/platform/log.ts';
import { photo } from '../../../service/tables/evidence.ts';
import { event, ticket, ticketText } from '../../../service/tables/ticket.ts';
import { PATIENT } from '../patient.mjs';

const folder = mkdtempSync(join(tmpdir(), 'tuntas-demo-'));
const config = {
  city: JAKARTA,
  dataDir: folder,
  demo: 'reports',
  sites: [],
  numbering: 'own',
  clockStart: Date.parse('2026-04-20T14:05:00+07:00'),
} as const;
let service: Service;
let now: number;

beforeAll(async () => {
  service = await openService({ ...config, sites: [] }, openLog('silent'), { ...MACHINE, photos: PATIENT });
  now = service.platform.clock.now();
  await loadDemo(loadedInto(service), config);
});
afterAll(async () => {
  await service.close();
  rmSync(folder, { recursive: true });
});

async function loaded() {
  const rows = await service.platform.db
    .select({ ticket, description: ticketText.body })
    .from(ticket)
    .innerJoin(ticketText, eq(ticketText.ticketId, ticket.id))
    .where(eq(ticketText.kind, 'description'));
  return rows.map((row) => ({ ...row.ticket, description: row.description }));
}

function plan() {
  const kelurahan = service.people.units
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

  it('proposes what waits for a validator in turn to the two who are on duty', async () => {
    const waiting = (await loaded()).filter(({ desk }) => desk === 'validator');
    const officers = new Map<string | null, number>();
    for (const { proposedValidator: to } of waiting) officers.set(to, (officers.get(to) ?? 0) + 1);
    expect([...officers.keys()].sort()).toEqual((await service.people.turns.onDuty()).sort());
    expect(officers.size).toBe(2);
    expect(Math.min(...officers.values())).toBeGreaterThan(waiting.length / 4);
  });

  it('left a log in the order in which things happened', async () => {
    const events = await service.platform.db.select({ at: event.at }).from(event).orderBy(event.seq);
    const times = events.map(({ at }) => at);
    expect(times).toEqual([...times].sort((a, b) => a - b));
    expect(times.at(-1)).toBeLessThanOrEqual(now);
  });

  it('left books in order: rebuilding every row from its events changes nothing', async () => {
    await service.checkpoints.sign();
    const where = { dataDir: folder, keyDir: join(folder, 'keys') };
    const found = await verifyLedger({ ...where, rows: true }, systemClock);
    expect(found).toMatchObject({ ok: true, breaks: [], uncovered: 0, rows: true });
    expect(found.tickets).toBe((await loaded()).length);
    expect(found.events).toBeGreaterThan(400);
  });

  it('is not loaded again where reports are', async () => {
    const before = (await loaded()).length;
    await loadDemo(loadedInto(service), config);
    expect((await loaded()).length).toBe(before);
  });
});

describe('a demo opened again soon', () => {
  const kept = join(folder, 'kept');
  const again = { ...config, dataDir: join(folder, 'again'), sites: [] };

  it('is a copy of the one before, photos and all', async () => {
    await openTemplate(kept, 'v1').keep(service.platform.db, folder, now);
    (await openDataFolder(again, OURS)).release();
    expect(openTemplate(kept, 'v1').fill(again.dataDir, now + 60_000)).toBe(true);
    const copy = await openService(again, openLog('silent'));
    const numbers = await copy.platform.db.select({ number: ticket.number }).from(ticket);
    const [first] = await copy.platform.db.select({ sha256: photo.sha256 }).from(photo).limit(1);
    expect(numbers.length).toBe((await loaded()).length);
    expect(await copy.evidence.photos.original(first?.sha256 ?? '')).not.toBeNull();
    await copy.close();
  });

  it('is kept by several services at once, of which the last counts; one removed meanwhile is not used', async () => {
    const keeping = join(folder, 'kept-at-once');
    const keep = (at: number) => openTemplate(keeping, 'v1').keep(service.platform.db, folder, at);
    await keep(now);
    await Promise.all([1, 2, 3].map((minute) => keep(now + minute)));
    await keep(now + 4);
    (await openDataFolder({ ...again, dataDir: join(folder, 'filled') }, OURS)).release();
    expect(openTemplate(keeping, 'v1').fill(join(folder, 'filled'), now)).toBe(true);
    const { copy } = JSON.parse(readFileSync(join(keeping, 'made.json'), 'utf8'));
    rmSync(join(keeping, copy), { recursive: true });
    (await openDataFolder({ ...again, dataDir: join(folder, 'too-late') }, OURS)).release();
    expect(openTemplate(keeping, 'v1').fill(join(folder, 'too-late'), now)).toBe(false);
  });

  it('is loaded anew when its times no longer fit, by another program, and never over a loaded one', async () => {
    const fill = async (dataDir: string, at: number, version: string) => {
      const there = { ...config, dataDir: join(folder, dataDir) };
      (await openDataFolder(there, OURS)).release();
      return openTemplate(kept, version).fill(there.dataDir, at);
    };
    expect(await fill('late', now + 3_600_000, 'v1')).toBe(false);
    expect(await fill('early', now - 61_000, 'v1')).toBe(false);
    expect(await fill('other', now, 'v2')).toBe(false);
    expect(await fill('again', now, 'v1')).toBe(false);
    expect(await fill('new', now, 'v1')).toBe(true);
  });
});
