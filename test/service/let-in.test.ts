/** `npm run let-in`: the last operator, who lost what they sign in with, is let in by whoever has the server. */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { AccountLogPage } from '#shared/contract/accounts.ts';
import { Session } from '#shared/contract/session.ts';
import { MACHINE } from '../../service/compose/service.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { MARKS } from '../../service/platform/data-folder.ts';
import { setUp } from './authenticator.ts';
import { type House, Officer, openHouse, type Reply } from './harness.ts';
import { itOfAFile } from './of-a-file.ts';
import { browse } from './web-office.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const JSON_TYPE = { 'content-type': 'application/json' };

let folder: string;
let house: House;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tuntas-let-in-'));
  house = await openHouse({ folder, config: { secondFactor: 'required' } });
  await setUp(await browse(house, 'operator'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** What is answered on a real data folder: what it says, and whether it did anything. */
async function letIn(...args: string[]): Promise<{ said: string; code: number }> {
  const run = promisify(execFile)(
    process.execPath,
    ['--import', 'tsx', 'service/compose/commands/let-in.ts', ...args],
    { cwd: ROOT, env: { ...process.env, ...house.env, DATA_DIR: folder } },
  );
  return run.then(
    ({ stdout }) => ({ said: stdout, code: 0 }),
    (error: { stderr: string; code: number }) => ({ said: error.stderr, code: error.code }),
  );
}

function signIn(username: string, password: string): Promise<Reply> {
  return house.call('POST', '/session', JSON.stringify({ username, password }), JSON_TYPE);
}

it('gives a one-time password and asks for no code, once the service stands still', async () => {
  await house.service.platform.database.mark(MARKS.real);
  expect((await letIn('operator')).said).toContain('Another service runs on');
  const session = await house.as('supervisor');
  await house.stop();
  const { said, code } = await letIn('operator');
  expect([code, said]).toEqual([0, expect.stringMatching(/one-time password \S{16}:/)]);
  const password = /one-time password (\S{16}):/.exec(said)?.[1] ?? '';
  house = await openHouse({
    folder,
    config: { demo: 'off' },
    machine: { passwords: MACHINE.passwords },
  });
  expect((await signIn('operator', DEMO_PASSWORD)).refusal()).toBe('unauthenticated');
  const begun = (await signIn('operator', password)).as(Session);
  expect(begun.mustChangePassword).toBe(true);
  const operator = new Officer(house, begun.token, begun.actor.id);
  const next = { current: password, next: 'kopi sore di teras' };
  expect((await operator.put('/session/password', next)).status).toBe(204);
  const { items } = (await operator.get('/accounts/operator/log')).as(AccountLogPage);
  expect(items.map(({ event, by }) => [event, by])).toEqual([
    ['password_changed', 'operator'],
    ['factor_reset', null],
    ['password_reset', null],
    ['factor_set', 'operator'],
  ]);
  expect((await house.service.people.accounts.resolve(session.token))?.actor.username).toBe('supervisor');
  await house.stop();
  const books = await house.verify();
  expect(books).toMatchObject({ ok: true, first: null });
});

it('does nothing for whom somebody else can let in, unless told', async () => {
  await house.hire('rina', 'operator');
  await house.service.platform.database.mark(MARKS.real);
  await house.stop();
  expect(await letIn('supervisor')).toMatchObject({ code: 1, said: expect.stringContaining('no operator') });
  expect(await letIn('operator')).toMatchObject({ code: 1, said: expect.stringContaining('rina can do it') });
  expect((await letIn('operator', '--anyway')).code).toBe(0);
});

itOfAFile('makes no database where there is none', async () => {
  await house.stop();
  const empty = mkdtempSync(join(tmpdir(), 'tuntas-let-in-'));
  const there = folder;
  folder = empty;
  expect(await letIn('operator')).toMatchObject({ code: 1, said: expect.stringContaining('no database') });
  rmSync(empty, { recursive: true });
  folder = there;
});
