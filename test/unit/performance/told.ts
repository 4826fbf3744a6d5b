/** Reports told by what happened to them, as the log would have it. Days are of March 2025, times WIB. */
import { advanceClocks, type Happening } from '#shared/deadline/clocks.ts';
import type { StoredClock } from '#shared/deadline/stored-clock.ts';
import { type Course, courseOf, type LoggedEvent } from '#shared/performance/course.ts';
import type { EventAction } from '#shared/ticket/action.ts';
import type { ReturnReason } from '#shared/ticket/reason.ts';
import type { Status } from '#shared/ticket/status.ts';
import { DAY } from '#shared/time/zone.ts';
import { rules, wib } from '../deadline/days.ts';

export const BANGKA = 'bangka';
export const DINAS = 'dinas';
export const SUDIN = 'sudin';

const TO: Partial<Record<EventAction, Status>> = {
  lapor: 'menunggu',
  proses: 'proses',
  koordinasi: 'koordinasi',
  disposisi: 'disposisi',
  tolak: 'ditolak',
  tindak_lanjut: 'validasi',
  setujui: 'selesai',
  kembalikan: 'tl_ditolak',
  buka_kembali: 'proses',
};

interface More {
  /** The office it lies with from now on; null = the tray. */
  unit?: string | null;
  reasons?: ReturnReason[];
  stars?: number;
  mergedFrom?: string;
  until?: string;
}

/** `['03 09:00', 'proses']` */
export type Told = readonly [at: string, action: EventAction, more?: More];

interface Kind {
  number?: string;
  category?: string;
  channel?: Course['channel'];
  repeatOf?: string;
}

/** `03 09:00`; the 32nd is the first of April. */
export const at = (text: string): number => {
  const [day = '', time = ''] = text.split(' ');
  return wib(`2025-03-01 ${time}`) + (Number(day) - 1) * DAY;
};

/** The events of a report that begins with `lapor` at Bangka, unless its first step says otherwise. */
function logOf(story: readonly Told[], kind: Kind = {}): LoggedEvent[] {
  let clocks: StoredClock[] = [];
  let unit: string | null = null;
  let status: Status = 'menunggu';
  let followUpAt: number | undefined;
  return story.map(([when, action, more = {}], index) => {
    const instant = at(when);
    const unitTo: string | null = more.unit !== undefined ? more.unit : index === 0 ? BANGKA : unit;
    const happening: Happening = {
      action,
      at: instant,
      from: index === 0 ? null : status,
      category: kind.category ?? 'Jalan',
      received: unitTo !== null && unitTo !== unit,
      ...(followUpAt === undefined ? {} : { followUpAt }),
      ...(more.until === undefined ? {} : { until: at(more.until), firstEstimate: action === 'tiket' }),
    };
    const after = advanceClocks(clocks, happening, rules());
    const moved = after.filter((clock) => !clocks.includes(clock));
    if (action === 'tindak_lanjut') followUpAt = instant;
    [clocks, unit, status] = [after, unitTo, TO[action] ?? status];
    const ends = action === 'setujui' || action === 'tolak' || action === 'gabung';
    return {
      at: instant,
      action,
      to: status,
      unitTo,
      reasonCodes: more.reasons,
      stars: more.stars,
      mergedFrom: more.mergedFrom,
      set: {
        ...(index === 0
          ? {
              category: kind.category ?? 'Jalan',
              channel: kind.channel ?? 'jaki',
              receivedAt: instant,
              repeatOf: kind.repeatOf ?? null,
            }
          : {}),
        ...(ends ? { closedAt: instant } : {}),
        ...(action === 'gabung' ? { mergedInto: 'JK2503010001' } : {}),
        ...(action === 'buka_kembali' ? { closedAt: null, mergedInto: null } : {}),
        clocks: moved,
      },
    };
  });
}

/** The report as it was at `until` (its last event where that is left out). */
export function told(story: readonly Told[], kind: Kind & { until?: string } = {}): Course {
  const end = kind.until === undefined ? Number.POSITIVE_INFINITY : at(kind.until);
  const course = courseOf(
    kind.number ?? 'JK2503030001',
    logOf(story, kind).filter((event) => event.at <= end),
  );
  if (!course) throw new Error('Nothing was told');
  return course;
}

/** Filed on the 3rd at 08.00, answered after an hour, finished and approved on the 4th. */
export const SMOOTH: readonly Told[] = [
  ['03 08:00', 'lapor'],
  ['03 09:00', 'proses'],
  ['04 08:00', 'tindak_lanjut'],
  ['04 14:00', 'setujui'],
];
