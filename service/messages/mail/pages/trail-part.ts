/** On the trail of one report: the mails and messages that left the house about it, and what became of each. */
import { html } from 'hono/html';
import type { NotificationTrail } from '#shared/contract/notification.ts';
import { fullDate } from '#shared/words/time.ts';
import { type Html, table } from '../../../pages/legacy.tsx';
import { type Language, type Said, say } from '../../../platform/http/language.ts';
import { KIND_NAMES, SENDER_NAMES, STATE_NAMES, NOTICE_WORDS as W, WHY_NAMES } from './words.ts';

type Notice = NotificationTrail['notices'][number];

const OUTSIDE: Said = { id: 'Surel dan pesan', en: 'Mails and messages' };
const NONE: Said = {
  id: 'Tidak ada yang dikirim di luar peramban.',
  en: 'Nothing was sent outside the browser.',
};

export function drawNotices(notices: readonly Notice[], language: Language): Html {
  const words = (said: Said): string => say(said, language);
  return html`<h3>${words(OUTSIDE)}</h3>
${table(
  language,
  OUTSIDE,
  [
    { head: W.kind, cell: ({ kind }: Notice) => words(KIND_NAMES[kind]) },
    {
      head: W.to,
      cell: ({ to, sender }: Notice) => `${to ?? words(W.reporter)} · ${words(SENDER_NAMES[sender])}`,
    },
    {
      head: W.state,
      cell: ({ state, why }: Notice) =>
        why === undefined
          ? words(STATE_NAMES[state])
          : `${words(STATE_NAMES[state])}: ${words(WHY_NAMES[why])}`,
    },
    {
      head: W.when,
      cell: ({ createdAt, settledAt }: Notice) => fullDate(Date.parse(settledAt ?? createdAt), language),
    },
  ],
  notices,
  NONE,
)}`;
}
