/** One report with everything needed to decide on it; the same parts in three columns or in one. */
import type { ComponentChildren, Ref } from 'preact';
import type { Report } from '#shared/contract/ticket.ts';
import { t } from '../../platform/i18n.ts';
import type { StoredTicket } from '../../store/database.ts';
import { afterPhotos } from '../model/photos.ts';
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
import { Receipts } from './receipts.tsx';
import { SketchMap } from './sketch-map.tsx';
import { TicketHeader } from './ticket-header.tsx';

export interface TicketViewProps {
  ticket: StoredTicket;
  answered: boolean;
  heading: Ref<HTMLHeadingElement>;
  evidence: Evidence;
  onChoose(number: string): void;
  /** Opens the form for an internal note; absent where none may be written. */
  onNote?: () => void;
  /** Whether its reader may know whose browser was told of the report. */
  mayKnowReceipts: boolean;
  /** Two photos beside each other. */
  paired: boolean;
  /** What must be read before anything else, as that the report has changed. */
  banner: ComponentChildren;
}

/** Middle and right column. */
export function WideTicket(props: TicketViewProps) {
  const { ticket, banner } = props;
  return (
    <>
      <main id="ticket" class="ticket">
        <TicketHeader item={ticket.item} heading={props.heading} onChoose={props.onChoose} />
        {banner}
        <Photos {...props} />
        <div class="place-and-text">
          <Sketch {...props} />
          <ReportText item={ticket.item} />
        </div>
      </main>
      <aside class="findings-column" aria-label={t('desk.findings.title')}>
        <Advice item={ticket.item} />
        <FindingsPart {...props} />
        <Narrative narrative={ticket.item.narrative} verdict={ticket.item.verdict} />
        <FurtherPhotos item={ticket.item} />
        <section class="part" aria-labelledby="criteria-title">
          <h2 id="criteria-title">{t('desk.criteria.title')}</h2>
          <Criteria item={ticket.item} />
        </section>
        <Discussion ticket={ticket} onNote={props.onNote} />
        <section class="part" aria-labelledby="clocks-title">
          <h2 id="clocks-title">{t('desk.clocks.title')}</h2>
          <Clocks clocks={ticket.item.clocks} />
        </section>
        <section class="part" aria-labelledby="history-title">
          <h2 id="history-title">{t('desk.history.title')}</h2>
          <History ticket={ticket} answered={props.answered} onChoose={props.onChoose} />
        </section>
        {props.mayKnowReceipts && <Receipts key={ticket.number} number={ticket.number} />}
      </aside>
    </>
  );
}

/** Advice, photos, sketch, findings, narrative; the rest folded. */
export function NarrowTicket(props: TicketViewProps) {
  const { ticket, banner } = props;
  return (
    <main id="ticket" class="ticket ticket-narrow">
      <TicketHeader item={ticket.item} heading={props.heading} onChoose={props.onChoose} />
      {banner}
      <Advice item={ticket.item} />
      <Photos {...props} />
      <Sketch {...props} />
      <FindingsPart {...props} />
      <Narrative narrative={ticket.item.narrative} verdict={ticket.item.verdict} />
      <FurtherPhotos item={ticket.item} />
      <ReportText item={ticket.item} />
      <Discussion ticket={ticket} onNote={props.onNote} />
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

function Sketch({ ticket, evidence }: TicketViewProps) {
  return (
    <SketchMap
      point={ticket.item.point}
      photos={afterPhotos(ticket.item)}
      shownPhoto={evidence.shownAfter}
      onShowPhoto={evidence.showAfter}
    />
  );
}

function FindingsPart({ ticket, evidence, onChoose }: TicketViewProps) {
  return (
    <Findings
      verdict={ticket.item.verdict}
      shownPhoto={evidence.shownAfter}
      onShowPhoto={evidence.showAfter}
      onCompare={(after, before) => {
        evidence.showAfter(after);
        evidence.showBefore(before);
        evidence.compare('swipe');
      }}
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
            {item.unit.name}
          </>
        )}
      </p>
    </section>
  );
}
