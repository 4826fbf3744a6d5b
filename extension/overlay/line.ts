/**
 * What stands on one line as far as reading goes: `JK<b>2503…</b>` is one word to a reader and several texts to a
 * program. Judged by element names, because asking for styles would make the browser lay out the page.
 */

const INLINE = new Set(
  'A ABBR B BDI BDO BIG CITE DATA DEL DFN EM FONT I INS MARK Q S SMALL SPAN STRIKE STRONG TIME U VAR WBR'.split(
    ' ',
  ),
);

/** A text that ends like this may hold a number's beginning, or all but its last digits. */
export const MAY_GO_ON = /(?<![\p{L}\p{N}])(?:j|t|(?:jk|tt)\d{0,11})$/iu;
/** A text that begins like this may hold the rest of one. */
export const MAY_CONTINUE = /^[kt]?\d|^[kt]$/i;

export function isInline(element: Element): boolean {
  return INLINE.has(element.tagName);
}

/** Whether `next` follows `text`, the one before it in the page, without a break that a reader would see. */
export function continues(text: Text, next: Text): boolean {
  let node: Node = text;
  for (;;) {
    while (!node.nextSibling) {
      const parent: Node | null = node.parentNode;
      if (!(parent instanceof Element) || !isInline(parent)) return false;
      node = parent;
    }
    node = node.nextSibling;
    while (node !== next && node.firstChild) {
      if (node instanceof Element && !isInline(node)) return false;
      node = node.firstChild;
    }
    if (node === next) return true;
    if (node instanceof Element && !isInline(node)) return false;
  }
}
