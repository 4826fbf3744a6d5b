/** Asks a server many times and tells how long that took: a process of its own, so that it delays nobody it measures. */
import { Agent, request } from 'node:http';
import { createHistogram, performance } from 'node:perf_hooks';
import type { Ask } from './calls.ts';
import type { Answered, Drive } from './drive.ts';

/** Resolves with the status once the whole answer is here. */
function ask(agent: Agent, origin: string, asked: Ask): Promise<number> {
  const { method, path, headers, body } = asked;
  return new Promise((resolve, reject) => {
    const sent = request(`${origin}${path}`, { agent, method, headers }, (answer) => {
      answer.resume();
      answer.on('end', () => resolve(answer.statusCode ?? 0));
      answer.on('error', reject);
    });
    sent.on('error', (error: NodeJS.ErrnoException) => {
      // Closed as idle at that moment, or no place left before a service that lags: the call goes out once more.
      if (error.code === 'ECONNRESET') ask(agent, origin, asked).then(resolve, reject);
      else reject(error);
    });
    sent.end(body);
  });
}

async function drive({ origin, asks, connections, count, rate, from }: Drive): Promise<Answered> {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: rate === undefined ? connections : Number.POSITIVE_INFINITY,
  });
  const took = createHistogram();
  const statuses: Record<number, number> = {};
  const one = async (i: number, since: number): Promise<void> => {
    const next = asks[(from + i) % asks.length];
    if (!next) return;
    const status = await ask(agent, origin, next);
    took.record(Math.max(1, Math.round((performance.now() - since) * 1_000)));
    statuses[status] = (statuses[status] ?? 0) + 1;
  };
  const began = performance.now();
  if (rate === undefined) {
    let i = 0;
    const connection = async (): Promise<void> => {
      while (i < count) await one(i++, performance.now());
    };
    await Promise.all(Array.from({ length: connections }, connection));
  } else {
    const calls: Promise<void>[] = [];
    for (let i = 0; i < count; i++) {
      const due = began + (i * 1_000) / rate;
      const early = due - performance.now();
      if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
      // From the instant it was meant to go out: what waits behind a slow one has waited.
      calls.push(one(i, due));
    }
    await Promise.all(calls);
  }
  const seconds = (performance.now() - began) / 1_000;
  agent.destroy();
  const ms = (percent: number): number => took.percentile(percent) / 1_000;
  return { statuses, seconds, p50: ms(50), p99: ms(99), p999: ms(99.9), max: took.max / 1_000 };
}

process.on('message', (job: Drive) => {
  drive(job).then(
    (answered) => process.send?.({ answered }),
    (error: unknown) => process.send?.({ error: String(error) }),
  );
});
