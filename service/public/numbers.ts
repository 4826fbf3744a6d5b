/**
 * What a month's public page is drawn from. Everybody gets the same, so it is reckoned once and kept: for a while, or
 * for an hour once the month is over and its numbers stay.
 */
import type { Ranking } from '#shared/contract/performance.ts';
import type { Figures } from '#shared/performance/figures.ts';
import { monthAfter, periodOfMonth } from '#shared/performance/period.ts';
import type { OfCategory } from '#shared/performance/ranking.ts';
import { HOUR } from '#shared/time/zone.ts';
import { understand } from '../oversight/performance/ask.ts';
import type { PerformanceDeps } from '../oversight/performance/performance.ts';
import { readRanking } from '../oversight/performance/read.ts';
import type { Platform } from '../platform/platform.ts';

export interface MonthNumbers {
  month: string;
  /** ms UTC; the month's end, or now while it lasts. */
  asOf: number;
  figures: Figures;
  /** The months up to it, oldest first; none from before the first report. */
  months: { month: string; figures: Figures }[];
  categories: OfCategory[];
  kelurahan: Ranking;
  dinas: Ranking;
}

export type NumbersDeps = Omit<PerformanceDeps, 'accounts'> & Pick<Platform, 'db'>;

export type Numbers = (month: string) => Promise<MonthNumbers>;

const MONTHS_SHOWN = 6;
const KEPT_MS = 5 * 60_000;
/** Its numbers stay, unless another system's history comes in; names of offices may change. */
const KEPT_OVER_MS = HOUR;
/** More than there are since 2018, each some tens of kilobytes: so none waits twice. */
const KEPT_MONTHS = 240;

export function openNumbers(services: NumbersDeps): Numbers {
  /** The one asked for last comes last. */
  const kept = new Map<string, { until: number; numbers: Promise<MonthNumbers> }>();
  // Anybody may ask for any month: one at a time, so that the officers' questions come in between.
  let before: Promise<unknown> = Promise.resolve();
  const keep = (month: string, until: number, numbers: Promise<MonthNumbers>): void => {
    kept.delete(month);
    kept.set(month, { until, numbers });
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT_MONTHS) return;
      kept.delete(oldest);
    }
  };
  return (month) => {
    const now = services.clock.now();
    const known = kept.get(month);
    if (known && known.until > now) {
      keep(month, known.until, known.numbers);
      return known.numbers;
    }
    const numbers = before.then(() => reckon(services, month));
    before = numbers.catch(() => {});
    const isOver = periodOfMonth(month).to < now;
    keep(month, now + (isOver ? KEPT_OVER_MS : KEPT_MS), numbers);
    // Nobody is told the same failure for minutes.
    numbers.catch(() => kept.delete(month));
    return numbers;
  };
}

async function reckon(services: NumbersDeps, month: string): Promise<MonthNumbers> {
  const { performance } = services;
  const { asked } = understand(services, { month }, null);
  const figures = await performance.figures(asked);
  const months = [{ month, figures }];
  for (let back = 1; back < MONTHS_SHOWN; back++) {
    const before = monthAfter(month, -back);
    const of = await performance.figures(understand(services, { month: before }, null).asked);
    if (isEmpty(of)) break;
    months.unshift({ month: before, figures: of });
  }
  return {
    month,
    asOf: Math.min(periodOfMonth(month).to, asked.question.asOf),
    figures,
    months,
    categories: await performance.categories(asked),
    kelurahan: await readRanking(services, { month, kind: 'kelurahan' }),
    dinas: await readRanking(services, { month, kind: 'dinas' }),
  };
}

function isEmpty({ counts, value }: Figures): boolean {
  return counts.received + counts.backlog + value.reports === 0;
}
