/**
 * The barest servers there could be: `/sql/N` runs the statements that were recorded of call N and sends what that was
 * answered, `/batch/N` only those that write, `/bytes/N` sends it without asking the database. And beside them the least
 * that Hono makes of a call: a token looked up in a map, 304.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import Libsql from 'libsql';
import type { Recorded } from './record.ts';

export interface BareCall extends Recorded {
  /** The report it writes. */
  written?: { id: number; number: string };
  /** Numbers that it is to write instead, one after another. */
  targets: readonly string[];
}

type Statement = ReturnType<InstanceType<typeof Libsql>['prepare']>;

const [path = '', recordings = ''] = process.argv.slice(2);
const calls = (JSON.parse(readFileSync(recordings, 'utf8')) as BareCall[]).map((call) => {
  const from = call.statements.findIndex(({ sql }) => sql.startsWith('BEGIN'));
  const to = call.statements.findLastIndex(({ sql }) => sql === 'COMMIT');
  return {
    ...call,
    body: Buffer.from(call.body, 'base64'),
    batch: call.statements.slice(from, to + 1),
    turn: 0,
    ids: new Map<string, number>(),
  };
});
const handle = new Libsql(path);
for (const pragma of [
  'busy_timeout=5000',
  'temp_store=MEMORY',
  'synchronous=FULL',
  'foreign_keys=ON',
  'secure_delete=ON',
]) {
  handle.exec(`PRAGMA ${pragma}`);
}
// The service notes here what it has to sign, which is nothing in what was taken down.
handle.exec('create temp table touched (name text, key text, was text)');
const prepared = new Map<string, Statement>();
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

function run({ sql, params, method }: Recorded['statements'][number], other: (value: unknown) => unknown) {
  if (sql.startsWith('BEGIN') || sql === 'COMMIT') {
    handle.exec(sql);
    return;
  }
  let statement = prepared.get(sql);
  if (!statement) {
    statement = handle.prepare(sql);
    prepared.set(sql, statement);
  }
  const values = params.map(other);
  if (method === 'run') statement.run(values);
  else {
    statement.raw(true);
    if (method === 'get') statement.get(values);
    else statement.all(values);
  }
}

/** What is written is another report each time, and texts of other ids. */
function variation(call: (typeof calls)[number]): (value: unknown) => unknown {
  const { written } = call;
  if (written === undefined) return (value) => value;
  if (call.turn === 0) call.ids = idsOf(call.targets);
  const target = call.targets[call.turn++ % call.targets.length] ?? '';
  return (value) => {
    if (value === written.number) return target;
    if (value === written.id) return call.ids.get(target) ?? value;
    return typeof value === 'string' && UUID.test(value) ? randomUUID() : value;
  };
}

function idsOf(numbers: readonly string[]): Map<string, number> {
  const known = handle.prepare('select id from ticket where number = ?');
  known.raw(true);
  return new Map(
    numbers.flatMap((number) => {
      const row = known.get([number]) as unknown as [number] | undefined;
      return row ? [[number, row[0]] as const] : [];
    }),
  );
}

const server = createServer((request, response) => {
  const [, how, nth] = (request.url ?? '').split('/');
  const call = calls[Number(nth)];
  request.resume();
  request.on('end', () => {
    if (!call) return response.writeHead(404).end();
    if (how !== 'bytes') {
      const other = variation(call);
      for (const statement of how === 'batch' ? call.batch : call.statements) run(statement, other);
    }
    response.writeHead(call.status, call.headers);
    response.end(call.body);
  });
});
const officers = new Map([['token', 'officer']]);
const app = new Hono().get('/', (c) =>
  officers.has(c.req.header('authorization')?.slice('Bearer '.length) ?? '')
    ? c.body(null, 304, { etag: '"1"' })
    : c.body(null, 401),
);
server.listen(0, '127.0.0.1', () => {
  const hono = serve({ fetch: app.fetch, hostname: '127.0.0.1', port: 0 }, ({ port }) => {
    const address = server.address();
    const bare = typeof address === 'object' && address !== null ? address.port : 0;
    process.send?.({ bare, hono: port });
  });
  hono.unref();
});
