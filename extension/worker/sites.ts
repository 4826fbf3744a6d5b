/** On which pages the overlay runs besides the CRM site of the manifest: the officer's sites, the demo's list. */
import { browser } from 'wxt/browser';
import { settings } from '../settings.ts';

const ID = 'overlay';

/** The service's own list page in demo mode, which stands in for the CRM site. */
export function demoSite(origin: string): string {
  return `${origin}/demo/laporan*`;
}

/** Registers what is permitted of it; what the officer took back in the browser's settings drops out. */
export async function registerOverlay(): Promise<void> {
  const wanted = [...(await settings.sites.get()), demoSite(await settings.serviceOrigin.get())];
  const permitted: string[] = [];
  for (const pattern of new Set(wanted)) {
    if (await browser.permissions.contains({ origins: [pattern] })) permitted.push(pattern);
  }
  const registered = await browser.scripting.getRegisteredContentScripts({ ids: [ID] });
  if (registered.length > 0) await browser.scripting.unregisterContentScripts({ ids: [ID] });
  if (permitted.length === 0) return;
  await browser.scripting.registerContentScripts([
    { id: ID, js: ['content-scripts/overlay.js'], matches: permitted, runAt: 'document_idle' },
  ]);
}
