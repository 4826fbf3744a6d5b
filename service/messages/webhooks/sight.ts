/** With whose eyes a subscription sees: as an actor to whom the feed's one rule of scope applies. */
import type { Actor } from '#shared/contract/session.ts';
import { clientId } from '../../people/api-keys/api-keys.ts';
import type { UnitDirectory } from '../../people/units/directory.ts';
import type { WebhookRow } from '../../tables/webhook.ts';

export function actorOf(
  { id, name, sight }: Pick<WebhookRow, 'id' | 'name' | 'sight'>,
  units: UnitDirectory,
): Actor {
  const { role } = sight;
  const unit = role === 'unit_admin' ? units.named(sight.unit) : null;
  // Keys of one client see what any of them filed, and so does its webhook.
  const who = role === 'api_client' ? clientId(sight.client) : `webhook:${id}`;
  return { id: who, username: who, name, role, unit, roles: [{ role, unit }] };
}
