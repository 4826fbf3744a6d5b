/** Offices, criteria, duty, working days and the evidence thresholds in the store: what decisions are made with must be at hand when the service is not. */
import type { Table } from 'dexie';
import { ProblemError } from '#shared/contract/client.ts';
import type { Criterion } from '#shared/contract/criteria.ts';
import { rolesOf } from '#shared/contract/session.ts';
import { civilDate, DAY, HOUR } from '#shared/time/zone.ts';
import { call, updateMeta, type WorkerContext, whileSignedIn } from '../../connection/service.ts';
import type { Meta, StoredRosterPeriod } from '../../store/database.ts';

/** No feed tells of them, and they change by the month. */
const READ_ANEW_MS = HOUR;
const PAGE = '200';
const WEEKS_AHEAD_MS = 9 * 7 * DAY;

/** Reads all anew where they are older than an hour. */
export async function refreshLibrary(context: WorkerContext): Promise<void> {
  const { db } = context;
  const session = await db.session.get('session');
  const readAt = (await db.meta.get('sync'))?.libraryReadAt;
  if (!session?.token || (readAt != null && context.now() - readAt < READ_ANEW_MS)) return;
  const keep: Keep = (tables, write) => whileSignedIn(context, session.token, [...tables, db.meta], write);
  // Only who proposes needs to know who is on duty.
  const duty = rolesOf(session.actor).includes('supervisor') ? readRoster : forgetRoster;
  const refusals: ProblemError[] = [];
  for (const part of [...PARTS, duty]) {
    try {
      await part(context, keep);
    } catch (error) {
      // One that the service does not answer must not keep the others away.
      if (!(error instanceof ProblemError)) throw error;
      refusals.push(error);
    }
  }
  if (refusals[0]) throw refusals[0];
  await keep([], () => updateMeta(context, { libraryReadAt: context.now() }));
}

/** Writes while the session that was asked for it still stands. */
type Keep = (tables: Table[], write: () => Promise<void>) => Promise<void>;
type Part = (context: WorkerContext, keep: Keep) => Promise<void>;

const PARTS: readonly Part[] = [
  async (context, keep) => {
    const { db } = context;
    const { data } = await call(context, 'listUnits', {});
    await keep([db.units], async () => {
      await db.units.clear();
      await db.units.bulkPut(data.items);
    });
  },
  async (context, keep) => {
    const { db } = context;
    const criteria = await everyCriterion(context);
    await keep([db.criteria], async () => {
      await db.criteria.toCollection().modify({ holds: false });
      await db.criteria.bulkPut(criteria.map((criterion) => ({ ...criterion, holds: true })));
    });
  },
  async (context, keep) => {
    const { data } = await call(context, 'getPolicy', {});
    await keep([], () => updateMeta(context, { thresholds: { set: data.evidence, from: data.from } }));
  },
  async (context, keep) => {
    const days = await plannedDays(context);
    await keep([], () => updateMeta(context, { days }));
  },
];

const readRoster: Part = async (context, keep) => {
  const { db } = context;
  const duty = await plannedRoster(context);
  await keep([db.duty], async () => {
    await db.duty.clear();
    await db.duty.bulkAdd(duty);
  });
};

const forgetRoster: Part = ({ db }, keep) => keep([db.duty], () => db.duty.clear());

/** The next round reads the library anew, as after a decision that named what no longer holds. */
export async function distrustLibrary(context: WorkerContext): Promise<void> {
  await updateMeta(context, { libraryReadAt: null });
}

/** Of every year that the coming weeks touch: longer than anything is postponed. */
async function plannedDays(context: WorkerContext): Promise<NonNullable<Meta['days']>> {
  const now = context.now();
  const years = new Set([now, now + WEEKS_AHEAD_MS].map((at) => civilDate(at).slice(0, 4)));
  const days: NonNullable<Meta['days']> = [];
  for (const year of years) {
    const { data } = await call(context, 'calendar', { query: { year } });
    days.push(...data.items.map(({ date, kind }) => ({ date, kind })));
  }
  return days;
}

/** What is not over yet. */
async function plannedRoster(context: WorkerContext): Promise<StoredRosterPeriod[]> {
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
