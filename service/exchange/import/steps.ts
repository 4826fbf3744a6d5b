/** What an import writes of one report: its first event, a further step, or what is now told otherwise. */
import type { BatchItem } from 'drizzle-orm/batch';
import { foreignClocks } from '#shared/deadline/foreign.ts';
import { finding } from '#shared/evidence/finding.ts';
import type { ForeignReport } from '#shared/exchange/row.ts';
import { isOpen, type Status } from '#shared/ticket/status.ts';
import type { ImportJobRow } from '../../tables/import.ts';
import type { TicketDeps } from '../../tickets/deps.ts';
import { append, type Step, type StepActor } from '../../tickets/ledger.ts';
import { draftOf, searchable, unsearchable } from '../../tickets/new-report.ts';
import { type Corrections, type Fate, type Placed, restingStatus } from './decide.ts';
import { BESIDE, type Known, TOLD_TEXTS, type ToldText } from './known.ts';
import type { FoundPlace } from './place.ts';

export type ImportWriteDeps = Pick<
  TicketDeps,
  'db' | 'clock' | 'policy' | 'categories' | 'units' | 'boundaries' | 'secrets'
>;

type Further = Extract<Fate, { kind: 'move' | 'correct' }>;

/** A report that is not known yet, as it stands there. */
export async function add(
  services: ImportWriteDeps,
  job: ImportJobRow,
  placed: FoundPlace,
): Promise<BatchItem<'sqlite'>[]> {
  const { db, clock, policy, boundaries, secrets } = services;
  const { report, channel } = placed;
  const { point, description } = report;
  const there = placed.kelurahan ?? (point === undefined ? null : await boundaries.kelurahanAt(point));
  const unit = placed.unitAt(there);
  const draft = draftOf({
    number: report.number,
    externalNumber: null,
    category: report.category,
    channel,
    private: true,
    kelurahan: there,
    reportedAt: report.reportedAt ?? report.receivedAt,
    receivedAt: report.receivedAt,
    filedBy: job.caller,
    trackingSalt: secrets.newSalt(),
    reporterKey: null,
    repeatOf: null,
    probableDuplicate: null,
  });
  const step: Step = {
    ...stepOf(services, job, report, restingStatus(report.status), unit),
  };
  step.patch = { ...step.patch, ...point };
  step.texts = {
    ...step.texts,
    ...(description === undefined ? {} : { description }),
    ...(report.address === undefined ? {} : { address: report.address }),
    ...(point === undefined ? {} : { point: JSON.stringify(point) }),
  };
  const { statements } = append(db, draft, [step], clock.now(), policy.clocks);
  return description === undefined ? statements : [...statements, searchable(db, report.number, description)];
}

/** A further step of a known report, or what is told of it otherwise than before. */
export function goOn(
  services: ImportWriteDeps,
  job: ImportJobRow,
  placed: Placed,
  known: Known,
  { kind, to, corrections, isFree }: Further,
): BatchItem<'sqlite'>[] {
  const { db, clock, policy } = services;
  const { row } = known;
  const { statements } = append(
    db,
    row,
    [
      isFree
        ? stepOn(services, job, placed, known, { kind, to, corrections })
        : stepBeside(job, known, corrections),
    ],
    clock.now(),
    policy.clocks,
  );
  const { description } = corrections;
  if (!isFree || description === undefined) return statements;
  const forgotten = known.description ? [unsearchable(db, known.description.id)] : [];
  return [...statements, ...forgotten, searchable(db, row.number, description)];
}

/** What is told is used: nobody decided anything here. */
function stepOn(
  services: ImportWriteDeps,
  job: ImportJobRow,
  { report, unit }: Placed,
  { row, told }: Known,
  { kind, to, corrections }: Omit<Further, 'isFree'>,
): Step {
  // What waits anew was handed in anew: when, is told by this line or by none.
  const before = kind === 'move' && to === 'validasi' ? undefined : told?.followedUpAt;
  const past = {
    ...report,
    followedUpAt: report.followedUpAt ?? before,
    closedAt: isOpen({ status: to }) ? undefined : (report.closedAt ?? told?.closedAt),
  };
  const step = stepOf(services, job, past, to, unit ?? row.unit, kind === 'move');
  const { category, channel, receivedAt, reportedAt } = corrections;
  const changed = { category, channel, receivedAt, reportedAt };
  const isPassedOn = row.unit !== null && step.unit !== row.unit;
  return {
    ...step,
    data: { ...step.data, foreign: { job: job.id, ...step.data?.foreign, ...toldOtherwise(corrections) } },
    texts: { ...step.texts, ...textsOf(corrections) },
    patch: { ...step.patch, ...withoutUntold(changed), ...(isPassedOn ? { sentBy: row.unit } : {}) },
  };
}

/** Kept beside what was decided here, and used for nothing. */
function stepBeside(job: ImportJobRow, { row, told }: Known, corrections: Corrections): Step {
  const texts = Object.entries(textsOf(corrections)) as [ToldText, string][];
  const stood = told ? { status: told.status, unit: told.unit } : {};
  return {
    action: 'impor',
    actor: actorOf(job),
    to: row.status,
    data: { foreign: { job: job.id, ...stood, ...toldOtherwise(corrections) } },
    texts: Object.fromEntries(texts.map(([text, body]) => [BESIDE[text], body])),
    patch: { heldUntil: row.heldUntil },
  };
}

function toldOtherwise(corrections: Corrections) {
  const { description: _, address: __, narrative: ___, ...rest } = corrections;
  return withoutUntold(rest);
}

function textsOf(corrections: Corrections): Partial<Record<ToldText, string>> {
  return withoutUntold(Object.fromEntries(TOLD_TEXTS.map((text) => [text, corrections[text]])));
}

function withoutUntold<T extends object>(of: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(of).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}

function actorOf(job: ImportJobRow): StepActor {
  return { id: job.caller, role: job.role, unit: null };
}

/** Since when it is being worked on, no other system tells. */
const UNDATED: readonly Status[] = ['koordinasi', 'disposisi', 'proses'];

/** The one kind of event an import writes: what the other system says now, and since when. */
function stepOf(
  { clock, policy }: ImportWriteDeps,
  job: ImportJobRow,
  report: Pick<ForeignReport, 'category' | 'receivedAt' | 'followedUpAt' | 'closedAt' | 'narrative'>,
  to: Status,
  unit: string | null,
  isStep = true,
): Step {
  const { category, receivedAt, followedUpAt, closedAt, narrative } = report;
  const since =
    to === 'menunggu' ? receivedAt : UNDATED.includes(to) ? undefined : (closedAt ?? followedUpAt);
  const past = { category, status: to, held: unit !== null, receivedAt, followedUpAt, closedAt };
  const now = clock.now();
  const unseen = { findings: [finding('PHOTO_ELSEWHERE')], checkedAt: now, followUp: 1, photos: 0 };
  return {
    action: 'impor',
    actor: actorOf(job),
    to,
    unit,
    data: {
      ...(since === undefined || !isStep ? {} : { madeAt: since }),
      foreign: { job: job.id, ...withoutUntold({ followedUpAt, closedAt }) },
    },
    texts: isStep ? withoutUntold({ narrative }) : {},
    ...(isStep && to === 'validasi' ? { patch: { verdict: unseen } } : {}),
    elsewhere: { clocks: foreignClocks(past, now, policy.clocks), closedAt },
  };
}
