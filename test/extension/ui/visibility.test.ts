// @vitest-environment happy-dom
/** When a press may count: what is pressed was seen, and the hand that presses has aimed at it. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Watch, watchVisibility } from '../../../extension/ui/visibility.ts';

let look: (isVisible: boolean) => void;
let watch: Watch;
let counts: boolean;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] });
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      constructor(hear: (entries: { isVisible: boolean }[]) => void) {
        look = (isVisible) => hear([{ isVisible }]);
      }
      observe(): void {}
      disconnect(): void {}
    },
  );
  document.body.innerHTML = '<main><h1>JK</h1><p><button>Setujui</button></p></main>';
  counts = false;
  watch = watchVisibility({ whole: the('main'), pressed: the('p') }, (seen) => {
    counts = seen;
  });
});
afterEach(() => {
  watch.end();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const the = (selector: string): Element => document.querySelector(selector) ?? document.body;
const pass = (ms: number): unknown => vi.advanceTimersByTime(ms);

function point(type: string, x: number, pointerType = 'mouse', at = the('button')): void {
  const event = new PointerEvent(type, { bubbles: true, pointerType });
  for (const [name, value] of Object.entries({ screenX: x, screenY: 0, pointerType }))
    Object.defineProperty(event, name, { value });
  at.dispatchEvent(event);
}

function seen(): void {
  look(true);
  pass(500);
  expect(counts).toBe(true);
}

describe('a press', () => {
  it('counts after half a second of being seen, and no longer once anything of it is lost', () => {
    look(true);
    pass(499);
    expect(counts).toBe(false);
    pass(1);
    expect(counts).toBe(true);
    look(false);
    expect(counts).toBe(false);
  });

  it('of a mouse that moves onto the button counts once it has rested there', () => {
    seen();
    point('pointermove', 1, 'mouse', the('h1'));
    point('pointerover', 5);
    point('pointermove', 5);
    expect(counts).toBe(false);
    pass(250);
    expect(counts).toBe(true);
  });

  it('of a mouse that the button came to lie under counts only once that moves', () => {
    seen();
    point('pointerover', 5);
    pass(5_000);
    expect(counts).toBe(false);
    point('pointermove', 5);
    expect(counts).toBe(false);
    point('pointermove', 6);
    expect(counts).toBe(true);
  });

  it('that was refused makes the next wait, however often, and a trembling hand does not help', () => {
    seen();
    point('pointermove', 1, 'mouse', the('h1'));
    point('pointerover', 5);
    for (let press = 0; press < 20; press++) {
      pass(240);
      point('pointermove', 5 + (press % 2));
      expect(counts).toBe(false);
      point('pointerdown', 5 + (press % 2));
    }
    point('pointermove', 9);
    pass(700);
    expect(counts).toBe(true);
  });

  it('waits anew when the frame was moved, and for a mouse in it to move', () => {
    seen();
    watch.moved();
    expect(counts).toBe(false);
    pass(250);
    expect(counts).toBe(true);
    point('pointermove', 1);
    watch.moved();
    pass(250);
    expect(counts).toBe(false);
    point('pointermove', 2);
    expect(counts).toBe(true);
  });

  it('of a finger counts at once where all has rested, and waits where it came too early', () => {
    look(true);
    point('pointerover', 5, 'touch');
    point('pointerdown', 5, 'touch');
    pass(600);
    expect(counts).toBe(false);
    pass(100);
    expect(counts).toBe(true);
    point('pointerover', 5, 'touch');
    point('pointerdown', 5, 'touch');
    expect(counts).toBe(true);
  });

  it('by keys is not kept waiting by a mouse that has left', () => {
    seen();
    point('pointerover', 5);
    const left = new PointerEvent('pointerleave');
    document.documentElement.dispatchEvent(left);
    pass(250);
    expect(counts).toBe(true);
  });
});
