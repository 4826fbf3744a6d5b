/**
 * The demo's people: the accounts one signs in with, who is on duty, and behind them the offices and the channel that
 * nobody signs in for. The password is known to everyone, which is why demo mode stays on loopback.
 */
import type { CityPack } from '#shared/city/pack.ts';
import type { Actor } from '#shared/contract/session.ts';
import type { OfficerRole } from '#shared/ticket/role.ts';
import { DAY, startOfDay, toTimestamp } from '#shared/time/zone.ts';
import type { NewOfficer } from '../people/accounts/auth.ts';
import { verifyPassword } from '../people/passwords/scrypt.ts';
import { rosterName, writeRoster } from '../people/roster/roster.ts';
import { user } from '../tables/account.ts';
import type { TicketDeps } from '../tickets/deps.ts';

export const DEMO_PASSWORD = 'tuntas-demo';

type DemoAccount = Omit<NewOfficer, 'passwordHash'>;

/** In Jakarta at Biro Pemerintahan, Kelurahan Bangka and Dinas Bina Marga. */
export function demoAccounts({ units, categories, example }: CityPack): DemoAccount[] {
  const [validators = null] = Object.keys(units.offices.biro);
  const dinas = categories.find(({ office }) => office !== null)?.office ?? null;
  return [
    { username: 'validator', name: 'Rina Wulandari', role: 'validator', unit: validators },
    { username: 'lapangan', name: 'Agus Setiawan', role: 'field_validator', unit: validators },
    { username: 'admin', name: 'Dewi Lestari', role: 'unit_admin', unit: example },
    { username: 'dinas', name: 'Hendra Gunawan', role: 'unit_admin', unit: dinas },
    { username: 'kanal', name: 'Sari Puspita', role: 'channel_admin', unit: null },
    { username: 'supervisor', name: 'Bambang Sutrisno', role: 'supervisor', unit: validators },
    { username: 'operator', name: 'Maya Anggraini', role: 'operator', unit: null },
  ];
}

/** Whom half of the reports are proposed to. Nobody needs to sign in as them. */
const COLLEAGUE = {
  username: 'validator2',
  name: 'Budi Santoso',
  role: 'validator',
  unit: 'biro-pemerintahan',
} as const;

const WEEKS_OF_DUTY = 4;

/** Does nothing where accounts exist. One hash serves all: hashing is slow on purpose. */
export async function createDemoAccounts(
  { accounts }: Pick<TicketDeps, 'accounts'>,
  city: CityPack,
): Promise<void> {
  if (!(await accounts.isEmpty())) return;
  const passwordHash = await accounts.hash(DEMO_PASSWORD);
  for (const account of demoAccounts(city)) await accounts.create({ ...account, passwordHash });
}

/** Whether everyone could sign in with one of these password hashes. Each that differs costs a hashing. */
export function anyOpensToEveryone(hashes: readonly string[]): boolean {
  for (const hash of new Set(hashes)) {
    if (verifyPassword({ hash, password: DEMO_PASSWORD })) return true;
  }
  return false;
}

/** To be called before reports are played through: what then reaches `validasi` is proposed to whoever's turn it is. */
export async function planDuty(services: TicketDeps): Promise<void> {
  const { accounts, clock } = services;
  await accounts.create({ ...COLLEAGUE, passwordHash: await accounts.hash(DEMO_PASSWORD) });
  const supervisor = await accounts.findOfficer('supervisor');
  if (!supervisor) throw new Error('the demo account supervisor is missing');
  const first = startOfDay(clock.now());
  const weeks = Array.from({ length: WEEKS_OF_DUTY }, (_, week) => ({
    from: toTimestamp(first + week * 7 * DAY),
    until: toTimestamp(first + (week + 1) * 7 * DAY),
  }));
  const periods = ['validator', COLLEAGUE.username].flatMap((officer) =>
    weeks.map((week) => ({ officer, ...week })),
  );
  const roster = rosterName(null);
  await writeRoster(services, { roster, input: { periods }, before: 0, by: supervisor.id });
}

export interface Cast {
  validator: Actor;
  /** The demo's channel desk. */
  channel: Actor;
  /** JAKI's intake: nobody's account, so that the channel desk sees only what it filed itself. */
  jaki: Actor;
  /** Whoever works for an office: its demo account where there is one. */
  office(unit: string): Actor;
}

export async function assembleCast(
  { db, units }: Pick<TicketDeps, 'db' | 'units'>,
  city: CityPack,
): Promise<Cast> {
  const people = demoAccounts(city);
  const rows = await db.select({ id: user.id, username: user.username }).from(user);
  const ids = new Map(rows.map(({ id, username }) => [username, id]));
  const actor = (id: string, username: string, role: OfficerRole, unit: string | null): Actor => ({
    id,
    username,
    name: username,
    role,
    unit: unit === null ? null : units.named(unit),
  });
  const account = (username: string): Actor => {
    const found = people.find((one) => one.username === username);
    const id = ids.get(username);
    if (!found || id === undefined) throw new Error(`the demo account ${username} is missing`);
    return actor(id, username, found.role, found.unit);
  };
  return {
    validator: account('validator'),
    channel: account('kanal'),
    jaki: actor('demo:jaki', 'jaki', 'channel_admin', null),
    office(unit) {
      const known = people.find((one) => one.role === 'unit_admin' && one.unit === unit);
      return known ? account(known.username) : actor(`demo:${unit}`, unit, 'unit_admin', unit);
    },
  };
}
