/** A part of the page that is fetched once it is wanted: what is looked at first comes first. */
import { useEffect, useState } from 'preact/hooks';

/** Null until it is there. */
export function useLoaded<T>(load: () => Promise<T>): T | null {
  const [part, setPart] = useState<{ loaded: T } | null>(null);
  useEffect(() => {
    let gone = false;
    // Offline and never kept: the next start has it, and what is read stays readable.
    void load().then(
      (loaded) => gone || setPart({ loaded }),
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, []);
  return part?.loaded ?? null;
}
