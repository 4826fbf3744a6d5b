/**
 * The page around a card, as far as the card has to do with it: by a port to our own script there. The frame is as large
 * as there is room for, whatever the card holds: what is left of it around the card is the page's.
 */
import type { FrameNews, FrameWish } from '../../connection/messages.ts';

export interface Surroundings {
  /** Calls back when the card came to lie elsewhere; returns how to stop. */
  onMoved: (listener: () => void) => () => void;
  /** Calls back when the page no longer shows the card's number, and when it does again; returns how to stop. */
  onStands: (listener: (there: boolean) => void) => () => void;
  /** Whether the officer brought the keyboard: by a press on the badge or in the card. A page can give it as well. */
  hasKeyboard: () => boolean;
}

export function surroundingsBy(port: MessagePort): Surroundings {
  const say = (wish: FrameWish): void => port.postMessage(wish);
  const [listeners, watchers] = [new Set<() => void>(), new Set<(there: boolean) => void>()];
  let keyboard = false;
  port.onmessage = ({ data }: MessageEvent<FrameNews>) => {
    if (data === 'moved') for (const listener of listeners) listener();
    else if (data === 'keyboard') keyboard = true;
    else if (data === 'lost' || data === 'found') for (const watcher of watchers) watcher(data === 'found');
    else document.documentElement.dataset.side = data;
  };
  addEventListener('blur', () => {
    keyboard = false;
  });
  addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') say('leave');
  });

  let inside = true;
  addEventListener('pointermove', ({ target }) => {
    if (inside === isInCard(target)) return;
    inside = !inside;
    say(inside ? 'inside' : 'outside');
  });
  addEventListener('pointerdown', ({ target }) => {
    if (isInCard(target)) keyboard = true;
    else say('away');
  });
  return {
    onMoved(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    onStands(listener) {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    hasKeyboard: () => keyboard,
  };
}

function isInCard(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('.card') !== null;
}
