/** A frame inside a web page asks what it may show. */
import { ask, type FrameGrant } from './messages.ts';

/** Null without a nonce that the worker takes: a page may frame an address it guessed, and sees nothing then. */
export async function redeemNonce(address: string): Promise<FrameGrant | null> {
  const nonce = new URL(address).searchParams.get('nonce');
  if (nonce === null) return null;
  const outcome = await ask('redeem', { nonce }).catch(() => null);
  return outcome?.ok ? outcome.value : null;
}
