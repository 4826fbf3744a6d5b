/** Open shadow roots: parts of a page that neither a search nor an observer enters by itself. */
import { isOurs } from './host.ts';

/**
 * Only elements with a name of the page's own make them in practice. Asked as XPath, because to look at each
 * element from here would make the browser wrap each for us.
 */
const OWN_NAME = './/*[contains(name(), "-")]';

export function shadowsUnder(root: Element | ShadowRoot): ShadowRoot[] {
  // Our own are open in the builds that tests run on, and closed to the page and to us in all others.
  return [root, ...ownNamed(root)].flatMap((element) =>
    element instanceof Element && element.shadowRoot && !isOurs(element) ? [element.shadowRoot] : [],
  );
}

function ownNamed(root: Element | ShadowRoot): Node[] {
  if (root instanceof ShadowRoot) return [...root.children].flatMap((child) => [child, ...ownNamed(child)]);
  const found = document.evaluate(OWN_NAME, root, null, XPathResult.UNORDERED_NODE_SNAPSHOT_TYPE);
  return Array.from({ length: found.snapshotLength }, (_, i) => found.snapshotItem(i)).filter(
    (node) => node !== null,
  );
}
