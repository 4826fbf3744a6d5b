/** The service's clock as it goes on, for words such as "42 mnt": due times are never shown against another. */
import { useEffect, useState } from 'preact/hooks';

/** ms, the service's clock; moves every `everyMs`. */
export function useNow(clockOffset: number, everyMs: number): number {
  const [machine, setMachine] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setMachine(Date.now()), everyMs);
    return () => clearInterval(timer);
  }, [everyMs]);
  return machine + clockOffset;
}
