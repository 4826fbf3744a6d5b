import { describe, expect, it } from 'vitest';
import { type Effect, Rhythm } from '../../../extension/desk/state/typing.ts';

/** The keys of the desk that these tests press, and what each would do there. */
const COMMANDS: Readonly<Record<string, { command: string; effect: Effect }>> = {
  a: { command: 'setujui', effect: 'decided' },
  r: { command: 'kembalikan', effect: 'opened' },
  t: { command: 'tunda', effect: 'opened' },
  u: { command: 'undo', effect: 'undone' },
  j: { command: 'next', effect: 'none' },
  s: { command: 'swipe', effect: 'none' },
};

/** Types on a desk of which every report may be decided at once; what stands decided after the last key. */
function typed(
  keys: readonly string[],
  every: number | ((index: number) => number),
  repeat = false,
): string[] {
  const rhythm = new Rhythm();
  const standing: string[] = [];
  let at = 10_000;
  keys.forEach((key, index) => {
    at += typeof every === 'number' ? every : every(index);
    const known = COMMANDS[key];
    const held = repeat && index > 0;
    if (rhythm.hear({ key, at, repeat: held, command: known?.command ?? null })) standing.pop();
    if (!known || held || (known.effect !== 'none' && rhythm.isTyping())) return;
    rhythm.did(known.effect);
    if (known.effect === 'decided') standing.push(key);
  });
  return standing;
}

describe('a key of a decision', () => {
  it('counts at once when nothing came before it', () => {
    expect(typed(['a'], 0)).toEqual(['a']);
  });

  it('counts again and again at the pace of somebody who looks', () => {
    expect(typed(['a', 'a', 'a'], 700)).toEqual(['a', 'a', 'a']);
  });

  it.each(['saya setuju', 'ada sampah di sini', 'atas nama warga', 'rusak parah', 'sudah rata lagi'])(
    'decides nothing as a letter of “%s”, typed fast or slowly',
    (sentence) => {
      for (const every of [15, 80, 200, 390]) expect(typed([...sentence], every)).toEqual([]);
    },
  );

  it('stands where its officer walks on or searches after a look', () => {
    const paced =
      (...every: number[]) =>
      (index: number) =>
        every[index] ?? 100;
    expect(typed([...'ajjj'], paced(0, 500, 200, 200))).toEqual(['a']);
    expect(typed(['a', '/', ...'xyz'], paced(0, 500))).toEqual(['a']);
  });

  it('decides nothing as the first letter of a word whose typist hesitates', () => {
    expect(typed([...'ambil'], (index) => (index === 1 ? 800 : 150))).toEqual([]);
  });

  it('decides nothing in what a scanner sends, with its Enter', () => {
    expect(typed([...'JKa2503080007', 'Enter'], 5)).toEqual([]);
  });

  it('decides nothing in what an input method writes', () => {
    expect(typed(['Process', 'a', 'Process'], 120)).toEqual([]);
  });

  it('decides once while it is held down, also where a remote desktop sends its repeats as presses', () => {
    expect(typed(['a', 'a', 'a', 'a'], 30, true)).toEqual(['a']);
    expect(typed(['a', 'a', 'a', 'a'], 30)).toEqual(['a']);
  });

  it('decides once where the key bounces', () => {
    expect(typed(['a', 'a'], 8)).toEqual(['a']);
  });

  it('counts after keys that write nothing, however fast', () => {
    expect(typed(['ArrowRight', 'Escape', 'Shift', 'a'], 30)).toEqual(['a']);
  });
});

describe('taking back', () => {
  it('may follow a decision at once, and be repeated', () => {
    const rhythm = new Rhythm();
    rhythm.hear({ key: 'a', at: 1000, repeat: false, command: 'setujui' });
    rhythm.did('decided');
    for (const at of [1100, 1200, 1300]) {
      expect(rhythm.hear({ key: 'u', at, repeat: false, command: 'undo' })).toBe(false);
      expect(rhythm.isTyping()).toBe(false);
      rhythm.did('undone');
    }
  });

  it('is not done by a U inside of a sentence', () => {
    const rhythm = new Rhythm();
    rhythm.hear({ key: 's', at: 1000, repeat: false, command: null });
    rhythm.hear({ key: 'u', at: 1150, repeat: false, command: 'undo' });
    expect(rhythm.isTyping()).toBe(true);
  });
});

describe('a form that a key has opened', () => {
  it('is known for typing while letters run on from that key', () => {
    const rhythm = new Rhythm();
    rhythm.hear({ key: 'r', at: 1000, repeat: false, command: 'kembalikan' });
    rhythm.did('opened');
    rhythm.hear({ key: 'u', at: 1200, repeat: false, command: 'undo' });
    expect(rhythm.runsOnFromOpening()).toBe(true);
  });

  it('is for whoever chose in it, or looked at it, before they write', () => {
    const rhythm = new Rhythm();
    rhythm.hear({ key: 'r', at: 1000, repeat: false, command: 'kembalikan' });
    rhythm.did('opened');
    rhythm.hear({ key: '4', at: 1100, repeat: false, command: null });
    rhythm.meant();
    rhythm.hear({ key: 'm', at: 1200, repeat: false, command: null });
    expect(rhythm.runsOnFromOpening()).toBe(false);
    rhythm.did('opened');
    rhythm.hear({ key: 'm', at: 1900, repeat: false, command: null });
    expect(rhythm.runsOnFromOpening()).toBe(false);
  });
});
