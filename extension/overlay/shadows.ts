/** Open shadow roots: parts of a page that neither a search nor an observer enters by itself. */
export function* shadowsUnder(root: Element | ShadowRoot): Generator<ShadowRoot> {
  if (root instanceof Element && root.shadowRoot) yield root.shadowRoot;
  for (const element of root.querySelectorAll('*')) {
    // Our own are open in the builds that tests run on.
    if (element.shadowRoot && !element.localName.startsWith('tuntas-')) yield element.shadowRoot;
  }
}
