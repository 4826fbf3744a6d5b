import { describe, expect, it } from 'vitest';
import { browser } from 'wxt/browser';
import { grantOf, mintFrame, redeem, sweepFrames } from '../../../extension/worker/pages/frames.ts';
import type { Sender } from '../../../extension/worker/pages/sender.ts';
import { NOON, NUMBER } from '../fixtures.ts';

const kept = async () => Object.keys(await browser.storage.session.get(null));
const frame = (document: string): Sender => ({ tab: { id: 1 } as never, frameId: 5, documentId: document });

/** The nonce of a card in tab 1. */
async function mint(now: number): Promise<string> {
  return mintFrame({ number: NUMBER, decisions: true, around: { tab: 1, frame: 0 } }, now);
}

describe('what is kept of frames', () => {
  it('goes with their tab', async () => {
    await redeem(await mint(NOON), frame('d1'), NOON);
    await mint(NOON);
    await sweepFrames(NOON, 2);
    expect(await kept()).toHaveLength(2);
    await sweepFrames(NOON, 1);
    expect(await kept()).toEqual([]);
  });

  it('goes where the nonce was never redeemed, and stays within bounds in a tab open all day', async () => {
    let now = NOON;
    await mint(now);
    for (let turn = 0; turn < 30; turn++) {
      now += 11_000;
      await redeem(await mint(now), frame(`d${turn}`), now);
    }
    await sweepFrames(now);
    expect(await kept()).toHaveLength(20);
    expect(await grantOf(frame('d29'))).toMatchObject({ number: NUMBER });
  });
});
