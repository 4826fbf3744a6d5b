/**
 * Whether what is decided on was before its reader's eyes: every photo there is was painted, or the words why one cannot
 * be shown, and half a second has passed since. A key pressed sooner was meant for the report before.
 */
import { createContext } from 'preact';
import { useContext, useEffect, useLayoutEffect, useState } from 'preact/hooks';

/** What is recognised at a glance takes less; a key that bounces, or is meant for the report before, comes sooner. */
const LOOKED_MS = 500;

export type Look = 'seen' | 'unpainted' | 'fresh';

/** Of one report at a time; `now`: ms on a clock that is never set. */
export class Painted {
  /** By how many it is shown: one may give it up while another still draws it. */
  private readonly awaited = new Map<string, number>();
  private readonly painted = new Set<string>();
  private readonly listeners = new Set<() => void>();
  private readonly now: () => number;
  private since: number;
  private telling = false;
  private report: string | null = null;

  constructor(now: () => number) {
    this.now = now;
    this.since = now();
  }

  /** Another report, or another state of it, stands there: nothing of it was looked at for long enough. */
  begin(report: string | null = this.report): void {
    // Whoever comes back to a report has yet to see its photos.
    if (report !== this.report)
      for (const photo of this.painted) if (!this.awaited.has(photo)) this.painted.delete(photo);
    this.report = report;
    this.since = this.now();
    this.tell();
  }

  /** A photo is about to be shown; returns what ends the wait for it, as when another takes its place. */
  expect(photo: string): () => void {
    const count = (by: 1 | -1): void => {
      const left = (this.awaited.get(photo) ?? 0) + by;
      if (left > 0) this.awaited.set(photo, left);
      else this.awaited.delete(photo);
      this.tell();
    };
    count(1);
    return () => count(-1);
  }

  /** It stands there, or the words why it cannot. */
  met(photo: string): void {
    if (this.painted.has(photo)) return;
    this.painted.add(photo);
    this.since = this.now();
    this.tell();
  }

  look(): Look {
    if ([...this.awaited.keys()].some((photo) => !this.painted.has(photo))) return 'unpainted';
    return this.left() > 0 ? 'fresh' : 'seen';
  }

  /** ms until what is painted now has been there for long enough. */
  left(): number {
    return Math.max(0, this.since + LOOKED_MS - this.now());
  }

  /** Calls back whenever the answer may be another; returns how to stop. */
  watch(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Once for all that changes with one drawing. */
  private tell(): void {
    if (this.telling) return;
    this.telling = true;
    queueMicrotask(() => {
      this.telling = false;
      for (const listener of this.listeners) listener();
    });
  }
}

export const PaintedContext = createContext<Painted | null>(null);

/** Follows it, also as time passes. */
export function useLook(painted: Painted): Look {
  const [look, setLook] = useState<Look>(() => painted.look());
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const follow = (): void => {
      clearTimeout(timer);
      const now = painted.look();
      setLook(now);
      // A timer may come a little early by this clock.
      if (now === 'fresh') timer = setTimeout(follow, painted.left() + 1);
    };
    const stop = painted.watch(follow);
    follow();
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [painted]);
  return look;
}

/**
 * For whatever shows a photo. `photo`: which, and how large; `ready`: it is drawn, or the words in its place are. A page
 * that lies behind others paints nothing, and so nothing in it counts.
 */
export function usePainted(photo: string, ready: boolean): void {
  const painted = useContext(PaintedContext);
  // Before any key can arrive: the report has changed with this very drawing.
  useLayoutEffect(() => painted?.expect(photo), [painted, photo]);
  useEffect(() => {
    if (!painted || !ready) return;
    // The second frame begins once the first was painted.
    let frame = requestAnimationFrame(() => {
      frame = requestAnimationFrame(() => painted.met(photo));
    });
    return () => cancelAnimationFrame(frame);
  }, [painted, photo, ready]);
}
