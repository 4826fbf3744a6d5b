/** The alarm that wakes the worker: it outlives the worker, but not every restart, and it goes by a clock that may be set. */
import { browser } from 'wxt/browser';
import { MINUTE } from '#shared/time/wib.ts';

const ALARM = 'poll';
/** The shortest period browsers grant. It is the outbox's safety net too: every ring sends what is ripe. */
const PERIOD_MINUTES = 0.5;
const PERIOD_MS = PERIOD_MINUTES * MINUTE;

/** To be called at every start of the worker and every round. `now`: ms, this machine's clock. */
export async function keepPolling(now: number): Promise<void> {
  const alarm = await browser.alarms.get(ALARM);
  // Further away than its period: the clock was set back, and it would sleep until that hour comes again.
  const isRight = alarm !== undefined && Math.abs(alarm.scheduledTime - now) <= 2 * PERIOD_MS;
  if (!isRight) await browser.alarms.create(ALARM, { periodInMinutes: PERIOD_MINUTES });
}
