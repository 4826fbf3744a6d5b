/** Spares drawing: what Preact is given again as the very same value, it does not look at again. */
import { useRef } from 'preact/hooks';

/** The object of the last time for as long as every field of it is the same. */
export function useStable<T extends object | null>(value: T): T {
  const kept = useRef(value);
  if (!isSame(kept.current, value)) kept.current = value;
  return kept.current;
}

function isSame(a: object | null, b: object | null): boolean {
  if (a === null || b === null) return a === b;
  const [ofA, ofB] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return ofA.size === ofB.size && [...ofA].every(([field, value]) => Object.is(value, ofB.get(field)));
}
