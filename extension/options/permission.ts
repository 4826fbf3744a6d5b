/** Permission for a site, asked of the officer only when something needs it. Must follow a press directly. */
import { browser } from 'wxt/browser';
import { grantable } from '../sites.ts';

export async function requestSite(pattern: string): Promise<boolean> {
  try {
    return await browser.permissions.request({ origins: [grantable(pattern)] });
  } catch {
    // Browsers refuse patterns they cannot grant.
    return false;
  }
}
