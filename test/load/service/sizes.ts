/** One size of database: built, recorded, served, asked. */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Libsql from 'libsql';
import { type House, openHouse } from '../../service/harness.ts';
import { type ServiceProcess, startProcess } from '../../service/process.ts';
import type { BareCall } from './bare.ts';
import { STARTED, sessionsOf } from './base.ts';
import { type Ask, CALLS, type Call, type Facts } from './calls.ts';
import { growTo } from './copies.ts';
import type { Recorded } from './record.ts';

/** Tokens enough that none meets the limit of calls a minute. */
const SESSIONS = 120;

export interface Sessions {
  validator: string[];
  office: string[];
  supervisor: string;
  operator: string;
}

export interface Prepared {
  sessions: Sessions;
  recordings: Map<string, Omit<BareCall, 'targets'>>;
  seconds: number;
}

/** Builds the size on `folder` and takes down what each call asks of its database. */
export async function prepare(
  folder: string,
  reports: number,
  record: (house: House, ask: Ask) => Promise<Recorded>,
): Promise<Prepared> {
  const began = performance.now();
  growTo(join(folder, 'tuntas.db'), reports);
  const seconds = (performance.now() - began) / 1_000;
  const house = await openHouse({ folder, at: STARTED });
  try {
    // What the copies owe is done before anything is measured: vouched for, counted, swept.
    await house.service.checkpoints.sign();
    await house.service.jobs.runDue();
    const [validator, office, supervisor, operator] = [
      await sessionsOf(house, 'validator', SESSIONS),
      await sessionsOf(house, 'admin', SESSIONS),
      await sessionsOf(house, 'supervisor', 1),
      await sessionsOf(house, 'operator', 1),
    ];
    const sessions = { validator, office, supervisor: supervisor[0] ?? '', operator: operator[0] ?? '' };
    const ask = async (path: string) =>
      house.service.app.request(`/api/v1${path}`, { headers: { authorization: `Bearer ${validator[0]}` } });
    const facts = await factsOf(folder, sessions, ask);
    const recordings: Prepared['recordings'] = new Map();
    const filed: { id: number; number: string }[] = [];
    // One token: the second time it is known.
    const asked = {
      ...facts,
      tokens: facts.tokens.slice(0, 1),
      officeTokens: facts.officeTokens.slice(0, 1),
    };
    for (const call of CALLS) {
      for (let i = 0; i < 3; i++) {
        const numbers = call.writes === 'decides' ? filed.map(({ number }) => number) : facts.numbers;
        const recorded = await record(house, whole(call, { ...asked, numbers }, i));
        if (recorded.status !== call.expected) throw new Error(`${call.name} answered ${recorded.status}`);
        if (call.writes === 'files') filed.push(await house.row(numberIn(recorded)));
        const written = call.writes === undefined ? undefined : filed[i];
        recordings.set(call.name, { ...recorded, ...(written === undefined ? {} : { written }) });
      }
    }
    return { sessions, recordings, seconds };
  } finally {
    await house.stop();
  }
}

function numberIn({ headers }: Recorded): string {
  return headers.location?.split('/').at(-1) ?? '';
}

/** With the token whose turn it is, and as browsers ask: what is long comes packed. */
export function whole(call: Call, facts: Facts, i: number): Ask {
  const tokens = call.by === 'office' ? facts.officeTokens : facts.tokens;
  const { headers, ...rest } = call.ask(facts, i);
  return {
    ...rest,
    headers: {
      'accept-encoding': 'gzip, deflate, br',
      ...headers,
      authorization: `Bearer ${tokens[i % tokens.length]}`,
    },
  };
}

/** `get`: by a validator, of a running service. */
async function factsOf(
  folder: string,
  sessions: Sessions,
  get: (path: string) => Promise<Response>,
): Promise<Facts> {
  const tag = async (path: string): Promise<string> => (await get(path)).headers.get('etag') ?? '';
  const page = (await (await get('/changes?after=999999999999')).json()) as { next?: number };
  const newest = page.next ?? one(folder, 'select max(seq) from event');
  const numbers = column(folder, `select number from ticket where status = 'validasi' order by id limit 240`);
  return {
    tokens: sessions.validator,
    officeTokens: sessions.office,
    countersTag: await tag('/queue/counters'),
    claimsTag: await tag('/queue/claims'),
    seq: String(newest),
    numbers: numbers.map(String),
  };
}

export function column(folder: string, sql: string): unknown[] {
  const handle = new Libsql(join(folder, 'tuntas.db'));
  try {
    const statement = handle.prepare(sql);
    statement.raw(true);
    return (statement.all([]) as unknown as unknown[][]).map(([value]) => value);
  } finally {
    handle.close();
  }
}

function one(folder: string, sql: string): number {
  return Number(column(folder, sql)[0] ?? 0);
}

export interface Served {
  service: ServiceProcess;
  startMs: number;
  facts: Facts;
}

export async function serve(folder: string, sessions: Sessions): Promise<Served> {
  const began = performance.now();
  const env = { PHOTO_LIMITS: 'real', TUNTAS_CLOCK: new Date(STARTED).toISOString() };
  const service = await startProcess(folder, { env });
  const startMs = performance.now() - began;
  const headers = { authorization: `Bearer ${sessions.validator[0]}` };
  const facts = await factsOf(folder, sessions, (path) =>
    fetch(`${service.origin}/api/v1${path}`, { headers }),
  );
  return { service, startMs, facts };
}

export interface Bare {
  origin: string;
  /** Its route in Hono. */
  hono: string;
  pid: number;
  end(): void;
}

/** `targets`: numbers under which the bare server writes what it writes. */
export async function startBare(
  folder: string,
  recordings: Prepared['recordings'],
  targets: readonly string[],
): Promise<Bare> {
  const file = join(folder, 'recordings.json');
  const calls = CALLS.flatMap(({ name }): BareCall[] => {
    const recorded = recordings.get(name);
    return recorded ? [{ ...recorded, targets }] : [];
  });
  writeFileSync(file, JSON.stringify(calls));
  const script = fileURLToPath(new URL('./bare.ts', import.meta.url));
  const child = fork(script, [join(folder, 'tuntas.db'), file], { execArgv: ['--import', 'tsx'] });
  const [ports] = (await once(child, 'message')) as [{ bare: number; hono: number }];
  return {
    origin: `http://127.0.0.1:${ports.bare}`,
    hono: `http://127.0.0.1:${ports.hono}`,
    pid: child.pid ?? 0,
    end: () => child.kill(),
  };
}
