/**
 * One badge beside one report number: the shape of its status, the time left, the sign of its verdict. Always
 * the same size, in a shadow root of its own, so that neither page nor badge can disturb the other. What it says is drawn
 * or generated, never a text, which a page would find by searching.
 */
import type { Status } from '#shared/ticket/status.ts';
import { timeLeft } from '#shared/words/time.ts';
import type { BadgeFacts, Greeting } from '../connection/messages.ts';
import css from './badge.css?inline';
import { createHost } from './host.ts';
import type { Sight } from './sight.ts';

type Shape = 'ring' | 'half' | 'back' | 'eye' | 'done' | 'barred';

const SHAPE: Record<Status, Shape> = {
  menunggu: 'ring',
  koordinasi: 'ring',
  disposisi: 'ring',
  ditolak: 'barred',
  proses: 'half',
  tindak_lanjut: 'half',
  validasi: 'eye',
  tl_ditolak: 'back',
  selesai: 'done',
};

/** On a 12 × 12 field, drawn with the text's colour. */
const PATHS: Record<Shape | 'pass' | 'warn' | 'fail', string> = {
  ring: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9',
  half: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9M6 3.5v5M7.5 3.9v4.2M9 5v2',
  back: 'M4.5 2L2 4.5L4.5 7M2 4.5h5a2.75 2.75 0 0 1 0 5.5h-2',
  eye: 'M1 6c2-3.7 8-3.7 10 0c-2 3.7-8 3.7-10 0M6 5v2M5 6h2',
  done: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9M4 6l1.5 1.6L8 4.6',
  barred: 'M6 1.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 1 1 0-9M3 9l6-6',
  pass: 'M2 6.3l2.8 2.8L10 3',
  warn: 'M6 2v5M6 9.4v.2',
  fail: 'M2.5 2.5l7 7M9.5 2.5l-7 7',
};

/** What a badge is taken back to while its number cannot be seen, or not here: then it keeps its room, to be measured by. */
const AWAY: Record<Sight, string> = {
  here: '',
  apart: ':host{visibility:hidden!important}',
  gone: ':host{display:none!important}',
};

export interface Badge {
  host: HTMLElement;
  number: string;
  /** `now`: ms, the service's clock. */
  show(facts: BadgeFacts, greeting: Greeting, now: number): void;
  /** Is seen where its number is, and only there. */
  appear(sight: Sight): void;
  /** Gives it the keyboard back from its card, without asking for the card again. */
  takeBack(): void;
}

/** `onIntent` is called on hover and focus (`sure` false) and on a press (`sure` true) by a person. */
export function createBadge(number: string, onIntent: (badge: Badge, sure: boolean) => void): Badge {
  const { host, root } = createHost('badge');
  root.append(parts().cloneNode(true));
  const button = root.querySelector('button');
  const [status, time, verdict] = button?.children ?? [];
  if (!button || !status || !time || !verdict) throw new Error('a badge lacks its parts');

  let said = '';
  let away: HTMLStyleElement | null = null;
  let takingBack = false;
  const badge: Badge = {
    host,
    number,
    show(facts, greeting, now) {
      const left = facts.nextDueAt === null ? '' : timeLeft(facts.nextDueAt - now, greeting.language);
      const late = facts.nextDueAt !== null && facts.nextDueAt < now;
      const words = [greeting.statuses[facts.status], left];
      if (facts.verdict) words.push(greeting.verdicts[facts.verdict]);
      const label = `${number}: ${words.filter(Boolean).join(', ')}. ${greeting.hint}`;
      // Most badges say the same as half a minute ago, and a thousand of them may stand on one page.
      const says = `${label} ${late} ${facts.decided} ${greeting.theme}`;
      if (says === said) return;
      said = says;
      draw(status, SHAPE[facts.status]);
      draw(verdict, facts.verdict);
      if (time instanceof HTMLElement) time.dataset.left = left;
      button.dataset.theme = greeting.theme;
      button.dataset.status = facts.status;
      button.dataset.verdict = facts.verdict ?? 'none';
      button.dataset.late = String(late);
      button.dataset.decided = String(facts.decided);
      button.setAttribute('aria-label', label);
    },
    appear(sight) {
      if (!away && sight === 'here') return;
      away ??= root.appendChild(document.createElement('style'));
      if (away.textContent !== AWAY[sight]) away.textContent = AWAY[sight];
    },
    takeBack() {
      takingBack = true;
      button.focus({ preventScroll: true });
      takingBack = false;
    },
  };
  // A page can make events of its own; only a person's open anything. It can also move a badge under a pointer that
  // rests, and scrolling does: who points moves.
  let pointedAt = false;
  button.addEventListener('pointerleave', () => {
    pointedAt = false;
  });
  button.addEventListener('pointermove', (event) => {
    if (!event.isTrusted || pointedAt) return;
    pointedAt = true;
    onIntent(badge, false);
  });
  button.addEventListener('focus', (event) => event.isTrusted && !takingBack && onIntent(badge, false));
  button.addEventListener('click', (event) => {
    event.preventDefault();
    event.stopPropagation();
    if (event.isTrusted) onIntent(badge, true);
  });
  return badge;
}

let made: DocumentFragment | null = null;

/** Made once and copied for each badge: that costs a page a third of making each anew. */
function parts(): DocumentFragment {
  if (made) return made;
  made = document.createDocumentFragment();
  const style = document.createElement('style');
  style.textContent = css;
  const button = document.createElement('button');
  button.type = 'button';
  button.setAttribute('aria-haspopup', 'dialog');
  button.append(drawing(), document.createElement('span'), drawing());
  made.append(style, button);
  return made;
}

function drawing(): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 12 12');
  svg.setAttribute('aria-hidden', 'true');
  svg.append(document.createElementNS('http://www.w3.org/2000/svg', 'path'));
  return svg;
}

function draw(svg: Element, shape: keyof typeof PATHS | null): void {
  svg.firstElementChild?.setAttribute('d', shape ? PATHS[shape] : '');
}
