/** Whether the officer looks at what the service did not take; over once nothing of it is left. */
import { useEffect, useState } from 'preact/hooks';
import type { DeskModel } from '../state/use-desk.ts';

export interface Conflicts {
  open: boolean;
  show(): void;
  close(): void;
}

/** `compare`: the page was opened for it. `onSettled`: the dialog has gone without its reader closing it. */
export function useConflicts(
  { decisions, outboxRead }: DeskModel,
  compare: boolean,
  onSettled: () => void,
): Conflicts {
  const [asked, setAsked] = useState(compare);
  const some = decisions.troubles.length > 0;
  // Left standing, the wish would open a dialog over whoever is deciding when the next one is not taken.
  const settled = asked && outboxRead && !some;
  useEffect(() => {
    if (!settled) return;
    setAsked(false);
    onSettled();
  }, [settled]);
  return { open: asked && some, show: () => setAsked(true), close: () => setAsked(false) };
}
