/** Whether a press on the bar may count: in a page only after it was really seen (see overlay/visibility). */
import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { watchVisibility } from '../../ui/visibility.ts';
import { useSurroundings } from './context.ts';

export function useSeen<E extends HTMLElement>(): { ref: RefObject<E | null>; seen: boolean } {
  const { framed } = useSurroundings();
  const ref = useRef<E>(null);
  const [seen, setSeen] = useState(!framed);
  useEffect(() => {
    if (!framed || !ref.current) return;
    return watchVisibility(ref.current, setSeen);
  }, [framed]);
  return { ref, seen };
}
