/** A report comes in: normalised, numbered, routed, its clocks started, all in one batch. */

import type { BatchItem } from 'drizzle-orm/batch';
import { type Actor, actingAs, grantsOf } from '#shared/contract/session.ts';
import type { FileReport } from '#shared/contract/ticket.ts';
import { type ChannelEntry, DESK_CHANNELS, findChannel, isOpenChannel } from '#shared/ticket/channel.ts';
import { civilDate } from '#shared/time/zone.ts';
import { isUniqueViolation, runBatch } from '../platform/db/database.ts';
import type { ApiKeyRights, UploadedFile } from '../platform/http/env.ts';
import type { Reservation } from '../platform/http/idempotency.ts';
import { HttpProblem, invalid } from '../platform/http/problem.ts';
import { takesReports } from '../rules/categories/register.ts';
import type { CategoryRow } from '../tables/rules.ts';
import type { UnitKind } from '../tables/unit.ts';
import type { TicketDeps } from './deps.ts';
import { append, type Draft, type Step } from './ledger.ts';
import { draftOf, searchable } from './new-report.ts';
import { type KeptPhotos, readReportPhotos } from './photos/intake.ts';
import { takenOut } from './photos/loose.ts';
import type { Related } from './related.ts';
import { type Route, routeOf } from './route-report.ts';
import { stepActor } from './verb.ts';

/** A clock a little fast is no fraud; a report from tomorrow is a mistake. */
const CLOCK_TOLERANCE = 5 * 60_000;
const RETRIES = 20;

const DESK_KIND: Record<(typeof DESK_CHANNELS)[number], UnitKind> = {
  kantor_lurah: 'kelurahan',
  kantor_camat: 'kecamatan',
  kantor_wali_kota: 'city',
};

export interface Filing {
  report: FileReport;
  files: readonly UploadedFile[];
  actor: Actor;
  reservation: Reservation | null;
}

/**
 * May this officer file at all, and for this channel? A channel admin for any, an office for its own desk only.
 * Answers them as what they file it: their office's desk before the channel desk, which would lose the way.
 * Throws 403. `channel` may still be anything: it has not been validated yet.
 */
export function requireFiling(
  actor: Actor,
  channel: unknown,
  { units }: Pick<TicketDeps, 'units'>,
  key: ApiKeyRights | null = null,
): Actor {
  if (key) {
    if (!findChannel(channel) || key.channels.some((own) => own === channel)) return actor;
    throw new HttpProblem('forbidden', {
      detail: {
        key: 'tickets.refused.api_key_not_channel',
        values: { channels: key.channels.join(', ') || '–' },
      },
    });
  }
  const grants = grantsOf(actor);
  const offices = grants.filter(({ role, unit }) => role === 'unit_admin' && unit !== null);
  const desk = DESK_CHANNELS.find((own) => own === channel);
  const office = offices.find(
    ({ unit }) => desk !== undefined && unit !== null && DESK_KIND[desk] === units.get(unit.code)?.kind,
  );
  const filing = office ?? grants.find(({ role }) => role === 'channel_admin');
  if (filing) return actingAs(actor, filing);
  const [first] = offices;
  if (!first) throw new HttpProblem('forbidden');
  // An unknown channel is left to validation, which names the field.
  const known = findChannel(channel);
  if (!known) return actingAs(actor, first);
  if (known.until !== null) throw closedChannel(known);
  throw new HttpProblem('forbidden', {
    detail: 'tickets.refused.office_file_reports_from',
  });
}

/** Answers the new report's number and its tracking secret. Throws `HttpProblem` (413, 422). */
export async function fileReport(
  { report, files, actor, reservation }: Filing,
  services: TicketDeps,
): Promise<{ number: string; trackingSecret: string }> {
  const { clock, categories } = services;
  const now = clock.now();
  const category = categories.require(report.category);
  if (!takesReports(category, civilDate(now))) throw closedCategory(category);
  const reportedAt = report.reportedAt === undefined ? now : Date.parse(report.reportedAt);
  if (reportedAt > now + CLOCK_TOLERANCE) {
    throw invalid('reportedAt', 'future', 'tickets.refused.time_report_cannot_lie');
  }
  const channel = findChannel(report.channel);
  // A report that is entered late keeps the channel it came in by.
  if (channel && !isOpenChannel(channel, reportedAt)) throw closedChannel(channel);
  const route = await routeOf(report, actor, services);
  const photos = await readReportPhotos(files, services);
  try {
    return await write(
      { report, files, actor, reservation, category: category.name, reportedAt, now, route, photos },
      services,
    );
  } finally {
    photos.letGo();
  }
}

interface Accepted extends Filing {
  category: string;
  reportedAt: number;
  now: number;
  route: Route;
  photos: KeptPhotos;
}

/** Row, events, texts and photos in one batch, under the first number that is free. */
async function write(
  { report, files, actor, reservation, category, reportedAt, now, route, photos }: Accepted,
  services: TicketDeps,
): Promise<{ number: string; trackingSecret: string }> {
  const { db, policy, numbers, secrets } = services;
  const reporterKey = secrets.reporterKey(report.reporter);
  const related = await services.related({ category, point: report.point, reporterKey, now });

  for (let attempt = 0; ; attempt++) {
    const number = report.number ?? (await numbers.next(now));
    const salt = secrets.newSalt();
    const { row, statements } = append(
      db,
      blank({
        number,
        report,
        category,
        actor,
        reportedAt,
        now,
        salt,
        reporterKey,
        related,
        route,
      }),
      [firstStep(report, actor, route.unit, photos.inEvent, related)],
      now,
      policy.clocks,
    );
    const rows: BatchItem<'sqlite'>[] = [
      ...statements,
      searchable(db, number, report.description),
      ...photos.rows(number, now),
      ...takenOut(db, files),
      ...(reservation === null ? [] : [services.idempotency.done(reservation, 201, number)]),
    ];
    try {
      await runBatch(services, rows);
      return { number, trackingSecret: secrets.secretOf(number, row.trackingSalt) };
    } catch (error) {
      if (!isUniqueViolation(error)) throw error;
      if (report.number !== undefined) {
        throw invalid('number', 'exists', {
          key: 'tickets.refused.number_exists_already',
          values: { number },
        });
      }
      if (attempt >= RETRIES) throw error;
      numbers.taken(number);
    }
  }
}

function closedChannel({ code, from, until }: ChannelEntry): HttpProblem {
  const channel = { say: `common.channel_in_full.${code}` } as const;
  return invalid(
    'channel',
    'closed',
    until === null
      ? {
          key: 'tickets.refused.channel_from',
          values: { channel, code, from: from === null ? '…' : { day: from } },
        }
      : { key: 'tickets.refused.channel_until', values: { channel, code, until: { day: until } } },
  );
}

function closedCategory({ name, validFrom, validUntil }: CategoryRow): HttpProblem {
  const day = (date: string | null) => (date === null ? '…' : { day: date });
  const values = { name, from: day(validFrom), until: day(validUntil) };
  return invalid('category', 'closed', { key: 'tickets.refused.closed_category', values });
}

function blank(from: {
  number: string;
  report: FileReport;
  category: string;
  actor: Actor;
  reportedAt: number;
  now: number;
  salt: string;
  reporterKey: string | null;
  related: Related;
  route: Route;
}): Draft {
  const { report } = from;
  return draftOf({
    number: from.number,
    externalNumber: report.externalNumber ?? null,
    category: from.category,
    channel: report.channel,
    private: report.private,
    kelurahan: from.route.kelurahan,
    reportedAt: from.reportedAt,
    receivedAt: from.now,
    filedBy: from.actor.id,
    trackingSalt: from.salt,
    reporterKey: from.reporterKey,
    ...from.related,
  });
}

function firstStep(
  report: FileReport,
  actor: Actor,
  unit: string | null,
  photos: NonNullable<Step['data']>['photos'],
  { repeatOf, probableDuplicate }: Related,
): Step {
  const { point, reporter, address } = report;
  return {
    action: 'lapor',
    actor: stepActor(actor),
    to: 'menunggu',
    unit,
    data: {
      ...(photos === undefined || photos.length === 0 ? {} : { photos }),
      ...(repeatOf === null ? {} : { repeatOf }),
      ...(probableDuplicate === null ? {} : { probableDuplicate }),
    },
    texts: {
      description: report.description,
      ...(address === undefined || address.trim() === '' ? {} : { address }),
      ...(point === undefined ? {} : { point: JSON.stringify(point) }),
      ...(reporter === undefined ? {} : { reporter: JSON.stringify(reporter) }),
    },
    ...(point === undefined
      ? {}
      : { patch: { lat: point.lat, lon: point.lon, accuracyM: point.accuracyM || null } }),
  };
}
