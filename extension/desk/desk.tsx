/** The desk: queue, report, evidence and decision bar in one page, wide or narrow, driven by keys. */
import type { RefObject, VNode } from 'preact';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { rolesOf } from '#shared/contract/session.ts';
import { mayCall } from '#shared/people/right.ts';
import type { OfficerAction } from '#shared/ticket/action.ts';
import { hear } from '../connection/messages.ts';
import { language, t } from '../platform/i18n.ts';
import { isWorkday } from '../store/calendar.ts';
import type { Meta } from '../store/database.ts';
import { hasCopies } from '../store/photos.ts';
import { Button, IconButton } from '../ui/button.tsx';
import { useMedia } from '../ui/hooks.ts';
import { Icon } from '../ui/icon.tsx';
import { Banners, ChangedBanner } from './banners.tsx';
import { BulkBar } from './bulk/bulk-bar.tsx';
import { Comparing } from './compare/comparing.tsx';
import { ConflictDialog, useConflicts } from './conflicts/conflict-dialog.tsx';
import { type BarHandle, DecisionBar } from './decide/decision-bar.tsx';
import { type Fold, QueueColumn, useFold } from './fold.tsx';
import { Help, mayEver } from './help.tsx';
import { BULK_ACTIONS } from './model/bulk.ts';
import { DECISIONS, type DeskDecision } from './model/decisions.ts';
import { afterPhotos, beforePhotos, layoutOf } from './model/photos.ts';
import { type Painted, PaintedContext } from './photos/painted.ts';
import { type Evidence, useEvidence } from './photos/use-evidence.ts';
import { prefetchPhotos } from './photos/use-picture.ts';
import { countWords, QueuePanel } from './queue/queue-panel.tsx';
import { NoTicket } from './screens.tsx';
import { DeskContext, type DeskSurroundings } from './state/context.ts';
import { useFocusHome } from './state/focus-home.ts';
import { type Keys, type Mistyped, useKeys } from './state/keyboard.ts';
import { rhythm } from './state/typing.ts';
import { type DeskInput, type DeskModel, useDesk } from './state/use-desk.ts';
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
  const panels = usePanels(chosen);
  const { listing, setListing, searchBox, filterOpen, setFilterOpen: onFilterOpen } = panels;
  const fold = useQueueFold(panels);
  const evidence = useEvidence(chosen, shown?.ticket.item ?? null);
  const bar = useRef<BarHandle>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const toHeading = (): void => heading.current?.focus({ preventScroll: true });
  const conflicts = useConflicts(desk, compare, toHeading);
  useEffect(() => onOpened?.(), []);
  usePrefetch(desk);

  const choose = useCallback(
    (number: string): void => {
      desk.choose(number);
      setListing(false);
    },
    [desk.choose],
  );
  useAskedFor(framed, choose, conflicts.show);
  const said = useSaid();
  useDeskKeys(desk, panels, evidence, bar, fold, said.say);
  useFocusHome();

  const surroundings: DeskSurroundings = useStable({
    store: input.store,
    now: desk.now,
    isWorkday: useWorkdays(input.meta),
    locale: language(),
    framed,
    say: said.say,
  });
  const onNote = useCallback(() => void bar.current?.press('catat'), []);
  const onFollowUp = useCallback(() => void bar.current?.press('tindak_lanjut'), []);
  const may = (action: OfficerAction): boolean =>
    allowed && shown?.ticket.item.actions.includes(action) === true;
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
      mayKnowReceipts: mayCall('notifications:read', rolesOf(input.session.actor)),
      ...(may('catat') ? { onNote } : {}),
      ...(may('tindak_lanjut') ? { onFollowUp } : {}),
      banner: shown.newer && <ChangedBanner newer={shown.newer} onShow={desk.showNewest} />,
    },
  );
  const panel = <QueuePanel {...{ desk, searchBox, filterOpen, onFilterOpen }} onChoose={choose} />;
  return (
    <DeskContext.Provider value={surroundings}>
      <PaintedContext.Provider value={evidence.painted}>
        <div
          class={wide ? 'desk desk-wide' : 'desk desk-narrow'}
          data-filling={evidence.filling}
          data-folded={fold.folded}
          data-layout={shown ? layoutOf(shown.ticket.item) : 'none'}
        >
          <a class="skip" href="#ticket">
            {t('desk.skip_to_ticket')}
          </a>
          <Banners desk={desk} onConflicts={conflicts.show} />
          {wide ? (
            <QueueColumn desk={desk} {...fold}>
              {panel}
            </QueueColumn>
          ) : (
            <NarrowTop desk={desk} listing={listing} onList={() => setListing(!listing)} />
          )}
          {!wide && listing ? (
            <main id="ticket" class="queue-alone">
              <UnseenTitle />
              {panel}
            </main>
          ) : (
            <Comparing item={shown?.ticket.item ?? null} onChoose={choose}>
              {ticketView ?? <NoTicket desk={desk} />}
            </Comparing>
          )}
          <Bar
            {...{ desk, panels, allowed }}
            painted={evidence.painted}
            handle={bar}
            hidden={!wide && listing}
            onClosed={toHeading}
          />
          <Sheets {...{ desk, panels, conflicts, allowed }} said={said.words} />
        </div>
      </PaintedContext.Provider>
    </DeskContext.Provider>
  );
}

interface SheetsProps {
  desk: DeskModel;
  panels: Panels;
  conflicts: ReturnType<typeof useConflicts>;
  allowed: boolean;
  /** What answers a key that was not acted on. */
  said: string;
}

/** What opens over the desk, and what is said beside it. */
function Sheets({ desk, panels, conflicts, allowed, said }: SheetsProps) {
  return (
    <>
      <p class="bar-said" role="status">
        {said}
      </p>
      <HelpButton onOpen={() => panels.setHelp(true)} />
      {conflicts.open && <ConflictDialog desk={desk} allowed={allowed} onClose={conflicts.close} />}
      {panels.help && <Help roles={rolesOf(desk.session.actor)} onClose={() => panels.setHelp(false)} />}
      <p class="unseen" role="status">
        {desk.announcement}
      </p>
    </>
  );
}

function UnseenTitle() {
  return (
    <h1 class="unseen" tabIndex={-1}>
      {t('desk.title')}
    </h1>
  );
}

type Panels = ReturnType<typeof usePanels>;

/** The queue's column; folded it opens for as long as something is looked for in it. */
function useQueueFold({ listing, setListing }: Panels): Fold {
  const { folded, setFolded } = useFold();
  return {
    folded: folded && !listing,
    setFolded(to) {
      setListing(false);
      setFolded(to);
    },
  };
}

/** What stands open beside the report: the form of a decision, the help, the filter, on a narrow screen the list. */
function usePanels(chosen: string | null) {
  const [form, setForm] = useState<DeskDecision | null>(null);
  const [help, setHelp] = useState(false);
  const [listing, setListing] = useState(false);
  const [filterOpen, setFilterOpen] = useState(false);
  const searchBox = useRef<HTMLInputElement>(null);
  // Another report begins with nothing half decided: before it is painted, for its first key may open a form.
  useLayoutEffect(() => setForm(null), [chosen]);
  return { form, setForm, help, setHelp, listing, setListing, filterOpen, setFilterOpen, searchBox };
}

function useDeskKeys(
  desk: DeskModel,
  { setForm, setHelp, setListing, setFilterOpen, searchBox }: Panels,
  evidence: Evidence,
  bar: RefObject<BarHandle | null>,
  { folded, setFolded }: Fold,
  say: (words: string) => void,
): void {
  const { chosen, picking, move } = desk;
  const decide = (action: OfficerAction) => () => {
    const effect = bar.current?.press(action) ?? 'none';
    // What was not answered says nothing of what was decided before it.
    if (effect !== 'none') rhythm.did(effect);
  };
  const mistyped: Mistyped = {
    asksAgain: picking.tickets.length > 0,
    refused: () => say(t('desk.keys.typing')),
    takenBack: () => {
      say(t('desk.keys.taken_back'));
      void desk.undo();
    },
  };
  const keys: Keys = {
    next: (shift) => move(1, shift),
    previous: (shift) => move(-1, shift),
    ...(mayEver(rolesOf(desk.session.actor), BULK_ACTIONS)
      ? { pick: () => chosen !== null && picking.toggle(chosen), pick_all: picking.all }
      : {}),
    undo: () => void desk.undo().then((words) => words && say(words)),
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
    fold: () => setFolded(!folded),
    help: () => setHelp(true),
    Escape: () => {
      setForm(null);
      picking.clear();
      setListing(false);
      evidence.fill(false);
    },
    ...evidence.keys,
    more: () => bar.current?.press('more'),
    ...Object.fromEntries(DECISIONS.map(({ action }) => [action, decide(action)])),
  };
  useKeys(keys, mistyped);
}

/** ms: long enough to be read twice. */
const SAID_MS = 8000;

/** What answers a key that was not acted on; it goes by itself. */
function useSaid() {
  const [words, setWords] = useState('');
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const say = useCallback((said: string): void => {
    clearTimeout(timer.current);
    setWords(said);
    timer.current = setTimeout(() => setWords(''), SAID_MS);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { words, say };
}

interface BarProps {
  desk: DeskModel;
  painted: Painted;
  panels: Panels;
  allowed: boolean;
  handle: RefObject<BarHandle | null>;
  hidden: boolean;
  /** Gives the keyboard back to the report. */
  onClosed(): void;
}

/** Of the reports that are picked, else of the one that is shown. */
function Bar({ desk, painted, panels, allowed, handle, hidden, onClosed }: BarProps) {
  const close = (): void => {
    panels.setForm(null);
    onClosed();
  };
  if (allowed && desk.picking.tickets.length > 0) {
    return <BulkBar desk={desk} handle={handle} onClosed={close} />;
  }
  if (hidden) return null;
  return (
    <DecisionBar
      {...{ desk, painted, handle, allowed }}
      open={panels.form}
      onOpen={panels.setForm}
      onClose={close}
    />
  );
}

function HelpButton({ onOpen }: { onOpen(): void }) {
  return (
    <button
      type="button"
      class="help-button icon-button"
      aria-label={t('desk.help_sheet.open')}
      onClick={onOpen}
    >
      <Icon name="help" />
    </button>
  );
}

/**
 * Shows what a notification, the popup or a card asks the desk's tab to show: a report, or decisions not taken. A desk
 * inside a page has its own report, and never answers for the tab.
 */
function useAskedFor(framed: boolean, onOpen: (number: string) => void, onCompare: () => void): void {
  const asked = useRef({ onOpen, onCompare });
  asked.current = { onOpen, onCompare };
  useEffect(() => {
    if (framed) return;
    return hear((message) => {
      if (message.tells === 'open') asked.current.onOpen(message.number);
      if (message.tells === 'compare') asked.current.onCompare();
    });
  }, [framed]);
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
      <Button aria-expanded={listing} onClick={onList}>
        <Icon name="list" /> {t('desk.queue.back')} <span class="soft">{countWords(queue)}</span>
      </Button>
      {at >= 0 && (
        <span class="tabular soft">{t('desk.photos.of', { number: at + 1, all: queue.order.length })}</span>
      )}
      <IconButton icon="previous" label={t('desk.queue.previous')} onClick={() => move(-1)} />
      <IconButton icon="next" label={t('desk.queue.next')} onClick={() => move(1)} />
    </header>
  );
}

/** Spares drawing: what Preact is given again as the very same value, it does not look at again. */
function useStable<T extends object | null>(value: T): T {
  // The object of the last time for as long as every field of it is the same.
  const kept = useRef(value);
  if (!isSame(kept.current, value)) kept.current = value;
  return kept.current;
}

function isSame(a: object | null, b: object | null): boolean {
  if (a === null || b === null) return a === b;
  const [ofA, ofB] = [new Map(Object.entries(a)), new Map(Object.entries(b))];
  return ofA.size === ofB.size && [...ofA].every(([field, value]) => Object.is(value, ofB.get(field)));
}
