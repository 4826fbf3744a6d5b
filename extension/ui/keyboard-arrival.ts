/**
 * Keys in a drawer. A page cannot press a key here, but it can give the drawer the keyboard while somebody types into
 * the page, and the letters that were meant for the page would decide. So a key counts only once the keyboard has been
 * here, and still, for half a second, or was brought by a press in the drawer itself.
 *
 * What is left: a page that waits for a pause in the typing. Nothing a frame is told parts that from somebody who comes
 * back to the window. Such a decision is held for five seconds before the eyes of whoever reads on, and is taken back by
 * one key; whoever wants no page near it decides in the side panel or the tab.
 */

const RESTED_MS = 500;
/** The keyboard follows a press within this time. */
const FOLLOWS_MS = 100;
/** They move or close, and decide nothing. */
const HARMLESS: readonly string[] = ['Tab', 'Escape'];

/** `now`: ms on a clock that is never set. Returns what ends it. */
export function guardKeyboard(target: Window, now: () => number): () => void {
  let pressedAt = Number.NEGATIVE_INFINITY;
  let stillSince = now();
  const life = new AbortController();
  const listen = (type: string, listener: (event: Event) => void): void =>
    // Before anything in the page hears of it.
    target.addEventListener(type, listener, { capture: true, signal: life.signal });
  listen('pointerdown', () => {
    pressedAt = now();
    stillSince = Number.NEGATIVE_INFINITY;
  });
  listen('focus', ({ target: focused }) => {
    if (!(focused instanceof Node) && now() - pressedAt > FOLLOWS_MS) stillSince = now();
  });
  listen('keydown', (event) => {
    if (!(event instanceof KeyboardEvent) || HARMLESS.includes(event.key)) return;
    if (now() - stillSince >= RESTED_MS) return;
    // Whoever types on has not looked yet.
    stillSince = now();
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  return () => life.abort();
}
