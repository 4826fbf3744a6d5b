/** Tells the demo's reports: how many stand where, when each thing happened, and what was written about it. */
import { advisedReturns } from '#shared/evidence/advised-return.ts';
import { SEVERITY } from '#shared/evidence/finding.ts';
import type { Channel } from '#shared/ticket/channel.ts';
import { DAY, HOUR, toTimestamp } from '#shared/time/zone.ts';
import {
  anyPhone,
  type FollowUp,
  followUpOf,
  type Kind,
  LATER_TAKES,
  type PlannedPhoto,
  phoneMeta,
} from './follow-ups.ts';
import { OUTLINES, type Outline } from './outlines.ts';
import { type Shot, SUBJECTS, type Subject } from './photo/shot.ts';
import { away, BANGKA, BINA_MARGA, type Place, placeIn } from './places.ts';
import type { PlannedReport, PlannedStep } from './plan.ts';
import { createRandom, type Random } from './random.ts';
import words from './scripts.json' with { type: 'json' };

/** What citizens write and what crews answer, by kind of trouble; `{…}` is filled per report. */
const SCRIPTS: Record<Subject, (typeof words.scripts)['pothole']> = words.scripts;

const MINUTE = 60_000;
const HALF_HOUR = 30 * MINUTE;
const CHANNELS: readonly Channel[] = [
  'twitter',
  'sms_wa',
  'lapor',
  'pendopo',
  'email',
  'facebook',
  'kantor_lurah',
];

/** `now` is ms UTC: the instant at which the demo is opened. */
export function tellStories(
  now: number,
  kelurahan: readonly { code: string; name: string }[],
): PlannedReport[] {
  const told: Told = { shots: new Map(), places: new Map() };
  return OUTLINES.map((outline, index) => tell(outline, index, now, kelurahan, told));
}

/** What later reports come back to, by the key of an earlier one: its after-photo, its place. */
interface Told {
  shots: Map<string, Shot>;
  places: Map<string, Place>;
}

function tell(
  outline: Outline,
  index: number,
  now: number,
  kelurahan: readonly { code: string; name: string }[],
  { shots, places }: Told,
): PlannedReport {
  const random = createRandom(`report/${index}`);
  const key = outline.key ?? `r${index}`;
  const home = kelurahan.find(({ code }) => code === (outline.at === 'bangka' ? BANGKA : undefined));
  const fresh = placeIn(home ?? random.pick(kelurahan), random);
  const place = (outline.again === undefined ? undefined : places.get(outline.again)) ?? fresh;
  places.set(key, place);
  const subject = outline.subject ?? random.pick(SUBJECTS);
  const silent = outline.kind === undefined && outline.subject === undefined && random.chance(0.16);
  const told = silent ? random.pick(words.wordsOnly) : null;
  const street = streetOf(place, random);
  const script = SCRIPTS[subject];
  const times = timesOf(outline, now, random);
  const before = seenAt({ place: key, subject, state: 'before', take: 0 }, times.filed - 6 * MINUTE);
  const taken = new Map<number, Shot>();
  const jaki = !silent && !outline.tray;
  const point = jaki ? { lat: place.lat, lon: place.lon } : null;
  const photos: PlannedPhoto[] = jaki
    ? [
        {
          shot: before,
          finish: 'plain',
          meta: phoneMeta(anyPhone(random), times.filed - 6 * MINUTE, away(place, 8, 90)),
        },
      ]
    : [];
  const report: PlannedReport = {
    key,
    channel: jaki ? 'jaki' : random.pick(CHANNELS),
    category: told?.category ?? script.category,
    description: fill(told?.description ?? random.pick(script.descriptions), street, random),
    private: random.chance(0.7),
    point,
    address: street,
    kelurahan: outline.tray ? null : place.kelurahan,
    photos,
    filedAt: times.filed,
    steps: [],
    ends: outline.ends,
  };
  const holder = passOn(report, outline, place, times, random);
  const follow = (kind: Kind, at: number, takes: number): FollowUp =>
    followUpOf(kind, {
      point: { lat: place.lat, lon: place.lon },
      reportedAt: times.filed,
      handedInAt: at,
      before,
      after: (take) => {
        // What is handed in again is what was seen then, whatever the hour.
        const nth = takes + take;
        const shot =
          taken.get(nth) ?? seenAt({ place: key, subject, state: 'after', take: nth }, at - HALF_HOUR);
        taken.set(nth, shot);
        return shot;
      },
      foreign: outline.foreign === undefined ? null : (shots.get(outline.foreign) ?? null),
      narrative: fill(random.pick(script.narratives), street, random),
      random,
    });
  const last = workOn(report, { outline, times, street, holder, now, follow });
  const [photo] = last?.photos ?? [];
  if (photo) shots.set(key, photo.shot);
  return report;
}

interface Work {
  outline: Outline;
  times: Times;
  street: string;
  holder: string;
  now: number;
  /** Tells a follow-up; `takes` so many photos were taken before. */
  follow(kind: Kind, at: number, takes: number): FollowUp;
}

/** What the office that holds it does, and the validators; answers the follow-up it was closed or is judged by. */
function workOn(
  report: PlannedReport,
  { outline, times, street, holder, now, follow }: Work,
): FollowUp | null {
  const { steps } = report;
  if (isOnItsWay(outline)) return null;
  if (outline.ends === 'ditolak') {
    steps.push({
      at: times.taken,
      do: 'tolak',
      by: holder,
      reason: `Petugas sudah memeriksa ${street}; keadaan tidak sesuai laporan.`,
    });
    return null;
  }
  steps.push({ at: times.taken, do: 'proses', by: holder });
  if (outline.ends === 'proses') {
    const reason = 'Laporan ganda untuk titik yang sama.';
    if (outline.mergeInto) steps.push({ at: now - 3 * HOUR, do: 'gabung', into: outline.mergeInto, reason });
    return null;
  }
  if (outline.returnedAs) {
    const at = times.firstFollow;
    const first = follow(outline.returnedAs, at, 0);
    steps.push(handIn(first, holder, at), returned(first, at + 5 * HOUR, street));
  }
  if (outline.ends === 'tl_ditolak') return null;
  const last = follow(outline.kind ?? 'good', times.follow, LATER_TAKES);
  if (outline.ends === 'tindak_lanjut') {
    steps.push({ at: times.follow, do: 'impor', by: holder, narrative: last.narrative });
    return null;
  }
  steps.push(handIn(last, holder, times.follow));
  report.finds = last.finds;
  if (outline.ends === 'selesai') {
    const failed = last.finds.some((code) => SEVERITY[code] === 'fail');
    const reason = failed ? 'Sudah dicek lapangan, hasil sesuai.' : null;
    steps.push({ at: times.closed, do: 'setujui', reason });
    const rating = ratingOf(report.key, times.closed, now);
    if (rating) steps.push(rating);
  }
  return last;
}

/** Two of three rate what was done for them, most of them kindly; null for the third, and for those who have not yet. */
function ratingOf(key: string, closedAt: number, now: number): PlannedStep | null {
  const random = createRandom(`rating/${key}`);
  if (random.chance(0.34)) return null;
  const at = Math.floor((closedAt + random.between(2, 40) * HOUR) / 1_000) * 1_000;
  const stars = random.pick([5, 5, 5, 4, 4, 4, 3, 2, 1]);
  const comment = random.chance(0.6) ? random.pick(words.comments[stars > 2 ? 'kind' : 'low']) : null;
  return at < now ? { at, do: 'nilai', stars, comment } : null;
}

function isOnItsWay({ ends }: Outline): boolean {
  return ends === 'menunggu' || ends === 'koordinasi' || ends === 'disposisi';
}

function handIn(followUp: FollowUp, by: string, at: number): PlannedStep {
  return { at, do: 'tindak_lanjut', by, narrative: followUp.narrative, photos: followUp.photos };
}

function returned(followUp: FollowUp, at: number, street: string): PlannedStep {
  const advised = advisedReturns(followUp.finds.map((code) => ({ code, severity: SEVERITY[code] })));
  const reasonCodes = advised.length > 0 ? advised : (['foto_tidak_jelas'] as const);
  return {
    at,
    do: 'kembalikan',
    reasonCodes: [...reasonCodes],
    note: `Mohon kirim foto baru dari ${street}.`,
  };
}

/** Moves the report to the office that works on it, as its outline says; answers that office. */
function passOn(report: PlannedReport, outline: Outline, place: Place, times: Times, random: Random): string {
  const first = report.kelurahan;
  const city = place.kelurahan.slice(0, 5);
  const pass = (step: 'koordinasi' | 'disposisi', by: string | null, to: string, at: number): string => {
    const reason = step === 'koordinasi' ? 'Kewenangan instansi tujuan.' : 'Mohon ditangani pada wilayahnya.';
    report.steps.push({ at, do: step, by, to, reason });
    return to;
  };
  switch (outline.at) {
    case 'dinas':
      return pass('koordinasi', first, BINA_MARGA, times.passed);
    case 'sudin': {
      pass('koordinasi', first, BINA_MARGA, times.passed - 40 * MINUTE);
      return pass('disposisi', BINA_MARGA, `sudin-bina-marga-${city}`, times.passed);
    }
    case 'bangka':
      if (outline.ends === 'koordinasi') {
        report.kelurahan = random.pick(['31.74.03.1003', '31.74.03.1001']);
        return pass('koordinasi', report.kelurahan, BANGKA, times.passed);
      }
      if (outline.ends === 'disposisi') {
        report.kelurahan = '31.74.03.1005';
        pass('koordinasi', report.kelurahan, '31.74.03', times.passed - 30 * MINUTE);
        return pass('disposisi', '31.74.03', BANGKA, times.passed);
      }
      return BANGKA;
    default:
      if (outline.ends === 'koordinasi')
        return pass(
          'koordinasi',
          first,
          random.pick(['dinas-sda', 'dinas-pertamanan', 'satpol-pp', 'dinas-perhubungan']),
          times.passed,
        );
      if (outline.ends === 'disposisi') {
        pass('koordinasi', first, 'dinas-sda', times.passed - 50 * MINUTE);
        return pass('disposisi', 'dinas-sda', `sudin-sda-${city}`, times.passed);
      }
      return first ?? '';
  }
}

interface Times {
  filed: number;
  passed: number;
  taken: number;
  firstFollow: number;
  follow: number;
  closed: number;
}

/** Works backwards from what is due when: `dueIn` hours from now for the clock that counts in that status. */
function timesOf({ ends, dueIn, returnedAs }: Outline, now: number, random: Random): Times {
  const due = dueIn * HOUR;
  const rounded = (at: number): number => Math.floor(at / 1_000) * 1_000;
  const build = (filed: number, passed: number, taken: number, follow: number, closed: number): Times => ({
    filed: rounded(filed),
    passed: rounded(passed),
    taken: rounded(taken),
    firstFollow: rounded(taken + (follow - taken) * 0.35),
    follow: rounded(follow),
    closed: rounded(closed),
  });
  switch (ends) {
    case 'menunggu': {
      const filed = now + due - 6 * HOUR;
      return build(filed, filed, filed, filed, filed);
    }
    case 'koordinasi':
    case 'disposisi': {
      const passed = now + due - 6 * HOUR;
      return build(passed - random.between(1.2, 5) * HOUR, passed, passed, passed, passed);
    }
    case 'proses': {
      const filed = now + due - 7 * DAY;
      const taken = Math.min(filed + random.between(0.5, 8) * HOUR, now - 30 * MINUTE);
      return build(filed, filed + (taken - filed) / 2, taken, taken, taken);
    }
    case 'tl_ditolak': {
      // A return moves the completion limit by the five hours the follow-up lay with the validator.
      const filed = now + due - 5 * HOUR - 7 * DAY;
      const taken = filed + random.between(0.5, 5) * HOUR;
      const follow = Math.min(now - 6 * HOUR, filed + random.between(1, 4) * DAY);
      return build(filed, filed + (taken - filed) / 2, taken, taken + (follow - taken) / 0.35, follow);
    }
    case 'validasi':
    case 'tindak_lanjut': {
      const follow = now + due - 3 * DAY;
      const filed = follow - random.between(returnedAs ? 2 : 1, 6) * DAY;
      const taken = filed + random.between(0.4, 7) * HOUR;
      return build(filed, filed + (taken - filed) / 2, taken, follow, follow);
    }
    case 'selesai':
    case 'ditolak': {
      const closed = now + due;
      const follow = closed - random.between(1, 60) * HOUR;
      const filed = follow - random.between(returnedAs ? 2 : 1.1, 8) * DAY;
      const taken = filed + random.between(0.4, 7) * HOUR;
      return build(filed, filed + (taken - filed) / 2, taken, follow, closed);
    }
  }
}

/** Of the sun over Jakarta, which goes by the clock: minutes of the day. */
const [SUNRISE, SUNSET] = [5 * 60 + 35, 18 * 60 + 15];

function seenAt(shot: Shot, at: number): Shot {
  const [hours = 0, minutes = 0] = toTimestamp(at).slice(11, 16).split(':').map(Number);
  const minute = 60 * hours + minutes;
  return minute < SUNRISE || minute > SUNSET ? { ...shot, night: true } : shot;
}

function streetOf(place: Place, random: Random): string {
  const name = place.name.replace(/^Pulau /, 'Dermaga ');
  const kind = random.pick(['Raya', 'Dalam', 'Barat', 'Timur', 'I', 'II', 'III', 'IV', 'Utara', 'Selatan']);
  return `Jalan ${name} ${kind} RT ${random.whole(1, 15)} RW ${random.whole(1, 9)}`;
}

function fill(text: string, street: string, random: Random): string {
  return text
    .replaceAll('{place}', street)
    .replaceAll('{n}', String(random.pick([3, 4, 6, 8, 12, 15, 20, 25, 40])))
    .replaceAll('{mark}', random.pick(words.marks))
    .replaceAll(
      '{day}',
      random.pick(['hari ini', 'Senin pagi', 'kemarin sore', 'Rabu siang', 'pagi tadi', 'Jumat pagi']),
    );
}
