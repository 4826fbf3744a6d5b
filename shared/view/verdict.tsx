/** The verdict as a shape that also speaks; a stylesheet may colour it. */
import type { ComponentChildren } from 'preact';
import type { VerdictWord } from '../evidence/finding.ts';

interface Props {
  /** Null before anything was checked. */
  verdict: VerdictWord | null;
  /** The verdict in the reader's words. */
  label: string;
  /** Its shape, one for each verdict. */
  children: ComponentChildren;
}

export function VerdictSign({ verdict, label, children }: Props) {
  return (
    <span class={`sign sign-${verdict ?? 'none'}`} role="img" aria-label={label}>
      {children}
    </span>
  );
}
