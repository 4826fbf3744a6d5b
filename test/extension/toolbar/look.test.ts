import { describe, expect, it } from 'vitest';
import { wordsOf } from '#shared/words/catalogue.ts';
import { setWords } from '../../../extension/platform/i18n.ts';
import { type ToolbarState, toolbarLook } from '../../../extension/toolbar/look.ts';
import { counters, NOON } from '../fixtures.ts';

const state = (changes: Partial<ToolbarState> = {}): ToolbarState => ({
  signedIn: true,
  counters: counters(),
  offlineSince: null,
  unsent: 0,
  ...changes,
});
const text = (changes: Parameters<typeof counters>[0]): string =>
  toolbarLook(state({ counters: counters(changes) })).text;

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

  const RED = '#b3261e';
  const AMBER = '#855000';
  const GREY = '#4b535f';
  it.each<[string, Parameters<typeof counters>[0], string]>([
    ['red what is overdue, whatever else is due', { overdue: 1, due1h: 5, dueToday: 9 }, RED],
    ['amber what is due within the hour, among more that is due today', { due1h: 1, dueToday: 9 }, AMBER],
    ['grey what is due today and not within the hour', { dueToday: 9 }, GREY],
    ['grey where nothing is due', { waiting: 3 }, GREY],
  ])('shows in %s', (_, changes, colour) => {
    expect(toolbarLook(state({ counters: counters(changes) })).colour).toBe(colour);
  });

  it('has white text of AA contrast on each of its colours', () => {
    const light = (channel: string) => {
      const share = Number.parseInt(channel, 16) / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    };
    for (const colour of [RED, AMBER, GREY]) {
      const [red = 0, green = 0, blue = 0] = (colour.match(/[\da-f]{2}/g) ?? []).map(light);
      expect(1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)).toBeGreaterThan(4.5);
    }
  });

  it('is gone when nobody is signed in, whatever was counted', () => {
    const look = toolbarLook(state({ signedIn: false, counters: counters({ overdue: 3 }), unsent: 2 }));
    expect(look).toEqual({ text: '', colour: GREY, title: 'Tuntas. Belum masuk.' });
  });

  it('is empty until the service has counted once; what waits to be sent is told all the same', () => {
    const look = (changes: Partial<ToolbarState>) => toolbarLook(state({ counters: null, ...changes }));
    expect(look({})).toEqual({ text: '', colour: GREY, title: 'Tuntas.' });
    expect(look({ offlineSince: NOON, unsent: 1 })).toEqual({
      text: '',
      colour: GREY,
      title: 'Tuntas. Tidak tersambung sejak 10.00. 1 keputusan belum terkirim.',
    });
  });
});

describe('the tooltip', () => {
  it('says the split', () => {
    const { title } = toolbarLook(
      state({ counters: counters({ overdue: 3, due1h: 1, dueToday: 9, waiting: 21 }) }),
    );
    expect(title).toBe('Tuntas. 3 terlambat, 1 kurang dari 1 jam, 9 hari ini, 21 nanti.');
  });

  it.each([
    { overdue: 1 },
    { due1h: 1 },
    { dueToday: 1 },
    { waiting: 1 },
    { overdue: 1, due1h: 1 },
    { due1h: 1, dueToday: 1 },
    { dueToday: 1, waiting: 1 },
  ])('says it for %j alone', (one) => {
    expect(toolbarLook(state({ counters: counters(one) })).title).toMatch(
      /^Tuntas\. \d+ terlambat, .* nanti\.$/,
    );
  });

  it('says nothing of what there is none of', () => {
    expect(toolbarLook(state()).title).toBe('Tuntas. Tidak ada yang menunggu.');
  });

  it('adds what was returned, since when there is no contact and what waits to be sent', () => {
    const { title } = toolbarLook(
      state({ counters: counters({ waiting: 1, returned: 2 }), offlineSince: NOON, unsent: 4 }),
    );
    expect(title).toContain('2 dikembalikan validator.');
    expect(title).toContain('Tidak tersambung sejak 10.00.');
    expect(title).toContain('4 keputusan belum terkirim.');
  });

  it('speaks English where that is set', () => {
    setWords('en', wordsOf('en'));
    expect(toolbarLook(state({ unsent: 1 })).title).toBe('Tuntas. Nothing is waiting. 1 decision not sent.');
  });
});
