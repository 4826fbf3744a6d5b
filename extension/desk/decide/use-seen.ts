/** Whether a press on the bar may count: in a page only after it was really seen (see overlay/visibility). */
import { useEffect, useRef, useState } from 'preact/hooks';
import { watchVisibility } from '../../overlay/visibility.ts';

export function useSeen(framed: boolean): { ref: preact.RefObject<HTMLElement | null>; seen: boolean } {
  const ref = useRef<HTMLElement>(null);
  const [seen, setSeen] = useState(!framed);
  useEffect(() => {
    if (!framed || !ref.current) return;
    return watchVisibility(ref.current, setSeen);
  }, [framed]);
  return { ref, seen };
}
