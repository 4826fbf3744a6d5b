/**
 * Plays the plan through the service's own verbs, with a clock that steps through the past: the log of a demo is
 * as true as any other. Only an import, which has no verb, is appended to the ledger directly.
 */
import type { ActionBody } from '#shared/contract/action.ts';
import type { Actor } from '#shared/contract/session.ts';
import type { FileReport } from '#shared/contract/ticket.ts';
import { verdictOf } from '#shared/evidence/finding.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { runBatch } from '../platform/db/database.ts';
import type { UploadedFile } from '../platform/http/env.ts';
import { act } from '../tickets/act.ts';
import type { TicketDeps } from '../tickets/deps.ts';
import { fileReport } from '../tickets/file-report.ts';
import { append } from '../tickets/ledger.ts';
import type { Seen } from '../tickets/read.ts';
import { stepActor } from '../tickets/verb.ts';
import type { Cast } from './accounts.ts';
import type { Shelf } from './photo/shelf.ts';
import { inOrder, type Moment, type PlannedReport, type PlannedStep } from './plan.ts';

type Step<D extends PlannedStep['do']> = Extract<PlannedStep, { do: D }>;
type Decision = Exclude<PlannedStep, Step<'impor'>>;

/** `services` must be given the clock that `moveTo` moves. */
export async function replay(
  reports: readonly PlannedReport[],
  cast: Cast,
  shelf: Shelf,
  services: TicketDeps,
  moveTo: (instant: number) => void,
): Promise<void> {
  const numbers = new Map<string, string>();

  const numberOf = (key: string): string => {
    const number = numbers.get(key);
    if (number === undefined) throw new Error(`${key} has not been filed yet`);
    return number;
  };

  for (const { at, report, step } of inOrder(reports)) {
    moveTo(at);
    if (step === null) numbers.set(report.key, await file(report));
    else if (step.do === 'impor') await importFollowUp(step, await find(report, cast.validator));
    else await decide(step, report);
  }

  async function find(report: PlannedReport, actor: Actor): Promise<Seen> {
    const seen = await services.reads.find(numberOf(report.key), actor);
    if (!seen) throw new Error(`${report.key}: ${actor.role} does not see it`);
    return seen;
  }

  async function file(report: PlannedReport): Promise<string> {
    const files = await filesOf('photos', report.photos);
    const actor = report.channel === 'jaki' ? cast.jaki : cast.channel;
    const filed = await fileReport({ report: asFiled(report), files, actor, reservation: null }, services);
    return filed.number;
  }

  async function decide(step: Decision, report: PlannedReport): Promise<void> {
    const actor = actorOf(step);
    const seen = await find(report, actor);
    const files = step.do === 'tindak_lanjut' ? await filesOf('after', step.photos) : [];
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
        return { action: 'gabung', into: numberOf(step.into), reason: step.reason };
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
