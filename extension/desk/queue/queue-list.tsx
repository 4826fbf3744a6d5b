/** The list of the queue: groups by urgency, drawn only where it is looked at, so that 2,000 rows cost 30. */
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../platform/i18n.ts';
import type { StoredTicket } from '../../store/database.ts';
import { Icon, VerdictSign } from '../../ui/icon.tsx';
import { isWithOthers } from '../model/filter.ts';
import type { GroupName, QueueGroup } from '../model/queue.ts';
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
            {visibleRows(band, view).map((row) => {
              const ticket = group.tickets[row.index];
              if (!ticket) return null;
              return (
                <QueueRow
                  key={ticket.number}
                  ticket={ticket}
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
  name: GroupName;
  count: number;
  band: Band;
  children: preact.ComponentChildren;
}

function Group({ name, count, band, children }: GroupProps) {
  const words = name === 'others' ? t('desk.queue.others') : t(`common.work_group.${name}`);
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

function QueueRow({ ticket, top, position, of, chosen, picked }: RowProps) {
  const { item } = ticket;
  const { now } = useSurroundings();
  const second =
    item.claim && isWithOthers(ticket, now)
      ? t('desk.queue.claimed_by', { by: item.claim.by })
      : [
          item.proposedValidator?.mine && t('desk.queue.for_you'),
          item.category,
          item.kelurahan?.name.replace(/^Kelurahan /, 'Kel. ') ?? item.unit?.name,
        ]
          .filter(Boolean)
          .join(' · ');
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
      <VerdictSign verdict={item.verdict?.verdict ?? null} />
      <span class="queue-row-number">{ticket.number}</span>
      <NextTime item={item} />
      <span class="row-pick" aria-hidden="true">
        {picked && <Icon name="check" size={12} />}
      </span>
      <span class="queue-row-what">{second}</span>
    </div>
  );
}
