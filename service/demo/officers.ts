/** Who acts in the demo: its accounts, and behind them the offices and the channel that nobody signs in for. */
import type { Actor } from '#shared/contract/session.ts';
import type { OfficerRole } from '#shared/ticket/role.ts';
import { user } from '../tables/account.ts';
import { DEMO_ACCOUNTS } from './accounts.ts';
import type { DemoDeps } from './deps.ts';

export interface Cast {
  validator: Actor;
  /** The demo's channel desk. */
  channel: Actor;
  /** JAKI's intake: nobody's account, so that the channel desk sees only what it filed itself. */
  jaki: Actor;
  /** Whoever works for an office: its demo account where there is one. */
  office(unit: string): Actor;
}

export async function assembleCast({ db, units }: Pick<DemoDeps, 'db' | 'units'>): Promise<Cast> {
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
    const found = DEMO_ACCOUNTS.find((one) => one.username === username);
    const id = ids.get(username);
    if (!found || id === undefined) throw new Error(`the demo account ${username} is missing`);
    return actor(id, username, found.role, found.unit);
  };
  return {
    validator: account('validator'),
    channel: account('kanal'),
    jaki: actor('demo:jaki', 'jaki', 'channel_admin', null),
    office(unit) {
      const known = DEMO_ACCOUNTS.find((one) => one.role === 'unit_admin' && one.unit === unit);
      return known ? account(known.username) : actor(`demo:${unit}`, unit, 'unit_admin', unit);
    },
  };
}
