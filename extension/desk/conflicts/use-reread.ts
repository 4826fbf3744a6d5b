/** Reads reports anew, so that one can see what happened to them; one after another, as there may be many. */
import { useEffect, useState } from 'preact/hooks';
import { ask, type Failure } from '../../connection/messages.ts';

/** Why a report could not be read; null once it was. A number that is missing is still being read. */
export type Reread = ReadonlyMap<string, Failure | null>;

export function useReread(numbers: readonly string[]): Reread {
  const [reread, setReread] = useState<Reread>(new Map());
  const wanted = numbers.filter((number) => !reread.has(number));
  useEffect(() => {
    const [number] = wanted;
    if (number === undefined) return;
    let gone = false;
    const noted = (failure: Failure | null): void => {
      if (!gone) setReread((before) => new Map(before).set(number, failure));
    };
    void ask('open', { number }).then(
      (outcome) => noted(outcome.ok ? null : outcome.error),
      () => noted({ word: 'offline', message: '' }),
    );
    return () => {
      gone = true;
    };
  }, [wanted[0]]);
  return reread;
}
