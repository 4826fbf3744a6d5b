import { describe, expect, it } from 'vitest';
import { Painted } from '../../../extension/desk/photos/painted.ts';

function atClock() {
  const clock = { now: 0 };
  return { clock, painted: new Painted(() => clock.now) };
}

describe('the photos of a report', () => {
  it('are seen half a second after the last of them was painted', () => {
    const { clock, painted } = atClock();
    painted.expect('before');
    painted.expect('after');
    clock.now = 2000;
    painted.met('before');
    expect(painted.look()).toBe('unpainted');
    painted.met('after');
    expect(painted.look()).toBe('fresh');
    clock.now = 2499;
    expect(painted.look()).toBe('fresh');
    clock.now = 2500;
    expect(painted.look()).toBe('seen');
  });

  it('are none where there is none: the report is seen half a second after it appeared', () => {
    const { clock, painted } = atClock();
    clock.now = 9000;
    painted.begin();
    expect(painted.look()).toBe('fresh');
    clock.now = 9500;
    expect(painted.look()).toBe('seen');
  });

  it('are not waited for anew when one that was seen is turned to again', () => {
    const { clock, painted } = atClock();
    const first = painted.expect('1');
    painted.met('1');
    clock.now = 600;
    first();
    const second = painted.expect('2');
    expect(painted.look()).toBe('unpainted');
    second();
    painted.expect('1');
    expect(painted.look()).toBe('seen');
  });

  it('are to be seen again once another report was looked at meanwhile', () => {
    const { clock, painted } = atClock();
    painted.begin('A');
    const first = painted.expect('1');
    painted.met('1');
    first();
    painted.expect('2')();
    painted.begin('B');
    clock.now = 600;
    painted.expect('1');
    painted.begin('A');
    clock.now = 1_200;
    expect(painted.look()).toBe('unpainted');
  });

  it('are waited for as long as any part of the screen is about to show them', () => {
    const { clock, painted } = atClock();
    const one = painted.expect('after');
    painted.expect('after');
    one();
    clock.now = 600;
    expect(painted.look()).toBe('unpainted');
  });
});
