import { beforeEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { Known } from '../../../extension/overlay/known.ts';

const numbersFrom = (first: number, count: number): string[] =>
  Array.from({ length: count }, (_, i) => `JK250308${String(first + i).padStart(4, '0')}`);

let asked: string[][];
let release: (() => void)[];
let refuses: 'denied' | 'offline' | 'signed-out' | null;
let denied: number;
let known: Known;

beforeEach(() => {
  [asked, release, refuses, denied] = [[], [], null, 0];
  vi.spyOn(browser.runtime, 'sendMessage').mockImplementation(async (message: unknown) => {
    const { numbers } = (message as { ask: { numbers: string[] } }).ask;
    asked.push(numbers);
    await new Promise<void>((resolve) => release.push(resolve));
    if (refuses) return { ok: false, error: { word: refuses, message: '' } };
    const badges = numbers
      .filter((each) => !each.endsWith('9'))
      .map((number) => ({ number, status: 'proses' }));
    const unknown = numbers.filter((each) => each.endsWith('9'));
    return { ok: true, value: { badges, unknown, clockOffset: 0 } };
  });
  known = new Known({
    unlessGone: (answer) => answer,
    onAnswer: () => undefined,
    onDenied: () => {
      denied += 1;
    },
  });
});

const want = (numbers: readonly string[]): void => {
  for (const number of numbers) known.of(number);
};

describe('asking the worker', () => {
  it('puts a thousand numbers into two questions, one after the other', async () => {
    want(numbersFrom(0, 1000));
    const done = known.ask();
    void known.ask();
    expect(asked.map((each) => each.length)).toEqual([500]);
    release[0]?.();
    await expect.poll(() => asked.map((each) => each.length)).toEqual([500, 500]);
    release[1]?.();
    await done;
    expect(new Set(asked.flat()).size).toBe(1000);
  });

  it('takes along what is wanted while an answer is on its way, and asks for none twice', async () => {
    want(numbersFrom(0, 3));
    const done = known.ask();
    for (let i = 0; i < 100; i++) {
      want(numbersFrom(3, 3));
      void known.ask();
    }
    release[0]?.();
    await expect.poll(() => asked).toHaveLength(2);
    release[1]?.();
    await done;
    want(numbersFrom(0, 10));
    expect(asked.flat()).toEqual(numbersFrom(0, 6));
    expect(known.of('JK2503080009')).toBeUndefined();
  });

  it('asks for what is first wanted in the same breath in which somebody asked for nothing', async () => {
    void known.ask();
    want(numbersFrom(0, 1));
    void known.ask();
    expect(asked).toEqual([numbersFrom(0, 1)]);
  });

  it('does not ask again for what is nobody’s, until it is to hear anew', async () => {
    want(['JK2503080009']);
    const done = known.ask();
    release[0]?.();
    await done;
    expect(known.of('JK2503080009')).toBeNull();
    await known.ask();
    expect(asked).toHaveLength(1);
    void known.renew([]);
    await expect.poll(() => known.of('JK2503080009')).toBeUndefined();
  });

  it.each(['offline', 'denied'] as const)('stops asking once the answer is %s', async (word) => {
    refuses = word;
    want(numbersFrom(0, 700));
    const done = known.ask();
    release[0]?.();
    await done;
    want(numbersFrom(700, 5));
    await known.ask();
    expect(asked).toHaveLength(1);
    expect(denied).toBe(word === 'denied' ? 1 : 0);
  });

  it('forgets what it was told once nobody is signed in', async () => {
    want(numbersFrom(0, 2));
    const done = known.ask();
    release[0]?.();
    await done;
    expect(known.of('JK2503080001')).toMatchObject({ status: 'proses' });
    refuses = 'signed-out';
    const renewed = known.renew(numbersFrom(0, 2));
    await expect.poll(() => release.length).toBe(2);
    release[1]?.();
    await renewed;
    expect(known.of('JK2503080001')).toBeNull();
  });
});
