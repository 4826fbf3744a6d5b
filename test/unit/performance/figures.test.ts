/** The figures of March 2025, worked out by hand: six hours to answer, seven days to finish. */
import { describe, expect, it } from 'vitest';
import type { Course } from '#shared/performance/course.ts';
import { figuresOf, worthOf } from '#shared/performance/figures.ts';
import { periodOfMonth } from '#shared/performance/period.ts';
import {
  FIGURE_NAMES,
  type FigureName,
  PARTS,
  type Question,
  reportsBehind,
} from '#shared/performance/table.ts';
import { PERFORMANCE_POLICY } from '#shared/rules/performance.ts';
import { HOUR } from '#shared/time/zone.ts';
import { at, BANGKA, DINAS, SMOOTH, SUDIN, type Told, told } from './told.ts';

const { from, to } = periodOfMonth('2025-03');
const MARCH: Question = { from, asOf: to, units: null };
const of = (units: string[], asOf = to): Question => ({ from, asOf, units: new Set(units) });
const figures = (courses: Course[], question = MARCH) => figuresOf(courses, question, PERFORMANCE_POLICY);
const worth = (course: Course, question = MARCH) => worthOf(course, question, PERFORMANCE_POLICY);
const numbers = (courses: Course[], figure: FigureName, question = MARCH) =>
  reportsBehind(courses, question, { figure, part: 'of' }).length;

describe('without a report', () => {
  it('there is no value, no middle and no share, and nothing is divided by nothing', () => {
    expect(figures([])).toEqual({
      value: { reports: 0, mean: null },
      counts: {
        received: 0,
        finished: 0,
        refused: 0,
        backlog: 0,
        overdue: 0,
        unanswered: 0,
        adopted: 0,
        endUntold: 0,
      },
      shares: {
        response: { of: 0, counted: 0 },
        completion: { of: 0, counted: 0 },
        onTime: { of: 0, counted: 0 },
        returned: { of: 0, counted: 0 },
        rated: { of: 0, counted: 0 },
        repeats: { of: 0, counted: 0 },
      },
      durations: {
        responseTime: { reports: 0, median: null, p90: null },
        completionTime: { reports: 0, median: null, p90: null },
        closingTime: { reports: 0, median: null, p90: null },
        validationTime: { reports: 0, median: null, p90: null },
      },
      stars: { reports: 0, mean: null },
      returnReasons: [],
    });
  });
});

describe('a report that went smoothly', () => {
  it('is worth all of it, and its lengths are those of its steps', () => {
    const { value, counts, shares, durations } = figures([told(SMOOTH)]);
    expect(value).toEqual({ reports: 1, mean: 1 });
    expect(counts).toMatchObject({ received: 1, finished: 1, backlog: 0 });
    expect(shares.onTime).toEqual({ of: 1, counted: 1 });
    expect(shares.returned).toEqual({ of: 1, counted: 0 });
    expect(Object.values(durations).map(({ median }) => (median ?? 0) / HOUR)).toEqual([1, 24, 30, 6]);
  });

  it('counts only for its own office, category and channel', () => {
    const courses = [told(SMOOTH)];
    expect(figures(courses, of([BANGKA])).value.reports).toBe(1);
    expect(figures(courses, of([DINAS])).value.reports).toBe(0);
    expect(figures(courses, { ...MARCH, category: 'Sampah' }).counts.received).toBe(0);
    expect(figures(courses, { ...MARCH, channel: 'lapor' }).counts.received).toBe(0);
  });

  it('belongs to the month in which it was closed, received in the one before', () => {
    const april = periodOfMonth('2025-04');
    const late = told([...SMOOTH.slice(0, 2), ['09 08:00', 'tindak_lanjut'], ['32 08:00', 'setujui']]);
    expect(late.closedAt).toBe(Date.parse('2025-04-01T08:00:00+07:00'));
    const { counts } = figures([late], { from: april.from, asOf: april.to, units: null });
    expect(counts).toMatchObject({ received: 0, finished: 1 });
  });
});

describe('what is late', () => {
  it('the very instant is still in time; one millisecond on, a quarter and a half are lost', () => {
    const answered = (when: string): Told[] => [['03 08:00', 'lapor'], [when, 'proses'], ...SMOOTH.slice(2)];
    expect(worth(told(answered('03 14:00')))).toBe(1);
    expect(worth(told(answered('03 14:00:00.001')))).toBe(0.75);
    const done = (when: string): Told[] => [
      ...SMOOTH.slice(0, 2),
      [when, 'tindak_lanjut'],
      ['12 08:00', 'setujui'],
    ];
    expect(worth(told(done('10 08:00')))).toBe(1);
    expect(worth(told(done('10 08:00:00.001')))).toBe(0.5);
  });

  it('late in both, three quarters are lost; open and overdue, all of it', () => {
    const both: Told[] = [
      ['03 08:00', 'lapor'],
      ['04 08:00', 'proses'],
      ['20 08:00', 'tindak_lanjut'],
      ['21 08:00', 'setujui'],
    ];
    expect(worth(told(both))).toBe(0.25);
    expect(worth(told(both.slice(0, 2)))).toBe(0);
  });

  it('open and overdue counts with the closed: leaving it undone hides nothing', () => {
    const courses = [told(SMOOTH), told([['03 08:00', 'lapor']])];
    const { value, shares, counts } = figures(courses);
    expect(value).toEqual({ reports: 2, mean: 0.5 });
    expect(shares.onTime).toEqual({ of: 2, counted: 1 });
    expect(shares.response).toEqual({ of: 2, counted: 1 });
    expect(counts).toMatchObject({ backlog: 1, overdue: 1, unanswered: 1 });
  });

  it('open and still in time is backlog and nothing else', () => {
    const course = told([
      ['28 08:00', 'lapor'],
      ['28 09:00', 'proses'],
    ]);
    expect(numbers([course], 'backlog')).toBe(1);
    expect(numbers([course], 'value')).toBe(0);
    expect(numbers([course], 'response')).toBe(1);
  });

  it('waiting for the validator is nobody’s delay: it counts once it is decided', () => {
    const waits = told(SMOOTH.slice(0, 3));
    expect(numbers([waits], 'value')).toBe(0);
    expect(numbers([waits], 'backlog')).toBe(1);
  });
});

describe('a report that came back', () => {
  const twice: Told[] = [
    ['03 08:00', 'lapor'],
    ['03 09:00', 'proses'],
    ['04 08:00', 'tindak_lanjut'],
    ['05 08:00', 'kembalikan', { reasons: ['foto_tidak_ada', 'narasi_tidak_ada'] }],
    ['06 08:00', 'tindak_lanjut'],
    ['07 08:00', 'kembalikan', { reasons: ['foto_tidak_ada'] }],
    ['12 08:00', 'tindak_lanjut'],
    ['12 20:00', 'setujui'],
  ];

  it('is one returned report, each reason once, and has the validator’s two days back', () => {
    const { value, shares, returnReasons, durations } = figures([told(twice)]);
    expect(shares.returned).toEqual({ of: 1, counted: 1 });
    expect(returnReasons).toEqual([
      { code: 'narasi_tidak_ada', reports: 1 },
      { code: 'foto_tidak_ada', reports: 1 },
    ]);
    // Due after seven days and two: on the 12th at 08.00 exactly.
    expect(value.mean).toBe(1);
    expect(durations.validationTime.median).toBe(12 * HOUR);
  });

  it('in the middle of it, as of that day, it is open and not late', () => {
    const question = of([BANGKA], at('07 09:00'));
    const { counts, shares, value } = figures([told(twice, { until: '07 09:00' })], question);
    expect(counts).toMatchObject({ backlog: 1, overdue: 0, finished: 0 });
    expect(shares.returned).toEqual({ of: 1, counted: 1 });
    expect(value.reports).toBe(0);
  });
});

describe('a report that moved', () => {
  const passedOn: Told[] = [
    ['03 08:00', 'lapor'],
    ['03 18:00', 'koordinasi', { unit: DINAS }],
    ['03 20:00', 'disposisi', { unit: SUDIN }],
    ['03 21:00', 'proses'],
    ['05 08:00', 'tindak_lanjut'],
    ['05 09:00', 'setujui'],
  ];

  it('charges the late answer to the office that was late, and the work to the one that did it', () => {
    const course = told(passedOn);
    expect(figures([course], of([BANGKA])).shares.response).toEqual({ of: 1, counted: 0 });
    expect(figures([course], of([BANGKA])).value.reports).toBe(0);
    const dinas = figures([course], of([DINAS, SUDIN]));
    expect(dinas.shares.response).toEqual({ of: 1, counted: 1 });
    expect(dinas.value).toEqual({ reports: 1, mean: 1 });
  });

  it('is received once by a dinas, however often it moves below it', () => {
    expect(numbers([told(passedOn)], 'received', of([DINAS, SUDIN]))).toBe(1);
    expect(numbers([told(passedOn)], 'received', of([SUDIN]))).toBe(1);
    expect(numbers([told(passedOn)], 'received')).toBe(1);
  });

  it('from the tray: nobody had to answer while nobody had it', () => {
    const tray = told([
      ['03 08:00', 'lapor', { unit: null }],
      ['05 08:00', 'koordinasi', { unit: DINAS }],
      ['05 09:00', 'proses'],
    ]);
    expect(figures([tray]).shares.response).toEqual({ of: 1, counted: 1 });
    expect(figures([tray]).durations.responseTime.median).toBe(HOUR);
    expect(numbers([tray], 'received', of([DINAS]))).toBe(1);
  });

  it('merged into another it counts with that one alone', () => {
    const merged = told([
      ['03 08:00', 'lapor'],
      ['20 08:00', 'gabung'],
    ]);
    for (const figure of FIGURE_NAMES) expect(numbers([merged], figure)).toBe(0);
  });
});

describe('what ends otherwise, or not at all', () => {
  it('refused in time is worth all of it and finished nothing; refused unanswered, less', () => {
    const refused = (when: string) =>
      told([
        ['03 08:00', 'lapor'],
        [when, 'tolak'],
      ]);
    expect(worth(refused('03 09:00'))).toBe(1);
    expect(worth(refused('04 09:00'))).toBe(0.75);
    expect(figures([refused('03 09:00')]).counts).toMatchObject({ refused: 1, finished: 0 });
    expect(figures([refused('03 09:00')]).durations.closingTime.reports).toBe(0);
  });

  it('reopened it is open again, with time anew; closed again, judged by the second time', () => {
    const story: Told[] = [
      ...SMOOTH,
      ['10 08:00', 'buka_kembali'],
      ['11 08:00', 'tindak_lanjut'],
      ['11 09:00', 'setujui'],
    ];
    const open = figures([told(story, { until: '10 09:00' })], { ...MARCH, asOf: at('10 09:00') });
    expect(open.counts).toMatchObject({ finished: 0, backlog: 1, overdue: 0 });
    const { counts, value, durations } = figures([told(story)]);
    expect(counts).toMatchObject({ received: 1, finished: 1 });
    // No `proses` follows a reopening: the follow-up is the answer, after a day.
    expect(value.mean).toBe(0.75);
    expect(durations.completionTime.median).toBe(24 * HOUR);
    expect(durations.closingTime.median).toBe((8 * 24 + 1) * HOUR);
  });

  it('postponed in proses it moves no limit; a work ticket’s estimate does, once', () => {
    const held: Told[] = [
      ['03 08:00', 'lapor'],
      ['03 09:00', 'proses'],
      ['04 09:00', 'tunda', { until: '25 08:00' }],
    ];
    expect(numbers([told(held)], 'overdue')).toBe(1);
    const ticketed: Told[] = [...held.slice(0, 2), ['04 09:00', 'tiket', { until: '32 08:00' }]];
    expect(numbers([told(ticketed)], 'overdue')).toBe(0);
  });
});

describe('ratings and repeats', () => {
  it('several reporters of one report count as one report, each by their newest', () => {
    const from = (mergedFrom: string, stars: number) => ({ stars, mergedFrom });
    const rated = told([
      ...SMOOTH,
      ['05 08:00', 'nilai', { stars: 5 }],
      ['05 09:00', 'nilai', from('JK2503010002', 1)],
      ['06 08:00', 'nilai', from('JK2503010002', 2)],
    ]);
    expect(figures([rated]).stars).toEqual({ reports: 1, mean: 3.5 });
  });

  it('a merged report’s stars are counted where it lives on, not once more', () => {
    const merged = told([...SMOOTH, ['05 08:00', 'gabung'], ['06 08:00', 'nilai', { stars: 5 }]]);
    expect(figures([merged]).stars).toEqual({ reports: 0, mean: null });
  });

  it('a rating counts in the month in which it was given, the newest alone; rated, with what was finished', () => {
    const rated = told([...SMOOTH, ['05 08:00', 'nilai', { stars: 2 }], ['06 08:00', 'nilai', { stars: 4 }]]);
    const { stars, shares } = figures([rated, told(SMOOTH)]);
    expect(stars).toEqual({ reports: 1, mean: 4 });
    expect(shares.rated).toEqual({ of: 2, counted: 1 });
    const april = periodOfMonth('2025-04');
    expect(figures([rated], { from: april.from, asOf: april.to, units: null }).stars.reports).toBe(0);
  });

  it('repeats are a share of what came in', () => {
    const repeat = told(SMOOTH, { repeatOf: 'JK2502030001' });
    expect(figures([repeat, told(SMOOTH)]).shares.repeats).toEqual({ of: 2, counted: 1 });
  });
});

describe('sums', () => {
  it('weigh a report by its category', () => {
    const late: Told[] = [['03 08:00', 'lapor'], ['03 15:00', 'proses'], ...SMOOTH.slice(2)];
    const policy = {
      ...PERFORMANCE_POLICY,
      weights: { ...PERFORMANCE_POLICY.weights, byCategory: { pohon: 3 } },
    };
    const courses = [told(SMOOTH), told(late, { category: 'Pohon' })];
    // (1 × 1 + 3 × 0.75) / 4
    expect(figuresOf(courses, MARCH, policy).value.mean).toBe(0.8125);
  });

  it('name the middle, and what nine in ten do not exceed', () => {
    const answered = (hours: number): Course =>
      told([
        ['03 00:00', 'lapor'],
        [`03 ${String(hours).padStart(2, '0')}:00`, 'proses'],
      ]);
    const hours = (courses: Course[]) => {
      const { median, p90 } = figures(courses).durations.responseTime;
      return [(median ?? 0) / HOUR, (p90 ?? 0) / HOUR];
    };
    expect(hours([answered(4)])).toEqual([4, 4]);
    expect(hours([4, 1].map(answered))).toEqual([2.5, 4]);
    expect(hours([10, 2, 9, 4, 5, 6, 7, 8, 3, 1].map(answered))).toEqual([5.5, 9]);
  });
});

it('each number is exactly that of the reports behind it, and its parts make up the whole', () => {
  const courses = [
    told(SMOOTH),
    told([['03 08:00', 'lapor']]),
    told([
      ['20 08:00', 'lapor'],
      ['20 09:00', 'tolak'],
    ]),
    told([...SMOOTH.slice(0, 3), ['05 08:00', 'kembalikan', { reasons: ['foto_lama'] }]]),
  ];
  for (const figure of FIGURE_NAMES) {
    const [all, counted, missed] = PARTS.map((part) => reportsBehind(courses, MARCH, { figure, part }));
    expect(new Set([...(counted ?? []), ...(missed ?? [])])).toEqual(new Set(all));
  }
  const { shares } = figures(courses);
  expect(reportsBehind(courses, MARCH, { figure: 'onTime', part: 'missed' })).toHaveLength(
    shares.onTime.of - shares.onTime.counted,
  );
  const why = { figure: 'returned', part: 'counted', reason: 'foto_lama' } as const;
  expect(reportsBehind(courses, MARCH, why)).toHaveLength(1);
  expect(reportsBehind(courses, MARCH, { ...why, reason: 'foto_tidak_ada' })).toEqual([]);
});
