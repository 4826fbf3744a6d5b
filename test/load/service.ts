/**
 * What each call costs the service, beside a bare server that asks the database the same and one that only sends the
 * same bytes, in one run: on databases of several sizes, alone and beside what else a service does. BENCH_REPORTS says
 * which sizes (`10000,1000000`), BENCH_DATA a folder to keep and go on with, BENCH_CALLS which calls (parts of
 * their names). Figures are kept in `.output/bench`.
 */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { formatReportNumber } from '#shared/ticket/number.ts';
import { openHouse } from '../service/harness.ts';
import { FILED, fileBase } from './service/base.ts';
import { CALLS, type Call, type Facts } from './service/calls.ts';
import { type Answered, childrenOf, cpuOf, Driver, peakOf } from './service/drive.ts';
import { NEIGHBOURS } from './service/neighbours.ts';
import { openRecorder } from './service/record.ts';
import {
  type Bare,
  column,
  type Prepared,
  prepare,
  type Served,
  serve,
  startBare,
  whole,
} from './service/sizes.ts';

const SIZES = (process.env.BENCH_REPORTS ?? '10000,100000').split(',').map(Number);
const PARTS_OF_NAMES = (process.env.BENCH_CALLS ?? '').split(',');
const isNamed = ({ name }: Call): boolean => PARTS_OF_NAMES.some((part) => name.includes(part));
const LAST_THAT_DECIDES = CALLS.findLastIndex((call) => call.writes === 'decides' && isNamed(call));
/** What decides goes on where the writing calls before it have brought their reports. */
const WANTED = CALLS.filter(
  (call, i) => isNamed(call) || (call.writes !== undefined && i < LAST_THAT_DECIDES),
);
const CONNECTIONS = [1, 16, 64];
const PARTS = 5;
/** Of the open loop; what is dear is asked less often. */
const [PER_SECOND, SECONDS] = [100, 4];
/** Beside others. */
const [MIXED_PER_SECOND, MIXED_SECONDS] = [150, 20];
const KEPT = '.output/bench';

interface Cost {
  cpu: number;
  p50: number;
  p99: number;
}

interface Row {
  call: string;
  goal: number | null;
  /** By number of connections. */
  closed: Record<number, Cost>;
  open: Answered | null;
  sql: number;
  batch: number | null;
  bytes: number;
  length: number;
}

interface Size {
  reports: number;
  buildSeconds: number;
  startMs: number;
  /** ms of CPU of the barest call in Hono. */
  ofHono: number;
  rows: Row[];
  beside: Record<string, Answered & { done: number }>;
  peakMb: { service: number; photoProcesses: number[] };
}

export async function benchService(): Promise<void> {
  const record = openRecorder();
  const folder = process.env.BENCH_DATA ?? mkdtempSync(join(tmpdir(), 'tuntas-bench-'));
  const driver = new Driver();
  const sizes: Size[] = [];
  try {
    const house = await openHouse({ folder, at: FILED });
    if (column(folder, 'select id from ticket limit 1').length === 0) await fileBase(house);
    await house.stop();
    for (const reports of SIZES) {
      const prepared = await prepare(folder, reports, record);
      sizes.push(await measureSize(folder, reports, prepared, driver, reports === SIZES.at(-1)));
    }
    compareSizes(sizes);
    mkdirSync(KEPT, { recursive: true });
    const file = join(KEPT, `service-${new Date().toISOString().replaceAll(/[:.]/g, '-')}.json`);
    writeFileSync(
      file,
      JSON.stringify({ node: process.version, cores: availableParallelism(), sizes }, null, 1),
    );
    say(`Kept in ${file}`);
  } finally {
    driver.end();
    if (process.env.BENCH_DATA === undefined) rmSync(folder, { recursive: true, force: true });
  }
}

async function measureSize(
  folder: string,
  reports: number,
  prepared: Prepared,
  driver: Driver,
  last: boolean,
): Promise<Size> {
  const served = await serve(folder, prepared.sessions);
  const bare = await startBare(folder, prepared.recordings, bareNumbers(folder));
  say(
    `\n${reports.toLocaleString('en')} reports, built in ${prepared.seconds.toFixed(0)} s; the service started in ${(served.startMs / 1_000).toFixed(1)} s (goal 5)`,
  );
  const ofHono = await costOfHono(bare, driver);
  say(`A bare route in Hono that looks a token up in a map and answers 304: ${ofHono.toFixed(3)} ms`);
  heading();
  const size: Size = {
    ...{ reports, buildSeconds: prepared.seconds, startMs: served.startMs, ofHono, rows: [], beside: {} },
    peakMb: { service: 0, photoProcesses: [] },
  };
  try {
    let before = 0;
    for (const call of WANTED) {
      if (call.writes === 'files') before = Number(column(folder, 'select max(id) from ticket')[0]);
      const facts =
        call.writes === 'decides' ? { ...served.facts, numbers: filedAfter(folder, before) } : served.facts;
      const row = await measureCall(call, facts, { served, bare, driver, prepared });
      size.rows.push(row);
      printRow(row);
    }
    bare.end();
    if (last) size.beside = await besideOthers(served, prepared, driver);
    size.peakMb = {
      service: peakOf(served.service.pid),
      photoProcesses: childrenOf(served.service.pid).map(peakOf),
    };
    say(
      `Memory at most: service ${size.peakMb.service.toFixed(0)} MB (goal 400), photo processes ${size.peakMb.photoProcesses.map((mb) => mb.toFixed(0)).join(', ')} MB (goal 300)`,
    );
    return size;
  } finally {
    bare.end();
    await served.service.stop();
  }
}

/** Of a day that no report is of, behind those that an earlier run wrote. */
function bareNumbers(folder: string): string[] {
  const written = Number(column(folder, "select count(*) from ticket where number like 'JK9001%'")[0]);
  return Array.from({ length: 5_000 }, (_, i) => formatReportNumber('own', '900101', written + i + 1));
}

function filedAfter(folder: string, id: number): string[] {
  return column(folder, `select number from ticket where id > ${id} and number < 'JK9' order by id`).map(
    String,
  );
}

interface Stage {
  served: Served;
  bare: Bare;
  driver: Driver;
  prepared: Prepared;
}

async function measureCall(
  call: Call,
  facts: Facts,
  { served, bare, driver, prepared }: Stage,
): Promise<Row> {
  const { origin, pid } = served.service;
  let next = 0;
  const asks = (count: number) =>
    Array.from({ length: count }, () => {
      const ask = whole(call, facts, next++);
      return { ...ask, path: `/api/v1${ask.path}` };
    });
  // Each session is looked up once, and what is compiled is compiled.
  const warm = call.writes === undefined ? Math.min(1_000, 2 * call.count) : facts.tokens.length;
  const ask = async (count: number, connections: number, rate?: number): Promise<Answered> => {
    const job = { origin, asks: asks(count), from: 0, connections, count };
    return expect(call, await driver.drive(rate === undefined ? job : { ...job, rate }));
  };
  await ask(warm, 16);
  const closed: Row['closed'] = {};
  for (const connections of CONNECTIONS) {
    closed[connections] = await parts(call.count, pid, (count) => ask(count, connections));
  }
  const rate = call.rate ?? PER_SECOND;
  const open = call.writes === undefined ? await ask(rate * SECONDS, 0, rate) : null;
  const nth = CALLS.indexOf(call);
  const method = call.writes === undefined ? 'GET' : 'POST';
  const ofBare = async (how: string): Promise<number> => {
    const path = `/${how}/${nth}`;
    const one = { method, path, headers: {} };
    const run = async (count: number) =>
      expect(call, await driver.drive({ origin: bare.origin, asks: [one], from: 0, connections: 16, count }));
    await run(warm);
    return (await parts(call.count, bare.pid, run)).cpu;
  };
  const sql = await ofBare('sql');
  return {
    ...{ call: call.name, goal: call.goal ?? null, closed, open, sql },
    batch: call.writes === undefined ? null : await ofBare('batch'),
    bytes: await ofBare('bytes'),
    length: (prepared.recordings.get(call.name)?.body.length ?? 0) * 0.75,
  };
}

async function costOfHono({ hono, pid }: Bare, driver: Driver): Promise<number> {
  const ask = { method: 'GET', path: '/', headers: { authorization: 'Bearer token' } };
  const run = (count: number) => driver.drive({ origin: hono, asks: [ask], from: 0, connections: 16, count });
  await run(2_500);
  return (await parts(2_500, pid, run)).cpu;
}

/** The median of several parts: a token that is looked up anew, or a neighbour's second, weighs in one of them. */
async function parts(count: number, pid: number, run: (count: number) => Promise<Answered>): Promise<Cost> {
  const each = Math.max(1, Math.round(count / PARTS));
  const costs: Cost[] = [];
  for (let part = 0; part < PARTS; part++) {
    const before = cpuOf(pid);
    const { p50, p99 } = await run(each);
    costs.push({ cpu: (cpuOf(pid) - before) / each, p50, p99 });
  }
  const median = (of: (cost: Cost) => number): number => costs.map(of).toSorted((a, b) => a - b)[2] ?? 0;
  return { cpu: median(({ cpu }) => cpu), p50: median(({ p50 }) => p50), p99: median(({ p99 }) => p99) };
}

function expect(call: Call, answered: Answered): Answered {
  const others = Object.entries(answered.statuses).filter(([status]) => Number(status) !== call.expected);
  if (others.length > 0)
    throw new Error(`${call.name} answered ${others.map(([s, n]) => `${s} × ${n}`).join(', ')}`);
  return answered;
}

/** How often each call occurs among those that are asked while others run: as desks and badges ask. */
const MIX: Readonly<Record<string, number>> = {
  'counters, unchanged': 5,
  'claims, unchanged': 4,
  'changes, none': 4,
  session: 2,
  'one report': 3,
  'lookup of 50': 1,
  'queue, 50 rows': 1,
};

async function besideOthers(
  { service, facts }: Served,
  { sessions }: Prepared,
  driver: Driver,
): Promise<Size['beside']> {
  const mix = CALLS.flatMap((call) => Array.from({ length: MIX[call.name] ?? 0 }, () => call));
  const count = MIXED_PER_SECOND * MIXED_SECONDS;
  const asks = Array.from({ length: count }, (_, i) => {
    const ask = whole(mix[(i * 7) % mix.length] ?? CALLS[0] ?? fail(), facts, i);
    return { ...ask, path: `/api/v1${ask.path}` };
  });
  const job = { origin: service.origin, asks, from: 0, connections: 0, rate: MIXED_PER_SECOND };
  const tokens = {
    supervisor: sessions.supervisor,
    operator: sessions.operator,
    office: sessions.office[0] ?? '',
  };
  const where = { origin: service.origin, tokens };
  await driver.drive({ ...job, count: count / 4 });
  const beside: Size['beside'] = { nothing: { ...(await driver.drive({ ...job, count })), done: 0 } };
  for (const [name, start] of Object.entries(NEIGHBOURS)) {
    const neighbour = await start(where);
    const answered = await driver.drive({ ...job, count });
    beside[name] = { ...answered, done: await neighbour.end() };
  }
  const all = await Promise.all(Object.values(NEIGHBOURS).map((start) => start(where)));
  const answered = await driver.drive({ ...job, count });
  const done = await Promise.all(all.map((neighbour) => neighbour.end()));
  beside['all of these'] = { ...answered, done: done.reduce((sum, one) => sum + one, 0) };
  printBeside(beside);
  return beside;
}

function fail(): never {
  throw new Error('No calls');
}

function heading(): void {
  say(
    `${'CPU a call, ms, at'.padEnd(22)}${CONNECTIONS.map((n) => `${n} conn.`.padStart(9)).join('')}${'goal'.padStart(7)}${'same SQL'.padStart(10)}${'batch'.padStart(7)}${'bytes'.padStart(7)}${'× SQL'.padStart(7)}${'kB'.padStart(7)}   ms at 16: p50, p99 · open loop: p50, p99, p99.9`,
  );
}

function printRow({ call, closed, goal, sql, batch, bytes, open, length }: Row): void {
  const cpu = CONNECTIONS.map((n) => (closed[n]?.cpu ?? 0).toFixed(3).padStart(9)).join('');
  const at16 = closed[16];
  const ratio = (at16?.cpu ?? 0) / sql;
  const openly =
    open === null ? '' : ` · ${[open.p50, open.p99, open.p999].map((ms) => ms.toFixed(1)).join(', ')}`;
  say(
    `${call.padEnd(22)}${cpu}${(goal === null ? (batch === null ? '' : (1.5 * batch).toFixed(2)) : goal.toFixed(2)).padStart(7)}${sql.toFixed(3).padStart(10)}${(batch?.toFixed(2) ?? '').padStart(7)}${bytes.toFixed(3).padStart(7)}${ratio.toFixed(1).padStart(7)}${(length / 1024).toFixed(1).padStart(7)}   ${at16?.p50.toFixed(1)}, ${at16?.p99.toFixed(1)}${openly}`,
  );
}

function printBeside(beside: Size['beside']): void {
  const idle = beside.nothing;
  say(`\n${MIXED_PER_SECOND} mixed calls a second, ms from the intended instant, beside`);
  for (const [name, { p50, p99, p999, max, done }] of Object.entries(beside)) {
    const ratio = idle
      ? `${(p99 / idle.p99).toFixed(1)} × p99, ${(p999 / idle.p999).toFixed(1)} × p99.9 (goal 5)`
      : '';
    say(
      `${name.padEnd(14)}p50 ${p50.toFixed(1)}, p99 ${p99.toFixed(1)}, p99.9 ${p999.toFixed(1)}, at most ${max.toFixed(0)}; ${ratio}; ${done} done`,
    );
  }
}

/** How much dearer each call is on the largest than on the smallest. */
function compareSizes(sizes: readonly Size[]): void {
  const [small, large] = [sizes[0], sizes.at(-1)];
  if (!small || !large || small === large) return;
  say(
    `\nOn ${large.reports.toLocaleString('en')} as multiples of ${small.reports.toLocaleString('en')} (goal 1.3):`,
  );
  for (const row of large.rows) {
    const before = small.rows.find(({ call }) => call === row.call)?.closed[16]?.cpu ?? 0;
    say(`${((row.closed[16]?.cpu ?? 0) / before).toFixed(2).padStart(6)}  ${row.call}`);
  }
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}
