import { describe, expect, it } from 'vitest';
import { type News, type PlanInput, planNotifications } from '../../../extension/notifications/news.ts';
import { NotificationSettings } from '../../../extension/platform/settings.ts';
import { isOnDuty, isQuiet } from '../../../extension/store/hours.ts';

const wib = (text: string): number => Date.parse(`${text}:00+07:00`);
/** A Monday. */
const MORNING = wib('2025-03-10T09:00');
const QUIET = { on: true, from: '21:00', until: '06:00' };
const OFF_DUTY = { onDuty: false, until: null, next: null };
const DEFAULTS = NotificationSettings.parse({});

const news = (number: string, kind: News['kind'] = 'arrived', at = MORNING - 60_000): News => ({
  key: `${kind}:${number}`,
  number,
  kind,
  at,
});
const plan = (input: Partial<PlanInput>) =>
  planNotifications({
    fresh: [],
    held: [],
    settings: DEFAULTS,
    duty: OFF_DUTY,
    summarisedOn: '2025-03-10',
    workday: true,
    now: MORNING,
    ...input,
  });
const groups = (input: Partial<PlanInput>): string[] =>
  plan(input).show.map(({ news: { number }, group }) => `${number} ${group}`);
const heldBack = (input: Partial<PlanInput>): string[] =>
  plan(input).holdBack.map(({ news: { number }, why }) => `${number} ${why}`);

describe('quiet hours', () => {
  it.each([
    ['20:59', false],
    ['21:00', true],
    ['23:59', true],
    ['00:00', true],
    ['05:59', true],
    ['06:00', false],
  ])('over midnight: at %s WIB %s', (time, quiet) => {
    expect(isQuiet(QUIET, wib(`2025-03-10T${time}`))).toBe(quiet);
  });

  it('within a day, all day, and off', () => {
    expect(isQuiet({ ...QUIET, from: '12:00', until: '13:00' }, wib('2025-03-10T12:30'))).toBe(true);
    expect(isQuiet({ ...QUIET, from: '12:00', until: '13:00' }, wib('2025-03-10T13:00'))).toBe(false);
    expect(isQuiet({ ...QUIET, from: '12:00', until: '12:00' }, MORNING)).toBe(true);
    expect(isQuiet({ ...QUIET, on: false }, wib('2025-03-10T23:00'))).toBe(false);
  });

  const night = { settings: { ...DEFAULTS, quiet: QUIET }, now: wib('2025-03-10T23:00') };

  it('hold back and say why', () => {
    expect(groups({ ...night, fresh: [news('A'), news('B', 'due')] })).toEqual([]);
    expect(heldBack({ ...night, fresh: [news('A'), news('B', 'due')] })).toEqual([
      'A quiet_hours',
      'B quiet_hours',
    ]);
  });

  it('never mute the person on duty, nor one of whom nobody could ask yet', () => {
    const fresh = [news('A')];
    const duty = { onDuty: true, until: night.now + 1, next: null };
    expect(groups({ ...night, duty, fresh })).toEqual(['A arrived']);
    expect(groups({ ...night, duty: null, fresh })).toEqual(['A arrived']);
    expect(groups({ ...night, duty, fresh, now: night.now + 1 })).toEqual([]);
    expect(isOnDuty({ onDuty: false, until: null, next: MORNING }, MORNING)).toBe(true);
  });
});

describe('the summary', () => {
  const morning = { now: wib('2025-03-10T07:30'), summarisedOn: '2025-03-07' };

  it('tells once, at the start of the working day, what the night brought', () => {
    const fresh = [
      news('A', 'arrived', wib('2025-03-08T03:00')),
      news('B', 'returned', wib('2025-03-10T06:00')),
    ];
    const first = plan({ ...morning, fresh, held: [news('C')] });
    expect(first.show.map(({ group }) => group)).toEqual(['overnight', 'overnight', 'overnight']);
    expect(first.summarisedOn).toBe('2025-03-10');
    expect(groups({ ...morning, summarisedOn: first.summarisedOn, fresh })).toEqual([
      'A arrived',
      'B returned',
    ]);
  });

  it('leaves to their own notification what came during the day and limits that come near', () => {
    const now = wib('2025-03-10T13:00');
    const fresh = [news('A', 'arrived', wib('2025-03-10T12:59')), news('B', 'due', wib('2025-03-10T02:00'))];
    expect(groups({ ...morning, now, fresh })).toEqual(['A arrived', 'B due']);
  });

  it('waits for the working day, but not over days off', () => {
    const held = [news('A')];
    expect(groups({ held, now: wib('2025-03-10T06:30') })).toEqual([]);
    expect(groups({ held, workday: false, now: wib('2025-03-08T06:30') })).toEqual(['A overnight']);
  });

  it('can be had piece by piece instead', () => {
    const settings = { ...DEFAULTS, overnight: false };
    expect(groups({ ...morning, settings, held: [news('A', 'returned')] })).toEqual(['A returned']);
  });
});

it('what is switched off is recorded as that', () => {
  const settings = { ...DEFAULTS, due: false };
  expect(groups({ settings, fresh: [news('A', 'due')] })).toEqual([]);
  expect(heldBack({ settings, fresh: [news('A', 'due')] })).toEqual(['A switched_off']);
});

it('a report that arrives shortly before its limit is told of once', () => {
  const { show, silent } = plan({ fresh: [news('A'), news('A', 'due'), news('B', 'due')] });
  expect(show.map(({ news: { key } }) => key)).toEqual(['arrived:A', 'due:B']);
  expect(silent.map(({ key }) => key)).toEqual(['due:A']);
});

it('a setting that an older version stored keeps what it has and gains what is new', () => {
  expect(NotificationSettings.parse({ due: false, steps: 'often', quiet: { on: true } })).toEqual({
    ...DEFAULTS,
    due: false,
  });
});
