/** Verification as supervisors, operators and the command line meet it, beside a service that goes on. */
import { spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { AuditState } from '#shared/contract/audit.ts';
import { openBreaks } from '../../../service/oversight/audit/breaks.ts';
import { publicKeyIn } from '../../../service/oversight/audit/keys.ts';
import { walkLog } from '../../../service/oversight/audit/walk-log.ts';
import { type House, openHouse } from '../harness.ts';
import {
  copyOf,
  firstBreak,
  type History,
  remove,
  reopen,
  tamperWith,
  verify,
  writeHistory,
} from './history.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));

let history: History;
beforeAll(async () => {
  history = await writeHistory();
});
afterAll(() => remove(history.folder));

let house: House | null = null;
afterEach(async () => {
  await house?.close();
  house = null;
});

async function open(): Promise<House> {
  house = await reopen(copyOf(history.folder));
  return house;
}

/** Starts a verification as a supervisor and waits for its end. */
async function verified(at: House): Promise<AuditState> {
  const supervisor = await at.as('supervisor');
  const started = await supervisor.post('/audit/verifications', {});
  expect(started.status).toBe(202);
  expect(started.as(AuditState).running).not.toBeNull();
  await at.service.oversight.verifier.settled();
  return (await supervisor.get('/audit')).as(AuditState);
}

describe('the state of the books', () => {
  it('before any verification: how far the log is vouched for', async () => {
    const at = await open();
    const state = (await (await at.as('operator')).get('/audit')).as(AuditState);
    expect(state).toMatchObject({ checkpoint: { n: 3, tickets: 6 }, running: null, last: null });
  });

  it('is nobody else’s to read or to start', async () => {
    const at = await open();
    for (const name of ['validator', 'lapangan', 'admin', 'dinas', 'kanal'] as const) {
      const officer = await at.as(name);
      expect((await officer.get('/audit')).refusal()).toBe('forbidden');
      expect((await officer.post('/audit/verifications', { rows: 'x' })).refusal()).toBe('forbidden');
    }
    expect((await at.call('GET', '/audit')).refusal()).toBe('unauthenticated');
  });

  it('a verification refuses what it does not know', async () => {
    const operator = await (await open()).as('operator');
    expect((await operator.post('/audit/verifications', { rows: true, path: '/etc' })).refusal()).toBe(
      'invalid',
    );
  });

  it('in order, while reports keep coming in', async () => {
    const at = await open();
    const admin = await at.as('admin');
    const verification = verified(at);
    for (let i = 0; i < 30; i++) await admin.act((await admin.file()).number, { action: 'proses' });
    await at.service.jobs.runDue();
    expect((await verification).last).toMatchObject({ ok: true, rows: true, first: null });
    const { checkpoint } = (await (await at.as('operator')).get('/audit')).as(AuditState);
    expect(checkpoint).toMatchObject({ n: 4, tickets: 36 });
  });

  it('names what is broken', async () => {
    const at = await open();
    await tamperWith(at.folder, sql`update event set actor_id = 'other' where seq = 3`);
    expect((await verified(at)).last).toMatchObject({ ok: false, first: { kind: 'event_altered', seq: 3 } });
  });

  it('a database that cannot even be read ends the verification, not the service', async () => {
    const at = await open();
    await tamperWith(
      at.folder,
      sql`update ticket_text set body = cast(x'ff00fe' as text) where kind = 'reporter'`,
    );
    const { last } = await verified(at);
    expect(last?.ok).toBe(false);
    expect((await (await at.as('supervisor')).get('/audit')).status).toBe(200);
  });
});

describe('checkpoints', () => {
  it('are signed by the job, and none where nothing happened', async () => {
    const at = await open();
    const { jobs, checkpoints } = at.service;
    await jobs.runDue();
    expect((await checkpoints.newest())?.n).toBe(3);
    await (await at.as('admin')).file();
    await jobs.runDue();
    await jobs.runDue();
    expect((await checkpoints.newest())?.n).toBe(4);
    expect(JSON.parse(readFileSync(join(at.folder, 'keys', 'checkpoint.json'), 'utf8'))).toMatchObject({
      n: 4,
    });
  });

  it('are never signed over an older database that was put back', async () => {
    const older = copyOf(history.folder);
    const at = await open();
    await (await at.as('admin')).file();
    await at.stop();
    expect((await verify(at.folder)).ok).toBe(true);
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(at.folder, `tuntas.db${suffix}`), { force: true });
    cpSync(older, at.folder, { recursive: true, filter: (path) => !path.includes('keys') });
    remove(older);
    house = await reopen(at.folder);
    // It goes on on the older one: the work is not stopped, but nothing of it is vouched for.
    await (await house.as('admin')).file();
    await (await house.as('admin')).file();
    await house.service.jobs.runDue();
    expect(await firstBreak(house.folder)).toMatchObject({ kind: 'older_database', checkpoint: 4 });
    await expect(house.service.checkpoints.sign()).rejects.toThrow(/checkpoint 4/);
  });
});

describe('npm run verify', () => {
  function run(folder: string, ...args: string[]) {
    return spawnSync('npm', ['run', '--silent', 'verify', '--', ...args], {
      cwd: ROOT,
      env: { ...process.env, DATA_DIR: folder },
      encoding: 'utf8',
    });
  }

  it('says that all is in order, beside a running service, with exit code 0', async () => {
    const { stdout, status } = run((await open()).folder, '--rows');
    expect(stdout).toContain('every row is what its events make of it');
    expect(status).toBe(0);
  });

  it('names the first broken link with exit code 1', async () => {
    const folder = copyOf(history.folder);
    await tamperWith(folder, sql`delete from event where seq = 4`);
    const { stdout, status } = run(folder);
    expect(stdout).toMatch(/First: event_deleted: an event was deleted \(JK250310\d{4}, version \d/);
    expect(status).toBe(1);
    remove(folder);
  });

  it('answers 2 where there is nothing to verify', () => {
    const { stdout, status } = run(join(ROOT, 'no-such-folder'));
    expect(stdout).toContain('There is no database');
    expect(status).toBe(2);
  });
});

it('takes the first checkpoint, signed while the log is read, for no break', async () => {
  house = await openHouse();
  const admin = await house.as('admin');
  for (let i = 0; i < 5; i++) await admin.file();
  // As it was found before the log was read.
  const outside = { isExpected: false, key: publicKeyIn(join(house.folder, 'keys')), newest: null };
  await house.service.checkpoints.sign();
  const breaks = openBreaks();
  expect(await walkLog(house.db, outside, breaks)).toMatchObject({ checkpoints: 1 });
  expect(breaks.result().breaks).toEqual([]);
});
