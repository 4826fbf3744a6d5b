/**
 * The elements of ours that stand in a page. A page defines elements of its own, and is then handed the shadow roots of
 * those, closed or not (`attachInternals`): so ours are such as no page can define. Within them lies no text, which a page
 * finds by searching; what a root says of its own element, no style of the page overrides.
 */
export type Kind = 'badge' | 'card' | 'drawer' | 'precheck';

/** Known by, where a page copies its nodes: a copy is empty and goes. */
const MARK = 'data-tuntas';
export const OURS = `[${MARK}]`;
export const COPIES = `[${MARK}="badge"]`;

export function createHost(kind: Kind): { host: HTMLElement; root: ShadowRoot } {
  const host = document.createElement(kind === 'badge' ? 'span' : 'div');
  host.setAttribute(MARK, kind);
  return { host, root: host.attachShadow({ mode: __E2E__ ? 'open' : 'closed' }) };
}

export function isOurs(element: Element): boolean {
  return element.hasAttribute(MARK);
}
