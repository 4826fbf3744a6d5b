/** Work on one thing is done by one request at a time: the newest ends the one before, whose line may hang for minutes. */
interface Work {
  stop: AbortController;
  settled: Promise<unknown>;
}

export function newestAlone() {
  const working = new Map<string, Work>();
  return {
    /** Begins once what was under way has ended; `signal` tells that somebody newer came. */
    async alone<T>(id: string, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
      const before = working.get(id);
      before?.stop.abort();
      const stop = new AbortController();
      const done = Promise.resolve(before?.settled).then(() => work(stop.signal));
      const mine: Work = { stop, settled: done.catch(() => {}) };
      working.set(id, mine);
      try {
        return await done;
      } finally {
        if (working.get(id) === mine) working.delete(id);
      }
    },
    /** Ends everything that is under way. */
    stop(): void {
      for (const { stop } of working.values()) stop.abort();
    },
  };
}
