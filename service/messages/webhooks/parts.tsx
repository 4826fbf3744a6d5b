/** What the list of webhooks and the page of one both show and ask for. */
import type { WebhookSight } from '#shared/contract/webhooks.ts';
import { TOLD_ACTIONS } from '#shared/ticket/action.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { useSay } from '../../pages/context.tsx';
import { choices, type Field, line, optionsOf } from '../../pages/form.ts';
import type { OutboundWhy } from '../../platform/outbound/outbound.ts';

export const WEBHOOKS_PATH = '/kelola/webhook';
export const WEBHOOK_DONE = ['ubah', 'jeda', 'lanjut', 'hapus', 'ulang', 'lewati'] as const;

/** CRM's own words, in every language. */
export function actionSaid(action: string): Phrase {
  return { text: action.replaceAll('_', ' ') };
}

export const NAME = line('name', 'messages.webhooks.name', 200);
export const URL_FIELD = line('url', 'messages.webhooks.url', 2_000, {
  hint: 'messages.webhooks.url_hint',
});
export const ACTIONS = choices('actions', 'messages.webhooks.actions', optionsOf(TOLD_ACTIONS, actionSaid), {
  hint: 'messages.webhooks.actions_hint',
});
/** What may be changed of one. */
export const CHANGE_FIELDS: readonly Field[] = [NAME, URL_FIELD, ACTIONS];

/** Our own words for why a try failed. */
const WHY: readonly OutboundWhy[] = [
  'not-a-url',
  'credentials',
  'not-https',
  'private-address',
  'unresolved',
  'unreachable',
  'certificate',
  'timeout',
  'stopped',
];

/** Why a try failed: a word of ours in words, a status as it came. */
export function errorSaid(error: string): Phrase {
  const known = WHY.find((word) => word === error);
  return known ? `messages.webhook_error.${known}` : { text: error };
}

/** With whose eyes a webhook sees; `unit` names an office by its code. */
export function SeesAs({ sight, unit }: { sight: WebhookSight; unit: (code: string) => { name: string } }) {
  const role = useSay()(`messages.webhook_sees.${sight.role}`);
  if (sight.role === 'supervisor') return role;
  return `${role}: ${sight.role === 'api_client' ? sight.client : unit(sight.unit).name}`;
}
