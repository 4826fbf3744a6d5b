/** The demo's duty: two validators share the work from today on, so that reports are proposed in turn. */
import { DAY, startOfWibDay, toWibString } from '#shared/time/wib.ts';
import { rosterName, writeRoster } from '../people/roster/roster.ts';
import { DEMO_PASSWORD } from './accounts.ts';
import type { DemoDeps } from './deps.ts';

/** Whom half of the reports are proposed to. Nobody needs to sign in as them. */
const COLLEAGUE = {
  username: 'validator2',
  name: 'Budi Santoso',
  role: 'validator',
  unit: 'biro-pemerintahan',
} as const;

const WEEKS = 4;

/** To be called before reports are played through: what then reaches `validasi` is proposed to whoever's turn it is. */
export async function planDuty(services: DemoDeps): Promise<void> {
  const { accounts, clock } = services;
  await accounts.create({ ...COLLEAGUE, passwordHash: await accounts.hash(DEMO_PASSWORD) });
  const supervisor = await accounts.findOfficer('supervisor');
  if (!supervisor) throw new Error('the demo account supervisor is missing');
  const first = startOfWibDay(clock.now());
  const weeks = Array.from({ length: WEEKS }, (_, week) => ({
    from: toWibString(first + week * 7 * DAY),
    until: toWibString(first + (week + 1) * 7 * DAY),
  }));
  const periods = ['validator', COLLEAGUE.username].flatMap((officer) =>
    weeks.map((week) => ({ officer, ...week })),
  );
  await writeRoster(services, {
    roster: rosterName(null),
    input: { periods },
    before: 0,
    by: supervisor.id,
  });
}
