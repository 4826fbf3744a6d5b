/** One report with everything needed to decide on it; the same parts beside or below the photos, or in one column. */
import type { ComponentChildren, Ref, RefObject } from 'preact';
import { useLayoutEffect, useMemo, useRef } from 'preact/hooks';
import type { Report } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import type { StoredTicket } from '../../store/database.ts';
import { useFrameLater } from '../../ui/hooks.ts';
import { ReportMap } from '../map/report-map.tsx';
import { EvidencePhotos } from '../photos/evidence-photos.tsx';
import { FurtherPhotos } from '../photos/further-photos.tsx';
import type { Evidence } from '../photos/use-evidence.ts';
import { Advice } from './advice.tsx';
import { Clocks } from './clocks.tsx';
import { Criteria } from './criteria.tsx';
import { Discussion } from './discussion.tsx';
import { Findings } from './findings.tsx';
import { History } from './history.tsx';
import { Narrative } from './narrative.tsx';
import { FoldedOfficeRecord, OfficeRecord } from './office-record.tsx';
import { Receipts } from './receipts.tsx';
import { Returned } from './returned.tsx';
import { TicketHeader } from './ticket-header.tsx';

export interface TicketViewProps {
  ticket: StoredTicket;
  answered: boolean;
  heading: Ref<HTMLHeadingElement>;
  evidence: Evidence;
  onChoose(number: string): void;
  /** Opens the form for a follow-up; absent where none may be sent. */
  onFollowUp?: () => void;
  /** Opens the form for an internal note; absent where none may be written. */
  onNote?: () => void;
  /** Whether its reader may know whose browser was told of the report. */
  mayKnowReceipts: boolean;
  /** Two photos beside each other. */
  paired: boolean;
  /** What must be read before anything else, as that the report has changed. */
  banner: ComponentChildren;
}

/** The photos, which never scroll away, and beside or below them everything that is read. */
export function WideTicket(props: TicketViewProps) {
  const { ticket, banner } = props;
  const main = useTop<HTMLElement>(ticket.number);
  const aside = useTop<HTMLElement>(ticket.number);
  return (
    <>
      <main id="ticket" class="ticket" ref={main}>
        <TicketHeader item={ticket.item} heading={props.heading} onChoose={props.onChoose} />
        {banner}
        <Returned item={ticket.item} onFollowUp={props.onFollowUp} />
        <Photos {...props} />
      </main>
      <aside class="reading" ref={aside} aria-label={t('desk.findings.title')}>
        <div class="reading-part">
          <Advice item={ticket.item} />
          <FindingsPart {...props} />
        </div>
        <div class="reading-part">
          <Narrative narrative={ticket.item.narrative} verdict={ticket.item.verdict} />
          <ReportText item={ticket.item} />
          <OfficeRecord item={ticket.item} onChoose={props.onChoose} />
          <FurtherPhotos item={ticket.item} />
          <Discussion ticket={ticket} onNote={props.onNote} />
        </div>
        <LookedUp {...props} />
      </aside>
    </>
  );
}

/**
 * What is looked up rather than read at every report: drawn once that stands there, for the next report must come at
 * once. Until then it is gone: what it says of the report before must not stand beside this one.
 */
function LookedUp(props: TicketViewProps) {
  const late = useFrameLater(props);
  const { ticket, answered, onChoose, mayKnowReceipts } = late;
  const parts = useMemo(
    () => (
      <>
        <Place {...late} />
        <section class="part" aria-labelledby="criteria-title">
          <h2 id="criteria-title">{t('desk.criteria.title')}</h2>
          <Criteria item={ticket.item} />
        </section>
        <section class="part" aria-labelledby="clocks-title">
          <h2 id="clocks-title">{t('desk.clocks.title')}</h2>
          <Clocks clocks={ticket.item.clocks} />
        </section>
        <section class="part" aria-labelledby="history-title">
          <h2 id="history-title">{t('desk.history.title')}</h2>
          <History ticket={ticket} answered={answered} onChoose={onChoose} />
        </section>
        {mayKnowReceipts && <Receipts key={ticket.number} number={ticket.number} />}
      </>
    ),
    [late],
  );
  return (
    <div class="reading-part" hidden={ticket.number !== props.ticket.number}>
      {parts}
    </div>
  );
}

/** Another report is read from its top. */
function useTop<E extends HTMLElement>(number: string): RefObject<E | null> {
  const ref = useRef<E>(null);
  useLayoutEffect(() => ref.current?.scrollTo(0, 0), [number]);
  return ref;
}

/** Advice, photos, map, findings, narrative; the rest folded. */
export function NarrowTicket(props: TicketViewProps) {
  const { ticket, banner } = props;
  const main = useTop<HTMLElement>(ticket.number);
  return (
    <main id="ticket" class="ticket ticket-narrow" ref={main}>
      <TicketHeader item={ticket.item} heading={props.heading} onChoose={props.onChoose} />
      {banner}
      <Returned item={ticket.item} onFollowUp={props.onFollowUp} />
      <Advice item={ticket.item} />
      <Photos {...props} />
      <Place {...props} />
      <FindingsPart {...props} />
      <Narrative narrative={ticket.item.narrative} verdict={ticket.item.verdict} />
      <FurtherPhotos item={ticket.item} />
      <ReportText item={ticket.item} />
      <Discussion ticket={ticket} onNote={props.onNote} />
      <FoldedOfficeRecord item={ticket.item} onChoose={props.onChoose} />
      <details class="part">
        <summary>{t('desk.criteria.title')}</summary>
        <Criteria item={ticket.item} />
      </details>
      <details class="part">
        <summary>{t('desk.clocks.title')}</summary>
        <Clocks clocks={ticket.item.clocks} />
      </details>
      <details class="part">
        <summary>{t('desk.history.title')}</summary>
        <History ticket={ticket} answered={props.answered} onChoose={props.onChoose} />
      </details>
      {props.mayKnowReceipts && <Receipts key={ticket.number} number={ticket.number} />}
    </main>
  );
}

function Photos({ ticket, paired, evidence }: TicketViewProps) {
  return <EvidencePhotos item={ticket.item} {...{ paired, evidence }} />;
}

function Place({ ticket, evidence, onChoose }: TicketViewProps) {
  return (
    <ReportMap
      item={ticket.item}
      shownPhoto={evidence.shownAfter}
      onShowPhoto={evidence.showAfter}
      onChoose={onChoose}
    />
  );
}

function FindingsPart({ ticket, evidence, onChoose }: TicketViewProps) {
  return (
    <Findings
      verdict={ticket.item.verdict}
      shownPhoto={evidence.shownAfter}
      onShowPhoto={evidence.showAfter}
      onChoose={onChoose}
    />
  );
}

/** What the citizen wrote, where, and how it came in. */
function ReportText({ item }: { item: Report }) {
  return (
    <section class="part report-text" aria-labelledby="report-title">
      <h2 id="report-title">{t('desk.ticket.description')}</h2>
      <p class="prose">{item.description}</p>
      <p class="soft">
        {item.address ?? t('desk.ticket.no_address')}
        {item.unit && (
          <>
            <br />
            {t('desk.ticket.handled_by', { unit: item.unit.name })}
          </>
        )}
      </p>
    </section>
  );
}
