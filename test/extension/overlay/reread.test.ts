// @vitest-environment happy-dom
/** A badge is asked for on a page that has changed since it was put there, with or without a word. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { ContentScriptContext } from 'wxt/utils/content-script-context';
import type { BadgeFacts, Message, WorkerMessage } from '../../../extension/connection/messages.ts';
import { startOverlay } from '../../../extension/overlay/start.ts';
import { greeting } from '../../../extension/worker/pages/tell.ts';

// happy-dom knows no XPath.
vi.mock('../../../extension/overlay/shadows.ts', () => ({
  lateShadows: () => [],
  plainShadows: () => [],
  shadowsUnder: () => [],
}));

const A = 'JK2503080007';
const B = 'JK2503080008';
const HOVER_MS = 180;
const TICK_MS = 30_000;
type Told = (message: WorkerMessage, sender: unknown, respond: (stands: boolean) => void) => unknown;

const LAID_OUT = { left: 0, top: 0, right: 60, bottom: 18, width: 60, height: 18 } as DOMRect;

let life: ContentScriptContext;
let told: Told;
/** Numbers that a card was asked for. */
let cards: string[];

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('__E2E__', true);
  vi.stubGlobal('requestIdleCallback', (take: () => void) => setTimeout(take));
  Object.assign(HTMLElement.prototype, { showPopover: () => undefined });
  // There is no page behind a card's address here.
  vi.spyOn(HTMLIFrameElement.prototype, 'src', 'set').mockImplementation(function (this: HTMLIFrameElement) {
    this.srcdoc = '<p></p>';
  });
  vi.spyOn(HTMLIFrameElement.prototype, 'contentWindow', 'get').mockReturnValue(null);
  // It lays nothing out: what stands there has a size, and all of it one place.
  vi.spyOn(Range.prototype, 'getBoundingClientRect').mockReturnValue(LAID_OUT);
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(LAID_OUT);
  cards = [];
  life = new ContentScriptContext('overlay');
  vi.spyOn(browser.runtime, 'sendMessage').mockImplementation(async (message: unknown) => {
    const { name, ask } = message as Message;
    if (name === 'greet') return greeting();
    if (name === 'lookup') {
      const { numbers } = ask as { numbers: string[] };
      return { ok: true, value: { badges: numbers.map(factsOf), unknown: [], clockOffset: 0 } };
    }
    cards.push((ask as { number: string }).number);
    return { ok: true, value: { nonce: '1' } };
  });
  vi.spyOn(browser.runtime.onMessage, 'addListener').mockImplementation((listener) => {
    told = listener as Told;
  });
});

afterEach(() => {
  life.abort();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

function factsOf(number: string): BadgeFacts {
  return { number, status: 'validasi', nextDueAt: null, verdict: null, decided: false };
}

async function show(html: string): Promise<void> {
  document.body.innerHTML = html;
  startOverlay(life);
  await expect.poll(() => badges().length).toBeGreaterThan(0);
}

const badges = (): Element[] => [...document.querySelectorAll('[data-tuntas="badge"]')];
const named = (): (string | undefined)[] =>
  badges().map((badge) =>
    badge.shadowRoot?.querySelector('button')?.getAttribute('aria-label')?.slice(0, A.length),
  );
const isOpen = (): boolean => document.querySelector('[data-tuntas="card"]') !== null;
const the = <E extends Element>(selector: string): E => {
  const found = document.querySelector<E>(selector);
  if (!found) throw new Error(`the page has no ${selector}`);
  return found;
};

async function turn(
  type: 'pointerenter' | 'pointermove' | 'focus' | 'click',
  at = badges()[0],
): Promise<void> {
  const event = new Event(type);
  Object.defineProperty(event, 'isTrusted', { value: true });
  at?.shadowRoot?.querySelector('button')?.dispatchEvent(event);
  await vi.advanceTimersByTimeAsync(HOVER_MS);
}

/** What the page's side answers the worker when a card of A asks to decide. */
async function stands(number = A): Promise<boolean> {
  const answer = new Promise<boolean>((resolve) =>
    told({ tells: 'stands', number, rested: false }, {}, resolve),
  );
  await vi.advanceTimersByTimeAsync(HOVER_MS);
  return answer;
}

const FIELD = `<p><input readonly value="${A}"></p>`;
const TEXT = `<p>Laporan ${A}, Bangka</p>`;
const ways = ['pointermove', 'focus', 'click'] as const;

describe('a badge on hover, focus and press', () => {
  it.each(ways)('opens the card of a number that stands there still (%s)', async (way) => {
    await show(FIELD);
    await turn(way);
    expect([cards, isOpen()]).toEqual([[A], true]);
  });

  it.each(ways)('opens nothing once a script has written another number into its field (%s)', async (way) => {
    await show(FIELD);
    the<HTMLInputElement>('input').value = B;
    await turn(way);
    expect([cards, isOpen()]).toEqual([[], false]);
    await expect.poll(() => named()[0]).toBe(B);
    expect(named()).toEqual([B]);
  });

  it('opens nothing where it came under a pointer that rests, and its card once that moves', async () => {
    await show(FIELD);
    await turn('pointerenter');
    expect(cards).toEqual([]);
    await turn('pointermove');
    expect(cards).toEqual([A]);
  });

  it('goes with a number that a script has taken out of its field, and opens nothing', async () => {
    await show(FIELD);
    the<HTMLInputElement>('input').value = '';
    await turn('click');
    expect([cards, badges()]).toEqual([[], []]);
  });

  it('opens its card where a script has only written more around the number', async () => {
    await show(FIELD);
    the<HTMLInputElement>('input').value = `${A} (baru)`;
    await turn('click');
    expect(cards).toEqual([A]);
  });

  it.each(['display: none', 'visibility: hidden'])('opens nothing beside a field with %s', async (style) => {
    await show(FIELD);
    the('input').setAttribute('style', style);
    await turn('click');
    expect(cards).toEqual([]);
  });

  it('opens nothing where the number has changed while the card was on its way', async () => {
    await show(FIELD);
    const opening = turn('click');
    the<HTMLInputElement>('input').value = B;
    await opening;
    expect([cards, isOpen()]).toEqual([[A], false]);
  });

  it('is never put beside a text that is being written, whose value says nothing either', async () => {
    await show(`<textarea readonly></textarea>${TEXT}`);
    the<HTMLTextAreaElement>('textarea').value = B;
    await turn('click');
    expect(named()).toEqual([A]);
  });

  it('is the only one beside its field once the page puts that elsewhere', async () => {
    await show(FIELD);
    the<HTMLInputElement>('input').value = B;
    document.body.append(the('p'));
    await vi.waitUntil(() => named().includes(B));
    expect(named()).toEqual([B]);
  });

  it('gives way by itself once the overlay looks at the page anew', async () => {
    await show(FIELD);
    the<HTMLInputElement>('input').value = B;
    await vi.advanceTimersByTimeAsync(2 * TICK_MS);
    await expect.poll(() => named()[0]).toBe(B);
    expect(badges()).toHaveLength(1);
  });
});

describe('the number of an open card', () => {
  const open = async (html: string): Promise<void> => {
    await show(html);
    await turn('click');
    expect(isOpen()).toBe(true);
  };

  it.each([
    ['a text', TEXT],
    ['a field', FIELD],
    ['a link', `<a href="/x">${A}</a>`],
    ['a link that only leads there', `<a href="/${A}">Rincian</a>`],
    ['a number in pieces', `<p>JK<b>250308</b>0007 lalu</p>`],
    ['a text with two numbers', `<p>${A} dan ${A}</p>`],
  ])('stands while nothing changes in %s', async (_, html) => {
    await open(html);
    expect(await stands()).toBe(true);
  });

  it('is not another one', async () => {
    await open(TEXT);
    expect(await stands(B)).toBe(false);
  });

  it('stands no more once its card is closed', async () => {
    await open(TEXT);
    document.dispatchEvent(new Event('pointerdown'));
    expect(await stands()).toBe(false);
  });

  it.each<[string, string, () => void]>([
    ['writes another value', FIELD, () => Object.assign(the('input'), { value: B })],
    ['lets the field be filled in', FIELD, () => the('input').removeAttribute('readonly')],
    ['hides the place', TEXT, () => the('p').setAttribute('style', 'display: none')],
    ['hides the words alone', TEXT, () => the('p').setAttribute('style', 'visibility: hidden')],
    ['takes the place out', TEXT, () => the('p').remove()],
    ['writes another text', TEXT, () => the('p').firstChild?.replaceWith(`Laporan ${B}`)],
    ['writes into the text', TEXT, () => Object.assign(the('p').firstChild ?? {}, { data: B })],
    ['leads the link elsewhere', `<a href="/${A}">Rincian</a>`, () => the('a').setAttribute('href', `/${B}`)],
    [
      'writes a piece anew',
      `<p>JK<b>250308</b>0007</p>`,
      () => Object.assign(the('b'), { textContent: '250309' }),
    ],
    [
      'takes out the first of two equal numbers',
      `<p>${A}</p><div>${A}</div>`,
      () => {
        the('div').getBoundingClientRect();
        the('p').remove();
      },
    ],
  ])('stands no more once the page %s', async (_, html, change) => {
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(placeByParent);
    await open(html);
    change();
    expect(await stands()).toBe(false);
  });

  it('stands where the page draws an equal one at its place, and not where it draws it elsewhere', async () => {
    vi.spyOn(Element.prototype, 'getBoundingClientRect').mockImplementation(placeByParent);
    await open(TEXT);
    the('p').outerHTML = TEXT;
    expect(await stands()).toBe(true);
    the('p').outerHTML = TEXT.replaceAll('p>', 'div>');
    expect(await stands()).toBe(false);
  });
});

/** happy-dom lays nothing out: here each kind of element has a line of its own. */
function placeByParent(this: Element): DOMRect {
  const line = ['P', 'DIV', 'A'].indexOf(this.parentElement?.tagName ?? '');
  return { ...LAID_OUT, top: line * 20, bottom: line * 20 + 18 } as DOMRect;
}
