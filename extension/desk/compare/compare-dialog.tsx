/** Two photos that a finding calls alike: beside one another, swiped or what differs, with the report of the other one. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Photo, Report } from '#shared/contract/ticket.ts';
import { fullDate } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import { Button, IconButton } from '../../ui/button.tsx';
import { commandOf, keyLabel, plainKey } from '../model/keys.ts';
import { candidatesOf, type Pairing } from '../model/pairings.ts';
import {
  type Comparison,
  DIVIDER_MIDDLE,
  DIVIDER_STEP,
  dividerAt,
  type View,
  WHOLE,
  zoomAt,
} from '../model/photo-view.ts';
import { PhotoTools } from '../photos/photo-tools.tsx';
import type { Shot } from '../photos/picture.tsx';
import { useSurroundings } from '../state/context.ts';
import { useKeyMap } from '../state/keyboard.ts';
import { ComparedPhotos } from './compared-photos.tsx';
import { BothReports } from './reports-beside.tsx';
import { type OtherReport, useOtherReport } from './use-other-report.ts';

interface Props {
  item: Report;
  pairings: readonly Pairing[];
  /** The one that is shown, and its index. */
  pairing: Pairing;
  at: number;
  onWalk(to: number): void;
  onChoose(number: string): void;
  onClose(): void;
}

const CLOSE_UP = 2.5;

export function CompareDialog({ item, pairings, pairing, at, onWalk, onChoose, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const [comparison, compare] = useState<Comparison>('pair');
  const [view, setView] = useState<View>(WHOLE);
  const [divider, setDivider] = useState(DIVIDER_MIDDLE);
  // Of the photos that may be meant, where the finding names none.
  const [chosen, choose] = useState<{ at: number; index: number } | null>(null);
  useEffect(() => setView(WHOLE), [at, chosen?.index]);

  const report = useOtherReport(pairing.other.of === 'report' ? pairing.other.number : null);

  const walk = (by: 1 | -1): void => {
    if (pairings[at + by]) onWalk(at + by);
  };
  const other = otherPhotos(pairing, report);
  const index = chosen?.at === at ? chosen.index : other.first;
  const right = shotOf(other.photos, index);
  const divide = (percent: number): void => setDivider(dividerAt(percent));
  const toggle = (by: Comparison): void => compare(comparison === by ? 'pair' : by);
  const keys: Readonly<Record<string, () => void>> = {
    next: () => walk(1),
    ArrowRight: () => walk(1),
    previous: () => walk(-1),
    ArrowLeft: () => walk(-1),
    swipe: () => toggle('swipe'),
    difference: () => toggle('difference'),
    zoom: () => setView(view.scale > 1 ? WHOLE : zoomAt(WHOLE, CLOSE_UP, { x: 0, y: 0 })),
    divider_left: () => divide(divider - DIVIDER_STEP),
    divider_right: () => divide(divider + DIVIDER_STEP),
    compare: () => dialog.current?.close(),
  };
  useDialogKeys(keys);
  return (
    <dialog ref={dialog} class="compare" aria-labelledby="compare-title" onClose={onClose}>
      <header class="compare-head">
        <h2 id="compare-title">{t('compare.title')}</h2>
        {pairings.length > 1 && <Walk {...{ at, walk }} of={pairings.length} />}
        <PhotoTools
          evidence={{
            view,
            setView,
            comparison: right ? comparison : 'pair',
            compare,
            comparable: right !== null,
          }}
        />
        <IconButton
          icon="cross"
          label={t('common.close')}
          title={`${t('common.close')} (Esc)`}
          onClick={() => dialog.current?.close()}
        />
      </header>
      <p class="compare-finding">{pairing.reason.message}</p>
      <div class="compare-body">
        <ComparedPhotos
          item={item}
          left={{ side: 'after', photo: pairing.photo, index: pairing.index, of: afterCount(pairing, item) }}
          right={right}
          other={{ ...other, index, onShow: (to) => choose({ at, index: to }) }}
          otherItem={report.state === 'shown' && pairing.other.of === 'report' ? report.ticket.item : item}
          {...{ view, setView, divider }}
          by={right ? comparison : 'pair'}
          onDivide={divide}
          instead={<Instead {...{ pairing, report, item }} />}
        />
        <BothReports
          {...{ item, pairing, report }}
          onChoose={(number) => {
            dialog.current?.close();
            onChoose(number);
          }}
        />
      </div>
    </dialog>
  );
}

const TOGGLES: readonly string[] = ['swipe', 'difference', 'zoom', 'compare'];

/** By command or fixed key, wherever the keyboard is: a press beside a control leaves it nowhere in the dialog. */
function useDialogKeys(keys: Readonly<Record<string, () => void>>): void {
  const keyMap = useKeyMap();
  const current = useRef({ keys, keyMap });
  current.current = { keys, keyMap };
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      const { keys, keyMap } = current.current;
      const command = commandOf(keyMap, plainKey(event.key)) ?? '';
      const run = keys[event.key] ?? keys[command];
      if (!run) return;
      // Held down one walks and moves the divider; what opens or toggles would flicker.
      if (event.repeat && TOGGLES.includes(command)) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

interface WalkProps {
  at: number;
  of: number;
  walk(by: 1 | -1): void;
}

function Walk({ at, of, walk }: WalkProps) {
  const { next, previous } = useKeyMap();
  const titled = (words: string, key: string | null) =>
    key === null ? words : `${words} (${keyLabel(key)})`;
  return (
    <span class="turner">
      <IconButton
        icon="previous"
        label={t('compare.previous')}
        title={titled(t('compare.previous'), previous)}
        aria-disabled={at === 0}
        onClick={() => walk(-1)}
      />
      <span class="tabular">{t('compare.of', { number: at + 1, all: of })}</span>
      <IconButton
        icon="next"
        label={t('compare.next')}
        title={titled(t('compare.next'), next)}
        aria-disabled={at === of - 1}
        onClick={() => walk(1)}
      />
    </span>
  );
}

function afterCount({ photo }: Pairing, item: Report): number {
  return item.photos.filter(({ kind, followUp }) => kind === 'after' && followUp === photo.followUp).length;
}

/** Those that may be meant, and which of them first. */
function otherPhotos({ other }: Pairing, report: OtherReport): { photos: readonly Photo[]; first: number } {
  if (other.of === 'own') return other;
  if (other.of === 'withheld' || report.state !== 'shown') return { photos: [], first: 0 };
  return { photos: candidatesOf(report.ticket.item, other.photo), first: 0 };
}

function shotOf(photos: readonly Photo[], index: number): Shot | null {
  const photo = photos[index];
  return photo ? { side: 'before', photo, index, of: photos.length } : null;
}

/** In place of the other photo: why it is not there, and what can be done about it. */
function Instead({
  pairing: { other },
  report,
  item,
}: {
  pairing: Pairing;
  report: OtherReport;
  item: Report;
}) {
  const { locale } = useSurroundings();
  if (other.of === 'withheld') return <p>{t('compare.withheld')}</p>;
  if (other.of === 'own') {
    const withheld = item.private && !item.actions.includes('setujui');
    return <p>{t(withheld ? 'desk.photos.private_hidden' : 'compare.photo_gone')}</p>;
  }
  const { number } = other;
  if (report.state === 'loading') {
    return <div class="pane-empty late-loading" role="img" aria-label={t('desk.photos.loading')} />;
  }
  if (report.state === 'denied') return <p>{t('compare.denied', { number })}</p>;
  if (report.state === 'missing') {
    return (
      <>
        <p>{t('compare.missing', { number })}</p>
        <Button onClick={report.again}>{t('common.retry')}</Button>
      </>
    );
  }
  if (report.copiedAt !== null) {
    return <p>{t('compare.not_in_copy', { at: fullDate(report.copiedAt, locale) })}</p>;
  }
  return <p>{t(other.photo === undefined ? 'compare.no_photos' : 'compare.photo_gone')}</p>;
}
