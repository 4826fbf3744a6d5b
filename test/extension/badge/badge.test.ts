import { describe, expect, it } from 'vitest';
import { wordsOf } from '#shared/words/catalogue.ts';
import { badgeOf, type ToolbarState } from '../../../extension/badge/badge.ts';
import { setWords } from '../../../extension/platform/i18n.ts';
import { counters, NOON } from '../fixtures.ts';

const state = (changes: Partial<ToolbarState> = {}): ToolbarState => ({
  signedIn: true,
  counters: counters(),
  offlineSince: null,
  unsent: 0,
  ...changes,
});
const text = (changes: Parameters<typeof counters>[0]): string =>
  badgeOf(state({ counters: counters(changes) })).text;

describe('the count on the toolbar', () => {
  it('names what is overdue, marked by more than its colour', () => {
    expect(text({ overdue: 3, due1h: 2, dueToday: 9 })).toBe('3!');
  });

  it('names what is due today where nothing is overdue', () => {
    expect(text({ due1h: 2, dueToday: 9, waiting: 40, returned: 5 })).toBe('11');
  });

  it('shows no zero', () => {
    expect(text({ waiting: 12 })).toBe('');
  });

  it('never has more than four characters, nor a number that was cut', () => {
    expect(text({ overdue: 999 })).toBe('999!');
    expect(text({ overdue: 1200 })).toBe('1k!');
    expect(text({ dueToday: 9999 })).toBe('9999');
    expect(text({ dueToday: 12_345 })).toBe('12k');
  });

  it('has a colour of its own for each urgency', () => {
    const colours = [{ overdue: 1 }, { due1h: 1 }, { dueToday: 1 }].map(
      (changes) => badgeOf(state({ counters: counters(changes) })).colour,
    );
    expect(new Set(colours).size).toBe(3);
  });

  it('is gone when nobody is signed in, whatever was counted', () => {
    expect(badgeOf(state({ signedIn: false, counters: counters({ overdue: 3 }) })).text).toBe('');
  });
});

describe('the tooltip', () => {
  it('says the split', () => {
    const { title } = badgeOf(
      state({ counters: counters({ overdue: 3, due1h: 1, dueToday: 9, waiting: 21 }) }),
    );
    expect(title).toBe('Tuntas. 3 terlambat, 1 kurang dari 1 jam, 9 hari ini, 21 nanti.');
  });

  it('adds what was returned, since when there is no contact and what waits to be sent', () => {
    const { title } = badgeOf(
      state({ counters: counters({ waiting: 1, returned: 2 }), offlineSince: NOON, unsent: 4 }),
    );
    expect(title).toContain('2 dikembalikan validator.');
    expect(title).toContain('Tidak tersambung sejak 10.00.');
    expect(title).toContain('4 keputusan belum terkirim.');
  });

  it('speaks English where that is set', () => {
    setWords('en', wordsOf('en'));
    expect(badgeOf(state({ unsent: 1 })).title).toBe('Tuntas. Nothing is waiting. 1 decision not sent.');
  });
});
