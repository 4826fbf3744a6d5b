/**
 * What the calls that every browser makes again and again cost where the database lies in the process, and where two
 * processes share one on a libSQL server behind the shipped queue (`npm run bench -- scale`): ms of CPU of the service, and of the
 * servers beside it. How many a second one and both answer says something only where cores are left for them.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '#shared/contract/client.ts';
import { API_BASE } from '#shared/contract/operations.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { startProcess } from '../service/process.ts';
import { openTwin } from '../sqld/twin.ts';
import type { Ask } from './service/calls.ts';
import { cpuOf, Driver } from './service/drive.ts';

const POLLED = ['/queue/counters', '/queue/claims', '/changes?after=0&limit=20', '/queue?limit=50'];
const [REPORTS, CALLS, CONNECTIONS] = [60, 200, 8];

/** Of one process. */
interface Served {
  origin: string;
  pid: number;
}

interface Cost {
  /** ms for each call. */
  service: number;
  servers: number;
  perSecond: number;
}

export async function benchScale(): Promise<void> {
  const drivers = [new Driver(), new Driver()];
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-scale-'));
  try {
    const embedded = await startProcess(join(folder, 'embedded'));
    const alone = await measured([embedded], [], drivers);
    await embedded.kill();
    const twin = await openTwin('http://127.0.0.1:9');
    const servers = [twin.primary.pid(), twin.replica.pid()];
    const one = await measured([twin.first], servers, drivers);
    const both = await measured([twin.first, twin.second], servers, drivers);
    await twin.close();
    told(alone, one, both);
  } finally {
    for (const driver of drivers) driver.end();
    rmSync(folder, { recursive: true });
  }
}

function told(alone: Map<string, Cost>, one: Map<string, Cost>, both: Map<string, Cost>): void {
  const ms = (value: number | undefined) => (value ?? 0).toFixed(2);
  for (const [path, cost] of alone) {
    const [single, pair] = [one.get(path), both.get(path)];
    process.stdout.write(
      `${path}: ms of CPU a call: embedded ${ms(cost.service)}; two processes on sqld ${ms(pair?.service)}, and ${ms(pair?.servers)} of the servers. ` +
        `Calls a second: embedded ${cost.perSecond.toFixed(0)}, one on sqld ${single?.perSecond.toFixed(0)}, two ${pair?.perSecond.toFixed(0)}\n`,
    );
  }
  process.stdout.write(`${availableParallelism()} cores, shared with whoever asks.\n`);
}

/** What each polled call costs when all of them are asked at once. */
async function measured(
  processes: readonly Served[],
  servers: readonly number[],
  drivers: readonly Driver[],
): Promise<Map<string, Cost>> {
  const [first] = processes;
  if (first === undefined) return new Map();
  const token = await signedIn(first.origin, 'validator');
  const admin = await signedIn(first.origin, 'admin');
  for (let i = 0; i < REPORTS; i++) await fileAt(first.origin, admin);
  const found = new Map<string, Cost>();
  for (const path of POLLED) {
    const headers = { authorization: `Bearer ${path.startsWith('/queue?') ? admin : token}` };
    const asks: Ask[] = [{ method: 'GET', path: API_BASE + path, headers }];
    const drive = (count: number) =>
      Promise.all(
        processes.map(async ({ origin }, i) => {
          const job = { origin, asks, from: 0, connections: CONNECTIONS, count };
          return drivers[i]?.drive(job);
        }),
      );
    await drive(20);
    const before = cpu(processes, servers);
    const answered = await drive(CALLS);
    const after = cpu(processes, servers);
    const statuses = answered.flatMap((one) => Object.keys(one?.statuses ?? {}));
    if (statuses.some((status) => status !== '200')) throw new Error(`${path} answered ${statuses}`);
    const calls = CALLS * processes.length;
    found.set(path, {
      service: (after.service - before.service) / calls,
      servers: (after.servers - before.servers) / calls,
      perSecond: calls / Math.max(...answered.map((one) => one?.seconds ?? 0)),
    });
  }
  return found;
}

function cpu(processes: readonly Served[], servers: readonly number[]) {
  const sum = (pids: readonly number[]) => pids.reduce((all, pid) => all + cpuOf(pid), 0);
  return { service: sum(processes.map(({ pid }) => pid)), servers: sum(servers) };
}

async function signedIn(origin: string, username: string): Promise<string> {
  const body = { username, password: DEMO_PASSWORD };
  return (await createClient({ origin }).call('signIn', { body })).data.token;
}

async function fileAt(origin: string, token: string): Promise<void> {
  const body = {
    channel: 'kantor_lurah',
    category: 'Jalan',
    description: 'Jalan berlubang di depan pasar',
  } as const;
  await createClient({ origin, token: () => token }).call('fileReport', { body });
}
