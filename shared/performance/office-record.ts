/**
 * What one report adds to the record of the offices that worked on it, by day: follow-ups, what the check and the
 * validators said of them, visits, stars. Folded from its log, so that whatever happens to it later (another check, a
 * merger, a second rating) changes what it adds. A merged report adds nothing: it is counted once, with the one it
 * lives on in.
 */
import type { FindingCode, VerdictWord } from '../evidence/finding.ts';
import type { EventAction } from '../ticket/action.ts';
import type { ReturnReason } from '../ticket/reason.ts';
import { civilDate } from '../time/zone.ts';

/** Of an event what counts. */
export interface RecordedEvent {
  /** ms UTC */
  at: number;
  action: EventAction;
  /** The office it lay with. */
  unit: string | null;
  followUp?: number | undefined;
  verdict?: VerdictWord | undefined;
  findings?: readonly FindingCode[] | undefined;
  reasonCodes?: readonly ReturnReason[] | undefined;
  finding?: 'sesuai' | 'tidak_sesuai' | 'tidak_terjangkau' | undefined;
  stars?: number | undefined;
  /** The merged report whose reporter gave them. */
  number?: string | undefined;
  /** Into which it was merged; null where that was taken back. */
  mergedInto?: string | null | undefined;
}

/** What of the log is read for it. */
export const RECORDED: readonly EventAction[] = [
  'tindak_lanjut',
  'bukti_diperiksa',
  'setujui',
  'kembalikan',
  'hasil_lapangan',
  'nilai',
  'gabung',
  'buka_kembali',
];

/** `advised`: the check advised a return · `same`: a photo was handed in before, or twice. */
export type Counted =
  | 'follow_ups'
  | 'advised'
  | 'same'
  | 'approved'
  | 'returned'
  | 'visits'
  | 'visits_unfit'
  | `reason:${ReturnReason}`
  | `stars:${number}`;

interface Addition {
  unit: string;
  /** YYYY-MM-DD, the city's day on which it happened. */
  day: string;
  what: Counted;
  count: number;
}

const SAME_PHOTO: readonly FindingCode[] = [
  'PHOTO_REUSED',
  'PHOTO_SIMILAR',
  'PHOTO_RESUBMITTED',
  'PHOTO_TWICE',
];

/** One report's additions; `events` in the order of its log. */
export function additionsOf(events: readonly RecordedEvent[]): Addition[] {
  const merged = events.findLast(({ mergedInto }) => mergedInto !== undefined)?.mergedInto ?? null;
  if (merged !== null) return [];
  const added = [
    ...events.flatMap((event) => ofOne(event).map((what) => ({ event, what }))),
    ...newestChecks(events).flatMap(([event, check]) => ofCheck(check).map((what) => ({ event, what }))),
    ...lastRatings(events).map((event) => ({ event, what: `stars:${event.stars ?? 0}` as const })),
  ];
  return added.flatMap(({ event: { unit, at }, what }) =>
    unit === null ? [] : { unit, day: civilDate(at), what, count: 1 },
  );
}

/** Of several checks of one follow-up the newest says what it is worth. */
function newestChecks(events: readonly RecordedEvent[]): [followUp: RecordedEvent, check: RecordedEvent][] {
  const checks = new Map<RecordedEvent, RecordedEvent>();
  let followUp: RecordedEvent | null = null;
  for (const event of events) {
    if (event.action === 'tindak_lanjut') followUp = event;
    if (event.action === 'bukti_diperiksa' && followUp) checks.set(followUp, event);
  }
  return [...checks];
}

function ofCheck({ verdict, findings = [] }: RecordedEvent): Counted[] {
  return [
    ...(verdict === 'fail' ? (['advised'] as const) : []),
    ...(findings.some((code) => SAME_PHOTO.includes(code)) ? (['same'] as const) : []),
  ];
}

/** Of several by one reporter the last. */
function lastRatings(events: readonly RecordedEvent[]): RecordedEvent[] {
  const ratings = events.filter(({ action, stars }) => action === 'nilai' && stars !== undefined);
  return [...new Map(ratings.map((rating) => [rating.number ?? '', rating])).values()];
}

function ofOne({ action, reasonCodes = [], finding }: RecordedEvent): Counted[] {
  if (action === 'tindak_lanjut') return ['follow_ups'];
  if (action === 'setujui') return ['approved'];
  if (action === 'kembalikan') return ['returned', ...reasonCodes.map((code) => `reason:${code}` as const)];
  if (action !== 'hasil_lapangan') return [];
  return finding === 'tidak_sesuai' ? ['visits', 'visits_unfit'] : ['visits'];
}

/** What `after` adds that `before` did not, and takes away what it no longer adds. */
export function changeOf(before: readonly Addition[], after: readonly Addition[]): Addition[] {
  const changes = new Map<string, Addition>();
  const sum = (additions: readonly Addition[], sign: 1 | -1): void => {
    for (const { unit, day, what, count } of additions) {
      const key = `${unit} ${day} ${what}`;
      const known = changes.get(key);
      changes.set(key, { unit, day, what, count: (known?.count ?? 0) + sign * count });
    }
  };
  sum(before, -1);
  sum(after, 1);
  return [...changes.values()].filter(({ count }) => count !== 0);
}
