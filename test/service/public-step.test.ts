/** When a report last moved on before everybody's eyes: kept with the row, and put in for reports of before. */
import { readFileSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { EVENT_ACTIONS, isPublicUpdate } from '#shared/ticket/action.ts';
import { ticket } from '../../service/tables/ticket.ts';
import { type House, MONDAY, NARRATIVE, openHouse } from './harness.ts';

const MINUTE = 60_000;
let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

it('is moved by what the public is told of, and not by notes or a rating', async () => {
  const [admin, validator] = await Promise.all([house.as('admin'), house.as('validator')]);
  const { number, trackingSecret } = await admin.file();
  const at = async (): Promise<number> => ((await house.row(number)).steppedAt - MONDAY) / MINUTE;
  const later = () => house.moveTo(house.now() + MINUTE);
  later();
  await admin.act(number, { action: 'catat', note: 'Sudah ditelepon' });
  expect(await at()).toBe(0);
  await admin.act(number, { action: 'proses' });
  later();
  await admin.act(number, { action: 'tindak_lanjut', narrative: NARRATIVE });
  expect(await at()).toBe(2);
  later();
  await validator.act(number, { action: 'setujui', reason: 'Sudah dicek sendiri' });
  later();
  const rating = { action: 'nilai', stars: 5, trackingSecret };
  await house.call('POST', `/tickets/${number}/actions`, JSON.stringify(rating), {
    'content-type': 'application/json',
  });
  expect(await at()).toBe(3);
});

it('is the same for reports that were there before it was kept', async () => {
  await house.inValidasi();
  const kept = await house.db.select({ steppedAt: ticket.steppedAt }).from(ticket).orderBy(ticket.id);
  await house.db.update(ticket).set({ steppedAt: 0 });
  await house.db.run(sql.raw(backfill()));
  expect(await house.db.select({ steppedAt: ticket.steppedAt }).from(ticket).orderBy(ticket.id)).toEqual(
    kept,
  );
});

it('takes the same actions in the migration as in the table', () => {
  const named = [...(/IN \(([^)]+)\)/.exec(backfill())?.[1] ?? '').matchAll(/'(\w+)'/g)].map(
    ([, one]) => one,
  );
  // Nothing was imported before there were imports.
  const then = EVENT_ACTIONS.filter((action) => isPublicUpdate(action) && action !== 'impor');
  expect(named.toSorted()).toEqual(then.toSorted());
});

function backfill(): string {
  const statements = readFileSync('service/tables/migrations/0022_public_steps.sql', 'utf8').split(
    '--> statement-breakpoint',
  );
  const found = statements.find((one) => one.includes('UPDATE'));
  if (!found) throw new Error('The migration fills nothing in');
  return found;
}
