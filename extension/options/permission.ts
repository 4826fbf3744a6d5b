/** Permission for a site, asked of the officer only when something needs it. Must follow a press directly. */
import { browser } from 'wxt/browser';

export async function requestSite(pattern: string): Promise<boolean> {
  try {
    return await browser.permissions.request({ origins: [pattern] });
  } catch {
    // Browsers refuse patterns they cannot grant, such as a port they do not match on.
    return false;
  }
}
