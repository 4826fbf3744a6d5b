/** A stored setting on a page: null until it was read, then whatever it is, wherever it was changed. */
import { useEffect, useState } from 'preact/hooks';
import type { Setting } from '../platform/settings.ts';

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
