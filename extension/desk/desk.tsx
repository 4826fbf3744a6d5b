/** The desk: queue, report, evidence and decision bar in one page, wide or narrow, driven by keys. */
import type { VNode } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { rolesOf } from '#shared/contract/session.ts';
import { mayCall } from '#shared/people/right.ts';
import { fullDate } from '#shared/words/time.ts';
import { language, t } from '../platform/i18n.ts';
import { isWorkday } from '../store/calendar.ts';
import { hasCopies } from '../store/copies.ts';
import type { Meta, ReplicaTicket } from '../store/database.ts';
import { Icon } from '../ui/icon.tsx';
import { Notices } from './banners.tsx';
import { BulkBar } from './bulk/bulk-bar.tsx';
import { ConflictDialog } from './conflicts/conflict-dialog.tsx';
import { useConflicts } from './conflicts/use-conflicts.ts';
import { DecisionBar } from './decide/decision-bar.tsx';
import { Help } from './help.tsx';
import { BULK_ACTIONS } from './model/bulk.ts';
import { lastEvent, type Shown } from './model/changed.ts';
import { type Decision, decisionsFor } from './model/decisions.ts';
import { afterPhotos, beforePhotos } from './model/photos.ts';
import { useEvidence } from './photos/use-evidence.ts';
import { prefetchPhotos } from './photos/use-photo.ts';
import { countWords, QueuePanel } from './queue/queue-panel.tsx';
import type { DeskSurroundings } from './state/context.ts';
import { DeskContext } from './state/context.ts';
import { type Keys, useKeys } from './state/keyboard.ts';
import { type DeskInput, type DeskModel, useDesk } from './state/use-desk.ts';
import { useMedia } from './state/use-media.ts';
import { useOpenNotice } from './state/use-open-notice.ts';
import { useStable } from './state/use-stable.ts';
import { NarrowTicket, type TicketViewProps, WideTicket } from './ticket/ticket-view.tsx';

interface Props extends DeskInput {
  /** True inside a page. */
  framed: boolean;
  /** False where the page around the frame is not one of the service's own. */
  allowed: boolean;
  /** Opened to compare decisions that the service did not take. */
  compare?: boolean;
  /** Called once: what the page was opened for has been taken up. */
  onOpened?: () => void;
}

/** How many reports ahead have their photos fetched. */
const AHEAD = 2;

export function Desk({ framed, allowed, compare = false, onOpened, ...input }: Props) {
  const desk = useDesk(input);
  const wide = useMedia('(min-width: 1000px)');
  const paired = useMedia('(min-width: 640px)');
  const { chosen, shown } = desk;
  const [open, setOpen] = useState<Decision | null>(null);
  const [help, setHelp] = useState(false);
  const [listing, setListing] = useState(false);
  const [filterOpen, setFilterOpen] = useState(false);
  const evidence = useEvidence(chosen, shown?.ticket.item ?? null);
  const searchBox = useRef<HTMLInputElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const toHeading = (): void => heading.current?.focus({ preventScroll: true });
  const conflicts = useConflicts(desk, compare, toHeading);
  useEffect(() => onOpened?.(), []);

  // Another report begins with nothing half decided: before it is painted, for its first key may open a form.
  useLayoutEffect(() => setOpen(null), [chosen]);
  usePrefetch(desk);

  const choose = useCallback(
    (number: string): void => {
      desk.choose(number);
      setListing(false);
    },
    [desk.choose],
  );

  useOpenNotice(framed, choose, conflicts.show);

  useKeys({
    next: (shift) => desk.move(1, shift),
    previous: (shift) => desk.move(-1, shift),
    pick: () => chosen !== null && desk.picking.toggle(chosen),
    pick_all: desk.picking.all,
    undo: () => void desk.undo(),
    search: () => {
      setListing(true);
      // The next key may follow at once. On a narrow screen the box is not there yet.
      if (searchBox.current) searchBox.current.focus();
      else requestAnimationFrame(() => searchBox.current?.focus());
    },
    filter: () => {
      setListing(true);
      setFilterOpen(true);
    },
    help: () => setHelp(true),
    Escape: () => {
      setOpen(null);
      desk.picking.clear();
      setListing(false);
      evidence.fill(false);
    },
    ...evidence.keys,
    more: () => pressInBar('more'),
    ...decisionKeys(shown),
  });

  const closeForm = (): void => {
    setOpen(null);
    toHeading();
  };
  const surroundings: DeskSurroundings = useStable({
    replica: input.replica,
    now: desk.now,
    isWorkday: useWorkdays(input.meta),
    locale: language(),
    framed,
  });
  const ticketView = useTicketView(
    wide,
    surroundings,
    shown && {
      ticket: shown.ticket,
      answered: desk.opening.answered,
      heading,
      evidence,
      onChoose: choose,
      paired,
      mayKnowTold: mayCall('notifications:read', rolesOf(input.session.actor)),
      ...(allowed && shown.ticket.item.actions.includes('catat') ? { onNote: pressNote } : {}),
      notice: shown.newer && <Changed newer={shown.newer} onShow={desk.showNewest} />,
    },
  );
  const panel = (
    <QueuePanel
      desk={desk}
      searchBox={searchBox}
      filterOpen={filterOpen}
      onFilterOpen={setFilterOpen}
      onChoose={choose}
    />
  );
  return (
    <DeskContext.Provider value={surroundings}>
      <div class={wide ? 'desk desk-wide' : 'desk desk-narrow'} data-filling={evidence.filling}>
        <a class="skip" href="#ticket">
          {t('desk.skip_to_ticket')}
        </a>
        <Notices desk={desk} onConflicts={conflicts.show} />
        {wide ? panel : <NarrowTop desk={desk} listing={listing} onList={() => setListing(!listing)} />}
        {!wide && listing ? (
          <main id="ticket" class="queue-alone">
            <h1 class="unseen">{t('desk.title')}</h1>
            {panel}
          </main>
        ) : (
          (ticketView ?? <NoTicket desk={desk} />)
        )}
        {allowed && desk.picking.tickets.length > 0 ? (
          <BulkBar desk={desk} onClosed={closeForm} />
        ) : (
          (wide || !listing) && (
            <DecisionBar desk={desk} open={open} onOpen={setOpen} onClose={closeForm} allowed={allowed} />
          )
        )}
        <button
          type="button"
          class="help-button icon-button"
          aria-label={t('desk.help.open')}
          onClick={() => setHelp(true)}
        >
          <Icon name="help" />
        </button>
        {conflicts.open && <ConflictDialog desk={desk} allowed={allowed} onClose={conflicts.close} />}
        {help && <Help onClose={() => setHelp(false)} />}
        <p class="unseen" role="status">
          {desk.announcement}
        </p>
      </div>
    </DeskContext.Provider>
  );

  /** The keys press the bar's own buttons, so that what holds for a click holds for a key. */
  function decisionKeys(current: Shown | null): Keys {
    const picking = desk.picking.tickets.length > 0;
    const actions = current && !picking ? decisionsFor(current.ticket.item).map(({ action }) => action) : [];
    const offered = picking ? BULK_ACTIONS : actions;
    return Object.fromEntries(offered.map((action) => [action, () => pressInBar(action)]));
  }
}

/** The same function while the calendar is the same: the record it stands in is written with every poll. */
function useWorkdays(meta: Meta | null): DeskSurroundings['isWorkday'] {
  const days = JSON.stringify(meta?.days);
  return useCallback((at) => isWorkday(at, meta), [days]);
}

/** The report is most of the page: it is drawn when something of it is new, not with every other change. */
function useTicketView(
  wide: boolean,
  surroundings: DeskSurroundings,
  props: TicketViewProps | null,
): VNode | null {
  const stable = useStable(props);
  const Ticket = wide ? WideTicket : NarrowTicket;
  return useMemo(() => stable && <Ticket {...stable} />, [Ticket, stable, surroundings]);
}

function pressNote(): void {
  pressInBar('catat');
}

function pressInBar(action: string): void {
  document.querySelector<HTMLButtonElement>(`.decision[data-action="${action}"]`)?.click();
}

function usePrefetch({ queue, chosen }: DeskModel): void {
  const at = queue.order.findIndex((ticket) => ticket.number === chosen);
  const ids = at < 0 ? [] : queue.order.slice(at + 1, at + 1 + AHEAD).flatMap(({ item }) => photoIds(item));
  useEffect(() => prefetchPhotos(ids), [ids.join()]);
}

function photoIds(item: Parameters<typeof afterPhotos>[0]): string[] {
  const first = [beforePhotos(item)[0], ...afterPhotos(item)];
  return first.flatMap((photo) => (photo && hasCopies(photo) ? [photo.id] : []));
}

function NarrowTop({ desk, listing, onList }: { desk: DeskModel; listing: boolean; onList(): void }) {
  const { queue, chosen, move } = desk;
  const at = queue.order.findIndex((ticket) => ticket.number === chosen);
  return (
    <header class="narrow-top">
      <button type="button" class="button" aria-expanded={listing} onClick={onList}>
        <Icon name="list" /> {t('desk.queue.back')} <span class="soft">{countWords(queue)}</span>
      </button>
      {at >= 0 && <span class="tabular soft">{t('desk.photos.of', at + 1, queue.order.length)}</span>}
      <button
        type="button"
        class="icon-button"
        aria-label={t('desk.queue.previous')}
        onClick={() => move(-1)}
      >
        <Icon name="previous" />
      </button>
      <button type="button" class="icon-button" aria-label={t('desk.queue.next')} onClick={() => move(1)}>
        <Icon name="next" />
      </button>
    </header>
  );
}

function NoTicket({ desk }: { desk: DeskModel }) {
  const { opening, chosen } = desk;
  return (
    <main id="ticket" class="ticket ticket-none">
      <h1 class="unseen">{t('desk.title')}</h1>
      {chosen === null ? (
        <Nothing waiting={desk.queue.waiting.length} />
      ) : opening.loading ? (
        <p class="late soft">{t('desk.ticket.opening')}</p>
      ) : (
        <>
          <p role="alert">
            {chosen}: {opening.failure?.message || t('desk.history.unavailable')}
          </p>
          <button type="button" class="button" onClick={opening.again}>
            {t('common.retry')}
          </button>
        </>
      )}
    </main>
  );
}

function Nothing({ waiting }: { waiting: number }) {
  if (waiting > 0) return <p>{t('desk.ticket.none')}</p>;
  return (
    <>
      <Icon name="pass" size={32} />
      <p class="ticket-none-title">{t('desk.queue.empty')}</p>
      <p>{t('desk.queue.empty_hint')}</p>
    </>
  );
}

function Changed({ newer, onShow }: { newer: ReplicaTicket; onShow(): void }) {
  const event = lastEvent(newer);
  return (
    <div class="notice notice-warn" role="alert">
      <Icon name="warn" />
      <p>
        {event
          ? t(
              'desk.ticket.changed_by',
              t(`common.event.${event.action}`),
              fullDate(Date.parse(event.at), language()),
            )
          : t('desk.ticket.changed')}
      </p>
      <button type="button" class="button" onClick={onShow}>
        {t('desk.ticket.changed_load')}
      </button>
    </div>
  );
}
