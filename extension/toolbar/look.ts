/** What the toolbar shows for these counts: at most four characters, and a tooltip with the split. Pure. */
import type { Counters } from '#shared/contract/queue.ts';
import { clockTime } from '#shared/words/time.ts';
import { language, t } from '../platform/i18n.ts';

export interface ToolbarState {
  signedIn: boolean;
  /** Null until the service has answered once. */
  counters: Counters | null;
  /** ms; null while the service answers. */
  offlineSince: number | null;
  unsent: number;
}

export interface ToolbarLook {
  text: string;
  colour: string;
  title: string;
}

/** Dark grounds under the white text browsers put on them: AA, and told apart by the `!` before the colour. */
const COLOURS = { overdue: '#b3261e', due: '#855000', calm: '#4b535f' };

export function toolbarLook({ signedIn, counters, offlineSince, unsent }: ToolbarState): ToolbarLook {
  if (!signedIn) return { text: '', colour: COLOURS.calm, title: t('toolbar.signed_out') };
  const notes = [
    ...(offlineSince === null ? [] : [t('toolbar.offline', { since: clockTime(offlineSince, language()) })]),
    ...(unsent === 0 ? [] : [t('toolbar.unsent', { count: unsent })]),
  ];
  if (!counters) return { text: '', colour: COLOURS.calm, title: ['Tuntas.', ...notes].join(' ') };
  const { overdue, due1h, dueToday, waiting, returned } = counters;
  const none = overdue + due1h + dueToday + waiting === 0;
  const title = [
    none ? t('toolbar.none') : t('toolbar.split', { overdue, due1h, today: dueToday, later: waiting }),
    ...(returned === 0 ? [] : [t('toolbar.returned', { count: returned })]),
    ...notes,
  ].join(' ');
  if (overdue > 0) return { text: `${short(overdue, 3)}!`, colour: COLOURS.overdue, title };
  const due = due1h + dueToday;
  return { text: due === 0 ? '' : short(due, 4), colour: due1h > 0 ? COLOURS.due : COLOURS.calm, title };
}

/** `1k` for 1200 where only three characters fit: browsers cut what is longer, and `120` would be a lie. */
function short(count: number, characters: number): string {
  const plain = String(count);
  return plain.length <= characters ? plain : `${Math.floor(count / 1000)}k`;
}
