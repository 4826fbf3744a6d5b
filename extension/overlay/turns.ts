/** Work in small turns between the page's own, so that nobody feels it: no turn is longer than a few milliseconds. */

/** With what the browser then lays out and paints, well below a task that a hand would notice (50 ms). */
const TURN_MS = 8;
/** A page that is never idle waits no longer than this. */
const AT_LATEST_MS = 200;

export class Turns {
  private readonly alive: () => boolean;
  private work: Iterator<unknown>[] = [];
  private scheduled = false;

  /** `alive`: asked before each turn; work ends with it. */
  constructor(alive: () => boolean) {
    this.alive = alive;
  }

  /** Steps of this follow all that was added before. Each step is to be short. */
  add(work: Iterator<unknown>): void {
    this.work.push(work);
    this.schedule();
  }

  /** Comes about once all is done that was added before. */
  settled(): Promise<void> {
    return new Promise((resolve) => {
      const last = function* () {
        yield resolve();
      };
      this.add(last());
    });
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    requestIdleCallback(() => this.take(), { timeout: AT_LATEST_MS });
  }

  private take(): void {
    this.scheduled = false;
    if (!this.alive()) return;
    const until = performance.now() + TURN_MS;
    while (this.work.length > 0 && performance.now() < until) {
      if (this.work[0]?.next().done) this.work.shift();
    }
    if (this.work.length > 0) this.schedule();
  }
}
