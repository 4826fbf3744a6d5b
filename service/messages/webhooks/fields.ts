/** What the list of webhooks and the page of one both show and ask for. */
import type { WebhookSight } from '#shared/contract/webhooks.ts';
import type { Field } from '../../pages/form.ts';
import { type Language, say } from '../../platform/http/language.ts';
import type { WebhookDeps } from './subscriptions.ts';
import { ACTION_OPTIONS } from './words.ts';

export const NAME: Field = { kind: 'line', path: 'name', label: 'messages.webhooks.name', max: 200 };
export const URL_FIELD: Field = {
  kind: 'line',
  path: 'url',
  label: 'messages.webhooks.url',
  hint: 'messages.webhooks.url_hint',
  max: 2_000,
};
export const ACTIONS: Field = {
  kind: 'choices',
  path: 'actions',
  label: 'messages.webhooks.actions',
  hint: 'messages.webhooks.actions_hint',
  options: ACTION_OPTIONS,
};
/** What may be changed of one. */
export const CHANGE_FIELDS: readonly Field[] = [NAME, URL_FIELD, ACTIONS];

export function sightSaid(
  { units }: Pick<WebhookDeps, 'units'>,
  sight: WebhookSight,
  language: Language,
): string {
  const whose =
    sight.role === 'api_client'
      ? `: ${sight.client}`
      : sight.role === 'unit_admin'
        ? `: ${units.named(sight.unit).name}`
        : '';
  return say(`messages.webhook_sees.${sight.role}`, language) + whose;
}
