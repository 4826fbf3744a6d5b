/**
 * How SQLite answers the hot queries: by the index meant for each, without reading a table through and without
 * sorting what an index already holds in order. The statements are those the service really sends.
 */
import { sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/sqlite-proxy';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Actor } from '#shared/contract/session.ts';
import { findRequests } from '../../service/exchange/open311/read.ts';
import { openOfficeRecord } from '../../service/oversight/office-record/read.ts';
import { openFoldedReports } from '../../service/oversight/performance/folded-reports.ts';
import { readWallboard } from '../../service/oversight/wallboard/read.ts';
import type { Db } from '../../service/platform/db/database.ts';
import { OFFICER_ACTIONS } from '../../service/tickets/act.ts';
import type { TicketDeps } from '../../service/tickets/deps.ts';
import { endPostponements } from '../../service/tickets/end-postponements.ts';
import { openHabits } from '../../service/tickets/habits.ts';
import { listTickets } from '../../service/tickets/list.ts';
import { openListItems } from '../../service/tickets/list-item.ts';
import { openLookup } from '../../service/tickets/lookup.ts';
import { offerAnew } from '../../service/tickets/offer-anew.ts';
import { openProposals } from '../../service/tickets/office-proposal.ts';
import { changesAfter } from '../../service/tickets/queue/changes.ts';
import { openClaims } from '../../service/tickets/queue/claims.ts';
import { openCounters } from '../../service/tickets/queue/counters.ts';
import { openQueue } from '../../service/tickets/queue/queue.ts';
import { openTicketReads } from '../../service/tickets/read.ts';
import { openRenewal } from '../../service/tickets/renew-verdicts.ts';
import { BANGKA, type House, MONDAY, openHouse } from './harness.ts';

let house: House;
/** What reads and queue work with, over a handle that writes down each statement before the real one runs it. */
let watched: TicketDeps;
const sent: { text: string; params: unknown[] }[] = [];

beforeAll(async () => {
  house = await openHouse();
  const real = house.service.tickets.deps;
  await (await house.as('admin')).file();
  await house.inValidasi();
  const db: Db = drizzle(async (text, params, method) => {
    sent.push({ text, params });
    const query = bound(text, params);
    if (method === 'run') await real.db.run(query);
    const rows = method === 'run' ? [] : await real.db.values<unknown[]>(query);
    return { rows: method === 'get' ? (rows[0] ?? []) : rows };
  });
  const proposals = openProposals(real.units, real.categories, openHabits(db, real.units, real.clock));
  watched = {
    ...real,
    db,
    items: openListItems(db, real.units, real.clock),
    lookup: openLookup(db, real.units, OFFICER_ACTIONS, proposals),
    reads: openTicketReads(db, real.units, real.clock, OFFICER_ACTIONS, proposals),
  };
});
afterAll(() => house.close());

/** The same statement with its parameters in place, as Drizzle takes it. */
function bound(text: string, params: readonly unknown[]) {
  const parts = text.split('?');
  return sql.join(
    parts.flatMap((part, i) => (i < params.length ? [sql.raw(part), sql`${params[i]}`] : [sql.raw(part)])),
  );
}

const reader = (role: Actor['role'], unit: string | null) => ({
  language: 'id' as const,
  actor: { id: 'x', username: 'x', name: 'X', role, unit: unit === null ? null : { code: unit, name: unit } },
});
const VALIDATOR = reader('validator', null);
const LURAH = reader('unit_admin', BANGKA);
const DINAS = reader('unit_admin', 'dinas-bina-marga');
const SUPERVISOR = reader('supervisor', null);
const CURSOR = Buffer.from(JSON.stringify(['now', MONDAY, 7])).toString('base64url');
const HELD_CURSOR = Buffer.from(JSON.stringify(['postponed', null, 0])).toString('base64url');
const HELD = /LIST SUBQUERY \d+ \| SEARCH ticket USING COVERING INDEX ticket_held_until/;
const ASIDE = /LIST SUBQUERY/;
const PLACE = Buffer.from(JSON.stringify([MONDAY, 7])).toString('base64url');

/** The plans of every statement that reads reports or events. */
async function plansOf(
  work: () => Promise<unknown>,
  which = /from "(ticket|event|claim)"/,
): Promise<string[]> {
  sent.length = 0;
  await work();
  const plans: string[] = [];
  for (const { text, params } of sent.filter((one) => which.test(one.text))) {
    const rows = await house.db.values<[number, number, number, string]>(
      sql`explain query plan ${bound(text, params)}`,
    );
    plans.push(rows.map(([, , , detail]) => detail).join(' | '));
  }
  return plans;
}

const page = (who: typeof VALIDATOR, cursor?: string) => () =>
  openQueue(watched).page(who.actor, { cursor, limit: 50 });
const count = (who: typeof VALIDATOR) => () => openCounters(watched).read(who.actor, 1);
const list = (who: typeof VALIDATOR, filter: object) => () =>
  listTickets(watched, who.actor, { ...filter, limit: 50 });

const CLIENT = {
  actor: { ...SUPERVISOR.actor, role: 'api_client' as const },
  key: { scopes: ['tickets:read' as const], channels: [], origins: [] },
};
const requests = (query: object, caller: typeof CLIENT | null) => () => findRequests(watched, query, caller);

const queries: [what: string, work: () => () => Promise<unknown>, index: RegExp][] = [
  ['a validator’s queue', () => page(VALIDATOR), /INDEX ticket_desk_due \(desk=\?\)/],
  ['its next page', () => page(VALIDATOR, CURSOR), /ticket_desk_due \(desk=\? AND next_due_at>\?\)/],
  ['an office’s queue', () => page(LURAH), /INDEX ticket_desk_unit_due \(desk=\? AND unit=\?\)/],
  [
    'its next page',
    () => page(LURAH, CURSOR),
    /ticket_desk_unit_due \(desk=\? AND unit=\? AND next_due_at>\?\)/,
  ],
  ['the supervisor’s queue', () => page(SUPERVISOR), /INDEX ticket_due/],
  ['its next page', () => page(SUPERVISOR, CURSOR), /INDEX ticket_due \(next_due_at>\?\)/],
  ['of them those of today by their target', () => count(VALIDATOR), /INDEX ticket_same_day \(desk=\?/],
  ['the same for the supervisor', () => count(SUPERVISOR), /INDEX ticket_same_day \(desk=\?/],
  ['a validator’s counts', () => count(VALIDATOR), /INDEX ticket_desk_due \(desk=\? AND next_due_at>/],
  [
    'an office’s counts',
    () => count(LURAH),
    /INDEX ticket_desk_unit_due \(desk=\? AND unit=\? AND next_due_at>/,
  ],
  [
    'a Dinas’ counts, Suku Dinas included',
    () => count(DINAS),
    /INDEX ticket_desk_unit_due \(desk=\? AND unit=\? AND/,
  ],
  [
    'what older rules judged',
    () => () => openRenewal(watched, 99).run(),
    /INDEX ticket_desk_due \(desk=\? AND next_due_at>\?\)/,
  ],
  [
    'the claims on the supervisor’s queue',
    () => () => openClaims({ ...watched, isAlone: true }).inQueue(SUPERVISOR.actor),
    /SEARCH claim USING INDEX claim_until.*SEARCH ticket USING INTEGER PRIMARY KEY/,
  ],
  [
    'the claims on a validator’s',
    () => () => openClaims({ ...watched, isAlone: true }).inQueue(VALIDATOR.actor),
    /SEARCH claim USING INDEX claim_until.*SEARCH ticket USING INTEGER PRIMARY KEY/,
  ],
  ['what of the validators’ work is postponed', () => page(VALIDATOR, HELD_CURSOR), HELD],
  ['what of an office’s is', () => page(LURAH, HELD_CURSOR), HELD],
  ['what of all is, counted', () => count(SUPERVISOR), HELD],
  [
    'what waits for a visit, counted',
    () => count(VALIDATOR),
    /PRIMARY KEY.*LIST SUBQUERY \d+ \| SCAN ticket USING INDEX ticket_field_due/,
  ],
  ['postponements that have run out', () => () => endPostponements(watched), /INDEX ticket_held_until/],
  [
    'what is to be offered anew',
    () => () => offerAnew({ ...watched, turns: { ...watched.turns, onDuty: async () => ['x'] } }),
    /SEARCH ticket USING INDEX ticket_proposed \(desk=\? AND proposed_validator=\?\)/,
  ],
  [
    'a report by number',
    () => () => watched.reads.find('JK2503100001', VALIDATOR.actor),
    /INDEX ticket_number \(number=\?\)/,
  ],
  ['reports by numbers', () => () => watched.reads.byNumbers(['JK2503100001', 'x']), /INDEX ticket_number/],
  ['the newest reports', () => list(SUPERVISOR, {}), /INDEX ticket_received/],
  ['the next of them', () => list(SUPERVISOR, { cursor: PLACE }), /ticket_received \(received_at<\?\)/],
  [
    'reports in a status',
    () => list(SUPERVISOR, { status: 'selesai' }),
    /INDEX ticket_status_received \(status=\?\)/,
  ],
  [
    'reports near a point',
    () => list(SUPERVISOR, { near: { lat: -6.1754, lon: 106.8272, radiusM: 300 } }),
    /PRIMARY KEY .*LIST SUBQUERY \d+ \| SCAN ticket_tree VIRTUAL TABLE INDEX 2/,
  ],
  [
    'reports that everybody may list',
    () => requests({ status: ['open'], service_code: ['jalan'] }, null),
    /INDEX ticket_public_received \(received_at>\? AND received_at<\?\)/,
  ],
  [
    'of them those that moved on',
    () => requests({ updated_after: MONDAY }, null),
    /INDEX ticket_public_stepped \(stepped_at>\? AND stepped_at<\?\)/,
  ],
  [
    'what a system filed',
    () => requests({}, CLIENT),
    /INDEX ticket_filed_by \(filed_by=\? AND received_at>\? AND received_at<\?\)/,
  ],
  [
    'of it what moved on',
    () => requests({ updated_after: MONDAY }, CLIENT),
    /INDEX ticket_filed_by_stepped \(filed_by=\? AND stepped_at>\? AND stepped_at<\?\)/,
  ],
];
it.each(queries)('%s', async (_, work, index) => {
  const plans = await plansOf(work());
  expect(plans).toContainEqual(expect.stringMatching(index));
  for (const plan of plans) {
    expect(plan).not.toMatch(/SCAN (ticket|event)\b(?! USING)/);
    // What is set aside is few, and listed before it is sorted; so is what a place holds.
    if (!ASIDE.test(plan)) expect(plan).not.toContain('TEMP B-TREE');
  }
});

it('the reports of a month, by when they closed, their status, or when they were rated; then only what is new', async () => {
  const courses = openFoldedReports(watched.db);
  const first = await plansOf(() => courses.of(MONDAY, null));
  for (const index of [
    /INDEX ticket_closed \(closed_at>\?\)/,
    /INDEX ticket_status_received \(status=\? AND received_at<\?\)/,
    /COVERING INDEX event_rated \(at>\? AND at<\?\)/,
    /INDEX event_ticket_version \(ticket_id=\?\)/,
  ]) {
    expect(first.some((plan) => index.test(plan))).toBe(true);
  }
  const again = await plansOf(() => courses.of(MONDAY, null));
  expect(again.some((plan) => /SEARCH event USING INTEGER PRIMARY KEY \(rowid>\?\)/.test(plan))).toBe(true);
  // The newest number alone is read from the log's end: one row, whatever the plan calls it.
  const rest = [...first, ...again].filter((plan) => plan !== 'SCAN event');
  expect(rest.filter((plan) => /SCAN (ticket|event)/.test(plan))).toEqual([]);
});

it('an office’s last ninety days, from its own days and its own ratings', async () => {
  const counts = { advance: async () => undefined, position: async () => 0 };
  const read = openOfficeRecord({ ...watched, counts });
  const plans = await plansOf(
    () => read(VALIDATOR.actor, { unit: BANGKA }),
    /from "(office_day|event)" where|from "event" where/,
  );
  expect(plans).toContainEqual(
    expect.stringMatching(
      /SEARCH office_day USING INDEX sqlite_autoindex_office_day_1 \(unit=\? AND day>\?\)/,
    ),
  );
  expect(plans).toContainEqual(
    expect.stringMatching(/SEARCH event USING INDEX event_rated_unit \(unit_to=\? AND at>\?\)/),
  );
  for (const plan of plans) expect(plan).not.toMatch(/SCAN (office_day|event)/);
});

it('the wall, by ranges of due instants and by whom it is proposed to', async () => {
  const plans = await plansOf(() => readWallboard(watched));
  expect(plans.some((plan) => /INDEX ticket_desk_due \(desk=\? AND next_due_at[<>]\?\)/.test(plan))).toBe(
    true,
  );
  expect(plans.some((plan) => /INDEX ticket_due \(next_due_at>\?\)/.test(plan))).toBe(true);
  expect(plans.some((plan) => /COVERING INDEX ticket_proposed \(desk=\?\)/.test(plan))).toBe(true);
  for (const plan of plans) expect(plan).not.toMatch(/SCAN (ticket|event)(?! USING)/);
});

it('the events of a report, in order, without sorting', async () => {
  const seen = await watched.reads.find('JK2503100001', VALIDATOR.actor);
  if (!seen) throw new Error('no report');
  const plans = await plansOf(() => watched.reads.ticket(seen, VALIDATOR));
  expect(plans).toContain('SEARCH event USING INDEX event_ticket_version (ticket_id=?)');
});

it('whoever had a report before, and what belongs to it, by its id', async () => {
  const [held = ''] = await plansOf(
    () => watched.reads.find('JK2503100001', LURAH.actor),
    /from "ticket_held"/,
  );
  expect(held).toMatch(/SEARCH ticket_held USING INDEX ticket_held_ticket \(ticket_id=\?\)/);
  const seen = await watched.reads.find('JK2503100001', VALIDATOR.actor);
  if (!seen) throw new Error('no report');
  const [parts = ''] = await plansOf(() => watched.reads.ticket(seen, VALIDATOR), /from ticket_text/);
  expect(parts).toMatch(/SEARCH ticket_text USING INDEX ticket_text_ticket \(ticket_id=\?\)/);
  expect(parts).toMatch(/SEARCH photo USING INDEX photo_ticket \(ticket_id=\?\)/);
  expect(parts).toMatch(/SEARCH claim USING INTEGER PRIMARY KEY/);
});

it('the feed walks a window of the log, and never the log', async () => {
  const plans = await plansOf(() => changesAfter(watched, VALIDATOR, { after: 0 }));
  expect(
    plans.some((plan) => /SEARCH event USING INTEGER PRIMARY KEY \(rowid>\? AND rowid<\?\)/.test(plan)),
  ).toBe(true);
  for (const plan of plans) expect(plan).not.toMatch(/SCAN ticket|TEMP B-TREE/);
});

it.each([
  ['LAPOR 1234', /INTEGER PRIMARY KEY \(rowid=\?\).*ticket_search VIRTUAL.*INDEX ticket_external_number/],
  ['JK250310', /INDEX ticket_number \(number>\? AND number<\?\)/],
])('a search for %s reads no report that does not fit', async (text, index) => {
  const plans = await plansOf(list(SUPERVISOR, { text }));
  expect(plans).toContainEqual(expect.stringMatching(index));
  for (const plan of plans) expect(plan).not.toMatch(/SCAN ticket(?!_search)/);
});

it('an office’s own list reads no other office’s reports', async () => {
  const plans = await plansOf(list(LURAH, {}));
  for (const plan of plans) expect(plan).not.toMatch(/SCAN ticket(?!_)/);
});
