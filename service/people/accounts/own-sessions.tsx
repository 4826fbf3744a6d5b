/** Where one is signed in, as a list on `/akun`: what one no longer uses, or never did, can be ended. */
import { toTimestamp } from '#shared/time/zone.ts';
import { useSay } from '../../pages/context.tsx';
import { QuietForm } from '../../pages/fields.tsx';
import { ACCOUNT_PATH } from '../../pages/menu.ts';

import { type Column, Table } from '../../pages/table.tsx';
import { On } from '../parts.tsx';
import type { OwnSession } from './sessions.ts';

export function OwnSessions({ sessions }: { sessions: readonly OwnSession[] }) {
  const say = useSay();
  return (
    <>
      <h2>{say('people.own_account.sessions')}</h2>
      <Table
        caption="people.own_account.sessions"
        columns={COLUMNS}
        items={sessions}
        empty="people.own_account.sessions"
      />
    </>
  );
}

const COLUMNS: readonly Column<OwnSession>[] = [
  { head: 'people.own_account.where', cell: (session) => <Where of={session} /> },
  { head: 'people.own_account.since', cell: ({ begunAt }) => <On at={toTimestamp(begunAt)} /> },
  { head: 'people.own_account.session', cell: (session) => <End of={session} /> },
];

function Where({ of: { userAgent, sso } }: { of: OwnSession }) {
  const say = useSay();
  const name = [firstIn(BROWSERS, userAgent), firstIn(SYSTEMS, userAgent)].filter(Boolean).join(' · ');
  return (
    <div>
      {name || say('people.own_account.unknown')}
      {sso && <span class="soft"> {say('people.own_account.by_sso')}</span>}
    </div>
  );
}

function End({ of: { id, isThis } }: { of: OwnSession }) {
  const say = useSay();
  if (isThis) return <span class="soft">{say('people.own_account.this')}</span>;
  return <QuietForm action={`${ACCOUNT_PATH}/sesi/${id}`} submit="people.own_account.end" />;
}

type Marks = readonly (readonly [mark: RegExp, name: string])[];

/** The first that fits: each names itself beside those it wants to be taken for. */
const BROWSERS: Marks = [
  [/\bEdg/, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\//, 'Firefox'],
  [/Chrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
];
const SYSTEMS: Marks = [
  [/\bAndroid\b/, 'Android'],
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bWindows\b/, 'Windows'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bLinux\b/, 'Linux'],
];

function firstIn(marks: Marks, userAgent: string): string | undefined {
  return marks.find(([mark]) => mark.test(userAgent))?.[1];
}
