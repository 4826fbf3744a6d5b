/**
 * Finds report numbers on a page whose markup nobody knows: in running text, table cells, links, and fields that
 * only show. Says where they stand; nothing of the page is changed here.
 */
import { isReportNumber, numberCandidate } from '#shared/ticket/number.ts';
import { numberShapes } from './number-shapes.ts';

export interface Hit {
  number: string;
  /** The badge goes behind this: behind `end` characters of a text, or behind a whole element. */
  at: { text: Text; end: number } | { element: Element };
  /** What it was read from: when one of these changes, the badge is out of date. */
  from: readonly Node[];
}

/** Where a badge would be edited, submitted, copied as code, drawn or never seen. */
const CLOSED =
  'script,style,noscript,template,textarea,select,option,title,svg,math,canvas,code,kbd,samp,' +
  '[contenteditable]:not([contenteditable="false" i])';
/** A badge is pressed for itself, so it never stands inside what is pressed for something else. */
const PRESSED =
  'a,button,summary,label,[role="button"],[role="link"],[role="tab"],[role="option"],[role="menuitem"]';
/** Fields that show a number and take none. */
const FIELDS =
  'input:is([readonly],:disabled,[type="button"],[type="submit"],[type="reset"])' +
  ':not([type="hidden"],[type="password"],[type="file"],[type="checkbox"],[type="radio"],[type="image"]),' +
  'textarea:is([readonly],:disabled),select:disabled';
/** So many texts are looked at before the caller may pause. */
const STRETCH = 250;

export type Root = Element | ShadowRoot | Text;

/** By their kind, not their class: a node that comes from another document brings the classes of that one along. */
export function isElement(node: Node | EventTarget | null): node is Element {
  return node !== null && 'nodeType' in node && node.nodeType === Node.ELEMENT_NODE;
}

export function isText(node: Node | null): node is Text {
  return node?.nodeType === Node.TEXT_NODE;
}

export function isPlace(node: Node | null): node is Element | ShadowRoot {
  return isElement(node) || node?.nodeType === Node.DOCUMENT_FRAGMENT_NODE;
}

/** Where nobody but who writes there puts anything. */
export function isClosed(node: Node): boolean {
  const element = isElement(node) ? node : node.parentElement;
  return document.designMode === 'on' || element?.closest(CLOSED) != null;
}

export function fieldsIn(root: ParentNode): Iterable<Element> {
  return root.querySelectorAll(FIELDS);
}

/** What a field shows that takes nothing; of any other element nothing. */
export function shownBy(element: Element): string {
  if (!element.matches(FIELDS)) return '';
  if ('selectedOptions' in element) {
    const chosen = element.selectedOptions as HTMLCollectionOf<HTMLOptionElement>;
    return [...chosen].map((option) => option.label).join(' ');
  }
  const { value, placeholder } = element as HTMLInputElement | HTMLTextAreaElement;
  return value || placeholder || '';
}

/** In stretches, so that a large page can be looked at in several turns. */
export function* findNumbers(changed: Root): Generator<Hit[]> {
  const root = wholeLine(changed);
  if (isClosed(root) && !(isElement(root) && root.matches(FIELDS))) return;
  if (numberShapes().worthALook.test(root.textContent ?? '')) yield* inTexts(root);
  if (isText(root)) return;
  yield [...matching(root, numberShapes().links)].flatMap(inLink);
  yield [...matching(root, FIELDS)].flatMap((field) => behind(field, shownBy(field)));
}

/** A part of a line may hold a part of a number: then the whole line is what changed. */
function wholeLine(root: Root): Root {
  if (!(isText(root) || (isElement(root) && isInline(root)))) return root;
  const data = root.textContent ?? '';
  const { mayContinue, mayGoOn } = numberShapes();
  if (!mayContinue.test(data) && !mayGoOn.test(data)) return root;
  let around: Root = root;
  do {
    const parent: Node | null = around.parentNode;
    if (!isPlace(parent)) return around;
    around = parent;
  } while (isElement(around) && isInline(around));
  return around;
}

function* inTexts(root: Root): Generator<Hit[]> {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const { longest, mayGoOn } = numberShapes();
  let line: Text[] = [];
  let end = '';
  let hits: Hit[] = [];
  let looked = 0;
  for (let node = isText(root) ? root : walker.nextNode(); node; node = walker.nextNode()) {
    if (!isText(node)) continue;
    const last = line.at(-1);
    if (last && !continues(last, node)) {
      hits.push(...inLine(line));
      [line, end] = [[], ''];
    }
    line.push(node);
    end = (end + node.data).slice(-longest);
    if (!mayGoOn.test(end)) {
      hits.push(...inLine(line));
      [line, end] = [[], ''];
    }
    looked += 1;
    if (looked % STRETCH > 0) continue;
    yield hits;
    hits = [];
    // The page took this place away meanwhile, and the way on with it.
    if (!node.isConnected) return yield* inTexts(root);
  }
  yield [...hits, ...inLine(line)];
}

/** Texts that follow one another without a break: a number may begin in one and end in another. */
function inLine(line: readonly Text[]): Hit[] {
  const data = line.length === 1 ? (line[0]?.data ?? '') : line.map((text) => text.data).join('');
  if (!numberShapes().worthALook.test(data)) return [];
  return numbersIn(data).flatMap(({ number, start, end }) => {
    const from: Text[] = [];
    let before = 0;
    for (const text of line) {
      const after = before + text.data.length;
      if (start < after && before < end) from.push(text);
      if (end <= after) return hitIn(number, { text, end: end - before }, from);
      before = after;
    }
    return [];
  });
}

function hitIn(number: string, at: { text: Text; end: number }, from: readonly Text[]): Hit[] {
  const parent = at.text.parentElement;
  if (parent?.closest(CLOSED)) return [];
  const pressed = outermost(parent);
  return [{ number, at: pressed ? { element: pressed } : at, from }];
}

function outermost(element: Element | null): Element | null {
  let found: Element | null = null;
  for (let next = element?.closest(PRESSED); next; next = next.parentElement?.closest(PRESSED)) found = next;
  return found;
}

/** A link that leads to a report without naming it, such as `Rincian`. */
function inLink(link: Element): Hit[] {
  if (numberShapes().worthALook.test(link.textContent)) return [];
  return behind(link, link.getAttribute('href') ?? '').slice(0, 1);
}

/** Of what an element shows or leads to: its badges stand behind it as a whole. */
function behind(element: Element, says: string): Hit[] {
  if (!numberShapes().worthALook.test(says) || element.parentElement?.closest(CLOSED)) return [];
  return numbersIn(says).map(({ number }) => ({ number, at: { element }, from: [element] }));
}

function* matching(root: Element | ShadowRoot, selector: string): Generator<Element> {
  if (isElement(root) && root.matches(selector)) yield root;
  yield* root.querySelectorAll(selector);
}

export function numbersIn(text: string): { number: string; start: number; end: number }[] {
  return [...text.matchAll(numberCandidate())]
    .map(({ 0: found, index }) => ({
      number: found.toUpperCase(),
      start: index,
      end: index + found.length,
    }))
    .filter(({ number }) => isReportNumber(number));
}

/**
 * What stands on one line as far as reading goes: `JK<b>2503…</b>` is one word to a reader and several texts to a
 * program. Judged by element names, because asking for styles would make the browser lay out the page.
 */
const INLINE = new Set(
  'A ABBR B BDI BDO BIG CITE DATA DEL DFN EM FONT I INS MARK Q S SMALL SPAN STRIKE STRONG TIME U VAR WBR'.split(
    ' ',
  ),
);

function isInline(element: Element): boolean {
  return INLINE.has(element.tagName);
}

/** Whether `next` follows `text`, the one before it in the page, without a break that a reader would see. */
function continues(text: Text, next: Text): boolean {
  let node: Node = text;
  for (;;) {
    while (!node.nextSibling) {
      const parent: Node | null = node.parentNode;
      if (!isElement(parent) || !isInline(parent)) return false;
      node = parent;
    }
    node = node.nextSibling;
    while (node !== next && node.firstChild) {
      if (isElement(node) && !isInline(node)) return false;
      node = node.firstChild;
    }
    if (node === next) return true;
    if (isElement(node) && !isInline(node)) return false;
  }
}
