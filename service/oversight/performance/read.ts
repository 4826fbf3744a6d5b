/** Figures, ranking and the reports behind, as the contract has them. */

import { z } from 'zod';
import type {
  BehindPage,
  BehindQuery,
  FiguresAnswer,
  FiguresQuery,
  Ranking,
  RankingQuery,
  ReportBehind,
} from '#shared/contract/performance.ts';
import { ReportNumber } from '#shared/contract/primitives.ts';
import type { Actor } from '#shared/contract/session.ts';
import { bandOf } from '#shared/rules/performance.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import { fromCursor, toCursor } from '../../platform/http/cursor.ts';
import { contendersOf, understand, unitAsked } from './ask.ts';
import type { PerformanceDeps } from './performance.ts';
import type { Counted } from './performance-process.ts';

type Needs = Pick<PerformanceDeps, 'clock' | 'policy' | 'units' | 'categories' | 'performance'>;

const DEFAULT_LIMIT = 100;

export async function readFigures(
  services: Needs,
  actor: Actor,
  query: FiguresQuery,
): Promise<FiguresAnswer> {
  const { performance, units } = services;
  const unit = unitAsked(services, actor, query.unit);
  const { asked, said } = understand(services, query, unit);
  const figures = await performance.figures(asked);
  return { ...said, unit: unit === null ? null : units.named(unit), figures };
}

/** Open to whoever may read figures at all; no report is named. */
export async function readRanking(services: Needs, { kind, ...query }: RankingQuery): Promise<Ranking> {
  const { performance, units } = services;
  const { asked, said } = understand(services, query, null);
  const { policy } = asked;
  const ranked = await performance.ranking(asked, contendersOf(services, kind, asked.question.from));
  return {
    ...said,
    kind,
    leastReports: policy.ranking.leastReports,
    items: ranked.map(({ code, rank, figures }) => ({
      unit: units.named(code),
      rank,
      band: figures.value.mean === null ? null : bandOf(policy, figures.value.mean),
      figures,
    })),
  };
}

export async function readBehind(services: Needs, actor: Actor, query: BehindQuery): Promise<BehindPage> {
  const { performance, units } = services;
  const { figure, part, reason, cursor, limit = DEFAULT_LIMIT } = query;
  const unit = unitAsked(services, actor, query.unit);
  const { asked, said } = understand(services, query, unit);
  const [after] = cursor === undefined ? [''] : fromCursor(cursor, z.tuple([ReportNumber]));
  const { total, reports, more } = await performance.reports(asked, {
    behind: { figure, part, reason },
    after,
    limit,
  });
  const last = reports.at(-1);
  return {
    ...said,
    unit: unit === null ? null : units.named(unit),
    total,
    items: reports.map((report) => shown(report, units)),
    next: more && last ? toCursor([last.number]) : null,
  };
}

function shown({ unit, kelurahan, stars, ...report }: Counted, units: UnitDirectory): ReportBehind {
  const { receivedAt, closedAt, ...rest } = report;
  return {
    ...rest,
    unit: unit === null ? null : units.named(unit),
    ...(kelurahan === null ? {} : { kelurahan: units.named(kelurahan) }),
    receivedAt: toTimestamp(receivedAt),
    ...(closedAt === null ? {} : { closedAt: toTimestamp(closedAt) }),
    ...(stars === null ? {} : { stars }),
  };
}
