/**
 * Plays the plan through the service's own verbs, with a clock that steps through the past: the log of a demo is
 * as true as any other. Only an import, which has no verb, is appended to the ledger directly.
 */
import { createHash, randomUUID } from 'node:crypto';
import type { ActionBody } from '#shared/contract/action.ts';
import type { Actor } from '#shared/contract/session.ts';
import type { FileReport } from '#shared/contract/ticket.ts';
import { verdictOf } from '#shared/evidence/finding.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { runBatch } from '../platform/db/database.ts';
import type { UploadedFile } from '../platform/http/env.ts';
import { capture } from '../tables/evidence.ts';
import { act } from '../tickets/act.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import { fileReport } from '../tickets/file-report.ts';
import { append } from '../tickets/ledger.ts';
import type { Seen } from '../tickets/read.ts';
import { rate } from '../tickets/tracking/rate.ts';
import { stepActor } from '../tickets/verb.ts';
import type { Cast } from './accounts.ts';
import type { PlannedPhoto } from './follow-ups.ts';
import type { Shelf } from './photo/shelf.ts';
import { inOrder, type Moment, type PlannedReport, type PlannedStep } from './plan.ts';

type Step<D extends PlannedStep['do']> = Extract<PlannedStep, { do: D }>;
type Decision = Exclude<PlannedStep, Step<'impor'> | Step<'nilai'>>;

/** What its reporter knows of a report. */
type Filing = Awaited<ReturnType<typeof fileReport>>;

/** `services` must be given the clock that `moveTo` moves. */
export async function replay(
  reports: readonly PlannedReport[],
  cast: Cast,
  shelf: Shelf,
  services: TicketDeps,
  moveTo: (instant: number) => void,
): Promise<void> {
  const filings = new Map<string, Filing>();

  const filingOf = (key: string): Filing => {
    const filing = filings.get(key);
    if (filing === undefined) throw new Error(`${key} has not been filed yet`);
    return filing;
  };

  for (const { at, report, step } of inOrder(reports)) {
    moveTo(at);
    if (step === null) filings.set(report.key, await file(report));
    else if (step.do === 'nilai') await rateIt(step, filingOf(report.key), services);
    else if (step.do === 'impor') await importFollowUp(step, await find(report, cast.validator));
    else await decide(step, report);
  }

  async function find(report: PlannedReport, actor: Actor): Promise<Seen> {
    const seen = await services.reads.find(filingOf(report.key).number, actor);
    if (!seen) throw new Error(`${report.key}: ${actor.role} does not see it`);
    return seen;
  }

  async function file(report: PlannedReport): Promise<Filing> {
    const files = await filesOf('photos', report.photos);
    const actor = report.channel === 'jaki' ? cast.jaki : cast.channel;
    return fileReport({ report: asFiled(report), files, actor, reservation: null }, services);
  }

  async function decide(step: Decision, report: PlannedReport): Promise<void> {
    const actor = actorOf(step);
    const seen = await find(report, actor);
    const files = step.do === 'tindak_lanjut' ? await filesOf('after', step.photos) : [];
    if (step.do === 'tindak_lanjut') await commit(step.photos, files, actor, services);
    await act({ seen, body: bodyOf(step, seen), files, actor, reservation: null }, services);
  }

  function actorOf(step: Decision): Actor {
    if ('by' in step) return step.by === null ? cast.channel : cast.office(step.by);
    return cast.validator;
  }

  function bodyOf(step: Decision, { row }: Seen): ActionBody {
    switch (step.do) {
      case 'proses':
        return { action: 'proses' };
      case 'koordinasi':
      case 'disposisi':
        return { action: step.do, to: step.to, reason: step.reason };
      case 'tolak':
        return { action: 'tolak', reasonCode: 'tidak_sesuai_fakta', reason: step.reason };
      case 'tindak_lanjut':
        return { action: 'tindak_lanjut', narrative: step.narrative };
      case 'setujui':
        return { action: 'setujui', ...reasonToApprove(step.reason, row) };
      case 'kembalikan':
        return {
          action: 'kembalikan',
          reasonCodes: step.reasonCodes,
          ...(step.note === null ? {} : { note: step.note }),
        };
      case 'gabung':
        return { action: 'gabung', into: filingOf(step.into).number, reason: step.reason };
    }
  }

  /** As an import leaves it: handed in elsewhere, its evidence not looked at yet. */
  async function importFollowUp(step: Step<'impor'>, { row }: Seen): Promise<void> {
    const { db, clock, policy } = services;
    const { statements } = append(
      db,
      row,
      [
        {
          action: 'tindak_lanjut',
          actor: stepActor(cast.office(step.by)),
          to: 'tindak_lanjut',
          texts: { narrative: step.narrative },
          patch: { followUps: row.followUps + 1 },
        },
      ],
      clock.now(),
      policy.clocks,
    );
    await runBatch(services, statements);
  }

  async function filesOf(field: string, photos: Moment['report']['photos']): Promise<UploadedFile[]> {
    return Promise.all(
      photos.map(async (photo) => ({ field, bytes: new Uint8Array(await shelf.take(photo)) })),
    );
  }
}

/** What the guided camera had committed before these photos came. */
async function commit(
  photos: readonly PlannedPhoto[],
  files: readonly UploadedFile[],
  actor: Actor,
  { db }: Pick<TicketDeps, 'db'>,
): Promise<void> {
  for (const [i, { captured }] of photos.entries()) {
    const bytes = files[i]?.bytes;
    if (captured === undefined || bytes === undefined) continue;
    const { at, ...position } = captured;
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    const times = { fixedAt: at - 2_000, since: at - 60_000, committedAt: at };
    const [id, nonce] = [randomUUID(), randomUUID()];
    await db
      .insert(capture)
      .values({ ...position, ...times, id, nonce, sha256, officer: actor.id, doubt: null });
  }
}

async function rateIt(
  { stars, comment }: Step<'nilai'>,
  { number, trackingSecret }: Filing,
  services: TicketDeps,
): Promise<void> {
  const said = comment === null ? {} : { comment };
  await rate(services, number, { action: 'nilai', stars, trackingSecret, ...said });
}

function asFiled(report: PlannedReport): FileReport {
  const { channel, category, description, address, point, kelurahan } = report;
  return {
    ...{ channel, category, description, private: report.private, address },
    // The citizen's phone sent it a little before the channel handed it over.
    reportedAt: toTimestamp(report.filedAt - 90_000),
    ...(point === null ? {} : { point }),
    ...(kelurahan === null ? {} : { kelurahan }),
  };
}

/**
 * On a crowded machine a photo's reading may run out of time, and the check then advises a return that the plan did
 * not know of: the demo's validator looked at the photo and says so.
 */
function reasonToApprove(planned: string | null, { verdict }: Seen['row']): { reason?: string } {
  if (planned !== null) return { reason: planned };
  const advisesReturn = verdict !== null && verdictOf(verdict.findings) === 'fail';
  return advisesReturn ? { reason: 'Foto sudah dilihat langsung dan sesuai dengan laporan.' } : {};
}
