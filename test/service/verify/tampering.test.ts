/** Whoever has the database file in hand can change it, but not unnoticed: each way is found and named. */
import { createHash } from 'node:crypto';
import { copyFileSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { asc, desc, eq, gt, sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { checkpointHash } from '../../../service/oversight/audit/checkpoints.ts';
import type { Db } from '../../../service/platform/db/database.ts';
import { checkpoint } from '../../../service/tables/audit.ts';
import { event, ticket } from '../../../service/tables/ticket.ts';
import { eventHash } from '../../../service/tickets/ledger.ts';
import {
  copyOf,
  firstBreak,
  type History,
  remove,
  tamper,
  tamperWith,
  verify,
  writeHistory,
} from './history.ts';

let history: History;
let folder: string;
beforeAll(async () => {
  history = await writeHistory();
});
afterAll(() => remove(history.folder));
beforeEach(() => {
  folder = copyOf(history.folder);
});
afterEach(() => remove(folder));

const idOf = (number: string) => sql`(select id from ticket where number = ${number})`;
const seqOf = (number: string, version: number) =>
  sql`(select seq from event where ticket_id = ${idOf(number)} and version = ${version})`;

/** Hashes a report's chain anew, so that it is whole in itself. */
async function recompute(db: Db, number: string): Promise<void> {
  const rows = await db
    .select()
    .from(event)
    .where(eq(event.ticketId, idOf(number)))
    .orderBy(asc(event.version));
  let previous = '';
  for (const { seq, ticketId: _, hash: __, ...plain } of rows) {
    previous = eventHash(previous, number, plain);
    await db.update(event).set({ hash: previous }).where(eq(event.seq, seq));
  }
  await db.update(ticket).set({ headHash: previous, version: rows.length }).where(eq(ticket.number, number));
}

describe('what nobody touched', () => {
  it('is in order, to the last event, with every row equal to its events', async () => {
    const found = await verify(folder);
    expect(found).toMatchObject({ ok: true, first: null, breaks: [], uncovered: 0, rows: true, erased: 0 });
    expect(found.tickets).toBe(6);
    expect(found.events).toBeGreaterThan(20);
    expect(found.checkpoints).toBe(3);
  });
});

describe('an event', () => {
  it('altered: who did it', async () => {
    await tamperWith(
      folder,
      sql`update event set actor_id = 'other' where seq = ${seqOf(history.finished, 2)}`,
    );
    expect(await firstBreak(folder)).toMatchObject({
      kind: 'event_altered',
      number: history.finished,
      version: 2,
      seq: expect.any(Number),
    });
  });

  it.each(['at', 'action', 'actor_role', 'from_status', 'to_status', 'unit_to'])(
    'altered: %s',
    async (column) => {
      await tamperWith(
        folder,
        sql`update event set ${sql.identifier(column)} = ${column === 'at' ? 1 : 'selesai'} where seq = ${seqOf(history.waiting, 3)}`,
      );
      expect(await firstBreak(folder)).toMatchObject({
        kind: expect.stringMatching(/^event_(altered|reordered)$/),
        number: history.waiting,
      });
    },
  );

  it('altered so that its data is no JSON any more', async () => {
    await tamperWith(folder, sql`update event set data = '{' where seq = ${seqOf(history.quiet, 1)}`);
    expect(await firstBreak(folder)).toMatchObject({
      kind: 'event_altered',
      number: history.quiet,
      version: 1,
    });
  });

  it('deleted from the middle', async () => {
    await tamperWith(folder, sql`delete from event where seq = ${seqOf(history.finished, 3)}`);
    expect(await firstBreak(folder)).toMatchObject({
      kind: 'event_deleted',
      number: history.finished,
      version: 3,
    });
  });

  it('deleted from the middle, the rest renumbered and the chain recomputed', async () => {
    await tamper(folder, async (db) => {
      await db.run(sql`delete from event where seq = ${seqOf(history.finished, 3)}`);
      await db.run(
        sql`update event set version = version - 1 where ticket_id = ${idOf(history.finished)} and version > 3`,
      );
      await recompute(db, history.finished);
    });
    expect(await firstBreak(folder)).toMatchObject({ kind: 'chain_recomputed', number: history.finished });
  });

  it('deleted from the end of a report whose row was set back', async () => {
    await tamper(folder, async (db) => {
      const [last] = await db
        .select()
        .from(event)
        .where(eq(event.ticketId, idOf(history.waiting)))
        .orderBy(desc(event.version))
        .limit(1);
      await db.run(
        sql`delete from ticket_text where id in (select json_extract(data, '$.texts.note.id') from event where seq = ${last?.seq})`,
      );
      await db.run(sql`delete from event where seq = ${last?.seq}`);
      const [before] = await db
        .select()
        .from(event)
        .where(eq(event.ticketId, idOf(history.waiting)))
        .orderBy(desc(event.version))
        .limit(1);
      await db
        .update(ticket)
        .set({ version: before?.version ?? 0, headHash: before?.hash ?? '' })
        .where(eq(ticket.number, history.waiting));
    });
    expect(await firstBreak(folder)).toMatchObject({ kind: 'event_deleted', number: history.waiting });
  });

  it('that changed places with the next', async () => {
    const [a, b] = [seqOf(history.finished, 2), seqOf(history.finished, 3)];
    await tamperWith(
      folder,
      sql`update event set version = 102 where seq = ${a}`,
      sql`update event set version = 2 where seq = ${b}`,
      sql`update event set version = 3 where version = 102`,
    );
    expect(await firstBreak(folder)).toMatchObject({ kind: 'event_reordered', number: history.finished });
  });

  it('that changed places with the next by content, keeping its place', async () => {
    await tamper(folder, async (db) => {
      const [a, b] = await db
        .select()
        .from(event)
        .where(eq(event.ticketId, idOf(history.finished)))
        .orderBy(asc(event.version))
        .limit(6)
        .offset(4);
      if (!a || !b) throw new Error('The history is too short');
      await db
        .update(event)
        .set({ ...b, seq: a.seq, version: a.version })
        .where(eq(event.seq, a.seq));
      await db
        .update(event)
        .set({ ...a, seq: b.seq, version: b.version })
        .where(eq(event.seq, b.seq));
    });
    expect(await firstBreak(folder)).toMatchObject({ number: history.finished, version: 5 });
  });

  it('that changed places with one of another report', async () => {
    await tamper(folder, async (db) => {
      const [first, second] = await db.select().from(event).orderBy(desc(event.seq)).limit(2);
      if (!first || !second || first.ticketId === second.ticketId) throw new Error('Not two reports');
      await db.update(event).set({ seq: -1 }).where(eq(event.seq, first.seq));
      await db.update(event).set({ seq: first.seq }).where(eq(event.seq, second.seq));
      await db.update(event).set({ seq: second.seq }).where(eq(event.seq, -1));
    });
    expect(await firstBreak(folder)).toMatchObject({ kind: 'log_altered', checkpoint: 3 });
  });
});

describe('a report', () => {
  it('rewritten, with its chain recomputed to the head', async () => {
    await tamper(folder, async (db) => {
      await db.run(sql`update event set actor_id = 'other' where seq = ${seqOf(history.quiet, 1)}`);
      await db.run(sql`update ticket set filed_by = 'other' where number = ${history.quiet}`);
      await recompute(db, history.quiet);
    });
    const found = await verify(folder);
    expect(found.first).toMatchObject({ kind: 'chain_recomputed', number: history.quiet, checkpoint: 2 });
    expect(found.breakCount).toBe(1);
  });

  it('removed, its events left behind', async () => {
    await tamperWith(folder, sql`delete from ticket where number = ${history.merged}`);
    expect(await firstBreak(folder)).toMatchObject({ kind: 'ticket_removed', number: history.merged });
  });

  it('removed with everything that belonged to it', async () => {
    await tamperWith(
      folder,
      sql`delete from event where ticket_id = ${idOf(history.quiet)}`,
      sql`delete from ticket_text where ticket_id = ${idOf(history.quiet)}`,
      sql`delete from ticket where number = ${history.quiet}`,
    );
    const found = await verify(folder);
    expect(found.first).toMatchObject({ kind: 'ticket_removed', number: history.quiet, checkpoint: 2 });
    expect(found.breakCount).toBe(1);
  });

  it('whose row says what no event said', async () => {
    await tamperWith(
      folder,
      sql`update ticket set status = 'selesai', desk = null where number = ${history.quiet}`,
    );
    expect((await verify(folder, false)).ok).toBe(true);
    expect(await firstBreak(folder)).toEqual({
      kind: 'row_altered',
      number: history.quiet,
      what: 'status, desk',
    });
  });

  it.each([
    ['a later due instant', sql`clocks = replace(clocks, '"dueAt":1', '"dueAt":2')`, 'clocks, nextDueAt'],
    ['a better verdict', sql`verdict = null`, 'verdict'],
    ['another point', sql`lat = -6.2`, 'lat'],
    ['another category', sql`category = 'Pohon'`, 'category'],
    ['an earlier receipt', sql`received_at = 0`, 'receivedAt'],
    ['less privacy', sql`private = 0`, 'private'],
    ['clocks that are no JSON', sql`clocks = '['`, 'clocks, nextDueAt'],
  ])('with %s', async (_, set, what) => {
    await tamperWith(folder, sql`update ticket set ${set} where number = ${history.waiting}`);
    expect(await firstBreak(folder)).toMatchObject({ kind: 'row_altered', number: history.waiting });
    expect((await verify(folder)).first?.what?.split(', ')).toEqual(
      expect.arrayContaining(what.split(', ').slice(0, 1)),
    );
  });

  it('that an office suddenly held', async () => {
    await tamperWith(folder, sql`insert into ticket_held values (${idOf(history.quiet)}, 'dinas-sosial')`);
    expect(await firstBreak(folder)).toEqual({ kind: 'row_altered', number: history.quiet, what: 'heldBy' });
  });

  it('whose row was set back to an earlier version', async () => {
    await tamperWith(
      folder,
      sql`update ticket set version = 1, head_hash = (select hash from event where ticket_id = ticket.id and version = 1) where number = ${history.waiting}`,
    );
    expect(await firstBreak(folder)).toMatchObject({ kind: 'head_altered', number: history.waiting });
  });
});

describe('the end of the log', () => {
  async function cut(after: number): Promise<void> {
    await tamperWith(
      folder,
      sql`delete from ticket where id in (select ticket_id from event where seq > ${after} and version = 1)`,
      sql`delete from event where seq > ${after}`,
    );
  }

  it('cut, with the rows of the reports it told of', async () => {
    await tamper(folder, async (db) => {
      const [second] = await db.select().from(checkpoint).where(eq(checkpoint.n, 2));
      await cut(second?.seq ?? 0);
      const found = (await verify(folder)).breaks.filter(({ seq }) => seq !== undefined);
      expect(found[0]).toEqual({ kind: 'tail_cut', seq: (second?.seq ?? 0) + 1, checkpoint: 3 });
    });
  });

  it('cut together with the checkpoint that vouched for it', async () => {
    await tamper(folder, async (db) => {
      const [second] = await db.select().from(checkpoint).where(eq(checkpoint.n, 2));
      await cut(second?.seq ?? 0);
      await db.delete(checkpoint).where(gt(checkpoint.n, 2));
    });
    expect(await firstBreak(folder)).toMatchObject({ kind: 'older_database', checkpoint: 3 });
  });
});

describe('a text', () => {
  it('altered', async () => {
    await tamperWith(
      folder,
      sql`update ticket_text set body = 'Sudah selesai' where kind = 'narrative' and ticket_id = ${idOf(history.waiting)}`,
    );
    expect(await firstBreak(folder)).toMatchObject({
      kind: 'text_altered',
      number: history.waiting,
      version: 3,
      what: 'narrative',
    });
  });

  it('deleted without an erasure on record', async () => {
    await tamperWith(folder, sql`delete from ticket_text where kind = 'reporter'`);
    expect(await firstBreak(folder)).toMatchObject({
      kind: 'text_deleted',
      number: history.finished,
      version: 1,
      what: 'reporter',
    });
  });

  it('shown as another kind of text', async () => {
    await tamperWith(
      folder,
      sql`update ticket_text set kind = 'description' where kind = 'note' and ticket_id = ${idOf(history.waiting)}`,
    );
    expect(await firstBreak(folder)).toMatchObject({ kind: 'text_altered', what: 'note' });
  });

  it('slipped in', async () => {
    await tamperWith(
      folder,
      sql`insert into ticket_text values ('x', ${idOf(history.quiet)}, 'description', '00', 'Tidak ada apa-apa', 9999999999999)`,
    );
    expect(await firstBreak(folder)).toEqual({
      kind: 'text_added',
      number: history.quiet,
      what: 'description',
    });
  });
});

describe('a checkpoint', () => {
  it('altered', async () => {
    await tamperWith(folder, sql`update checkpoint set events = events - 1 where n = 2`);
    expect(await firstBreak(folder)).toMatchObject({ kind: 'checkpoint_altered', checkpoint: 2 });
  });

  it('deleted', async () => {
    await tamperWith(folder, sql`delete from checkpoint where n = 2`);
    expect(await firstBreak(folder)).toMatchObject({ kind: 'checkpoint_deleted', checkpoint: 2 });
  });

  it('deleted where it was the newest', async () => {
    await tamperWith(folder, sql`delete from checkpoint where n = 3`);
    expect(await firstBreak(folder)).toMatchObject({ kind: 'checkpoint_deleted', checkpoint: 3 });
  });

  it('made to fit a rewritten log, but not signed with our key', async () => {
    await tamper(folder, async (db) => {
      await db.run(sql`update event set actor_id = 'other' where seq = ${seqOf(history.newest, 1)}`);
      await db.run(sql`update ticket set filed_by = 'other' where number = ${history.newest}`);
      await recompute(db, history.newest);
      const [second, third] = await db
        .select()
        .from(checkpoint)
        .where(gt(checkpoint.n, 1))
        .orderBy(checkpoint.n);
      if (!second || !third) throw new Error('Three checkpoints were signed');
      const digest = createHash('sha256');
      for (const row of await db.select().from(event).where(gt(event.seq, second.seq)).orderBy(event.seq)) {
        digest.update(`${row.seq} ${row.hash}\n`);
      }
      const forged = { ...third, digest: digest.digest('hex') };
      await db
        .update(checkpoint)
        .set({ ...forged, hash: checkpointHash(forged) })
        .where(eq(checkpoint.n, 3));
    });
    expect(await firstBreak(folder)).toMatchObject({ kind: 'checkpoint_forged', checkpoint: 3 });
  });

  it('missing outside the database, where one has to lie', async () => {
    rmSync(join(folder, 'keys', 'checkpoint.json'));
    expect(await firstBreak(folder)).toEqual({ kind: 'outside_missing' });
  });
});

describe('the whole database', () => {
  it('emptied', async () => {
    await tamperWith(
      folder,
      ...['event', 'ticket_text', 'ticket_held', 'ticket', 'checkpoint'].map(
        (t) => sql`delete from ${sql.identifier(t)}`,
      ),
    );
    expect(await firstBreak(folder)).toMatchObject({ kind: 'older_database', checkpoint: 3 });
  });

  it('that is not there is said to be missing, and none is made', async () => {
    copyFileSync(join(folder, 'keys', 'checkpoint.pub'), join(folder, 'keep'));
    for (const suffix of ['', '-wal', '-shm']) rmSync(join(folder, `tuntas.db${suffix}`), { force: true });
    await expect(verify(folder)).rejects.toThrow(/no database/);
    expect(() => readFileSync(join(folder, 'tuntas.db'))).toThrow();
  });
});
