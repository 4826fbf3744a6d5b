/**
 * Eight o'clock at an office (`npm run bench -- sign-ins`): 140 officers behind one address sign in at the same moment, all
 * with the right password. When the last of them is in, and how long everybody else's calls wait meanwhile.
 */
import { type Client, createClient } from '#shared/contract/client.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { at, ms, start, waits } from './busy.ts';

const NAMES = ['validator', 'lapangan', 'admin', 'dinas', 'kanal', 'supervisor', 'operator'];
const [OFFICERS, SESSIONS, FOR_SECONDS] = [140, 12, 20];

export async function benchSignIns(): Promise<void> {
  const { service, as, end } = await start();
  try {
    const clients: Client[] = [];
    while (clients.length < SESSIONS) clients.push(await as(nameOf(clients.length)));
    await waits(clients, 3);
    const idle = await waits(clients, FOR_SECONDS);
    const began = performance.now();
    const signIns = Promise.all(
      Array.from({ length: OFFICERS }, (_, i) => signedInAfter(service.origin, nameOf(i))),
    );
    const busy = await waits(clients, FOR_SECONDS);
    const after = (await signIns).flatMap((when) => when ?? []).map((when) => when - began);
    const sorted = after.toSorted((a, b) => a - b);
    process.stdout.write(
      `${sorted.length} of ${OFFICERS} sign-ins at once got in, half after ${ms(sorted, 50)}, the last after ${ms(sorted, 100)}.\n` +
        `Others' calls meanwhile: p50 ${ms(busy, 50)}, p99 ${ms(busy, 99)}; ` +
        `p50 ${ms(idle, 50)}, p99 ${ms(idle, 99)} when nobody signs in: ${(at(busy, 99) / at(idle, 99)).toFixed(1)} × at p99.\n`,
    );
  } finally {
    await end();
  }
}

function nameOf(i: number): string {
  return NAMES[i % NAMES.length] ?? '';
}

/** The instant at which it was let in; null where it was not. */
async function signedInAfter(origin: string, username: string): Promise<number | null> {
  const body = { username, password: DEMO_PASSWORD };
  return createClient({ origin })
    .call('signIn', { body })
    .then(() => performance.now())
    .catch(() => null);
}
