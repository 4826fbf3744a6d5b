/**
 * `npm run writers [-- --batches=5000 --writers=16 --busy=4 --direct]`: does a version of sqld hold its write lock when
 * many write at once, beside processes that use up the CPU? Behind the queue that we ship it has to (exit code 1 where it
 * does not); `--direct` goes past the queue, where 0.24.32 loses it: a version that does not may be tried without one.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { parseArgs } from 'node:util';
import { openQueue, readNumber, writeBatch } from './queue.ts';
import { startSqld } from './server.ts';

const { values } = parseArgs({
  options: {
    batches: { type: 'string', default: '5000' },
    writers: { type: 'string', default: '16' },
    busy: { type: 'string', default: '4' },
    direct: { type: 'boolean', default: false },
  },
});
const [batches, writers, busy] = [Number(values.batches), Number(values.writers), Number(values.busy)];
/** ms. Nothing done for as long: it is stuck. */
const STUCK_MS = 20_000;

const primary = await startSqld();
await writeBatch(primary.url, primary, ['create table note (id integer primary key, body text not null)']);
const replica = await startSqld({ primary: primary.grpcUrl, keys: primary.keys });
const queue = await openQueue(primary, replica);
const url = values.direct ? primary.url : queue.writeUrl;
const burners: ChildProcess[] = Array.from({ length: busy }, () =>
  spawn(process.execPath, ['-e', 'for (;;) Math.random()'], { stdio: 'ignore' }),
);

let next = 0;
let done = 0;
let failures = 0;
let last = performance.now();
let isStuck = false;
const began = performance.now();

async function write(): Promise<void> {
  while (next < batches && !isStuck) {
    const id = next++;
    for (let isDone = false; !isDone && !isStuck; ) {
      try {
        await writeBatch(url, primary, [
          `insert into note values (${id}, 'a')`,
          `update note set body = 'b' where id = ${id}`,
        ]);
        isDone = true;
      } catch (error) {
        // Its answer was lost, and it was done.
        isDone = String(error).includes('UNIQUE');
        if (!isDone) failures++;
      }
    }
    done++;
    last = performance.now();
  }
}

const watch = setInterval(() => {
  isStuck = performance.now() - last > STUCK_MS;
}, 500);
await Promise.all(Array.from({ length: writers }, write));
clearInterval(watch);
for (const burner of burners) burner.kill('SIGKILL');

const seconds = ((performance.now() - began) / 1_000).toFixed(1);
const stored = isStuck ? null : await readNumber(primary.url, primary, 'select count(*) from note');
const way = values.direct ? 'straight to the server' : 'behind the queue';
process.stdout.write(
  `${way}: ${writers} writers, ${busy} busy processes, ${done} of ${batches} batches in ${seconds} s, ${failures} refused and sent again; ` +
    `${isStuck ? `STUCK: no write for ${STUCK_MS / 1_000} s` : `${stored} rows`}\n`,
);
await queue.close();
await replica.close();
await primary.close();
process.exit(!isStuck && stored === batches ? 0 : 1);
