/** Shadow roots: parts of a page that neither a search nor an observer enters by itself. */
import { browser } from 'wxt/browser';
import { isElement } from './find.ts';
import { isOurs, OURS } from './host.ts';

/** Asked as XPath, because to look at each element from here would make the browser wrap each for us. */
const OWN_NAME = './/*[contains(name(), "-")]';
/**
 * All others that may have one, without our own: a page of a thousand badges is asked with every beat.
 * Source: DOM standard, "valid shadow host name".
 */
const PLAIN =
  ':is(article,aside,blockquote,body,div,footer,h1,h2,h3,h4,h5,h6,header,main,nav,p,section,span)' +
  `:not(${OURS})`;
/** Named elements that had none when they were looked at. */
const waiting = new Set<Element>();

export function shadowsUnder(root: Element | ShadowRoot): ShadowRoot[] {
  const named = ownNamed(root);
  for (const host of named) if (isElement(host) && !inside(host)) waiting.add(host);
  return [...named.map(inside), ...plainUnder(root), inside(root)].filter((shadow) => shadow !== null);
}

/** Those that have come to named elements since, without a record: told without looking at each name anew. */
export function lateShadows(): ShadowRoot[] {
  const late = [...waiting].map((host) => {
    const shadow = inside(host);
    if (shadow || !host.isConnected) waiting.delete(host);
    return shadow;
  });
  return late.filter((shadow) => shadow !== null);
}

/** Those under it that may have come to elements of the browser's own names. */
export function plainShadows(root: Element | ShadowRoot): ShadowRoot[] {
  return plainUnder(root).filter((shadow) => shadow !== null);
}

/** What holds nothing else may hold a closed one: that is asked of the browser, which takes its time. */
function plainUnder(root: Element | ShadowRoot): (ShadowRoot | null)[] {
  return [...root.querySelectorAll(PLAIN)].map((host) =>
    host.shadowRoot || !host.hasChildNodes() ? inside(host) : null,
  );
}

function inside(host: Node): ShadowRoot | null {
  // Our own are open in the builds that tests run on, and closed to the page and to us in all others.
  if (!isElement(host) || isOurs(host)) return null;
  return host.shadowRoot ?? closed(host as HTMLElement);
}

/** Chromium has a call for it; Firefox a property of elements that content scripts alone can read. */
function closed(host: HTMLElement & { openOrClosedShadowRoot?: ShadowRoot | null }): ShadowRoot | null {
  return host.openOrClosedShadowRoot ?? browser.dom?.openOrClosedShadowRoot(host) ?? null;
}

function ownNamed(root: Element | ShadowRoot): Node[] {
  if (!isElement(root)) return [...root.children].flatMap((child) => [child, ...ownNamed(child)]);
  const found = document.evaluate(OWN_NAME, root, null, XPathResult.UNORDERED_NODE_SNAPSHOT_TYPE);
  return Array.from({ length: found.snapshotLength }, (_, i) => found.snapshotItem(i)).filter(
    (node) => node !== null,
  );
}
