/**
 * One open connection of `/live`, as Server-Sent Events. A nudge is a sequence number and no more, so a reader that is
 * slow loses nothing: of several numbers only the newest waits for it.
 */

/** Milliseconds after which a client that was cut off comes back; spread, so that not all of them come at once. */
const RETRY = { least: 2_000, spread: 3_000 };

export interface LiveStream {
  readable: ReadableStream<Uint8Array>;
  /** Tells that there is news up to `seq`. */
  nudge(seq: number): void;
  /**
   * Keeps the connection alive, and lets a client that comes back begin at `seq`: an id without data is no event
   * (HTML, 9.2.6). False when nothing was read since the last beat.
   */
  beat(seq: number): boolean;
  end(): void;
}

/** `chance` in [0, 1). `onGone` is called once the other side has left. */
export function openLiveStream(chance: number, onGone: () => void): LiveStream {
  const encoder = new TextEncoder();
  let controller: ReadableStreamDefaultController<Uint8Array> | null = null;
  let pending: number | null = null;
  let isUnread = false;
  let isOver = false;

  const write = (text: string): void => controller?.enqueue(encoder.encode(text));
  const wantsMore = (): boolean => (controller?.desiredSize ?? 0) > 0;

  const readable = new ReadableStream<Uint8Array>({
    start(opened) {
      controller = opened;
      write(`retry: ${Math.round(RETRY.least + RETRY.spread * chance)}\n\n`);
    },
    pull() {
      if (pending === null) return;
      write(`id: ${pending}\ndata: ${pending}\n\n`);
      pending = null;
    },
    cancel() {
      isOver = true;
      onGone();
    },
  });

  return {
    readable,
    nudge(seq) {
      if (isOver) return;
      if (wantsMore()) write(`id: ${seq}\ndata: ${seq}\n\n`);
      else pending = seq;
    },
    beat(seq) {
      if (isOver) return true;
      if (!wantsMore()) {
        const isStuck = isUnread;
        isUnread = true;
        return !isStuck;
      }
      isUnread = false;
      write(`id: ${seq}\n\n`);
      return true;
    },
    end() {
      if (isOver) return;
      isOver = true;
      controller?.close();
    },
  };
}
