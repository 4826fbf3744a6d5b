/**
 * Frames inside web pages. A page can learn a frame's address and embed it itself, so a frame shows nothing
 * until it has redeemed a nonce: minted for one number in one tab, good once and for a few seconds.
 * Kept in `storage.session`, which content scripts cannot read, because the worker may die in between.
 */
import { browser } from 'wxt/browser';
import { z } from 'zod';
import { ReportNumber } from '#shared/contract/primitives.ts';
import type { FrameGrant } from '../../connection/messages.ts';
import type { Sender } from './sender.ts';

const GOOD_FOR_MS = 10_000;

/** The page's own frame around ours. */
export interface Around {
  tab: number;
  frame: number;
}

/** What a frame may do, and where it was opened. */
export interface PlacedGrant extends FrameGrant {
  around: Around;
}

const Placed = z.object({
  number: ReportNumber,
  decisions: z.boolean(),
  around: z.object({ tab: z.number(), frame: z.number() }),
});
const Nonce = Placed.extend({ until: z.number() });
const Grant = Placed.extend({ at: z.number() });
/** More than a tab ever has open at once; older ones belong to documents that are long gone. */
const MOST_IN_TAB = 20;

/** Two frames that redeem the same nonce at the same moment: the second finds it here. */
const redeeming = new Set<string>();

/** What a frame for one number is opened by. `now`: ms. */
export async function mintFrame(grant: PlacedGrant, now: number): Promise<string> {
  await sweepFrames(now);
  const nonce = crypto.randomUUID();
  await browser.storage.session.set({
    [nonceKey(nonce)]: { ...grant, until: now + GOOD_FOR_MS } satisfies z.infer<typeof Nonce>,
  });
  return nonce;
}

/** What the frame may show; null where the nonce is unknown, used, too old or was minted for another tab. */
export async function redeem(nonce: string, sender: Sender, now: number): Promise<FrameGrant | null> {
  const key = nonceKey(nonce);
  if (redeeming.has(nonce)) return null;
  redeeming.add(nonce);
  try {
    const minted = Nonce.safeParse((await browser.storage.session.get(key))[key]);
    await browser.storage.session.remove(key);
    if (!minted.success || minted.data.around.tab !== sender.tab?.id || minted.data.until < now) return null;
    const { number, decisions, around } = minted.data;
    const frame = frameKey(sender);
    if (frame === null) return null;
    const kept = { number, decisions, around, at: now } satisfies z.infer<typeof Grant>;
    await browser.storage.session.set({ [frame]: kept });
    return { number, decisions };
  } finally {
    redeeming.delete(nonce);
  }
}

/** What a frame that redeemed its nonce may do; null for any other. */
export async function grantOf(sender: Sender): Promise<PlacedGrant | null> {
  const key = frameKey(sender);
  if (key === null) return null;
  const grant = Grant.safeParse((await browser.storage.session.get(key))[key]);
  return grant.success ? grant.data : null;
}

/** Takes away nonces that are over, and grants of documents that are no more: those of the tab that was `closed`. */
export async function sweepFrames(now: number, closed?: number): Promise<void> {
  const stored = Object.entries(await browser.storage.session.get(null));
  const over = stored.flatMap(([key, value]) => {
    const nonce = Nonce.safeParse(value);
    return nonce.success && (nonce.data.until < now || nonce.data.around.tab === closed) ? key : [];
  });
  const grants = stored
    .flatMap(([key, value]) => {
      const grant = Grant.safeParse(value);
      return grant.success ? { key, ...grant.data } : [];
    })
    .sort((a, b) => b.at - a.at);
  const inTab = new Map<number, number>();
  for (const {
    key,
    around: { tab },
  } of grants) {
    const count = (inTab.get(tab) ?? 0) + 1;
    inTab.set(tab, count);
    if (tab === closed || count > MOST_IN_TAB) over.push(key);
  }
  if (over.length > 0) await browser.storage.session.remove(over);
}

/** Nobody is signed in: no frame that is open now shows or decides anything for whoever comes next. */
export async function forgetFrames(): Promise<void> {
  await browser.storage.session.clear();
}

function nonceKey(nonce: string): string {
  return `nonce:${nonce}`;
}

/** A document's id ends with the document: a frame that navigates elsewhere loses its grant. */
function frameKey(sender: Sender): string | null {
  return sender.documentId === undefined ? null : `frame:${sender.documentId}`;
}
