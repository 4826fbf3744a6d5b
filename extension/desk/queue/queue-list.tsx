/** The list of the queue: groups by urgency, drawn only where it is looked at, so that 2,000 rows cost 30. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { WorkGroup } from '#shared/deadline/urgency.ts';
import { endOfDay } from '#shared/time/zone.ts';
import { clockOrDate, fullDate } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import type { StoredTicket } from '../../store/database.ts';
import { isWithOthers } from '../../store/tickets.ts';
import { Icon, VerdictSign } from '../../ui/icon.tsx';
import { askedOf, isVerdictDue } from '../model/asked.ts';
import { asideAt, isAside, type QueueGroup } from '../model/queue.ts';
import { useSurroundings } from '../state/context.ts';
import type { Picking } from '../state/use-picking.ts';
import { NextTime } from '../ticket/clocks.tsx';
import { type Band, layOut, topToReveal, visibleRows } from './window.ts';

interface Props {
  groups: readonly QueueGroup[];
  order: readonly StoredTicket[];
  chosen: string | null;
  picking: Picking;
  onChoose(number: string): void;
  onMove(by: 1 | -1, extending: boolean): void;
}

export function QueueList({ groups, order, chosen, picking, onChoose, onMove }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 0 });
  const layout = layOut(groups.map((group) => group.tickets.length));
  const at = order.findIndex((ticket) => ticket.number === chosen);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = (): void => setView({ top: element.scrollTop, height: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  useEffect(() => {
    const element = box.current;
    if (!element || at < 0) return;
    const top = topToReveal(layout, at, { top: element.scrollTop, height: element.clientHeight });
    if (top !== element.scrollTop) element.scrollTop = top;
  }, [chosen, at < 0]);

  const onKeyDown = (event: KeyboardEvent): void => {
    const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : null;
    if (by !== null) onMove(by, event.shiftKey);
    else if (event.key === ' ' && chosen !== null) picking.toggle(chosen);
    else return;
    event.preventDefault();
  };

  // One listener for all rows: options are no tab stops, the list has the keyboard.
  const onClick = (event: MouseEvent): void => {
    if (!(event.target instanceof Element)) return;
    const number = event.target.closest<HTMLElement>('[data-number]')?.dataset.number;
    if (number === undefined) return;
    if (event.target.closest('.row-pick') || event.ctrlKey || event.metaKey) picking.toggle(number);
    else {
      if (event.shiftKey) picking.extend(chosen ?? number, number);
      onChoose(number);
    }
  };

  let index = 0;
  return (
    <div
      ref={box}
      class={picking.tickets.length > 0 ? 'queue-list queue-list-picking' : 'queue-list'}
      role="listbox"
      tabIndex={0}
      aria-label={t('desk.queue.list_label')}
      aria-activedescendant={at < 0 ? undefined : rowId(order[at]?.number ?? '')}
      onScroll={(event) =>
        setView({ top: event.currentTarget.scrollTop, height: event.currentTarget.clientHeight })
      }
      onKeyDown={onKeyDown}
      onClick={onClick}
    >
      {groups.map((group, which) => {
        const first = index;
        index += group.tickets.length;
        const band = layout.bands[which];
        if (!band) return null;
        return (
          <Group key={group.name} name={group.name} count={group.tickets.length} band={band}>
            {visibleRows(band, view, at).map((row) => {
              const ticket = group.tickets[row.index];
              if (!ticket) return null;
              return (
                <QueueRow
                  key={ticket.number}
                  ticket={ticket}
                  group={group.name}
                  top={row.top}
                  position={first + row.index + 1}
                  of={order.length}
                  chosen={ticket.number === chosen}
                  picked={picking.tickets.length > 0 ? picking.has(ticket.number) : null}
                />
              );
            })}
          </Group>
        );
      })}
    </div>
  );
}

interface GroupProps {
  name: WorkGroup;
  count: number;
  band: Band;
  children: preact.ComponentChildren;
}

function Group({ name, count, band, children }: GroupProps) {
  const words = t(`common.work_group.${name}`);
  return (
    <fieldset
      class={`queue-group queue-group-${name}`}
      aria-label={words}
      style={{ height: `${band.height}px` }}
    >
      <div class="queue-group-title" aria-hidden="true">
        <span>{words}</span>
        <span class="count">{count}</span>
      </div>
      {children}
    </fieldset>
  );
}

interface RowProps {
  ticket: StoredTicket;
  group: WorkGroup;
  top: number;
  position: number;
  of: number;
  chosen: boolean;
  /** Null while none is picked. */
  picked: boolean | null;
}

function rowId(number: string): string {
  return `row-${number}`;
}

function QueueRow({ ticket, group, top, position, of, chosen, picked }: RowProps) {
  const { item } = ticket;
  const place = item.kelurahan?.name.replace(/^Kelurahan /, '') ?? item.unit?.name ?? '';
  const asked = askedOf(item);
  const what = [asked && t(`desk.queue.asked.${asked}`), item.category].filter(Boolean).join(' · ');
  return (
    <div
      id={rowId(ticket.number)}
      class="queue-row"
      role="option"
      aria-selected={chosen}
      {...(picked === null ? {} : { 'aria-checked': picked })}
      aria-posinset={position}
      aria-setsize={of}
      tabIndex={-1}
      data-number={ticket.number}
      style={{ top: `${top}px` }}
    >
      {isVerdictDue(item) ? <VerdictSign verdict={item.verdict?.verdict ?? null} /> : <span class="sign" />}
      <span class="queue-row-number">
        {ticket.number} <RowMark ticket={ticket} />
      </span>
      <RowTime ticket={ticket} group={group} />
      <span class="row-pick" aria-hidden="true">
        {picked && <Icon name="check" size={12} />}
      </span>
      <span class="queue-row-what" title={`${what} · ${place}`}>
        <span>{what}</span> <span class="queue-row-place">{place}</span>
      </span>
    </div>
  );
}

/** Whose it is, as a sign: somebody else looks at it, or it is proposed to oneself. Neither changes its place. */
function RowMark({ ticket }: { ticket: StoredTicket }) {
  const { now } = useSurroundings();
  const { claim, proposedValidator } = ticket.item;
  const isTaken = isWithOthers(ticket, now);
  if (!isTaken && !proposedValidator?.mine) return null;
  const words = isTaken ? t('desk.queue.claimed_by', { by: claim?.by ?? '' }) : t('desk.queue.for_you');
  return (
    <span class="row-mark" title={words}>
      <Icon name={isTaken ? 'eye' : 'mine'} size={13} />
      <span class="unseen">{words}</span>
    </span>
  );
}

/** Time left; of what is set aside until when it is put off, since when a visit is waited for. */
function RowTime({ ticket, group }: { ticket: StoredTicket; group: WorkGroup }) {
  const { now, locale } = useSurroundings();
  if (!isAside(group)) {
    const left = <NextTime item={ticket.item} />;
    // Here for the same-day target alone, not for the limit that comes later.
    if (group !== 'dueToday' || ticket.nextDueAt <= endOfDay(now)) return left;
    return (
      <time
        class="due"
        dateTime={new Date(endOfDay(now)).toISOString()}
        title={fullDate(endOfDay(now), locale)}
      >
        {t('desk.queue.same_day')}
      </time>
    );
  }
  const at = asideAt(ticket, group);
  const shown = clockOrDate(at, now, locale);
  return (
    <time class="due" dateTime={new Date(at).toISOString()} title={fullDate(at, locale)}>
      {group === 'postponed' ? t('desk.queue.until', { at: shown }) : t('desk.queue.since', { at: shown })}
    </time>
  );
}
