/** The service's own jobs: one run at a time, none that piles up, none that was asked for left out. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { startJobs } from '../../../service/platform/jobs.ts';
import { openLog } from '../../../service/platform/log.ts';
import { openTally } from '../../../service/platform/tally.ts';

const MINUTE = 60_000;

/** Alone on its database: everything is its own. */
const NEEDS: Parameters<typeof startJobs>[1] = {
  log: openLog('silent'),
  tally: openTally(),
  peers: {
    take: async () => ({
      isHeld: () => true,
      isLost: () => false,
      guard: () => {
        throw new Error('Nothing is settled here');
      },
    }),
    revisions: { on: () => {}, found: () => {}, add: async () => {} },
    onLeft: () => {},
  },
};

function gate(): { opened: Promise<void>; open: () => void } {
  let open = () => {};
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open: () => open() };
}

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('a run that takes ten minutes is followed by what was asked for, not by the ticks it slept through', async () => {
  const slow = gate();
  let runs = 0;
  const run = async () => {
    runs++;
    if (runs === 1) await slow.opened;
  };
  const jobs = startJobs([{ name: 'slow at first', run }], NEEDS);
  await vi.advanceTimersByTimeAsync(10 * MINUTE);
  expect(runs).toBe(1);
  const asked = jobs.runDue();
  slow.open();
  await asked;
  expect(runs).toBe(2);
  await vi.advanceTimersByTimeAsync(MINUTE);
  expect(runs).toBe(3);
  await jobs.stop();
});

it('stopping waits for the run under way, and a job that fails stops no later tick', async () => {
  const slow = gate();
  let done = 0;
  const run = async () => {
    if (done === 1) await slow.opened;
    done++;
    throw new Error('Failed on purpose');
  };
  const jobs = startJobs([{ name: 'failing', run }], NEEDS);
  await vi.advanceTimersByTimeAsync(2 * MINUTE);
  expect(done).toBe(1);
  const stopped = jobs.stop();
  slow.open();
  await stopped;
  expect(done).toBe(2);
});
