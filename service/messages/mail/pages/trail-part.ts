/** On the trail of one report: the mails and messages that left the house about it, and what became of each. */

import { html } from 'hono/html';
import type { NotificationTrail } from '#shared/contract/notification.ts';
import type { Phrase } from '#shared/words/phrase.ts';
import { fullDate } from '#shared/words/time.ts';
import { type Html, table } from '../../../pages/legacy.tsx';
import { type Language, say } from '../../../platform/http/language.ts';

type Notice = NotificationTrail['notices'][number];

export function drawNotices(notices: readonly Notice[], language: Language): Html {
  const words = (said: Phrase): string => say(said, language);
  return html`<h3>${words('messages.outside.title')}</h3>
${table(
  language,
  'messages.outside.title',
  [
    { head: 'messages.outgoing.kind', cell: ({ kind }: Notice) => words(`messages.kind.${kind}`) },
    {
      head: 'messages.outgoing.to',
      cell: ({ to, sender }: Notice) =>
        `${to ?? words('messages.outgoing.reporter')} · ${words(`messages.sender.${sender}`)}`,
    },
    {
      head: 'messages.outgoing.state',
      cell: ({ state, why }: Notice) =>
        why === undefined
          ? words(`messages.state.${state}`)
          : `${words(`messages.state.${state}`)}: ${words(`messages.why_not_sent.${why}`)}`,
    },
    {
      head: 'messages.outgoing.when',
      cell: ({ createdAt, settledAt }: Notice) => fullDate(Date.parse(settledAt ?? createdAt), language),
    },
  ],
  notices,
  'messages.outside.none',
)}`;
}
