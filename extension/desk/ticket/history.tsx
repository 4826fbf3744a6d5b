/** Everything that happened to the report, newest first. */
import type { TicketEvent, ToldAnew } from '#shared/contract/ticket.ts';
import { isReportNumber } from '#shared/ticket/number.ts';
import { fullDate, shortDate } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import type { StoredCriterion, StoredTicket } from '../../store/database.ts';
import { Button } from '../../ui/button.tsx';
import { useSurroundings } from '../state/context.ts';
import { citationOf, useEveryCriterion } from '../state/criteria.ts';

interface Props {
  ticket: StoredTicket;
  /** True once the service has answered or failed to. */
  answered: boolean;
  onChoose(number: string): void;
}

export function History({ ticket: { item }, answered, onChoose }: Props) {
  if (!('events' in item)) {
    return <p class="soft">{t(answered ? 'desk.history.unavailable' : 'desk.history.loading')}</p>;
  }
  return <EventList events={[...item.events].reverse()} narrative={item.narrative} onChoose={onChoose} />;
}

interface ListProps {
  events: readonly TicketEvent[];
  /** Told elsewhere on the screen already: it is not said again. */
  narrative?: string | undefined;
  onChoose(number: string): void;
}

export function EventList({ events, narrative, onChoose }: ListProps) {
  const criteria = useEveryCriterion() ?? [];
  return (
    <ol class="history">
      {events.map((event) => (
        <HistoryRow key={event.version} {...{ event, narrative, criteria, onChoose }} />
      ))}
    </ol>
  );
}

interface RowProps extends Omit<ListProps, 'events'> {
  event: TicketEvent;
  criteria: readonly StoredCriterion[];
}

function HistoryRow({ event, narrative, criteria, onChoose }: RowProps) {
  const { now, locale } = useSurroundings();
  const at = Date.parse(event.at);
  const reasons = [
    ...(event.reasonCodes ?? []).map((code) => t(`common.return_reason.${code}`)),
    ...(event.reasonCode ? [t(`common.refusal_reason.${event.reasonCode}`)] : []),
  ];
  return (
    <li class="event">
      <p>
        <strong>{t(`common.event.${event.action}`)}</strong>
        {event.unit && ` ${t('desk.history.to_unit', { unit: event.unit.name })}`}
        {event.toward && ` ${t('desk.history.to_unit', { unit: event.toward.name })}`}
        {event.verdict && `: ${t(`common.verdict.${event.verdict}`)}`}
        {event.finding && `: ${t(`common.field_finding.${event.finding}`)}`}
        {event.number && <OtherNumber number={event.number} onChoose={onChoose} />}
        {event.until && `: ${t('desk.conflict.until', { until: fullDate(Date.parse(event.until), locale) })}`}
        {event.estimate &&
          `: ${t('desk.history.estimate', { at: fullDate(Date.parse(event.estimate), locale) })}`}
      </p>
      <p class="soft">
        <time dateTime={event.at} title={fullDate(at, locale)}>
          {shortDate(at, now, locale)}
        </time>
        {` · ${whoActed(event)}`}
        {event.madeAt && ` · ${madeSaid(event.action, shortDate(Date.parse(event.madeAt), now, locale))}`}
      </p>
      {event.told && <ToldOtherwise told={event.told} narrative={narrative} />}
      {reasons.length > 0 && <p>{reasons.join(', ')}</p>}
      {[event.reason, event.note].filter(Boolean).map((text) => (
        <p key={text} class="prose event-text">
          {text}
        </p>
      ))}
      <EventNarrative text={event.narrative} {...{ narrative }} />
      <ReliedOn event={event} criteria={criteria} />
    </li>
  );
}

/** A follow-up's own words; those of the newest stand beside its photos, and are only pointed to. */
function EventNarrative({ text, narrative }: { text: string | undefined; narrative: string | undefined }) {
  if (!text) return null;
  if (text.trim() === narrative?.trim()) return <p class="soft">{t('desk.history.narrative_shown')}</p>;
  return <p class="prose event-text">{text}</p>;
}

function madeSaid(action: TicketEvent['action'], at: string): string {
  return t(action === 'impor' ? 'desk.history.made_there' : 'desk.history.made_at', { at });
}

const TOLD_DATES = ['receivedAt', 'reportedAt', 'followedUpAt', 'closedAt'] as const;

/** Where the report was decided on here it stands beside that; else it is what the report says now. */
function ToldOtherwise({ told, narrative }: { told: ToldAnew; narrative: string | undefined }) {
  const { locale } = useSurroundings();
  const { category, channel, unit, description, address } = told;
  const dates = TOLD_DATES.map((name) => {
    const at = told[name];
    return at && `${t(`desk.history.told_${name}`)} ${fullDate(Date.parse(at), locale)}`;
  });
  const what = [category, channel && t(`common.channel.${channel}`), unit?.name, ...dates, address].filter(
    Boolean,
  );
  return (
    <>
      {what.length > 0 && <p>{t('desk.history.told', { what: what.join(' · ') })}</p>}
      {description && <p class="prose event-text">{description}</p>}
      <EventNarrative text={told.narrative} {...{ narrative }} />
    </>
  );
}

/** Role, name and office, as far as they are told. */
export function whoActed({ actor }: TicketEvent): string {
  return [t(`common.role.${actor.role}`), actor.name, actor.unit?.name].filter(Boolean).join(' · ');
}

/** The other half of a merge can be opened; a work ticket's number names no report. */
function OtherNumber({ number, onChoose }: { number: string; onChoose(number: string): void }) {
  if (!isReportNumber(number)) return ` (${number})`;
  return (
    <>
      {' '}
      <Button look="link" onClick={() => onChoose(number)}>
        {number}
      </Button>
    </>
  );
}

/** Versions the officer named; where they named none, how many held when it was decided. */
function ReliedOn({ event, criteria }: Pick<RowProps, 'event' | 'criteria'>) {
  if (event.criteria === undefined) {
    const held = event.criteriaInForce?.length ?? 0;
    return held === 0 ? null : <p class="soft">{t('desk.criteria.held', { count: held })}</p>;
  }
  const titles = event.criteria.map((id) => {
    const known = criteria.find(({ versionId }) => versionId === id);
    return known
      ? `${known.title} (${t('desk.criteria.version', { version: known.version })}; ${citationOf(known)})`
      : t('desk.criteria.unknown', { version: id });
  });
  return <p class="soft">{t('desk.criteria.relied_on', { titles: titles.join(' · ') })}</p>;
}
