/** However often the worker is killed, wherever it is: every decision that was made is sent once, in order. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { WorkerContext } from '../../../extension/connection/service.ts';
import { Store } from '../../../extension/store/database.ts';
import { putDecision, takeBack, UNDO_WINDOW_MS } from '../../../extension/store/outbox.ts';
import { signIn } from '../../../extension/worker/account/session.ts';
import { Cycle } from '../../../extension/worker/cycle.ts';
import { FakeService } from '../fake-service.ts';
import { NOON, ticket } from '../fixtures.ts';

const NUMBERS = ['JK2503080001', 'JK2503080002', 'JK2503080003', 'JK2503080004'];

/** The same numbers for the same seed, so that a failure can be looked at again. Source: mulberry32, public domain. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return Math.floor((((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296) * below);
  };
}

/** One life of the worker: it dies after so many writes or calls, and nothing it began goes on afterwards. */
class Life {
  readonly db: Store;
  readonly context: WorkerContext;
  died = false;
  private left: number;

  constructor(world: World, breaths: number) {
    this.left = breaths;
    this.db = new Store(world.name);
    this.db.use({
      stack: 'dbcore',
      create: (core) => ({
        ...core,
        table: (name) => {
          const table = core.table(name);
          return {
            ...table,
            mutate: async (request) => {
              this.breathe();
              return table.mutate(request);
            },
          };
        },
      }),
    });
    this.context = {
      db: this.db,
      now: () => world.time,
      changed: () => undefined,
      fetch: async (...call) => {
        this.breathe();
        const response = await world.service.fetch(...call);
        this.breathe();
        return response;
      },
    };
  }

  /** Dies by itself once it has run out of breath, with whatever it was doing. */
  private breathe(): void {
    if (this.left-- > 0) return;
    this.died = true;
    this.db.close();
    throw new Error('killed');
  }

  async try<T>(work: () => Promise<T>): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      if (this.died) return undefined;
      throw error;
    }
  }
}

class World {
  time = NOON;
  readonly service = new FakeService(NOON);
  readonly name: string;
  constructor(seed: number) {
    this.name = `kills-${seed}`;
    for (const number of NUMBERS) this.service.put(ticket({ number }));
  }
}

async function play(seed: number): Promise<{ world: World; made: { id: number; number: string }[] }> {
  const random = chance(seed);
  const world = new World(seed);
  const first = new Life(world, Number.POSITIVE_INFINITY);
  await signIn(first.context, { origin: 'http://service.test', username: 'validator', password: 'benar' });
  await new Cycle(first.context).run();
  let life = first;
  const made: { id: number; number: string }[] = [];
  for (let step = 0; step < 25; step++) {
    if (life.died || random(6) === 0) {
      life.db.close();
      life = new Life(world, random(25));
    }
    const { db } = life;
    switch (random(6)) {
      case 0:
      case 1: {
        const number = NUMBERS[random(NUMBERS.length)] ?? '';
        const body =
          random(2) === 0
            ? { action: 'catat' as const, note: `catatan ${step}` }
            : { action: 'kembalikan' as const, reasonCodes: ['foto_lama' as const] };
        const version = (await life.try(() => db.tickets.get(number)))?.item.version ?? 4;
        const id = await life.try(() => putDecision(db, { number, version, body }, world.time));
        if (id !== undefined) made.push({ id, number });
        break;
      }
      case 2: {
        const last = made.at(-1);
        if (last && (await life.try(() => takeBack(db, last.id)))) made.pop();
        break;
      }
      case 3:
        world.service.failure = ([null, null, 'away', 'unavailable'] as const)[random(4)] ?? null;
        break;
      case 4:
        world.service.loseAnswer = random(2) === 0;
        break;
      default:
        world.time += random(3) * UNDO_WINDOW_MS;
    }
    const alive = life;
    await alive.try(() => new Cycle(alive.context).run());
  }
  life.db.close();
  world.service.failure = null;
  world.service.loseAnswer = false;
  const last = new Life(world, Number.POSITIVE_INFINITY);
  for (let round = 0; round < 4; round++) {
    world.time += 10 * 60_000;
    await new Cycle(last.context).run();
  }
  expect(
    await last.db.outbox.filter((entry) => !['conflict', 'refused'].includes(entry.state)).toArray(),
  ).toEqual([]);
  last.db.close();
  return { world, made };
}

describe('whatever is killed meanwhile', () => {
  beforeEach(() => {
    // A worker's timers die with it; here the steps alone say when it wakes.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it.each(Array.from({ length: 6 }, (_, seed) => [seed]))(
    'nothing is lost, doubled or overtaken (seed %i)',
    async (seed) => {
      const { world, made } = await play(seed);
      expect(world.service.done.map(({ number }) => number)).toEqual(made.map(({ number }) => number));
      expect(new Set(world.service.done.map(({ key }) => key)).size).toBe(made.length);
    },
    60_000,
  );
});
