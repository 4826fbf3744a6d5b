/** Pictures compared by pixels, on pictures drawn for it. */
import { describe, expect, it } from 'vitest';
import { alignment, GREY_HEIGHT, GREY_WIDTH, type Grey } from '#shared/evidence/pictures/plain.ts';
import { meanDifference } from '#shared/evidence/pixels.ts';

const BLOCKS = (GREY_WIDTH / 8) * (GREY_HEIGHT / 8);

function picture(grey: (x: number, y: number) => number): Grey {
  return Uint8Array.from({ length: GREY_WIDTH * GREY_HEIGHT }, (_, at) =>
    grey(at % GREY_WIDTH, Math.floor(at / GREY_WIDTH)),
  );
}

/** Between 40 and 167, without order. */
const noise = (x: number, y: number): number => 40 + (((x * 7919 + y * 104_729) * 31) % 128);
const scene = picture(noise);
const blockOf = (x: number, y: number): number => Math.floor(y / 8) * (GREY_WIDTH / 8) + Math.floor(x / 8);
/** A block of ±`step` around a middle grey; its contrast is `step`. */
const checks = (step: number) => (x: number, y: number) => 100 + ((x + y) % 2 === 0 ? step : -step);

describe('two pictures', () => {
  it('agree wholly where they are the same, brighter or a little paler', () => {
    expect(alignment(scene, scene)).toBe(1);
    expect(
      alignment(
        scene,
        picture((x, y) => noise(x, y) + 60),
      ),
    ).toBe(1);
    expect(alignment(picture(checks(100)), picture(checks(70)))).toBe(1);
  });

  it('do not agree at all where contrast or light are another', () => {
    expect(alignment(picture(checks(100)), picture(checks(60)))).toBe(0);
    expect(alignment(picture(checks(60)), picture(checks(100)))).toBe(0);
    expect(
      alignment(
        scene,
        picture((x, y) => 255 - noise(x, y)),
      ),
    ).toBe(0);
    expect(
      alignment(
        scene,
        picture((x, y) => noise(y, x)),
      ),
    ).toBeLessThan(0.1);
  });

  it('agree in all blocks but the one that was changed, wherever it lies', () => {
    for (const block of [0, 1, 15, 16, 100, BLOCKS - 16, BLOCKS - 1]) {
      const changed = picture((x, y) => (blockOf(x, y) === block ? 255 - noise(x, y) : noise(x, y)));
      expect(alignment(scene, changed)).toBe((BLOCKS - 1) / BLOCKS);
    }
  });

  it('differ where something was painted over or added: a block counts that is textured in either', () => {
    const painted = picture((x, y) => (y < GREY_HEIGHT / 2 ? noise(x, y) : 128));
    expect(alignment(scene, painted)).toBe(0.5);
    expect(alignment(painted, scene)).toBe(0.5);
  });

  it('count a block from a contrast of 6 on', () => {
    const at = (step: number) => alignment(picture(checks(step)), picture(checks(step)));
    expect([at(5), at(6)]).toEqual([null, 1]);
  });

  it('cannot be compared with fewer than 40 textured blocks', () => {
    const textured = (count: number) => {
      const grey = picture((x, y) => (blockOf(x, y) < count ? noise(x, y) : 128));
      return alignment(grey, grey);
    };
    expect([textured(0), textured(39), textured(40)]).toEqual([null, null, 1]);
  });
});

describe('the mean difference', () => {
  it('is that of grey against grey, brightness aside', () => {
    expect(meanDifference(Uint8Array.of(10, 20, 30), Uint8Array.of(110, 120, 130))).toBe(0);
    expect(meanDifference(Uint8Array.of(10, 30), Uint8Array.of(30, 10))).toBe(20);
    expect(meanDifference(Uint8Array.of(0, 100, 0, 100), Uint8Array.of(50, 50, 50, 50))).toBe(50);
  });
});
