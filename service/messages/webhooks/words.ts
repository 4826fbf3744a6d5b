/** How webhooks name what happened: events, and why a try failed. */
import { EVENT_ACTIONS } from '#shared/ticket/action.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import type { Option } from '../../pages/form.ts';
import type { OutboundWhy } from '../../platform/outbound/outbound.ts';

export const WEBHOOK_DONE = ['ubah', 'jeda', 'lanjut', 'hapus', 'ulang', 'lewati'] as const;

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

/** CRM's own words, in both languages. */
export const ACTION_OPTIONS: readonly Option[] = EVENT_ACTIONS.map((action) => ({
  value: action,
  label: actionSaid(action),
}));

export function actionSaid(action: string): Phrase {
  return { text: action.replaceAll('_', ' ') };
}
