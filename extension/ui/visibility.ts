/**
 * Whether a decision button inside a page has really been seen. A page can lay a transparent cover over a frame
 * and have a trusted click fall through it, so a click counts only after half a second in which the browser
 * itself vouches that nothing covers, fades or transforms the button.
 * Source: Intersection Observer v2, `trackVisibility` (Chromium only); elsewhere the answer stays `false`.
 */
const SEEN_AFTER_MS = 500;
/** Nobody sees a thing move and presses it within this time; whoever aims at a button rests on it as long. */
const ARRIVED_AFTER_MS = 250;

interface VisibilityInit extends IntersectionObserverInit {
  trackVisibility: true;
  /** ms; below 100 browsers refuse to track. */
  delay: number;
}

/** False where the browser never vouches: there decisions happen in a tab, the side panel or the popup. */
export function canVouch(): boolean {
  return 'isVisible' in IntersectionObserverEntry.prototype;
}

/**
 * Calls back with true after half a second of real visibility, with false as soon as it is lost, or when the pointer
 * has only just arrived: a page can move the frame under it at the moment of a press that was meant for the page.
 */
export function watchVisibility(element: Element, onChange: (seen: boolean) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let visible = false;
  let until = 0;
  const wait = (ms: number): void => {
    clearTimeout(timer);
    until = Math.max(until, performance.now() + ms);
    timer = setTimeout(() => onChange(true), until - performance.now());
  };
  const lose = (): void => {
    clearTimeout(timer);
    visible = false;
    until = 0;
    onChange(false);
  };
  const arrive = (): void => {
    if (!visible) return;
    onChange(false);
    wait(ARRIVED_AFTER_MS);
  };
  const observer = new IntersectionObserver(
    (entries) => {
      const last = entries.at(-1);
      if (!last || !isReallyVisible(last)) lose();
      else if (!visible) {
        visible = true;
        wait(SEEN_AFTER_MS);
      }
    },
    { threshold: 1, trackVisibility: true, delay: 100 } as VisibilityInit,
  );
  observer.observe(element);
  element.addEventListener('pointerover', arrive);
  return () => {
    observer.disconnect();
    element.removeEventListener('pointerover', arrive);
    lose();
  };
}

function isReallyVisible(entry: IntersectionObserverEntry): boolean {
  return 'isVisible' in entry && entry.isVisible === true;
}
