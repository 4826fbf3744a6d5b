/**
 * What polling and deciding cost the service, as ratios to the barest signed-in answer (`GET /session`) of the
 * same service on the same machine. Ratios travel between machines, milliseconds do not.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { Policy } from '#shared/contract/policy.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { clockSweep } from '../../service/tables/rules.ts';
import { type House, NARRATIVE, Officer, openHouse } from '../service/harness.ts';

const REPORTS = 300;
const CALLS = 300;
/** Sessions to spread the calls over, so that none meets the rate limit. */
const SESSIONS = 8;

type Call = (i: number) => Promise<{ status: number }>;

/** Several sessions of one account, taken in turn. */
async function crowd(house: House, username: string): Promise<(i: number) => Officer> {
  const officers: Officer[] = [];
  for (let i = 0; i < SESSIONS; i++) {
    const session = await house.service.people.accounts.signIn(username, DEMO_PASSWORD);
    if (!session) throw new Error(`No account ${username}`);
    officers.push(new Officer(house, session.token, session.actor.id));
  }
  return (i) => {
    const officer = officers[i % SESSIONS];
    if (!officer) throw new Error('No session');
    return officer;
  };
}

/** Mean time of one call in ms; calls go one after another, warm. */
async function cost(calls: number, expected: number, call: Call): Promise<number> {
  const start = performance.now();
  for (let i = 0; i < calls; i++) {
    const { status } = await call(i);
    if (status !== expected) throw new Error(`answered ${status}, not ${expected}`);
  }
  return (performance.now() - start) / calls;
}

/** How long the event loop was held while `work` ran, in ms: at worst, and in 99 of 100 turns. On a quiet machine. */
async function longestHold(
  work: () => Promise<number>,
): Promise<{ ms: number; usual: number; moved: number }> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const moved = await work();
  delay.disable();
  return { ms: delay.max / 1e6, usual: delay.percentile(99) / 1e6, moved };
}

/** A new limit that takes every running clock along. Answers how many reports moved. */
async function recomputeAll(house: House): Promise<number> {
  const supervisor = await house.as('supervisor');
  const { clocks, evidence } = (await supervisor.get('/policy')).as(Policy);
  const validation = { ...clocks.validation, hours: clocks.validation.hours + 1 };
  const body = { reason: 'Uji', recompute: true, clocks: { ...clocks, validation }, evidence };
  const { status } = await supervisor.put('/policy', body);
  if (status !== 200) throw new Error(`PUT /policy answered ${status}`);
  await house.service.jobs.runDue();
  const sweeps = await house.db.select({ moved: clockSweep.moved }).from(clockSweep);
  return sweeps.reduce((sum, sweep) => sum + sweep.moved, 0);
}

export async function benchService(): Promise<void> {
  const house = await openHouse();
  try {
    const [admin, validator] = [await crowd(house, 'admin'), await crowd(house, 'validator')];
    const numbers: string[] = [];
    const file: Call = async (i) => {
      const reply = await admin(i).tryFile({ description: `Lubang ke-${i} di depan pasar` });
      numbers.push((JSON.parse(reply.text) as { number: string }).number);
      return reply;
    };
    const number = (i: number): string => numbers[i] ?? '';
    const decide =
      (by: (i: number) => Officer, body: Record<string, unknown>): Call =>
      (i) =>
        by(i).try(number(i), body, { key: `${String(body.action)}-${i}` });
    const bare: Call = (i) => validator(i).get('/session');

    await cost(100, 200, bare);
    const rows: [what: string, ms: number][] = [['GET /session', await cost(CALLS, 200, bare)]];
    const measure = async (what: string, expected: number, calls: number, call: Call): Promise<void> => {
      rows.push([what, await cost(calls, expected, call)]);
    };
    await measure('file a report', 201, REPORTS, file);
    await measure('proses, with a key', 200, REPORTS, decide(admin, { action: 'proses' }));
    await measure(
      'tindak_lanjut, no photo',
      200,
      REPORTS,
      decide(admin, { action: 'tindak_lanjut', narrative: NARRATIVE }),
    );

    // Whatever else the jobs have to do is done before: only the recomputing is measured.
    await house.service.jobs.runDue();
    const held = await longestHold(() => recomputeAll(house));

    const seq = (await validator(0).get('/queue?limit=1')).text.match(/"seq":(\d+)/)?.[1] ?? '0';
    const etag = (await validator(0).get('/queue/counters')).headers.get('etag') ?? '';
    await measure('counters, unchanged (304)', 304, CALLS, (i) =>
      validator(i).get('/queue/counters', { 'if-none-match': etag }),
    );
    await measure('changes, none', 200, CALLS, (i) => validator(i).get(`/changes?after=${seq}`));
    await measure('changes, 100 lines', 200, 50, (i) => validator(i).get('/changes?after=0'));
    await measure('queue, 50 reports', 200, 50, (i) => validator(i).get('/queue'));
    await measure('one report', 200, CALLS, (i) => validator(i).get(`/tickets/${number(i)}`));
    await measure('look up 50 numbers', 200, 50, (i) =>
      validator(i).post('/tickets/lookup', { numbers: numbers.slice(0, 50) }),
    );
    await measure('search by words', 200, 50, (i) =>
      validator(i).get(`/tickets?text=${encodeURIComponent('lubang pasar')}&limit=20`),
    );
    await measure(
      'setujui',
      200,
      REPORTS,
      decide(validator, { action: 'setujui', reason: 'Diperiksa di tempat' }),
    );

    const unit = rows[0]?.[1] ?? 1;
    process.stdout.write(
      `One bare answer took ${unit.toFixed(2)} ms here; everything else in such answers:\n`,
    );
    for (const [what, ms] of rows) process.stdout.write(`${(ms / unit).toFixed(1).padStart(8)}  ${what}\n`);
    process.stdout.write(
      `While the clocks of ${held.moved} reports were recomputed a call waited ${held.ms.toFixed(1)} ms at worst, 99 of 100 less than ${held.usual.toFixed(1)} ms.\n`,
    );
  } finally {
    await house.close();
  }
}
