/** Pictures compared by pixels, on pictures drawn for it. */
import { describe, expect, it } from 'vitest';
import {
  alignment,
  bandsOf,
  bestAlignment,
  differenceHash,
  GREY_HEIGHT,
  GREY_WIDTH,
  type Grey,
  hammingOf,
  meanDifference,
  neighboursOf,
} from '#shared/evidence/pixels.ts';

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

describe('views of two photos', () => {
  const view = (grey: Grey) => ({ dhash: differenceHash(grey), grey });
  const half = view(picture((x, y) => (y < GREY_HEIGHT / 2 ? noise(x, y) : 255 - noise(x, y))));
  const whole = view(scene);
  const wall = view(picture(() => 200));

  it('agree as well as the best pair of them', () => {
    expect(bestAlignment([whole], [half])).toBe(0.5);
    expect(bestAlignment([whole], [half, whole])).toBe(1);
    expect(bestAlignment([whole], [whole, half])).toBe(1);
    expect(bestAlignment([wall, half, whole], [whole])).toBe(1);
  });

  it('are not compared where there is nothing to see', () => {
    expect(bestAlignment([wall], [wall])).toBeNull();
    expect(bestAlignment([], [whole])).toBeNull();
    expect(bestAlignment([whole], [])).toBeNull();
  });
});

describe('the difference hash', () => {
  it('is all ones where light falls to the right, zeros where it rises or stays', () => {
    expect(differenceHash(picture((x) => 255 - x))).toBe('f'.repeat(16));
    expect(differenceHash(picture((x) => x))).toBe('0'.repeat(16));
    expect(differenceHash(picture(() => 100))).toBe('0'.repeat(16));
  });

  // Nine columns of 14 or 15 pixels, eight rows of 12: a bright pixel marks the cell it lies in.
  it.each([
    [0, 0, 0, '80'],
    [13, 0, 0, '80'],
    [14, 0, 0, '40'],
    [27, 35, 2, '40'],
    [28, 36, 3, '20'],
    [42, 47, 3, '20'],
    [43, 48, 4, '10'],
    [113, 95, 7, '01'],
    [114, 95, 7, '00'],
    [127, 95, 7, '00'],
  ])('of one bright pixel at %d, %d has row %d as %s', (left, top, row, bits) => {
    const hash = differenceHash(picture((x, y) => (x === left && y === top ? 255 : 0)));
    expect(hash).toBe(`${'00'.repeat(row)}${bits}${'00'.repeat(7 - row)}`);
  });

  it('is four bands of sixteen bits, each with sixteen neighbours of one bit', () => {
    expect(bandsOf('0123456789abcdef')).toEqual([0x0123, 0x4567, 0x89ab, 0xcdef]);
    const near = neighboursOf(0x00ff);
    expect(near[0]).toBe(0x00ff);
    expect(new Set(near).size).toBe(17);
    expect(near.slice(1).map((band) => hammingOf('00ff'.padEnd(16, '0'), hex(band).padEnd(16, '0')))).toEqual(
      Array.from({ length: 16 }, () => 1),
    );
    expect(Math.max(...near)).toBe(0x80ff);
  });

  it('differs by the bits that differ', () => {
    expect(hammingOf('0'.repeat(16), '0'.repeat(16))).toBe(0);
    expect(hammingOf('0'.repeat(16), 'f'.repeat(16))).toBe(64);
    expect(hammingOf('8000000000000001', '0000000000000000')).toBe(2);
  });
});

describe('the mean difference', () => {
  it('is that of grey against grey, brightness aside', () => {
    expect(meanDifference(Uint8Array.of(10, 20, 30), Uint8Array.of(110, 120, 130))).toBe(0);
    expect(meanDifference(Uint8Array.of(10, 30), Uint8Array.of(30, 10))).toBe(20);
    expect(meanDifference(Uint8Array.of(0, 100, 0, 100), Uint8Array.of(50, 50, 50, 50))).toBe(50);
  });
});

function hex(band: number): string {
  return band.toString(16).padStart(4, '0');
}
