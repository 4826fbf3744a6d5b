/** What draws again when something outside of Preact changes: the store, the clock, the window, a setting. */
import { liveQuery } from 'dexie';
import { useEffect, useState } from 'preact/hooks';
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
