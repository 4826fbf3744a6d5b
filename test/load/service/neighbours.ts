/** What runs beside the calls that are timed: exports, imports, and two checks of four photos each at a time. */
import { Worker } from 'node:worker_threads';
import { z } from 'zod';
import { formatReportNumber } from '#shared/ticket/number.ts';
import { largePhoto } from '../../fixtures/large-photos.ts';
import { exportLine, exportOf } from '../../service/exchange/files.ts';

export interface Neighbour {
  /** How often it was done until then. */
  end(): Promise<number>;
}

interface Where {
  origin: string;
  /** Of a supervisor, an operator and an office. */
  tokens: { supervisor: string; operator: string; office: string };
}

const PHOTOS_EACH = 4;
const AT_ONCE = 2;
/** Reports of one import. */
const ROWS = 5_000;
let photo: Buffer | null = null;
let imports = 0;

export const NEIGHBOURS: Readonly<Record<string, (where: Where) => Promise<Neighbour>>> = {
  exports: async ({ origin, tokens }) =>
    again(async (ended) => {
      const answer = await fetch(`${origin}/api/v1/exports/tickets.csv`, {
        headers: bearer(tokens.supervisor),
      });
      for await (const _ of answer.body ?? []) if (ended()) return;
    }),
  imports: async ({ origin, tokens }) =>
    again(async () => {
      const headers = { ...bearer(tokens.operator), 'content-type': 'text/csv' };
      const answer = await fetch(`${origin}/api/v1/imports?write=now`, {
        method: 'POST',
        headers,
        body: csv(imports++),
      });
      const { id } = z.object({ id: z.string() }).parse(await answer.json());
      for (;;) {
        const seen = await fetch(`${origin}/api/v1/imports/${id}`, { headers: bearer(tokens.operator) });
        const { state } = z.object({ state: z.string() }).parse(await seen.json());
        if (!['receiving', 'understanding', 'running'].includes(state)) return;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    }),
  'two checks': async ({ origin, tokens }) => {
    photo ??= await largePhoto({
      place: 0,
      width: 4_000,
      height: 3_000,
      at: Date.now(),
      lat: -6.26,
      lon: 106.8,
    });
    const workerData = { origin, token: tokens.office, photo, photos: PHOTOS_EACH, atOnce: AT_ONCE };
    const worker = new Worker(new URL('../checks-worker.mjs', import.meta.url), { workerData });
    let done = 0;
    worker.on('message', () => done++);
    await new Promise((resolve) => worker.once('message', resolve));
    return {
      async end() {
        await worker.terminate();
        return done;
      },
    };
  },
};

/** Over and over, until it is ended; what fails is told then. */
function again(work: (ended: () => boolean) => Promise<void>): Neighbour {
  let done = 0;
  let isEnded = false;
  const running = (async () => {
    while (!isEnded) {
      await work(() => isEnded);
      done++;
    }
  })();
  running.catch(() => {});
  return {
    async end() {
      isEnded = true;
      await running;
      return done;
    },
  };
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

/** Each time other reports, of another day. */
function csv(nth: number): string {
  const day = new Date(Date.UTC(2024, 0, 1) + nth * 86_400_000)
    .toISOString()
    .slice(2, 10)
    .replaceAll('-', '');
  const lines = Array.from({ length: ROWS }, (_, i) =>
    exportLine(i + 1, formatReportNumber('own', day, 10_001 + i)),
  );
  return exportOf(lines);
}
