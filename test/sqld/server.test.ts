/** The engine itself: that it is there, is secured, keeps what it acknowledged, and copies. */
import { readFileSync } from 'node:fs';
import { afterAll, expect, it } from 'vitest';
import { ADMIN_KEY_SETTING, type Sqld, startSqld, tokenFor, tokenKeys } from './server.ts';

const sqld = await startSqld();
afterAll(() => sqld.close());

async function execute(
  { url, token }: Pick<Sqld, 'url' | 'token'>,
  sql: string,
): Promise<{ status: number; rows: unknown[][] }> {
  const response = await fetch(`${url}/v3/pipeline`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ requests: [{ type: 'execute', stmt: { sql } }, { type: 'close' }] }),
  });
  if (!response.ok) return { status: response.status, rows: [] };
  const { results } = (await response.json()) as {
    results: { response?: { result: { rows: { value: unknown }[][] } } }[];
  };
  const rows = results[0]?.response?.result.rows ?? [];
  return { status: response.status, rows: rows.map((row) => row.map(({ value }) => value)) };
}

it('answers who shows its token, and nobody else', async () => {
  expect((await execute(sqld, 'select 1')).rows).toEqual([['1']]);
  const stranger = { url: sqld.url, token: tokenFor(tokenKeys()) };
  expect((await execute(stranger, 'select 1')).status).toBe(401);
});

it('has its admin interface closed by the name of the key that the units give it', async () => {
  const config = (headers: Record<string, string>) =>
    fetch(`${sqld.adminUrl}/v1/namespaces/default/config`, { headers });
  expect((await config({})).status).toBe(401);
  expect((await config({ authorization: 'basic wrong' })).status).toBe(401);
  expect((await config({ authorization: `basic ${sqld.adminKey}` })).status).toBe(200);
  const unit = new URL('../../docs/deployment/scale/tuntas-sqld.service', import.meta.url);
  expect(readFileSync(unit, 'utf8')).toContain(ADMIN_KEY_SETTING);
});

it('keeps what it acknowledged when it is killed', async () => {
  await execute(sqld, 'create table kept (n integer primary key) strict');
  await execute(sqld, 'insert into kept values (7)');
  await sqld.signal('SIGKILL');
  await sqld.start();
  expect((await execute(sqld, 'select n from kept')).rows).toEqual([['7']]);
});

it('is copied by another one', async () => {
  await execute(sqld, 'create table copied (n integer primary key) strict');
  await execute(sqld, 'insert into copied values (3)');
  const copy = await startSqld({ primary: sqld.grpcUrl, keys: sqld.keys });
  try {
    await expect.poll(async () => (await execute(copy, 'select n from copied')).rows).toEqual([['3']]);
  } finally {
    await copy.close();
  }
});
