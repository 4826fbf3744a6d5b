/** Offices, criteria, duty, working days and the evidence thresholds in the replica: what decisions are made with must be at hand when the service is not. */
import type { Criterion } from '#shared/contract/criteria.ts';
import { rolesOf } from '#shared/contract/session.ts';
import { DAY, wibDate } from '#shared/deadline/wib.ts';
import type { Meta, ReplicaDuty } from '../replica/database.ts';
import type { WorkerContext } from './context.ts';
import { call, updateMeta, whileSignedIn } from './service.ts';

/** No feed tells of them, and they change by the month. */
const READ_ANEW_MS = 3_600_000;
const PAGE = '200';
const WEEKS_AHEAD_MS = 9 * 7 * DAY;

/** Reads all anew where they are older than an hour. */
export async function refreshLibrary(context: WorkerContext): Promise<void> {
  const { db } = context;
  const session = await db.session.get('session');
  const readAt = (await db.meta.get('sync'))?.libraryReadAt;
  if (!session?.token || (readAt != null && context.now() - readAt < READ_ANEW_MS)) return;
  const { data: units } = await call(context, 'listUnits', {});
  const criteria = await everyCriterion(context);
  const { data: policy } = await call(context, 'getPolicy', {});
  const days = await plannedDays(context);
  // Only who proposes needs to know who is on duty.
  const duty = rolesOf(session.actor).includes('supervisor') ? await plannedDuty(context) : [];
  await whileSignedIn(context, session.token, [db.units, db.criteria, db.duty, db.meta], async () => {
    await db.duty.clear();
    await db.duty.bulkAdd(duty);
    await db.units.clear();
    await db.units.bulkPut(units.items);
    await db.criteria.toCollection().modify({ holds: false });
    await db.criteria.bulkPut(criteria.map((criterion) => ({ ...criterion, holds: true })));
    await updateMeta(context, {
      libraryReadAt: context.now(),
      thresholds: { set: policy.evidence, from: policy.from },
      days,
    });
  });
}

/** The next round reads the library anew, as after a decision that named what no longer holds. */
export async function distrustLibrary(context: WorkerContext): Promise<void> {
  await updateMeta(context, { libraryReadAt: null });
}

/** Of every year that the coming weeks touch: longer than anything is postponed. */
async function plannedDays(context: WorkerContext): Promise<NonNullable<Meta['days']>> {
  const now = context.now();
  const years = new Set([now, now + WEEKS_AHEAD_MS].map((at) => wibDate(at).slice(0, 4)));
  const days: NonNullable<Meta['days']> = [];
  for (const year of years) {
    const { data } = await call(context, 'calendar', { query: { year } });
    days.push(...data.items.map(({ date, kind }) => ({ date, kind })));
  }
  return days;
}

/** What is not over yet. */
async function plannedDuty(context: WorkerContext): Promise<ReplicaDuty[]> {
  const { data } = await call(context, 'validatorDuty', {});
  return data.periods
    .map(({ officer, from, until }) => ({ officer, from: Date.parse(from), until: Date.parse(until) }))
    .filter(({ until }) => until > context.now());
}

async function everyCriterion(context: WorkerContext): Promise<Criterion[]> {
  const all: Criterion[] = [];
  let cursor: string | undefined;
  do {
    const { data } = await call(context, 'listCriteria', {
      query: { limit: PAGE, ...(cursor === undefined ? {} : { cursor }) },
    });
    all.push(...data.items);
    cursor = data.next ?? undefined;
  } while (cursor !== undefined);
  return all;
}
