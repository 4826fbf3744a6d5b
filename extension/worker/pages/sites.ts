/**
 * On which pages the overlay runs: the CRM's sites, the officer's own sites, the demo's list; less what they switched
 * off and what the browser no longer permits. Where it does not run, nothing of ours is even loaded.
 */
import { type Browser, browser } from 'wxt/browser';
import { settings } from '../../platform/settings.ts';
import { grantable, matchesAnySite } from '../../platform/sites.ts';
import { tellEveryTab } from './tell.ts';

/** On whole sites; and on parts of one, where browsers cannot tell which frames without an address belong to them. */
const IDS = { whole: 'overlay', part: 'overlay-part' };
const FILE = '/content-scripts/overlay.js';

/** The service's own list page in demo mode, which stands in for the CRM site. */
function demoSite(origin: string): string {
  return `${origin}/demo/laporan*`;
}

/** The officers' pages of the service, whose numbers lead to the desk: nothing is decided there. */
function officePages(origin: string): string {
  return `${origin}/kelola/*`;
}

/** Calls follow one another: two at once would register the same script twice, which browsers refuse. */
let working: Promise<void> = Promise.resolve();

/** Registers what is wanted and permitted, brings it to open pages, and takes it out of those that lost it. */
export function registerOverlay(): Promise<void> {
  working = working.then(register, register);
  return working;
}

/** An update or a new installation finds pages open that no registered script was loaded into. */
export async function installOverlay(): Promise<void> {
  await registerOverlay();
  await bringTo(await registeredSites());
}

/** Whether our script has any business on this page. */
export async function overlayRunsOn(url: string | undefined): Promise<boolean> {
  return url !== undefined && matchesAnySite(await registeredSites(), url);
}

async function register(): Promise<void> {
  const before = await registeredSites();
  const now = await allowedSites();
  await registerOne(IDS.whole, now.filter(isWhole));
  await registerOne(
    IDS.part,
    now.filter((pattern) => !isWhole(pattern)),
  );
  if (before.some((pattern) => !now.includes(pattern))) await tellEveryTab({ tells: 'sites' });
  await bringTo(now.filter((pattern) => !before.includes(pattern)));
}

async function registerOne(id: string, matches: string[]): Promise<void> {
  const [before] = await browser.scripting.getRegisteredContentScripts({ ids: [id] });
  // Changed in place: a page that asks in between must not find itself unwanted.
  if (before && matches.length > 0) await browser.scripting.updateContentScripts([script(id, matches)]);
  else if (matches.length > 0) await browser.scripting.registerContentScripts([script(id, matches)]);
  else if (before) await browser.scripting.unregisterContentScripts({ ids: [id] });
}

/**
 * Frames too, where their own address is allowed; those that a page made itself (`about:blank`, `srcdoc`, `blob:`) go by
 * the site that made them. Where one is an editor, nothing of ours stays in it (`find.ts`).
 */
function script(id: string, matches: string[]): Browser.scripting.RegisteredContentScript {
  return {
    id,
    js: [FILE],
    matches,
    allFrames: true,
    matchOriginAsFallback: id === IDS.whole,
    runAt: 'document_idle',
  };
}

function isWhole(pattern: string): boolean {
  return /^[^:]+:\/\/[^/]+\/\*$/.test(pattern);
}

async function allowedSites(): Promise<string[]> {
  const origin = await settings.serviceOrigin.get();
  const off = await settings.sitesOff.get();
  const { sites } = await settings.city.get();
  const wanted = new Set([...sites, ...(await settings.sites.get()), demoSite(origin), officePages(origin)]);
  const allowed: string[] = [];
  for (const pattern of wanted) {
    if (off.includes(pattern)) continue;
    const site = grantable(pattern);
    if (await browser.permissions.contains({ origins: [site] })) allowed.push(site);
  }
  return allowed;
}

async function registeredSites(): Promise<string[]> {
  const scripts = await browser.scripting.getRegisteredContentScripts({ ids: Object.values(IDS) });
  return scripts.flatMap(({ matches }) => matches ?? []);
}

/** A script that finds itself in a frame of another site is told so by the worker, and ends. */
async function bringTo(patterns: string[]): Promise<void> {
  if (patterns.length === 0) return;
  const tabs = await browser.tabs.query({ url: patterns });
  for (const { id } of tabs) {
    if (id === undefined) continue;
    await browser.scripting
      .executeScript({ target: { tabId: id, allFrames: true }, files: [FILE] })
      // A page that is closing, or one that browsers keep for themselves.
      .catch(() => undefined);
  }
}
