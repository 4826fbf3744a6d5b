/** Duty rosters: who keeps which, what they refuse, and what everybody is told of their own duty. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DutyHistory, DutyRoster, OwnDuty } from '#shared/contract/roster.ts';
import { BANGKA, type House, type Officer, openHouse } from '../harness.ts';
import { plan, putRoster, shift, VALIDATORS, wib } from './roster.ts';

let house: House;
let supervisor: Officer;
let admin: Officer;
beforeAll(async () => {
  house = await openHouse();
  supervisor = await house.as('supervisor');
  admin = await house.as('admin');
});
afterAll(() => house.close());

const OFFICE = `/duty/units/${BANGKA}`;
const NIGHT = shift('admin', '10T16:00', '11T07:00');

async function versionOf(path: string, who: Officer = supervisor): Promise<number> {
  return (await who.get(path)).as(DutyRoster).version;
}
describe('a roster', () => {
  it('that nobody has written is empty, and the first version is written on version 0', async () => {
    const cilandak = await house.hire('admin_cilandak', 'unit_admin', '31.74.06.1001');
    const path = '/duty/units/31.74.06.1001';
    const empty = await cilandak.get(path);
    expect(empty.as(DutyRoster)).toEqual({ version: 0, setAt: null, setBy: null, periods: [] });
    expect(empty.headers.get('etag')).toBe('"0"');
    const written = await putRoster(cilandak, path, [shift('admin_cilandak', '10T16:00', '10T22:00')], 0);
    expect(written.as(DutyRoster)).toMatchObject({
      version: 1,
      setBy: { username: 'admin_cilandak' },
      periods: [{ officer: { name: 'Petugas admin_cilandak' }, from: wib('10T16:00') }],
    });
    expect(written.headers.get('etag')).toBe('"1"');
  });

  it('is written on the version that was seen, or not at all', async () => {
    await plan(admin, OFFICE, NIGHT);
    const version = await versionOf(OFFICE);
    expect((await putRoster(admin, OFFICE, [], null)).refusal()).toBe('precondition-required');
    const stale = await putRoster(admin, OFFICE, [], version - 1);
    expect(stale.refusal()).toBe('stale-version');
    expect(stale.problem().version).toBe(version);
    const both = await Promise.all([
      putRoster(admin, OFFICE, [], version),
      putRoster(admin, OFFICE, [], version),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect(await versionOf(OFFICE)).toBe(version + 1);
  });

  it('keeps every version with who wrote it, and lets none be changed behind its back', async () => {
    const before = (await plan(admin, OFFICE, NIGHT)).version;
    await plan(admin, OFFICE);
    const first = (await admin.get(`${OFFICE}/history?limit=1`)).as(DutyHistory);
    const second = (await admin.get(`${OFFICE}/history?limit=1&cursor=${first.next}`)).as(DutyHistory);
    expect([first, second].map(({ items }) => items[0])).toMatchObject([
      { version: before + 1, periods: [], setBy: { username: 'admin' } },
      { version: before, periods: [{ officer: { username: 'admin' } }] },
    ]);
    const refused = { cause: expect.objectContaining({ message: expect.stringContaining('append-only') }) };
    await expect(house.db.run(sql`update duty_version set set_by = 'x'`)).rejects.toMatchObject(refused);
    await expect(house.db.run(sql`delete from duty_version`)).rejects.toMatchObject(refused);
  });

  it.each([
    ['overlaps for one officer', [NIGHT, shift('admin', '11T06:59', '11T12:00')], 'periods.1.until'],
    ['ends before it begins', [shift('admin', '11T08:00', '11T07:00')], 'periods.0.until'],
    ['lasts two months', [{ ...NIGHT, until: '2025-05-12T07:00:00+07:00' }], 'periods.0.until'],
    ['names nobody', [shift('siapa', '11T08:00', '11T09:00')], 'periods.0.officer'],
    [
      'names an officer of another office',
      [NIGHT, shift('dinas', '11T08:00', '11T09:00')],
      'periods.1.officer',
    ],
    ['has a field nobody knows', [{ ...NIGHT, unit: BANGKA }], 'periods.0.unit'],
    ['has more periods than a year holds', Array.from({ length: 1_201 }, () => NIGHT), 'periods'],
  ])('that %s is refused', async (_, periods, path) => {
    const version = await versionOf(OFFICE);
    const reply = await putRoster(admin, OFFICE, periods, version);
    expect(reply.refusal()).toBe('invalid');
    expect(reply.problem().errors?.some((error) => error.path === path)).toBe(true);
    expect(await versionOf(OFFICE)).toBe(version);
  });

  it('of validators takes validators only, and none whose account is disabled', async () => {
    const operator = await house.as('operator');
    await house.hire('validator_pergi', 'validator');
    const disable = await operator.put('/accounts/validator_pergi/state', { disabled: true });
    expect(disable.status).toBe(200);
    for (const name of ['supervisor', 'admin', 'validator_pergi']) {
      const later = [shift(name, '11T08:00', '11T16:00')];
      const reply = await putRoster(supervisor, VALIDATORS, later, await versionOf(VALIDATORS));
      expect(reply.refusal()).toBe('invalid');
    }
    // What is over stays as it was, also of somebody who has left.
    const over = shift('validator_pergi', '09T08:00', '09T16:00');
    const written = await plan(supervisor, VALIDATORS, over, shift('validator', '10T08:00', '10T16:00'));
    expect(written.periods.map(({ officer }) => officer.username)).toEqual(['validator_pergi', 'validator']);
  });
});

describe('an office’s roster', () => {
  it('is kept by its own admins alone, read by those above it and by supervisors', async () => {
    await plan(admin, OFFICE, NIGHT);
    const camat = await house.hire('camat', 'unit_admin', '31.74.03');
    const version = await versionOf(OFFICE);
    for (const reader of [admin, camat, supervisor]) {
      expect((await reader.get(OFFICE)).as(DutyRoster).periods).toHaveLength(1);
    }
    expect((await putRoster(camat, OFFICE, [], version)).refusal()).toBe('forbidden');
    expect((await putRoster(supervisor, OFFICE, [], version)).refusal()).toBe('forbidden');
    for (const path of [OFFICE, `${OFFICE}/history`, '/duty/units/tidak-ada']) {
      expect((await (await house.as('dinas')).get(path)).refusal()).toBe('not-found');
    }
    expect((await putRoster(await house.as('dinas'), OFFICE, [], version)).refusal()).toBe('not-found');
    expect((await (await house.as('validator')).get(OFFICE)).refusal()).toBe('forbidden');
  });
});

describe('what everybody is told of their own duty', () => {
  const own = async (who: Officer) => (await who.get('/duty/me')).as(OwnDuty);

  it('nothing where nothing is planned', async () => {
    for (const name of ['operator', 'kanal', 'lapangan'] as const) {
      expect(await own(await house.as(name))).toEqual({ onDuty: false, until: null, next: null });
    }
  });

  it('over all rosters they stand in, and no longer than they are what the roster takes them for', async () => {
    const both = await house.hire('rangkap', 'validator', null, [{ role: 'unit_admin', unit: BANGKA }]);
    await plan(supervisor, VALIDATORS, shift('rangkap', '10T08:00', '10T16:00'));
    await plan(
      admin,
      OFFICE,
      shift('rangkap', '10T16:00', '10T22:00'),
      shift('rangkap', '12T16:00', '12T22:00'),
    );
    // 09.00 on Monday the 10th.
    expect(await own(both)).toEqual({ onDuty: true, until: wib('10T22:00'), next: wib('12T16:00') });
    const operator = await house.as('operator');
    const roles = [{ role: 'unit_admin', unit: BANGKA }];
    await operator.put('/accounts/rangkap/roles', { roles });
    expect(await own(both)).toEqual({ onDuty: false, until: null, next: wib('10T16:00') });
  });
});
