/**
 * Whether what a decision is made by has really been seen, and the hand that presses has aimed at it. A page can lay a
 * transparent cover over a frame and have a trusted click fall through it, so a press counts only after half a second in
 * which the browser itself vouches that nothing covers, cuts, fades or transforms what is decided on and by. And a page
 * can bring a frame under a pointer that presses something else, once or again and again.
 * Source: Intersection Observer v2, `trackVisibility` (Chromium only); elsewhere the answer stays `false`.
 */
const SEEN_AFTER_MS = 500;
/** Nobody sees a thing move and presses it within this time; whoever aims at a button rests on it as long. */
const ARRIVED_AFTER_MS = 250;
/** Who was refused and looks why, waits as long; who presses on and on at one spot, never. */
const REFUSED_AFTER_MS = 700;

/** Sizes are fractions of a pixel: of a whole, sometimes a hair is missing. */
const WHOLE = 0.98;

interface VisibilityInit extends IntersectionObserverInit {
  trackVisibility: true;
  /** ms; below 100 browsers refuse to track. */
  delay: number;
}

/** False where the browser never vouches: there decisions happen in a tab, the side panel or the popup. */
export function canVouch(): boolean {
  return 'isVisible' in IntersectionObserverEntry.prototype;
}

/** What has to be seen, and within it what is pressed. */
interface Watched {
  whole: Element;
  pressed: Element;
}

export interface Watch {
  end: () => void;
  /** The frame lies elsewhere than a moment ago. */
  moved: () => void;
}

/**
 * Calls back with true once a press may count, with false as soon as it may not: what is watched was lost from sight, or
 * a pointer has only just arrived, or was pressed too early, or has not moved since this came to lie under it.
 */
export function watchVisibility({ whole, pressed }: Watched, onChange: (seen: boolean) => void): Watch {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let visible = false;
  let until = 0;
  const hand = new Hand();
  const isOver = (): boolean => performance.now() >= until;
  const settle = (): void => {
    if (visible && hand.aims && isOver()) onChange(true);
  };
  const wait = (ms: number): void => {
    clearTimeout(timer);
    until = Math.max(until, performance.now() + ms);
    // Timers count whole milliseconds, and cut off the rest.
    timer = setTimeout(settle, Math.ceil(until - performance.now()));
  };
  const lose = (): void => {
    clearTimeout(timer);
    visible = false;
    until = 0;
    onChange(false);
  };
  const again = (ms: number): void => {
    if (!visible) return;
    onChange(false);
    wait(ms);
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
  observer.observe(whole);
  const life = new AbortController();
  const listen = (target: EventTarget, type: string, listener: (event: PointerEvent) => void): void =>
    target.addEventListener(type, (event) => event instanceof PointerEvent && listener(event), {
      capture: true,
      signal: life.signal,
    });
  listen(pressed, 'pointerover', (event) => {
    // A finger arrives with its press.
    if (event.pointerType === 'touch') return;
    hand.arrives(event);
    again(ARRIVED_AFTER_MS);
  });
  listen(window, 'pointerdown', (event) => {
    if (visible && hand.aims && isOver()) return;
    hand.stopsAiming(event);
    again(REFUSED_AFTER_MS);
  });
  listen(window, 'pointermove', (event) => {
    hand.moves(event);
    settle();
  });
  listen(document.documentElement, 'pointerleave', (event) => {
    if (event.target === document.documentElement) hand.leaves();
  });
  return {
    end() {
      observer.disconnect();
      life.abort();
      lose();
    },
    moved() {
      hand.isMovedUnder();
      // Longer than our script in the page asks for, so that what is offered here is taken there.
      again(SEEN_AFTER_MS);
    },
  };
}

/** Calls back once this has been seen whole for half a second on end; returns how to stop waiting. */
export function onceSeen(element: Element, onSeen: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new IntersectionObserver(
    (entries) => {
      const last = entries.at(-1);
      clearTimeout(timer);
      const isWhole = last !== undefined && last.intersectionRatio >= WHOLE;
      if (isWhole && isReallyVisible(last)) timer = setTimeout(onSeen, SEEN_AFTER_MS);
    },
    { threshold: [0, WHOLE], trackVisibility: true, delay: 100 } as VisibilityInit,
  );
  observer.observe(element);
  return () => {
    clearTimeout(timer);
    observer.disconnect();
  };
}

/** A mouse, as far as it is here. What comes to lie under it is not aimed at until it moves: on the screen, not in the frame. */
class Hand {
  aims = true;
  private at: string | null = null;

  arrives(event: PointerEvent): void {
    const at = spotOf(event);
    // It came into the frame with this, or did not move itself: something else did.
    if (event.pointerType === 'mouse' && (this.at === null || this.at === at)) this.aims = false;
    this.at = at;
  }

  moves(event: PointerEvent): void {
    if (event.pointerType !== 'mouse') return;
    const at = spotOf(event);
    if (this.at !== null && this.at !== at) this.aims = true;
    this.at = at;
  }

  stopsAiming(event: PointerEvent): void {
    if (event.pointerType !== 'mouse') return;
    this.aims = false;
    this.at = spotOf(event);
  }

  isMovedUnder(): void {
    if (this.at !== null) this.aims = false;
  }

  leaves(): void {
    this.at = null;
    this.aims = true;
  }
}

function spotOf({ screenX, screenY }: PointerEvent): string {
  return `${screenX} ${screenY}`;
}

function isReallyVisible(entry: IntersectionObserverEntry): boolean {
  return 'isVisible' in entry && entry.isVisible === true;
}
