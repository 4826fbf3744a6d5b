/** The card beside a report number: status, clock and verdict with its reasons, and what can be decided in one press. */
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Reason } from '#shared/contract/evidence.ts';
import { isDoubt } from '#shared/evidence/finding.ts';
import { type FindingGroup, groupFindings, photoSpans } from '#shared/evidence/groups.ts';
import { fullDate, timeLeft } from '#shared/words/time.ts';
import { ask, type CardReport, type FrameGrant, hear } from '../../connection/messages.ts';
import { language, t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { useNow } from '../../ui/hooks.ts';
import { Icon, VerdictSign } from '../../ui/icon.tsx';
import { guardKeyboard } from '../../ui/keyboard-arrival.ts';
import { startFrame } from '../../ui/page.tsx';
import { Decisions, Fate, OpenDesk } from './decisions.tsx';
import { type Surroundings, surroundingsBy } from './surroundings.ts';
import './card.css';

/** A card is read at a glance: more findings than this are for the desk. */
const MOST_FINDINGS = 3;

function Card({ grant, around }: { grant: FrameGrant; around: Surroundings }) {
  const state = useReport(grant.number);
  if (state.step === 'loading') return <Shell number={grant.number} about={t('overlay.loading')} />;
  if (state.step === 'failed') {
    return (
      <Shell number={grant.number}>
        <p role="alert">{state.message}</p>
        <Button onClick={state.retry}>{t('common.retry')}</Button>
      </Shell>
    );
  }
  if (!state.report) return <Shell number={grant.number} about={t('overlay.unknown')} />;
  return <Report report={state.report} decisions={grant.decisions} around={around} />;
}

interface ReportProps {
  report: CardReport;
  decisions: boolean;
  around: Surroundings;
}

function Report({ report, decisions, around }: ReportProps) {
  const { item, category, place, entry } = report;
  const about = [t(`common.status.${item.status}`), category, place].filter(Boolean).join(' · ');
  return (
    <Shell number={item.number} about={about} due={<Due report={report} />}>
      <Verdict item={item} />
      {entry ? (
        <Fate number={item.number} entry={entry} />
      ) : (
        <Decisions report={report} allowed={decisions} around={around} />
      )}
    </Shell>
  );
}

interface ShellProps {
  number: string;
  about?: string;
  due?: ComponentChildren;
  children?: ComponentChildren;
}

function Shell({ number, about, due, children }: ShellProps) {
  return (
    <main class="card" aria-label={t('overlay.card', { number })}>
      <header class="card-head">
        <h1>{number}</h1>
        {due}
        {about !== undefined && <p class="card-about soft">{about}</p>}
      </header>
      {children}
      <footer class="card-foot">
        <OpenDesk number={number} class="link" />
      </footer>
    </main>
  );
}

function Due({ report: { item, clockOffset } }: { report: CardReport }) {
  const now = useNow(clockOffset, 15_000);
  if (item.nextDueAt === null) return <p class="soft">{t('overlay.no_due')}</p>;
  const dueAt = Date.parse(item.nextDueAt);
  return (
    <p class="card-due" data-late={dueAt < now} title={t('overlay.due', { at: fullDate(dueAt, language()) })}>
      <time dateTime={item.nextDueAt}>{timeLeft(dueAt - now, language())}</time>
    </p>
  );
}

function Verdict({ item }: { item: CardReport['item'] }) {
  const { verdict } = item;
  if (!verdict) return <p class="soft">{t('overlay.unchecked')}</p>;
  const groups = groupFindings(verdict.reasons);
  const shown = groups.slice(0, MOST_FINDINGS);
  const more = groups.length - shown.length;
  return (
    <section class={`card-verdict ground-${verdict.verdict}`}>
      <h2>
        <VerdictSign verdict={verdict.verdict} />
        {t(`common.verdict.${verdict.verdict}`)}
      </h2>
      {!verdict.reasons.some(isDoubt) && <p>{t('overlay.no_findings')}</p>}
      <ul>
        {shown.map((group) => (
          <FindingLine key={`${group.worst.severity} ${group.worst.code}`} {...group} />
        ))}
      </ul>
      {more > 0 && <p class="soft">{t('overlay.finding_more', { count: more })}</p>}
    </section>
  );
}

/** One kind, by the worst of its photos, and which others it speaks of. */
function FindingLine({ worst, photos }: FindingGroup<Reason>) {
  const others = photos.filter((photo) => photo !== worst.photo);
  return (
    <li>
      {worst.severity === 'info' && (
        <span class="sign sign-info" role="img" aria-label={t(`desk.severity.${worst.severity}`)}>
          <Icon name="info" />
        </span>
      )}
      {worst.message}
      {others.length > 0 && ` ${t('overlay.finding_also', { photos: photoSpans(others).join(', ') })}`}
    </li>
  );
}

/** Shows nothing until the worker has taken its nonce. */
export async function startCard(): Promise<void> {
  const { page, grant, around: port } = await startFrame();
  guardKeyboard(window, () => performance.now());
  const around = surroundingsBy(port);
  page.draw(
    () => t('overlay.card', { number: grant.number }),
    () => <Card grant={grant} around={around} />,
  );
}

type ReportState =
  | { step: 'loading' }
  | { step: 'ready'; report: CardReport | null }
  | { step: 'failed'; message: string; retry: () => void };

/** Read through the worker, and anew whenever the worker says that something changed. */
function useReport(number: string): ReportState {
  const [state, setState] = useState<ReportState>({ step: 'loading' });
  useEffect(() => {
    let newest = 0;
    const read = async (): Promise<void> => {
      const turn = ++newest;
      const answer = await ask('report', { number }).catch(() => null);
      // Answers may overtake each other: only the last question's counts.
      if (turn !== newest) return;
      if (answer?.ok) {
        setState({ step: 'ready', report: answer.value });
        return;
      }
      const message = answer?.error.message ?? t('worker.broken');
      setState({ step: 'failed', message, retry: () => void read() });
    };
    const stop = hear(({ tells }) => {
      if (tells === 'changed') void read();
    });
    void read();
    return () => {
      newest = Number.POSITIVE_INFINITY;
      stop();
    };
  }, [number]);
  return state;
}
