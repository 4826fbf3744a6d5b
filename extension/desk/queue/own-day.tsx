/** How much is done and left today, and what one did: each opens its report to be read, for nothing is reversible now. */
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { clockTime } from '#shared/words/time.ts';
import { t } from '../../platform/i18n.ts';
import { Button } from '../../ui/button.tsx';
import { keyLabel } from '../model/keys.ts';
import { type OwnDay, ownDay } from '../model/own-day.ts';
import { useSurroundings } from '../state/context.ts';
import { useKeyMap } from '../state/keyboard.ts';
import type { DeskModel } from '../state/use-desk.ts';

export function useOwnDay({ meta, outbox, tickets, now }: DeskModel): OwnDay {
  const entries = outbox.onTheirWay.map(({ id, state }) => `${id} ${state}`).join();
  return useMemo(
    () => ownDay(meta?.decisions, outbox.onTheirWay, tickets, { now, clockOffset: meta?.clockOffset ?? 0 }),
    [meta?.decisions, entries, tickets, now],
  );
}

interface LineProps {
  day: OwnDay;
  /** Late, or due by the end of the day. */
  left: number;
  open: boolean;
  onPress(): void;
}

export function DayLine({ day, left, open, onPress }: LineProps) {
  return (
    <button type="button" class="day-line" aria-expanded={open} onClick={onPress}>
      {t('desk.day.line', { count: day.decided, left })}
    </button>
  );
}

interface ListProps {
  day: OwnDay;
  chosen: string | null;
  onChoose(number: string): void;
  onClose(): void;
}

export function DayList({ day, chosen, onChoose, onClose }: ListProps) {
  const { locale } = useSurroundings();
  const note = useKeyMap().catat;
  const panel = useRef<HTMLElement>(null);
  useEffect(() => panel.current?.focus(), []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape') return;
    onClose();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <section ref={panel} class="day" tabIndex={-1} aria-labelledby="day-title" onKeyDown={onKeyDown}>
      <h3 id="day-title">{t('desk.day.title')}</h3>
      {day.items.length === 0 ? (
        <p class="soft">{t('desk.day.none')}</p>
      ) : (
        <>
          <p class="soft">{t('desk.day.wrong', { key: note === null ? '–' : keyLabel(note) })}</p>
          <ul>
            {day.items.map(({ number, action, at, category, place, isSent }) => (
              <li key={`${number} ${at} ${action}`}>
                <button
                  type="button"
                  class="found-row"
                  aria-current={number === chosen ? 'true' : undefined}
                  onClick={() => onChoose(number)}
                >
                  <time dateTime={at}>{clockTime(Date.parse(at), locale)}</time>
                  <span class="tabular">{number}</span>
                  <span class="found-status">{action === 'nilai' ? '' : t(`common.event.${action}`)}</span>
                  <span class="found-what soft">
                    {[!isSent && t('desk.day.unsent'), category, place?.replace(/^Kelurahan /, '')]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                </button>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <Button onClick={onClose}>{t('desk.day.back')}</Button>
      </p>
    </section>
  );
}
