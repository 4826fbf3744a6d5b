/**
 * Whether a number can be seen where its badge stands. Most that hides a number hides its badge, which stands in the same
 * line; told apart here is what hides or moves the one without the other. Not told: what is painted over both.
 */
import { isElement, isText } from './find.ts';

/** `apart`: to be seen, but elsewhere; `gone`: not to be seen. */
export type Sight = 'here' | 'apart' | 'gone';

/** px that a badge may be away from its number: on the next line, or as far as a row pushes what stands in it. */
const NEAR = { x: 240, y: 24 };
/** px; what is smaller is not read. */
const LEGIBLE = 2;
/** Share of itself that a colour keeps; below it, nobody reads. */
const FAINT = 0.05;
const TRANSPARENT = /^rgba\(.*, 0\)$|\/ 0\)$/;

interface Standing {
  host: Element;
  /** What the badge stands behind. */
  anchor: Text | Element;
  /** What its number was read from. */
  from: readonly Node[];
}

/** Asks for the layout: for what is in view only. */
export function sightOf({ host, anchor, from }: Standing): Sight {
  if (from.some((node) => isHiddenBeside(node, host))) return 'gone';
  const number = boxOf(anchor);
  if (number.width < LEGIBLE || number.height < LEGIBLE) return 'gone';
  const badge = host.getBoundingClientRect();
  // Put away before: where it would stand is seen once it is back.
  if (badge.width === 0) return 'here';
  const across = Math.max(number.left - badge.right, badge.left - number.right);
  const down = Math.max(number.top - badge.bottom, badge.top - number.bottom);
  return across > NEAR.x || down > NEAR.y ? 'apart' : 'here';
}

/** Besides, whether something hides both. */
export function isSeen(standing: Standing): boolean {
  const { host } = standing;
  return (
    host.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true }) && sightOf(standing) === 'here'
  );
}

/** Of a text its last character: there the number ends. */
function boxOf(anchor: Text | Element): DOMRect {
  if (isElement(anchor)) {
    const box = anchor.getBoundingClientRect();
    if (box.width + box.height > 0) return box;
  }
  const range = document.createRange();
  range.selectNodeContents(anchor);
  if (isText(anchor)) range.setStart(anchor, Math.max(0, anchor.length - 1));
  return range.getBoundingClientRect();
}

function isHiddenBeside(node: Node, host: Element): boolean {
  const nearest = isElement(node) ? node : (node.parentElement ?? shadowHostOf(node));
  if (!nearest) return true;
  const { visibility, webkitTextFillColor } = getComputedStyle(nearest);
  if (/hidden|collapse/.test(visibility) || TRANSPARENT.test(webkitTextFillColor)) return true;
  if (node.parentNode === host.parentNode && !isElement(node)) return false;
  for (
    let around: Element | null = nearest;
    around && !around.contains(host);
    around = around.parentElement
  ) {
    const { display, opacity, contentVisibility, clipPath } = getComputedStyle(around);
    if (display === 'none' || Number(opacity || 1) < FAINT || contentVisibility === 'hidden') return true;
    if ((clipPath || 'none') !== 'none' && isCutAway(around)) return true;
  }
  return false;
}

function shadowHostOf(node: Node): Element | null {
  const root = node.getRootNode();
  return 'host' in root ? (root as ShadowRoot).host : null;
}

/** A clip may be of any shape: where nothing is left of the middle, nothing is read. */
function isCutAway(element: Element): boolean {
  const { left, top, width, height } = element.getBoundingClientRect();
  const tree = element.getRootNode() as Document | ShadowRoot;
  return !tree.elementsFromPoint(left + width / 2, top + height / 2).some((each) => element.contains(each));
}
