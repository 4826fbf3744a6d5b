/** What every part of the desk needs and nobody wants handed through ten components. */
import { createContext, type RefObject } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import type { Locale } from '#shared/words/locale.ts';
import type { Store } from '../../store/database.ts';
import { watchVisibility } from '../../ui/visibility.ts';

export interface DeskSurroundings {
  store: Store;
  /** ms, the service's clock. */
  now: number;
  /** Whether the day of an instant is a working day, as far as known. */
  isWorkday(at: number): boolean;
  locale: Locale;
  /** True inside a page, which could lay something over the buttons. */
  framed: boolean;
  /** Answers a key that was not acted on, in words beside the bar. */
  say(words: string): void;
}

export const DeskContext = createContext<DeskSurroundings | null>(null);

export function useSurroundings(): DeskSurroundings {
  const surroundings = useContext(DeskContext);
  if (!surroundings) throw new Error('used outside of the desk');
  return surroundings;
}

/** Whether a press on the bar may count: in a page only after it was really seen (see `ui/visibility.ts`). */
export function useSeen<E extends HTMLElement>(): { ref: RefObject<E | null>; seen: boolean } {
  const { framed } = useSurroundings();
  const ref = useRef<E>(null);
  const [seen, setSeen] = useState(!framed);
  useEffect(() => {
    if (!framed || !ref.current) return;
    return watchVisibility({ whole: ref.current, pressed: ref.current }, setSeen).end;
  }, [framed]);
  return { ref, seen };
}
