/** How long a session lasts: whoever works on is not signed out in the middle of it, whoever does not is. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { SessionInfo } from '#shared/contract/session.ts';
import { DAY, HOUR } from '#shared/time/zone.ts';
import { sessionToken } from '../../service/people/accounts/sessions.ts';
import { session } from '../../service/tables/account.ts';
import { type House, type Officer, openHouse } from './harness.ts';

let house: House;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

/** Somebody whose session, not used until now, ends in so many ms by the machine's clock. */
async function endingIn(username: string, ms: number): Promise<Officer> {
  const officer = await house.hire(username, 'validator');
  await house.db
    .update(session)
    .set({ expiresAt: new Date(Date.now() + ms) })
    .where(eq(session.token, sessionToken(officer.token)));
  return officer;
}

async function hoursLeft(officer: Officer): Promise<number> {
  const { expiresAt } = (await officer.get('/session')).as(SessionInfo);
  return (Date.parse(expiresAt) - Date.now()) / HOUR;
}

it('is renewed to its full fourteen hours where it is used after its first', async () => {
  expect(await hoursLeft(await endingIn('tua', 12.9 * HOUR))).toBeCloseTo(14, 1);
});

it('is not written anew at each call before that', async () => {
  expect(await hoursLeft(await endingIn('muda', 13.5 * HOUR))).toBeCloseTo(13.5, 1);
});

it('has ended at its instant', async () => {
  const late = await endingIn('usai', -1);
  expect((await late.get('/session')).refusal()).toBe('unauthenticated');
});

it('ends a week after it was begun, however much it is used', async () => {
  const begun = async (username: string, ms: number): Promise<Officer> => {
    const officer = await house.hire(username, 'validator');
    const row = eq(session.token, sessionToken(officer.token));
    await house.db
      .update(session)
      .set({ createdAt: new Date(Date.now() - ms), expiresAt: new Date(Date.now() + HOUR) })
      .where(row);
    return officer;
  };
  expect(await hoursLeft(await begun('tekun', 7 * DAY - 2 * HOUR))).toBeCloseTo(2, 1);
  const late = await begun('seminggu', 7 * DAY);
  expect((await late.get('/session')).refusal()).toBe('unauthenticated');
});

it('is gone once signed out, also where a call comes at the same moment', async () => {
  const { token } = await house.hire('keluar', 'validator');
  const { accounts } = house.service.people;
  const ending = accounts.signOut(token);
  await accounts.resolve(token);
  await ending;
  expect(await accounts.resolve(token)).toBeNull();
});
