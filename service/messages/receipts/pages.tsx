/**
 * `/kelola/pemberitahuan`: was it the system or the admin? When a report was made known, officer by officer when
 * their browser had it, showed it and saw it opened, and what became of each message that left the house about it.
 */
import type { Hono } from 'hono';
import { z } from 'zod';
import type { NotificationTrail } from '#shared/contract/notification.ts';
import { MINUTE } from '#shared/time/zone.ts';
import { fullDate } from '#shared/words/time.ts';
import { answerPage } from '../../pages/answer.tsx';
import { useLanguage, useSay } from '../../pages/context.tsx';
import { Search } from '../../pages/fields.tsx';
import { line, queryOf } from '../../pages/form.ts';
import { menuEntry } from '../../pages/menu.ts';
import { OfficePage } from '../../pages/page.tsx';
import { Banner, Beside } from '../../pages/parts.tsx';
import { officePages } from '../../pages/session.ts';
import { type Column, Table } from '../../pages/table.tsx';
import type { Env } from '../../platform/http/env.ts';
import { unlessMissing } from '../../platform/http/problem.ts';
import { findPublic } from '../../tickets/tracking/track.ts';
import { type ReceiptDeps, trailOf } from './receipts.ts';

const RECEIPTS_PATH = '/kelola/pemberitahuan';
export const RECEIPTS_ENTRY = menuEntry(RECEIPTS_PATH, 'pages.menu.notifications', 'notifications:read');

/** Of a browser that had no connection the service hears later. */
const LATE_MS = 5 * MINUTE;

const NUMBER = line('nomor', 'messages.receipts.number', 40);
const Query = z.object({ nomor: z.string().trim().max(40).optional() });

type Change = NotificationTrail['changes'][number];
type ToldReceipt = NotificationTrail['officers'][number]['receipts'][number];
type Mail = NotificationTrail['notices'][number];

export function receiptPages(services: ReceiptDeps): Hono<Env> {
  const app = officePages(RECEIPTS_ENTRY, services);
  app.get('/', async (c) => {
    const { nomor = '' } = queryOf(c, Query);
    const trail = nomor === '' ? null : await find(services, nomor);
    return answerPage(c, <TrailPage number={nomor} trail={trail} />, trail === 'unknown' ? 404 : 200);
  });
  return app;
}

async function find(services: ReceiptDeps, number: string): Promise<NotificationTrail | 'unknown'> {
  const row = await unlessMissing(findPublic(services, number));
  return row === null ? 'unknown' : trailOf(row, services);
}

function TrailPage({ number, trail }: { number: string; trail: NotificationTrail | 'unknown' | null }) {
  const say = useSay();
  return (
    <OfficePage title={say('messages.receipts.title')} wide>
      {trail === 'unknown' && <Banner kind="bad">{say('messages.receipts.unknown')}</Banner>}
      <p>{say('messages.receipts.intro')}</p>
      <Search action={RECEIPTS_PATH} fields={[NUMBER]} filled={{ values: { nomor: [number] } }} />
      {trail !== null && trail !== 'unknown' && <Trail {...trail} />}
    </OfficePage>
  );
}

function Trail({ number, changes, officers, notices }: NotificationTrail) {
  const say = useSay();
  const columns = useColumns();
  return (
    <>
      <h2>{number}</h2>
      <h3>{say('messages.receipts.changes')}</h3>
      <Table
        caption="messages.receipts.changes"
        columns={columns.changes}
        items={changes}
        empty="messages.receipts.no_change"
      />
      {officers.length === 0 && <p class="empty">{say('messages.receipts.nobody')}</p>}
      {officers.map(({ name, username, receipts }) => (
        <>
          <h3>
            {name}
            <Beside>{username}</Beside>
          </h3>
          <Table
            caption={{ text: name }}
            columns={columns.receipts}
            items={receipts}
            empty="messages.receipts.silent"
          />
        </>
      ))}
      <h3>{say('messages.outside.title')}</h3>
      <Table
        caption="messages.outside.title"
        columns={columns.mails}
        items={notices}
        empty="messages.outside.none"
      />
    </>
  );
}

function useColumns(): { changes: Column<Change>[]; receipts: Column<ToldReceipt>[]; mails: Column<Mail>[] } {
  const say = useSay();
  const language = useLanguage();
  const when = (at: string): string => fullDate(Date.parse(at), language);
  const atOrNot = (at: string | undefined): string =>
    at === undefined ? say('messages.receipts.not') : when(at);
  const remarks = ({ heldBack, sentAt, recordedAt }: ToldReceipt): string[] => {
    const late = Date.parse(recordedAt) - Date.parse(sentAt) > LATE_MS;
    return [
      ...(heldBack ? [say(`messages.held_back.${heldBack}`)] : []),
      ...(late ? [`${say('messages.receipts.late')} ${when(recordedAt)}`] : []),
    ];
  };
  return {
    changes: [
      { head: 'messages.receipts.at', cell: ({ at }) => when(at) },
      { head: 'messages.receipts.status', cell: ({ to }) => say(`public.status.${to}`) },
      { head: 'messages.receipts.unit', cell: ({ unit }) => unit?.name ?? '–' },
    ],
    receipts: [
      { head: 'messages.receipts.kind', cell: ({ kind }) => say(`messages.receipt_kind.${kind}`) },
      { head: 'messages.receipts.sent', cell: ({ sentAt }) => when(sentAt) },
      { head: 'messages.receipts.shown', cell: ({ shownAt }) => atOrNot(shownAt) },
      { head: 'messages.receipts.opened', cell: ({ openedAt }) => atOrNot(openedAt) },
      { head: 'messages.receipts.remark', cell: (told) => remarks(told).join('. ') || '–' },
    ],
    mails: [
      { head: 'messages.outgoing.kind', cell: ({ kind }) => say(`messages.kind.${kind}`) },
      {
        head: 'messages.outgoing.to',
        cell: ({ to, sender }) =>
          `${to ?? say('messages.outgoing.reporter')} · ${say(`messages.sender.${sender}`)}`,
      },
      {
        head: 'messages.outgoing.state',
        cell: ({ state, why }) =>
          say(`messages.state.${state}`) +
          (why === undefined ? '' : `: ${say(`messages.why_not_sent.${why}`)}`),
      },
      { head: 'messages.outgoing.when', cell: ({ createdAt, settledAt }) => when(settledAt ?? createdAt) },
    ],
  };
}
