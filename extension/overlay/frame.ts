/**
 * Card and drawer: extension frames laid over the page in its top layer. They hold what the page must not see;
 * this side knows their address and their size, and nothing else of them.
 */
import type { Theme } from '../platform/settings.ts';
import css from './frame.css?inline';

const CARD = { width: 344, height: 264, gap: 6 };
const LEAVE_MS = 250;

export interface Frame {
  close: () => void;
}

export interface Card extends Frame {
  /** Gives it the keyboard, and keeps it until it is closed. */
  pin: () => void;
}

/** What a frame may say to this side. It goes through the page, so it is a wish and never an order. */
function isFrameWish(data: unknown): data is { tuntas: 'close' } | { tuntas: 'height'; height: number } {
  return typeof data === 'object' && data !== null && 'tuntas' in data;
}

interface CardOptions {
  url: string;
  /** The badge it belongs to. */
  at: HTMLElement;
  theme: Theme;
  onClose: () => void;
  /** Called when a key closed it from within: the keyboard goes back to where it came from. */
  onLeave: () => void;
}

export function openCard({ url, at, theme, onClose, onLeave }: CardOptions): Card {
  const { host, frame, listen, close } = layer('card', url, theme, onClose);
  const place = (height: number): void => {
    const box = at.getBoundingClientRect();
    const below = box.bottom + CARD.gap;
    const fits = below + height <= innerHeight || box.top < height + CARD.gap;
    const top = fits ? below : box.top - CARD.gap - height;
    const left = Math.max(8, Math.min(box.left, innerWidth - CARD.width - 8));
    // As custom properties: the frame's own style decides what becomes of them, whatever the page's wants.
    host.style.setProperty('--height', `${height}px`);
    host.style.setProperty('--top', `${scrollY + top}px`);
    host.style.setProperty('--left', `${scrollX + left}px`);
  };
  place(CARD.height);

  let pinned = false;
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const stay = (): void => clearTimeout(leaving);
  const leave = (): void => {
    stay();
    if (!pinned) leaving = setTimeout(close, LEAVE_MS);
  };
  for (const element of [host, at]) {
    listen(element, 'pointerenter', stay);
    listen(element, 'pointerleave', leave);
  }
  listen(at, 'blur', leave);
  // The keyboard went into the frame: it stays.
  listen(window, 'blur', () => {
    if (document.activeElement === host) stay();
  });
  listen(document, 'pointerdown', (event) => {
    if (event.target !== host && event.target !== at) close();
  });
  // The keyboard may be in the page, always so while the card only hovers: it must go by a key from there as well.
  listen(document, 'keydown', (event) => {
    if (!(event instanceof KeyboardEvent && event.isTrusted && event.key === 'Escape')) return;
    close();
    if (pinned) onLeave();
  });
  listen(window, 'message', (event) => {
    if (!(event instanceof MessageEvent) || event.source !== frame.contentWindow) return;
    if (!isFrameWish(event.data)) return;
    if (event.data.tuntas === 'close') {
      close();
      onLeave();
    } else {
      place(Math.min(480, Math.max(80, Number(event.data.height) || CARD.height)));
    }
  });
  return {
    close,
    pin() {
      pinned = true;
      stay();
      frame.focus();
      listen(frame, 'load', () => frame.focus());
    },
  };
}

/** `words`: what its one button on this side says. */
export function openDrawer(url: string, theme: Theme, words: string, onClose: () => void): Frame {
  const { root, frame, listen, close } = layer('drawer', url, theme, onClose);
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = '\u00d7';
  button.setAttribute('aria-label', words);
  listen(button, 'click', close);
  listen(window, 'message', (event) => {
    if (!(event instanceof MessageEvent) || event.source !== frame.contentWindow) return;
    if (isFrameWish(event.data) && event.data.tuntas === 'close') close();
  });
  root.prepend(button);
  frame.addEventListener('load', () => frame.focus(), { once: true });
  return { close };
}

interface Layer extends Frame {
  host: HTMLElement;
  root: ShadowRoot;
  frame: HTMLIFrameElement;
  /** Listens until the layer is closed. */
  listen: (target: EventTarget, type: string, listener: (event: Event) => void) => void;
}

function layer(kind: 'card' | 'drawer', url: string, theme: Theme, onClose: () => void): Layer {
  const { host, root, frame } = frameHost(kind, url, theme);
  host.popover = 'manual';
  document.documentElement.append(host);
  // The top layer: no stacking of the page can cover it, which the frame checks for itself as well.
  host.showPopover();

  const life = new AbortController();
  return {
    host,
    root,
    frame,
    listen: (target, type, listener) => target.addEventListener(type, listener, { signal: life.signal }),
    close() {
      if (life.signal.aborted) return;
      life.abort();
      host.remove();
      onClose();
    },
  };
}

/** One of our frames in a shadow root that the page cannot look into; not yet in the page. */
export function frameHost(
  kind: 'card' | 'drawer' | 'precheck',
  url: string,
  theme: Theme,
): Pick<Layer, 'host' | 'root' | 'frame'> {
  const host = document.createElement(`tuntas-${kind}`);
  const root = host.attachShadow({ mode: __E2E__ ? 'open' : 'closed', delegatesFocus: true });
  const style = document.createElement('style');
  style.textContent = css;
  const frame = document.createElement('iframe');
  frame.title = 'Tuntas';
  frame.allow = 'clipboard-write';
  frame.src = url;
  root.append(style, frame);
  host.className = kind;
  host.dataset.theme = theme;
  return { host, root, frame };
}
