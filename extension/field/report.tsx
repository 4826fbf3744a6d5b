/** One report on the spot: why it came back, what it says and shows, where it is, and what is done about it. */
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Photo, Report } from '#shared/contract/ticket.ts';
import type { OfficerAction } from '#shared/ticket/action.ts';
import { StatusTag } from '#shared/view/marks.tsx';
import { DECISIONS, type DeskDecision } from '../desk/model/decisions.ts';
import { beforePhotos } from '../desk/model/photos.ts';
import { NoPicture } from '../desk/photos/picture.tsx';
import { usePicture } from '../desk/photos/use-picture.ts';
import { useOpening } from '../desk/state/use-opening.ts';
import { Clocks, NextTime } from '../desk/ticket/clocks.tsx';
import { History } from '../desk/ticket/history.tsx';
import { Narrative } from '../desk/ticket/narrative.tsx';
import { Returned } from '../desk/ticket/returned.tsx';
import { t } from '../platform/i18n.ts';
import type { StoredTicket } from '../store/database.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { FieldForm } from './form.tsx';
import { Place } from './place.tsx';
import { showList, showReport } from './route.ts';
import { type FieldModel, offeredOn } from './use-field.ts';
import '../desk/ticket/ticket.css';
import '../desk/ticket/advice.css';
import '../desk/decide/form.css';

export function FieldReport({ field, number }: { field: FieldModel; number: string }) {
  const opening = useOpening(field.tickets, number);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus({ preventScroll: true }), [opening.ticket === null]);
  return (
    <main class="field-report">
      <header class="field-top">
        <Button onClick={showList}>
          <Icon name="previous" /> {t('field.back')}
        </Button>
      </header>
      {opening.ticket ? (
        <Known {...{ field, heading }} ticket={opening.ticket} answered={opening.answered} />
      ) : (
        <p class="field-part" role="status">
          {opening.loading ? t('desk.ticket.opening') : opening.failure?.message || t('field.unknown')}
        </p>
      )}
    </main>
  );
}

interface KnownProps {
  field: FieldModel;
  ticket: StoredTicket;
  heading: { current: HTMLHeadingElement | null };
  answered: boolean;
}

function Known({ field, ticket, heading, answered }: KnownProps) {
  const { item, number } = ticket;
  const [open, setOpen] = useState<DeskDecision | null>(null);
  const pending = field.outbox.onTheirWay.filter((entry) => entry.number === number);
  const offered = offeredOn(item, pending);
  const press = (action: OfficerAction): void => {
    const decision = DECISIONS.find((each) => each.action === action);
    if (!decision) return;
    if (decision.asks(item)) setOpen(decision);
    else if (action === 'proses') void field.decide(ticket, { action });
  };
  if (open) {
    return (
      <>
        <Head {...{ item, heading }} />
        <FieldForm
          {...{ field, ticket }}
          decision={open}
          another={pending.some(({ body }) => body.action === open.action)}
          onClose={() => setOpen(null)}
          onDone={() => {
            setOpen(null);
            if (open.action !== 'catat') showList();
          }}
        />
      </>
    );
  }
  return (
    <>
      <Head {...{ item, heading }} />
      {offered.includes('tindak_lanjut') && (
        <Returned item={item} onFollowUp={() => press('tindak_lanjut')} />
      )}
      <section class="field-part" aria-labelledby="words-title">
        <h2 id="words-title">{t('desk.ticket.description')}</h2>
        <p class="prose">{item.description}</p>
        <VisitAsked item={item} />
      </section>
      <ReportPhotos {...{ item, number }} />
      <Place key={number} item={item} />
      <Narrative narrative={item.narrative} verdict={null} />
      <Clocks clocks={item.clocks} />
      <details class="field-part">
        <summary>{t('field.history')}</summary>
        <History {...{ ticket, answered }} onChoose={showReport} />
      </details>
      <Actions offered={offered} waits={pending.length > 0} onPress={press} />
    </>
  );
}

function Head({ item, heading }: Pick<KnownProps, 'heading'> & { item: Report }) {
  return (
    <header class="field-head">
      <h1 ref={heading} tabIndex={-1}>
        <span class="tabular">{item.number}</span> · {item.category}
      </h1>
      <p>
        <StatusTag status={item.status} label={t(`common.status.${item.status}`)} /> <NextTime item={item} />
      </p>
      <p class="soft">{item.kelurahan?.name ?? item.unit?.name}</p>
      {item.private && (
        <p class="mark-private">
          <Icon name="lock" size={14} /> {t('common.private')}
        </p>
      )}
    </header>
  );
}

function VisitAsked({ item }: { item: StoredTicket['item'] }) {
  const asked =
    'events' in item ? item.events.findLast(({ action }) => action === 'cek_lapangan')?.note : null;
  if (!asked || !item.actions.includes('hasil_lapangan')) return null;
  return <p class="field-asked prose">{t('desk.visit.asked', { asked })}</p>;
}

function ReportPhotos({ item, number }: { item: Report; number: string }) {
  const photos = beforePhotos(item);
  return (
    <section class="field-photos" aria-label={t('field.photo_alt')}>
      {photos.length === 0 && (
        <p class="soft">{t(item.private ? 'desk.photos.private_hidden' : 'field.no_photo')}</p>
      )}
      {photos.map((photo, index) => (
        <ReportPhoto key={photo.id} {...{ photo, index, number }} />
      ))}
    </section>
  );
}

function ReportPhoto({ photo, index, number }: { photo: Photo; index: number; number: string }) {
  const picture = usePicture(photo);
  if (picture.state !== 'shown') return <NoPicture shot={{ photo, index }} {...{ number, picture }} />;
  const { facts } = photo;
  return (
    <img
      src={picture.url}
      alt={t('field.photo_alt')}
      onError={picture.onBroken}
      {...(facts?.width && facts.height ? { width: facts.width, height: facts.height } : {})}
    />
  );
}

const SECOND_TAP_MS = 500;

interface ActionsProps {
  offered: readonly OfficerAction[];
  /** Something is on its way for this report. */
  waits: boolean;
  onPress(action: OfficerAction): void;
}

function Actions({ offered, waits, onPress }: ActionsProps) {
  const [first, ...others] = offered;
  // What has just taken the place of another button is not what a second tap meant.
  const [settled, setSettled] = useState<OfficerAction | undefined>();
  useEffect(() => {
    const timer = setTimeout(() => setSettled(first), SECOND_TAP_MS);
    return () => clearTimeout(timer);
  }, [first]);
  return (
    <section class="field-actions" aria-label={t('field.actions')}>
      {waits && <p class="soft">{t('field.on_its_way')}</p>}
      {first === undefined && !waits && <p class="soft">{t('field.nothing')}</p>}
      {first !== undefined && (
        <Button
          look="button button-main"
          aria-disabled={settled !== first}
          onClick={() => settled === first && onPress(first)}
        >
          {t(`common.action.${first}`)}
        </Button>
      )}
      {others.length > 0 && (
        <details class="field-more">
          <summary class="button">{t('desk.bar.more')}</summary>
          <div class="field-more-list">
            {others.map((action) => (
              <Button key={action} onClick={() => onPress(action)}>
                {t(`common.action.${action}`)}
              </Button>
            ))}
          </div>
        </details>
      )}
    </section>
  );
}
