/** Of every table and column is decided whether the service vouches for it. */
import { getTableColumns, is } from 'drizzle-orm';
import { getTableConfig, SQLiteTable } from 'drizzle-orm/sqlite-core';
import Libsql from 'libsql';
import { describe, expect, it } from 'vitest';
import { ALL, openVoucher, rowHash, type Statements } from '../../../service/platform/db/vouched.ts';
import * as account from '../../../service/tables/account.ts';
import * as duty from '../../../service/tables/duty.ts';
import * as privacy from '../../../service/tables/privacy.ts';
import * as rules from '../../../service/tables/rules.ts';
import * as ticket from '../../../service/tables/ticket.ts';
import * as unit from '../../../service/tables/unit.ts';
import { VOUCHED } from '../../../service/tables/vouched.ts';

/** What moves by itself, follows from others, or is of no weight; reports and their log have a chain of their own. */
const LEFT_OUT = {
  tables: [
    ...['session', 'verification', 'sign_in_failure', 'sign_in_code', 'account_request'],
    ...['duty_period', 'duty_turn', 'photo_removal', 'retention_mark', 'clock_sweep'],
    ...['ticket', 'event', 'ticket_text', 'ticket_held', 'claim', 'forwarding', 'boundary', 'boundary_load'],
  ],
  columns: [
    ...['user.email_verified', 'user.image', 'user.updated_at', 'user.display_username'],
    ...['second_factor.used_step', 'second_factor.draft', 'second_factor.drafted_at'],
    ...['account.access_token', 'account.refresh_token', 'account.id_token', 'account.scope'],
    ...['account.access_token_expires_at', 'account.refresh_token_expires_at'],
    ...['account.created_at', 'account.updated_at'],
  ],
};

const tables = [account, duty, privacy, rules, ticket, unit].flatMap((module) =>
  Object.values(module).filter((one): one is SQLiteTable => is(one, SQLiteTable)),
);

it('a table is vouched for, or left out on purpose', () => {
  const names = tables.map((table) => getTableConfig(table).name);
  const decided = [...VOUCHED.map(({ name }) => name), ...LEFT_OUT.tables];
  expect([...new Set(decided)].sort()).toEqual([...new Set(names)].sort());
});

describe.each(VOUCHED)('$name', ({ name, key, forms, told }) => {
  it('has every column in its newest form, or left out on purpose', () => {
    const table = tables.find((one) => getTableConfig(one).name === name);
    const columns = Object.values(getTableColumns(table as SQLiteTable)).map((column) => column.name);
    const left = LEFT_OUT.columns.flatMap((each) =>
      each.startsWith(`${name}.`) ? [each.split('.')[1]] : [],
    );
    expect([...(forms.at(-1) ?? []), ...left].sort()).toEqual(columns.sort());
    expect(forms[0]).toEqual(expect.arrayContaining([...key, told]));
  });
});

it('a row keeps its hash by the form it was written in when columns come', () => {
  const one = { name: 't', key: ['id'], told: 'id', forms: [['id', 'a']] };
  const more = {
    ...one,
    forms: [
      ['id', 'a'],
      ['b', 'id', 'a'],
    ],
  };
  expect(rowHash(more, 1, '[7,"x","y"]')).toBe(rowHash(one, 1, '["x","y"]'));
  expect(rowHash(more, 2, '[7,"x","y"]')).not.toBe(rowHash(more, 2, '[8,"x","y"]'));
});

it('rows whose page was not kept are taken over once more', () => {
  const file = new Libsql(':memory:');
  const statements: Statements = {
    exec: (sql) => void file.exec(sql),
    run: (sql, params) => void file.prepare(sql).run([...params]),
    rows: (sql, params = []) => {
      const asked = file.prepare(sql);
      asked.raw(true);
      return asked.all([...params]) as unknown[][];
    },
  };
  file.exec('create table t (id integer primary key)');
  file.exec('create table vouched_change (n, at, name, key, was, now, signs, hash, signature)');
  file.exec(
    'with recursive i(n) as (select 1 union all select n + 1 from i where n < 450) insert into t select n from i',
  );
  const table = { name: 't', key: ['id'], told: 'id', forms: [['id']] };
  const voucher = openVoucher(statements, { tables: [table], sign: () => 'signed', now: () => 0 });
  voucher.install();
  const page = (isKept: boolean): boolean => {
    file.exec('begin');
    const isDone = voucher.begin();
    file.exec(isKept ? 'commit' : 'rollback');
    voucher.settled(isKept);
    return isDone;
  };
  page(true);
  page(false);
  while (!page(true));
  const keys = statements.rows('select key from vouched_change').map(([key]) => key);
  expect(keys).toHaveLength(451);
  expect(new Set(keys)).toEqual(new Set([...Array.from({ length: 450 }, (_, i) => `[${i + 1}]`), ALL]));
  file.close();
});
