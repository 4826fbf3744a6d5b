/**
 * What importing and exporting costs the service that does it: rows a second, memory, and how long anything held its
 * event loop meanwhile. `npm run bench -- import` takes 50,000 reports in twice; IMPORT_ROWS says another number.
 */
import { createWriteStream, openAsBlob, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ImportJob } from '#shared/contract/imports.ts';
import { formatReportNumber } from '#shared/ticket/number.ts';
import { exportLine, exportOf } from '../service/exchange/files.ts';
import { type House, openHouse } from '../service/harness.ts';

const ROWS = Number(process.env.IMPORT_ROWS ?? 50_000);
/** Reports of one day: numbers hold five digits of sequence. */
const A_DAY = 5_000;

export async function benchExchange(): Promise<void> {
  const house = await openHouse();
  try {
    const path = join(house.folder, 'export.csv');
    await pipeline(Readable.from(csv()), createWriteStream(path));
    process.stdout.write(`${ROWS} reports, ${megabytes(statSync(path).size)} MB of CSV:\n`);
    const first = await measured(() => importOf(house, path));
    say('import, the first time', first);
    process.stdout.write(`           ${first.result.added} added, ${first.result.refused} refused\n`);
    const second = await measured(() => importOf(house, path));
    say('import, the second time', second);
    process.stdout.write(`           ${second.result.unchanged} unchanged, ${second.result.added} added\n`);
    for (const format of ['csv', 'xlsx', 'ndjson'] as const) {
      say(`export as ${format}`, await measured(() => exported(house, format)));
    }
  } finally {
    await house.close();
  }
}

function* csv(): Generator<string> {
  yield exportOf([]);
  for (let i = 0; i < ROWS; i++) {
    const day = new Date(Date.UTC(2024, 0, 1) + Math.floor(i / A_DAY) * 86_400_000);
    const code = day.toISOString().slice(2, 10).replaceAll('-', '');
    yield `${exportLine(i + 1, formatReportNumber('own', code, (i % A_DAY) + 1))}\r\n`;
  }
}

async function importOf(house: House, path: string): Promise<ImportJob> {
  const operator = await house.as('operator');
  const blob = await openAsBlob(path);
  const started = await operator.call('POST', '/imports?write=now', blob, { 'content-type': 'text/csv' });
  const { id } = started.as(ImportJob);
  await house.service.exchange.imports.settled();
  return (await operator.get(`/imports/${id}`)).as(ImportJob);
}

/** Answers its size in bytes. */
async function exported(house: House, format: string): Promise<number> {
  const { token } = await house.as('supervisor');
  const response = await house.service.app.request(`/api/v1/exports/tickets.${format}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  let bytes = 0;
  for await (const chunk of response.body ?? []) bytes += chunk.byteLength;
  return bytes;
}

interface Cost<T> {
  result: T;
  seconds: number;
  /** ms of CPU in the service's own process for a thousand rows: what a crowded machine does not distort. */
  cpu: number;
  /** MB at the most: of the service's own process, and of those that it started, the largest. */
  memory: number;
  childMemory: number;
  /** ms that the event loop was held: at worst, and in 99 of 100 turns. */
  worst: number;
  usual: number;
}

async function measured<T>(work: () => Promise<T>): Promise<Cost<T>> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  let memory = process.memoryUsage.rss();
  let childMemory = 0;
  const look = setInterval(() => {
    memory = Math.max(memory, process.memoryUsage.rss());
    childMemory = Math.max(childMemory, ...childrensMemory());
  }, 100);
  delay.enable();
  const start = performance.now();
  const before = process.cpuUsage();
  const result = await work();
  const seconds = (performance.now() - start) / 1_000;
  const { user, system } = process.cpuUsage(before);
  delay.disable();
  clearInterval(look);
  return {
    result,
    seconds,
    cpu: (user + system) / ROWS,
    memory: memory / 1024 ** 2,
    childMemory: childMemory / 1024 ** 2,
    worst: delay.max / 1e6,
    usual: delay.percentile(99) / 1e6,
  };
}

const PAGE = 4_096;

/** Bytes of each process that this one started, as Linux tells; of those that have just ended nothing. */
function childrensMemory(): number[] {
  try {
    const children = readFileSync(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8').split(' ');
    return children
      .filter((pid) => pid !== '')
      .map((pid) => Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * PAGE);
  } catch {
    return [];
  }
}

function say(what: string, { seconds, cpu, memory, childMemory, worst, usual }: Cost<unknown>): void {
  const rows = (ROWS / seconds).toFixed(0).padStart(8);
  process.stdout.write(
    `${rows} a second  ${what}: ${seconds.toFixed(1)} s, ${cpu.toFixed(0)} ms of CPU for 1,000, ${memory.toFixed(0)} MB at most and ${childMemory.toFixed(0)} MB in the process beside it, the loop held ${worst.toFixed(0)} ms at worst, 99 of 100 turns under ${usual.toFixed(0)} ms\n`,
  );
}

function megabytes(bytes: number): string {
  return (bytes / 1024 ** 2).toFixed(1);
}
