/** What draws again when something outside of Preact changes: the store, the clock, the window, a setting. */
import { liveQuery } from 'dexie';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Setting } from '../platform/settings.ts';

export type Live<T> = { state: 'loading' } | { state: 'ready'; value: T } | { state: 'failed' };

/** A Dexie query. `inputs`: what the query depends on besides the database; a new set starts it anew. */
export function useLive<T>(query: () => Promise<T>, inputs: readonly unknown[]): Live<T> {
  const [live, setLive] = useState<Live<T>>({ state: 'loading' });
  useEffect(() => {
    const subscription = liveQuery(query).subscribe({
      next: (value) => setLive({ state: 'ready', value }),
      error: () => setLive({ state: 'failed' }),
    });
    return () => subscription.unsubscribe();
  }, inputs);
  return live;
}

/** ms, the service's clock, against no other are due times shown; moves every `everyMs`. */
export function useNow(clockOffset: number, everyMs: number): number {
  const [machine, setMachine] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setMachine(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return machine + clockOffset;
}

/**
 * `value` one frame after it was first drawn, at the very first at once: what is drawn by it waits for what is looked at
 * first to be on the screen. Values that follow each other faster than that are skipped, and never waited for.
 */
export function useFrameLater<T>(value: T): T {
  const [late, setLate] = useState(() => value);
  const newest = useRef(value);
  newest.current = value;
  const frame = useRef<number | null>(null);
  useEffect(() => {
    frame.current ??= requestAnimationFrame(() => {
      frame.current = null;
      setLate(() => newest.current);
    });
  }, [value]);
  useEffect(() => () => cancelAnimationFrame(frame.current ?? 0), []);
  return late;
}

/** Whether a media query holds, for layouts that differ in what they contain and not only in where it stands. */
export function useMedia(query: string): boolean {
  const [holds, setHolds] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const list = matchMedia(query);
    const onChange = (): void => setHolds(list.matches);
    onChange();
    list.addEventListener('change', onChange);
    return () => list.removeEventListener('change', onChange);
  }, [query]);
  return holds;
}

/** Null until it was read, then whatever it is, wherever it was changed. */
export function useSetting<T>(setting: Setting<T>): [value: T | null, set: (value: T) => void] {
  const [value, setValue] = useState<T | null>(null);
  useEffect(() => {
    let gone = false;
    void setting.get().then((stored) => {
      if (!gone) setValue(() => stored);
    });
    const stop = setting.watch((next) => setValue(() => next));
    return () => {
      gone = true;
      stop();
    };
  }, [setting]);
  // Shown at once: a press that waits for the storage feels lost.
  const set = (next: T): void => {
    setValue(() => next);
    void setting.set(next);
  };
  return [value, set];
}

/**
 * An address that is given back as soon as nobody looks at it: a day's photos would fill the memory. Made anew
 * for another key only: each read hands out another Blob of the same photo, and the picture would flash.
 */
export function useObjectUrl(blob: Blob | null | undefined, key: unknown): string | null {
  const [url, setUrl] = useState<string | null>(null);
  useEffect(() => {
    if (!blob) {
      setUrl(null);
      return;
    }
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [key, !blob]);
  return url;
}
