/**
 * The keyboard never falls to the page itself, where nothing says where one is and Tab begins from the top: when what had
 * it goes (a search that is left, a dialog, a form, a button that is done with, the last report of a queue), it goes to
 * the report's heading, or to whatever heads the page in its place.
 */
import { useEffect } from 'preact/hooks';

export function useFocusHome(): void {
  useEffect(() => {
    let frame = 0;
    const bringHome = (): void => {
      cancelAnimationFrame(frame);
      // By then whoever moves the keyboard on purpose has done so.
      frame = requestAnimationFrame(() => {
        const lost = document.activeElement === null || document.activeElement === document.body;
        // A frame in a page takes no keyboard that the page has.
        if (!lost || !document.hasFocus() || document.querySelector('dialog[open]')) return;
        document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true });
      });
    };
    // Chromium tells of no blur where an element goes that had the keyboard.
    const watch = new MutationObserver(bringHome);
    watch.observe(document.body, {
      subtree: true,
      childList: true,
      attributeFilter: ['hidden', 'disabled', 'open'],
    });
    document.addEventListener('focusout', bringHome);
    window.addEventListener('focus', bringHome);
    bringHome();
    return () => {
      cancelAnimationFrame(frame);
      watch.disconnect();
      document.removeEventListener('focusout', bringHome);
      window.removeEventListener('focus', bringHome);
    };
  }, []);
}
