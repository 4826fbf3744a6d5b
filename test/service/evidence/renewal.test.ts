/** Newer rules of the evidence check: what waits for a validator is judged by them, what was decided stays. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { RULES_VERSION } from '#shared/evidence/checks/judge.ts';
import type { Finding } from '#shared/evidence/finding.ts';
import type { StoredVerdict } from '../../../service/tables/ticket.ts';
import { SISTEM } from '../../../service/tickets/ledger.ts';
import { openRenewal } from '../../../service/tickets/renew-verdicts.ts';
import { type House, openHouse } from '../harness.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const OLD: Finding[] = [{ code: 'NARRATIVE_THIN', severity: 'warn', measure: { missing: ['action'] } }];

/** As an older version left it. */
async function judgedLong(number: string, rules: { rules?: number } = {}): Promise<void> {
  const { verdict, status } = await house.row(number);
  if (verdict === null) throw new Error('nothing was judged yet');
  const { rules: _, ...rest } = verdict;
  const older: StoredVerdict = { ...rest, ...rules, findings: OLD };
  await house.write(number, {
    action: 'bukti_diperiksa',
    actor: SISTEM,
    to: status,
    data: {},
    patch: { verdict: older },
  });
}

it('are stored with each verdict', async () => {
  expect((await house.row(await house.inValidasi())).verdict?.rules).toBe(RULES_VERSION);
});

it('judge anew what lies with the validators, and leave alone what was decided and what comes out the same', async () => {
  const [waiting, decided, same] = [
    await house.inValidasi(),
    await house.inValidasi(),
    await house.inValidasi(),
  ];
  const honest = (await house.row(waiting)).verdict?.findings;
  await judgedLong(waiting);
  await judgedLong(decided);
  const validator = await house.as('validator');
  await validator.act(decided, { action: 'setujui' });
  const before = { decided: await house.row(decided), same: await house.row(same) };
  const { version } = await house.row(waiting);

  await openRenewal(house.service.tickets.deps, RULES_VERSION + 1).run();
  const after = await house.row(waiting);
  expect(after).toMatchObject({
    version: version + 1,
    status: 'validasi',
    verdict: { findings: honest, rules: RULES_VERSION },
  });
  expect(await house.row(decided)).toEqual(before.decided);
  expect(await house.row(same)).toEqual(before.same);
});

it('are asked of what an older version judged, once', async () => {
  const number = await house.inValidasi();
  await judgedLong(number);
  const renewal = openRenewal(house.service.tickets.deps);
  await renewal.run();
  const renewed = await house.row(number);
  expect(renewed.verdict?.findings).not.toEqual(OLD);
  await judgedLong(number);
  await renewal.run();
  expect((await house.row(number)).version).toBe(renewed.version + 1);
});

it('judge nothing that those of now judged', async () => {
  const number = await house.inValidasi();
  await judgedLong(number, { rules: RULES_VERSION });
  const { version } = await house.row(number);
  await openRenewal(house.service.tickets.deps).run();
  expect((await house.row(number)).version).toBe(version);
});
