/** Accounts, rights, keys, rules and looks: whoever changes them by SQL is found out, and the row is named. */
import { cpSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { desc, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ApiKeyWithSecret } from '#shared/contract/api-keys.ts';
import { vouchedChange } from '../../../service/platform/db/change-table.ts';
import type { Db } from '../../../service/platform/db/database.ts';
import { changeHash } from '../../../service/platform/db/vouched.ts';
import { type House, openHouse } from '../harness.ts';
import { copyOf, remove, reopen, tamper, tamperWith, verify } from './history.ts';

const DAY = '2025-03-11';

let made: string;
let folder: string;
let house: House | null = null;
beforeAll(async () => {
  const open = await openHouse();
  await change(open, 'budi');
  await open.stop();
  made = open.folder;
});
afterAll(() => remove(made));
beforeEach(() => {
  folder = copyOf(made);
});
afterEach(async () => {
  await house?.stop();
  house = null;
  remove(folder);
});

/** What operators and supervisors do: before vouching begins, and after. */
async function change(open: House, username: string): Promise<void> {
  const operator = await open.as('operator');
  const supervisor = await open.as('supervisor');
  for (const round of ['before', 'after']) {
    await open.hire(`${username}-${round}`, 'unit_admin', '31.74.03.1002');
    const roles = [{ role: 'validator' }, { role: 'field_validator' }];
    const set = await operator.put(`/accounts/${username}-${round}/roles`, { roles });
    expect(set.status, set.text).toBe(200);
    const key = {
      ...{ client: `jaki-${username}`, name: `JAKI ${round}`, scopes: ['tickets:read'], channels: [] },
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    };
    const { id } = (await operator.post('/api-keys', key)).as(ApiKeyWithSecret);
    if (round === 'after') await operator.delete(`/api-keys/${id}`);
    await supervisor.put(`/calendar/${DAY}`, { kind: 'holiday', name: `Libur ${round}`, source: 'SKB' });
    await open.db.run(
      sql`insert into photo_look (photo_id, officer, at) values (${round}, ${operator.id}, 1)`,
    );
    await open.service.jobs.runDue();
  }
}

const named = async (): Promise<string[]> =>
  (await verify(folder)).breaks.map(({ kind, what }) => `${kind}: ${what}`);

const USER = (name: string) => sql`(select id from user where username = ${name})`;

describe('what the service changed itself', () => {
  it('is in order, also after a restart and further changes', async () => {
    const found = await verify(folder);
    expect([found.ok, found.breaks]).toEqual([true, []]);
    expect(found.changes).toBeGreaterThan(100);
    house = await reopen(folder);
    await change(house, 'sari');
    expect(await named()).toEqual([]);
    await house.stop();
    house = null;
    expect(await named()).toEqual([]);
    expect((await verify(folder)).changes).toBeGreaterThan(found.changes);
  });

  it('is a record of its own, the newest named by the checkpoint outside', async () => {
    const outside: unknown = JSON.parse(readFileSync(join(folder, 'keys', 'checkpoint.json'), 'utf8'));
    await tamper(folder, async (db) => {
      const [newest] = await db.select().from(vouchedChange).orderBy(desc(vouchedChange.n)).limit(1);
      expect(outside).toMatchObject({ change: newest?.n, changeHash: newest?.hash });
    });
  });
});

describe('by SQL', () => {
  it.each([
    [
      'a role is changed',
      sql`update officer_grant set role = 'operator' where officer = ${USER('admin')}`,
      [
        'record_added: officer_grant admin, operator, 31.74.03.1002',
        'record_removed: officer_grant admin, unit_admin, 31.74.03.1002',
      ],
    ],
    [
      'a role is given that was given since vouching began',
      sql`update officer_grant set role = 'supervisor' where officer = ${USER('budi-after')} and role = 'validator'`,
      [
        'record_added: officer_grant budi-after, supervisor',
        'record_removed: officer_grant budi-after, validator',
      ],
    ],
    [
      'an account is added',
      sql`insert into user (id, name, email, username, created_at, updated_at) values ('m', 'M', 'm@x', 'mallory', 1, 1)`,
      ['record_added: user mallory'],
    ],
    [
      'an account is closed',
      sql`update user set disabled_at = 5 where username = 'dinas'`,
      ['record_altered: user dinas'],
    ],
    [
      'a password is exchanged',
      sql`update account set password = 'known' where user_id = ${USER('supervisor')}`,
      [expect.stringMatching(/^record_altered: account [0-9a-f-]{36}, supervisor$/)],
    ],
    [
      'a key is revived',
      sql`update api_key set revoked_at = null, revoked_by = null where name = 'JAKI after'`,
      [expect.stringMatching(/^record_altered: api_key .*, JAKI after$/)],
    ],
    [
      'a key is removed',
      sql`delete from api_key where name = 'JAKI before'`,
      [expect.stringMatching(/^record_removed: api_key/)],
    ],
    [
      'a holiday is changed',
      sql`update calendar_day set kind = null where date = ${DAY} and name = 'Libur after'`,
      [expect.stringMatching(/^record_altered: calendar_day \d+, 2025-03-11$/)],
    ],
    [
      'a limit of the policy is changed',
      sql`update policy set clocks = json_set(clocks, '$.x', 1)`,
      ['record_altered: policy 1'],
    ],
    [
      'an office is closed',
      sql`update unit set closed_at = 1 where code = 'dinas-bina-marga'`,
      [expect.stringMatching(/^record_altered: unit dinas-bina-marga/)],
    ],
    [
      'a criterion is rewritten',
      sql`update criterion_version set text = 'Apa saja' where id = 1`,
      [expect.stringMatching(/^record_altered: criterion_version 1, /)],
    ],
    [
      'a look is removed',
      sql`delete from photo_look where photo_id = 'after'`,
      ['record_removed: photo_look 2'],
    ],
    [
      'a look of before is removed',
      sql`delete from photo_look where photo_id = 'before'`,
      ['record_removed: photo_look 1'],
    ],
    [
      'a look is put on somebody else',
      sql`update photo_look set officer = ${USER('admin')} where id = 2`,
      ['record_altered: photo_look 2, after'],
    ],
    [
      'an entry of the accounts’ log is slipped in',
      sql`insert into account_log (at, event, subject, by, data) values (1, 'created', 'x', null, '{}')`,
      [expect.stringMatching(/^record_added: account_log/)],
    ],
  ])('%s: it is found and the row named', async (_, statement, breaks) => {
    await tamperWith(folder, statement);
    expect(await named()).toEqual(breaks);
  });

  it('a row is changed and then written by the service: it is still found', async () => {
    await tamperWith(folder, sql`update user set disabled_at = 5 where username = 'budi-after'`);
    house = await reopen(folder);
    const operator = await house.as('operator');
    expect((await operator.put('/accounts/budi-after/state', { disabled: false })).status).toBe(200);
    await house.service.jobs.runDue();
    expect(await named()).toEqual(['record_altered: user budi-after']);
  });

  it('a row is slipped in and then written by the service: it is still found', async () => {
    await tamperWith(
      folder,
      sql`insert into officer_grant values (${USER('budi-after')}, 'supervisor', null, 7)`,
    );
    house = await reopen(folder);
    const operator = await house.as('operator');
    await operator.put('/accounts/budi-after/roles', { roles: [{ role: 'validator' }] });
    await house.service.jobs.runDue();
    expect(await named()).toEqual(['record_altered: officer_grant budi-after, supervisor']);
  });

  it('something is changed beside a running service: it is found, and stays found after the next checkpoint', async () => {
    house = await reopen(folder);
    await tamperWith(
      folder,
      sql`update calendar_day set kind = null where date = ${DAY} and name = 'Libur after'`,
    );
    house.moveTo(house.now() + 3_600_000);
    await house.hire('one-more', 'validator');
    await house.service.jobs.runDue();
    expect(await named()).toEqual([expect.stringMatching(/^record_altered: calendar_day/)]);
  });
});

describe('the record of changes', () => {
  async function forge(db: Db): Promise<void> {
    await db.run(sql`delete from photo_look where photo_id = 'after'`);
    const [last] = await db.select().from(vouchedChange).orderBy(desc(vouchedChange.n)).limit(1);
    const [look] = await db.select().from(vouchedChange).where(sql`name = 'photo_look' and key = '[2]'`);
    if (!last || !look) throw new Error('The looks were recorded');
    const plain = {
      n: last.n + 1,
      at: last.at,
      name: look.name,
      key: look.key,
      was: look.now,
      now: null,
      signs: 1,
    };
    const { signature } = last;
    await db.insert(vouchedChange).values({ ...plain, hash: changeHash(last.hash, plain), signature });
  }

  it('is told apart from one that somebody else wrote', async () => {
    await tamper(folder, forge);
    expect(await named()).toEqual(['change_forged: photo_look 2']);
  });

  it('does not vouch for it where the service goes on behind it', async () => {
    await tamper(folder, forge);
    house = await reopen(folder);
    await house.hire('one-more', 'validator');
    await house.service.jobs.runDue();
    expect(await named()).toEqual(['change_forged: photo_look 2']);
  });

  it('does not vouch for an unsigned one that the next signature follows', async () => {
    await tamper(folder, async (db) => {
      await forge(db);
      await db.run(
        sql`update vouched_change set signature = null where n = (select max(n) from vouched_change)`,
      );
    });
    house = await reopen(folder);
    await house.hire('one-more', 'validator');
    await house.service.jobs.runDue();
    expect(await named()).toEqual(['change_forged: photo_look 2']);
  });

  it('cut at its end, with the rows it told of: the checkpoint tells', async () => {
    await tamperWith(
      folder,
      sql`delete from photo_look where photo_id = 'after'`,
      sql`delete from vouched_change where n >= (select n from vouched_change where name = 'photo_look' and key = '[2]')`,
    );
    expect(await named()).toContainEqual(expect.stringMatching(/^change_removed: entry \d+$/));
  });

  it('cut before any checkpoint told of it, beside the service that wrote it: found', async () => {
    house = await reopen(folder);
    await house.db.run(sql`insert into photo_look (photo_id, officer, at) values ('late', 'x', 1)`);
    await tamperWith(
      folder,
      sql`delete from photo_look where photo_id = 'late'`,
      sql`delete from vouched_change where n = (select max(n) from vouched_change)`,
    );
    await house.service.jobs.runDue();
    expect(await named()).toEqual([expect.stringMatching(/^change_removed: entry \d+$/)]);
  });

  it('emptied: nothing is taken over anew as if it had always been so', async () => {
    await tamperWith(
      folder,
      sql`update officer_grant set role = 'operator' where officer = ${USER('admin')}`,
      sql`delete from vouched_change`,
    );
    house = await reopen(folder);
    await house.service.jobs.runDue();
    expect(await named()).toContainEqual(expect.stringMatching(/^change_(removed|altered): entry \d+$/));
  });

  it('altered: found', async () => {
    await tamperWith(
      folder,
      sql`update vouched_change set now = was where name = 'photo_look' and key = '[2]'`,
    );
    expect(await named()).toContainEqual(expect.stringMatching(/^change_altered: photo_look 2/));
  });
});

it('the whole database put back as it was yesterday, with what it vouched for then', async () => {
  const before = copyOf(folder);
  house = await reopen(folder);
  await house.hire('one-more', 'validator');
  await (await house.as('admin')).file();
  await house.stop();
  house = null;
  expect((await verify(folder)).ok).toBe(true);
  for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `tuntas.db${suffix}`), { force: true });
  cpSync(before, folder, { recursive: true, filter: (path) => !path.includes('keys') });
  remove(before);
  expect((await verify(folder)).first).toMatchObject({ kind: 'older_database' });
});
