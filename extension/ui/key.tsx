/** A key to press, as decoration: the control it stands in tells assistive technology by `aria-keyshortcuts`. */
import type { ComponentChildren } from 'preact';

export function Key({ children }: { children: ComponentChildren }) {
  return (
    <span class="key" aria-hidden="true">
      {children}
    </span>
  );
}
