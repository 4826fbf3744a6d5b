/** The keys of the desk. They work wherever the keyboard is, except where somebody is writing. */
import { useEffect, useRef } from 'preact/hooks';

export type Keys = Readonly<Record<string, () => void>>;

export function useKeys(keys: Keys): void {
  const current = useRef(keys);
  current.current = keys;
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing)
        return;
      if (isWriting(event.target) || isBehindDialog()) return;
      // A key held down must not decide a whole queue; walking through it is fine.
      if (event.repeat && !REPEATABLE.has(event.key.toLowerCase())) return;
      const run = current.current[event.key.length === 1 ? event.key.toLowerCase() : event.key];
      if (!run) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

const REPEATABLE: ReadonlySet<string> = new Set(['j', 'k']);

/** A report behind the help cannot be seen well enough to decide it, and Escape is the dialog's own. */
function isBehindDialog(): boolean {
  return document.querySelector('dialog[open]') !== null;
}

function isWriting(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, select') !== null;
}
