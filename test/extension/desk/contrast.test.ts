import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const css = readFileSync(new URL('../../../shared/view/tokens.css', import.meta.url), 'utf8');

type Theme = 'light' | 'dark';
type Palette = Map<string, [string, string]>;

/** Reads the pairs of one block; a later block overrides an earlier one, as the cascade does. */
function pairs(block: string): Palette {
  const found = new Map<string, [string, string]>();
  for (const match of block.matchAll(/--([\w-]+): light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\);/g)) {
    const [, name = '', light = '', dark = ''] = match;
    found.set(name, [light, dark]);
  }
  return found;
}

const [usual = '', contrast = ''] = css.split('@media (prefers-contrast: more)');
const palettes: Record<string, Palette> = {
  usual: pairs(usual),
  'high contrast': new Map([...pairs(usual), ...pairs(contrast)]),
};

/** WCAG 2.2, "relative luminance". */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function ratio(palette: Palette, theme: Theme, front: string, back: string): number {
  const [a, b] = [front, back].map((name) => {
    const pair = palette.get(name);
    if (!pair) throw new Error(`tokens.css has no colour pair --${name}`);
    return luminance(pair[theme === 'light' ? 0 : 1]);
  });
  const [hi, lo] = [Math.max(a ?? 0, b ?? 0), Math.min(a ?? 0, b ?? 0)];
  return (hi + 0.05) / (lo + 0.05);
}

const GROUNDS = ['ground', 'surface', 'raised', 'selected'];
const TEXT = ['ink', 'ink-soft', 'accent', 'pass', 'warn', 'fail'].flatMap((front) =>
  GROUNDS.map((back) => [front, back] as const),
);
const OWN_GROUND = ['pass', 'warn', 'fail'].flatMap((name) => [
  [name, `${name}-ground`] as const,
  ['ink', `${name}-ground`] as const,
  ['ink-soft', `${name}-ground`] as const,
]);
/** Writing on a filled button. */
const FILLED = [
  ['on-accent', 'accent'],
  ['surface', 'pass'],
  ['surface', 'fail'],
] as const;
const PARTS = ['surface', 'raised', 'selected', 'ground'].map((back) => ['line-strong', back] as const);

describe.each(Object.entries(palettes))('the %s colours', (name, palette) => {
  describe.each(['light', 'dark'] as const)('in %s', (theme) => {
    const least = name === 'usual' ? 4.5 : 7;

    it.each([...TEXT, ...OWN_GROUND, ...FILLED])(`let %s be read on %s (${least}:1)`, (front, back) => {
      expect(ratio(palette, theme, front, back)).toBeGreaterThanOrEqual(least);
    });

    it.each(PARTS)('let the bounds %s of a control be seen on %s (3:1)', (front, back) => {
      expect(ratio(palette, theme, front, back)).toBeGreaterThanOrEqual(3);
    });
  });
});
