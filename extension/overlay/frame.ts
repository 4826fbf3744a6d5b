/**
 * Extension frames in a page: they hold what the page must not see. This side knows where they lie, and nothing else of
 * them. What passes between the two goes through a port of their own: the page hears none of it, not even from whom.
 */
import { browser } from 'wxt/browser';
import type { FrameNews, FramePage, FrameWish } from '../connection/messages.ts';
import type { Theme } from '../platform/settings.ts';
import allCss from './frames/all.css?inline';
import cardCss from './frames/card.css?inline';
import drawerCss from './frames/drawer.css?inline';
import precheckCss from './frames/precheck.css?inline';
import { createHost, type Kind } from './host.ts';

/** `margin`: room within the frame for the card's own shadow. Its height is the room there is, never what it holds. */
const CARD = { width: 420, margin: 12, lowest: 240, highest: 640 };
/** A page may zoom itself, and all in it; what is smaller than this part of itself is not read before it is pressed. */
const LEGIBLE = 0.7;
const LEAVE_MS = 250;
/** Whoever presses a card has seen it rest where it lies. */
const RESTED_MS = 400;

export interface Frame {
  close: () => void;
}

export interface Card extends Frame {
  /** Gives it the keyboard, and keeps it until it is closed. */
  pin: () => void;
  /** The page drew its badge anew. */
  belongTo: (badge: HTMLElement) => void;
  /** Whether the page shows its number where the card was opened. */
  stand: (there: boolean) => void;
  /** Whether it lies where we put it, and has for a moment. */
  rests: () => boolean;
}

interface CardOptions {
  nonce: string;
  /** The badge it belongs to. */
  at: HTMLElement;
  theme: Theme;
  onClose: () => void;
  /** Called when a key closed it from within: the keyboard goes back to where it came from. */
  onLeave: () => void;
}

export function openCard({ nonce, at, theme, onClose, onLeave }: CardOptions): Card {
  const { host, frame, listen, lay, tell, hear, close } = layer('card', nonce, theme, onClose);
  let badge = at;
  let pinned = false;
  let leaving: ReturnType<typeof setTimeout> | undefined;
  const stay = (): void => clearTimeout(leaving);
  const leave = (): void => {
    stay();
    if (!pinned) leaving = setTimeout(close, LEAVE_MS);
  };
  const leaveByKey = (): void => {
    close();
    onLeave();
  };

  let placed = '';
  const place = (): void => {
    const where = placeBeside(badge.getBoundingClientRect());
    placed = roomAround(badge);
    lay(where.css);
    tell(where.above ? 'above' : 'below');
  };
  let still = { at: '', since: performance.now() };
  const watch = (): void => {
    // Taken away, or put where something could be done to it.
    if (host.parentNode !== document.documentElement) {
      close();
      return;
    }
    if (badge.isConnected && roomAround(badge) !== placed) place();
    const now = viewOf(host);
    if (now !== still.at) {
      still = { at: now, since: performance.now() };
      tell('moved');
    }
    watching = requestAnimationFrame(watch);
  };
  place();
  let watching = requestAnimationFrame(watch);

  listen(host, 'pointerenter', stay);
  listen(host, 'pointerleave', leave);
  listen(at, 'pointerenter', stay);
  listen(at, 'pointerleave', leave);
  listen(at, 'blur', leave);
  // The keyboard went into the frame: it stays.
  listen(window, 'blur', () => {
    if (document.activeElement === host) stay();
  });
  listen(document, 'pointerdown', (event) => {
    if (event.target !== host && event.target !== badge) close();
  });
  // The keyboard may be in the page, always so while the card only hovers: it must go by a key from there as well.
  listen(document, 'keydown', (event) => {
    if (!(event instanceof KeyboardEvent && event.isTrusted && event.key === 'Escape')) return;
    if (pinned) leaveByKey();
    else close();
  });
  const ready = (): void => {
    if (pinned) frame.focus();
  };
  hear({ ready, leave: leaveByKey, outside: leave, inside: stay, away: close });
  return {
    close() {
      cancelAnimationFrame(watching);
      close();
    },
    pin() {
      pinned = true;
      stay();
      tell('keyboard');
      // Where it is hidden still, it takes the keyboard once it is ready.
      frame.focus();
    },
    belongTo(other) {
      badge = other;
    },
    stand: (there) => tell(there ? 'found' : 'lost'),
    rests() {
      const rested = performance.now() - still.since >= RESTED_MS && viewOf(host) === still.at;
      const legible = host.getBoundingClientRect().width >= LEGIBLE * widthHere();
      return rested && legible && host.matches(':popover-open');
    },
  };
}

/** In a narrow window as wide as that. */
function widthHere(): number {
  return Math.min(CARD.width, innerWidth - 2 * CARD.margin);
}

/** Under the badge, or over it where the page has more room there. */
function placeBeside(box: DOMRect): { css: string; above: boolean } {
  const { margin, lowest, highest } = CARD;
  const width = widthHere();
  const [over, under] = [box.top, innerHeight - box.bottom];
  const above = under < highest && over > under;
  const height = Math.max(lowest, Math.min(highest, above ? over : under));
  const top = above ? box.top - height : box.bottom;
  const left = Math.max(0, Math.min(box.left - margin, innerWidth - width - 2 * margin));
  const px = (name: string, value: number): string => `${name}:${value}px!important;`;
  return {
    css: `:host{${px('top', scrollY + top)}${px('left', scrollX + left)}${px('width', width + 2 * margin)}${px('height', height)}}`,
    above,
  };
}

/** Where it stands on the page, in how large a window. */
function roomAround(element: HTMLElement): string {
  const { left, top } = element.getBoundingClientRect();
  return `${Math.round(left + scrollX)} ${Math.round(top + scrollY)} ${innerWidth} ${innerHeight}`;
}

function viewOf(element: HTMLElement): string {
  const { left, top, width, height } = element.getBoundingClientRect();
  return [left, top, width, height].map(Math.round).join(' ');
}

/** `words`: what its one button on this side says. */
export function openDrawer(nonce: string, theme: Theme, words: string, onClose: () => void): Frame {
  const { box, frame, listen, hear, close } = layer('drawer', nonce, theme, onClose);
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('aria-label', words);
  listen(button, 'click', close);
  // Before that it is hidden, and takes no keyboard.
  hear({ ready: () => frame.focus() });
  box.prepend(button);
  return { close };
}

interface Layer extends Frame {
  host: HTMLElement;
  box: HTMLElement;
  frame: HTMLIFrameElement;
  /** Listens until the layer is closed. */
  listen: (target: EventTarget, type: string, listener: (event: Event) => void) => void;
  /** `where`: the style that says where it lies. */
  lay: (where: string) => void;
  tell: (news: FrameNews) => void;
  hear: (wishes: Partial<Record<FrameWish, () => void>>) => void;
}

function layer(kind: 'card' | 'drawer', nonce: string, theme: Theme, onClose: () => void): Layer {
  const { host, root, box, frame, port } = frameHost(kind, nonce, theme);
  // Nothing of ours is drawn around a frame that has not said that it is ours, or no longer is.
  const shown = document.createElement('style');
  shown.textContent = ':host{visibility:hidden!important}';
  const where = document.createElement('style');
  root.append(shown, where);
  host.popover = 'manual';
  document.documentElement.append(host);
  // The top layer: no stacking of the page can cover it, which the frame checks for itself as well.
  host.showPopover();

  const life = new AbortController();
  const listen: Layer['listen'] = (target, type, listener) =>
    target.addEventListener(type, listener, { signal: life.signal });
  const close = (): void => {
    if (life.signal.aborted) return;
    life.abort();
    port.close();
    host.remove();
    onClose();
  };
  let loads = 0;
  listen(frame, 'load', () => {
    if (++loads > 1) close();
  });
  listen(port, 'close', close);
  return {
    host,
    box,
    frame,
    listen,
    lay(css) {
      where.textContent = css;
    },
    tell: (news) => port.postMessage(news),
    hear(wishes) {
      port.onmessage = ({ data }: MessageEvent<FrameWish>) => {
        if (data === 'ready') shown.remove();
        if (data === 'gone') close();
        wishes[data]?.();
      };
    },
    close,
  };
}

type FrameKind = Exclude<Kind, 'badge'>;

const FRAMES: Record<FrameKind, { page: FramePage; css: string }> = {
  card: { page: 'card', css: cardCss },
  drawer: { page: 'desk', css: drawerCss },
  precheck: { page: 'precheck', css: precheckCss },
};

/**
 * One of our frames, not yet in the page, and the port to it. Its address says nothing: what it is opened for, it learns
 * once it is there, together with the other end. Only a page of ours can be told, whatever the frame shows by then.
 */
export function frameHost(
  kind: FrameKind,
  nonce: string,
  theme: Theme,
): { host: HTMLElement; root: ShadowRoot; box: HTMLElement; frame: HTMLIFrameElement; port: MessagePort } {
  const { host, root } = createHost(kind);
  const style = document.createElement('style');
  style.textContent = allCss + FRAMES[kind].css;
  const box = document.createElement('div');
  box.dataset.theme = theme;
  const frame = document.createElement('iframe');
  frame.title = 'Tuntas';
  frame.allow = 'clipboard-write';
  frame.src = browser.runtime.getURL(`/${FRAMES[kind].page}.html`);
  const { port1: port, port2: theirs } = new MessageChannel();
  const own = browser.runtime.getURL('/').replace(/\/$/, '');
  frame.addEventListener('load', () => frame.contentWindow?.postMessage(nonce, own, [theirs]), {
    once: true,
  });
  box.append(frame);
  root.append(style, box);
  return { host, root, box, frame, port };
}
