/** Permissions, asked of the officer only when something needs them. Must follow a press directly. */
import { type Browser, browser } from 'wxt/browser';
import { grantable } from '../platform/sites.ts';

export function requestSite(pattern: string): Promise<boolean> {
  return request({ origins: [grantable(pattern)] });
}

/** With the address comes the right to hear why a request to it failed; no browser asks about that one. */
export function requestService(origin: string): Promise<boolean> {
  return request({ origins: [grantable(`${origin}/*`)], permissions: ['webRequest'] });
}

async function request(wanted: Browser.permissions.Permissions): Promise<boolean> {
  try {
    return await browser.permissions.request(wanted);
  } catch {
    // Browsers refuse patterns they cannot grant.
    return false;
  }
}
