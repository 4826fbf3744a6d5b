/**
 * Finds report numbers on a page whose markup nobody knows: in running text, table cells and links. Says only
 * where they stand; nothing of the page is changed here.
 */
import { isReportNumber, REPORT_NUMBER_CANDIDATE } from '#shared/ticket/number.ts';

export interface Hit {
  number: string;
  /** The badge goes behind this: behind `end` characters of a text, or behind a whole element. */
  at: { text: Text; end: number } | { element: Element };
}

/** Where a badge would be edited, submitted, copied as code, drawn or never seen. */
const CLOSED =
  'script,style,noscript,template,textarea,select,option,title,svg,math,canvas,[contenteditable]';
/** A badge is pressed for itself, so it never stands inside what is pressed for something else. */
const PRESSED = 'a,button,summary,label';
/** Cheap test before the costly one: most text of most pages holds no number. */
const WORTH_A_LOOK = /(?:jk|tt)\d{10}/i;

export function findNumbers(root: Node): Hit[] {
  if (root instanceof Element && root.closest(CLOSED)) return [];
  const hits: Hit[] = [];
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) =>
    node instanceof Element && node.matches(CLOSED) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  for (let node: Node | null = root; node; node = walker.nextNode()) {
    if (node instanceof Text) hits.push(...inText(node));
    else if (node instanceof HTMLAnchorElement) hits.push(...inAddress(node));
  }
  return hits;
}

function inText(text: Text): Hit[] {
  if (!WORTH_A_LOOK.test(text.data) || text.parentElement?.closest(CLOSED)) return [];
  const pressed = text.parentElement?.closest(PRESSED);
  return numbersIn(text.data).map(({ number, end }) => ({
    number,
    at: pressed ? { element: pressed } : { text, end },
  }));
}

/** A link that leads to a report without naming it, such as `Rincian`. */
function inAddress(link: HTMLAnchorElement): Hit[] {
  const address = link.getAttribute('href') ?? '';
  if (!WORTH_A_LOOK.test(address) || WORTH_A_LOOK.test(link.textContent)) return [];
  const [first] = numbersIn(address);
  return first ? [{ number: first.number, at: { element: link } }] : [];
}

function numbersIn(text: string): { number: string; end: number }[] {
  return [...text.matchAll(REPORT_NUMBER_CANDIDATE)]
    .map((match) => ({ number: match[0].toUpperCase(), end: match.index + match[0].length }))
    .filter(({ number }) => isReportNumber(number));
}
