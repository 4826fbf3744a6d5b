/**
 * SIGKILL in the middle of more than a thousand decisions, twice: nothing that was answered is lost, nothing is
 * there by half, and sending what was not answered again has exactly one effect.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ActionBody } from '#shared/contract/action.ts';
import { type Client, createClient, UnreachableError } from '#shared/contract/client.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { openDatabase } from '../../service/platform/db/embedded.ts';
import { audit } from './audit.ts';
import { NARRATIVE } from './harness.ts';
import { type ServiceProcess, startProcess } from './process.ts';

const REPORTS = 168;
/** Calls under way at once. */
const CALLERS = 12;
/** Answers had before each kill. */
const KILL_AFTER = [300, 450, 100];

/** What is done to each report after its filing, and how many events that writes. */
const DECISIONS: readonly { by: 'admin' | 'validator'; body: ActionBody; events: number }[] = [
  { by: 'admin', body: { action: 'proses' }, events: 1 },
  { by: 'validator', body: { action: 'catat', note: 'Perhatikan titiknya' }, events: 1 },
  { by: 'admin', body: { action: 'tindak_lanjut', narrative: NARRATIVE }, events: 2 },
  { by: 'validator', body: { action: 'kembalikan', reasonCodes: ['foto_tidak_ada'] }, events: 1 },
  { by: 'admin', body: { action: 'tindak_lanjut', narrative: NARRATIVE }, events: 2 },
  { by: 'validator', body: { action: 'setujui', reason: 'Diperiksa di tempat' }, events: 1 },
];
const EVENTS = 1 + DECISIONS.reduce((sum, { events }) => sum + events, 0);

/** One report as its callers know it: only what was answered counts. */
interface Known {
  index: number;
  number: string | null;
  version: number;
  /** Decisions answered so far. */
  step: number;
  /** A call was sent and never answered. */
  open: boolean;
}

const folder = mkdtempSync(join(tmpdir(), 'tuntas-kill-'));
const reports: Known[] = Array.from({ length: REPORTS }, (_, index) => ({
  index,
  number: null,
  version: 0,
  step: 0,
  open: false,
}));
let service: ServiceProcess;
/** Sessions outlive the process: they lie in its database. */
const tokens = { admin: '', validator: '' };

beforeAll(async () => {
  service = await startProcess(folder);
  const client = createClient({ origin: service.origin });
  const signIn = async (username: string) =>
    (await client.call('signIn', { body: { username, password: DEMO_PASSWORD } })).data.token;
  tokens.admin = await signIn('admin');
  tokens.validator = await signIn('validator');
});
afterAll(async () => {
  await service.kill();
  rmSync(folder, { recursive: true });
});

/** Sends the report's next call, always under the same key; true when it was answered. */
async function next(report: Known, as: Record<'admin' | 'validator', Client>): Promise<boolean> {
  const decision = DECISIONS[report.step];
  const idempotencyKey = `${report.index}-${report.number === null ? 'lapor' : report.step}`;
  report.open = true;
  try {
    if (report.number === null) {
      const body = {
        channel: 'kantor_lurah',
        category: 'Jalan',
        description: `Lubang ke-${report.index}`,
      } as const;
      const { data } = await as.admin.call('fileReport', { body, idempotencyKey });
      report.number = data.number;
      report.version = data.version;
    } else if (decision) {
      const { by, body } = decision;
      const { data } = await as[by].call('act', {
        params: { number: report.number },
        body,
        version: report.version,
        idempotencyKey,
      });
      expect(data.version).toBe(report.version + decision.events);
      report.version = data.version;
      report.step++;
    }
  } catch (error) {
    // Anything but silence is a refusal, and none of these calls may be refused.
    if (error instanceof UnreachableError) return false;
    throw error;
  }
  report.open = false;
  return true;
}

/** Works until all is done, or until `killAfter` answers were had: then the process dies at once. */
async function work(killAfter: number): Promise<void> {
  const waiting = reports.filter(({ step }) => step < DECISIONS.length);
  let answers = 0;
  let killed: Promise<void> | null = null;
  const { origin } = service;
  const as = {
    admin: createClient({ origin, token: () => tokens.admin }),
    validator: createClient({ origin, token: () => tokens.validator }),
  };
  const caller = async (): Promise<void> => {
    for (let report = waiting.shift(); report; report = waiting.shift()) {
      while (report.step < DECISIONS.length) {
        const sent = next(report, as);
        // After its own next call was sent, so that at least this one stays without an answer.
        if (answers >= killAfter) killed ??= service.kill();
        if (!(await sent)) return;
        answers++;
      }
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, caller));
  await killed;
}

/** What the service says of every report whose number is known, against what it answered. */
async function compare(): Promise<void> {
  const client = createClient({ origin: service.origin, token: () => tokens.validator });
  const numbers = reports.flatMap(({ number }) => number ?? []);
  const { data } = await client.call('lookup', { body: { numbers } });
  expect(data.unknown).toEqual([]);
  const versions = new Map(data.items.map(({ number, version }) => [number, version]));
  for (const { number, version, step, open } of reports) {
    if (number === null) continue;
    const whole = open ? [version, version + (DECISIONS[step]?.events ?? 0)] : [version];
    expect(whole).toContain(versions.get(number));
  }
}

it('loses no answered decision, leaves no half, and repeats none', { timeout: 600_000 }, async () => {
  for (const killAfter of KILL_AFTER) {
    await work(killAfter);
    expect(reports.filter(({ open }) => open).length).toBeGreaterThan(0);
    service = await startProcess(folder);
    await compare();
  }
  await work(Number.POSITIVE_INFINITY);
  expect(reports.every(({ step, open }) => step === DECISIONS.length && !open)).toBe(true);
  expect(await service.stop()).toBe(0);

  const database = openDatabase(join(folder, 'tuntas.db'));
  expect(await audit(database.db)).toEqual({ tickets: REPORTS, events: REPORTS * EVENTS, faults: [] });
  database.close();
});
