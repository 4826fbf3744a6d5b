/** Ctrl-C and its relatives: what a command has begun is tidied up before it ends. */
const SIGNALS = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 } as const;

export function openStop() {
  const stop = new AbortController();
  let code: number | null = null;
  for (const [signal, number] of Object.entries(SIGNALS)) {
    process.on(signal, () => {
      code ??= number;
      stop.abort();
    });
  }
  return {
    signal: stop.signal,
    /** What to exit with; null where nobody stopped it. */
    code: () => code,
  };
}
