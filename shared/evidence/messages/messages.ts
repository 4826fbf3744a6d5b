/**
 * A finding in words: what is, by how much, and what to do. Made from code and measure when it is shown, in the
 * reader's language, by service and browser alike; prose is never stored.
 */
import { distance } from '../../words/distance.ts';
import type { Locale } from '../../words/locale.ts';
import { fullDate } from '../../words/time.ts';
import type { Finding } from '../finding.ts';
import { english } from './en.ts';
import { indonesian } from './id.ts';
import type { Said, Sentences, Told } from './told.ts';

interface Tongue {
  sentences: Sentences;
  photo: string;
  minute: (n: number) => string;
  hour: (n: number) => string;
  day: (n: number) => string;
  good: (photos: string[]) => string;
}

const plural = (word: string) => (n: number) => `${n} ${word}${n === 1 ? '' : 's'}`;

const TONGUES: Record<Locale, Tongue> = {
  id: {
    sentences: indonesian,
    photo: 'Foto',
    minute: (n) => `${n} menit`,
    hour: (n) => `${n} jam`,
    day: (n) => `${n} hari`,
    good: (photos) => ` Foto ${photos.join(', ')} tanpa temuan.`,
  },
  en: {
    sentences: english,
    photo: 'Photo',
    minute: plural('minute'),
    hour: plural('hour'),
    day: plural('day'),
    good: (photos) => ` Photo ${photos.join(', ')} has no finding.`,
  },
};

/** `photos`: how many after-photos there are; each is named by its number only where there are several. */
export function sayFinding(finding: Finding, locale: Locale, { photos = 1 } = {}): Said {
  const tongue = TONGUES[locale];
  const told = tell(finding, locale, photos, tongue);
  const { message, advice } = tongue.sentences[finding.code](told);
  const good = told.list('good');
  return { message: good.length > 0 ? message + tongue.good(good) : message, advice };
}

function tell({ measure = {}, photo, ref }: Finding, locale: Locale, photos: number, tongue: Tongue): Told {
  const number = (key: string) => (typeof measure[key] === 'number' ? measure[key] : 0);
  const list = (key: string): string[] => {
    const value = measure[key];
    return Array.isArray(value) ? value : [];
  };
  return {
    photo: photo === undefined || photos < 2 ? tongue.photo : `${tongue.photo} ${photo + 1}`,
    ref,
    has: (key) => measure[key] !== undefined,
    metres: (key) => distance(number(key), locale),
    span: (key) => span(number(key), tongue),
    date: (key) => {
      const at = Date.parse(String(measure[key] ?? ''));
      return Number.isNaN(at) ? '' : fullDate(at, locale);
    },
    number,
    percent: (key) => `${Math.round(number(key) * 100)}${locale === 'id' ? ' ' : ''}%`,
    text: (key) => String(measure[key] ?? ''),
    list,
  };
}

const DAY_MINUTES = 24 * 60;

/** Whole minutes; from two days on whole days, between them hours and minutes. */
function span(minutes: number, { minute, hour, day }: Tongue): string {
  if (minutes >= 2 * DAY_MINUTES) return day(Math.floor(minutes / DAY_MINUTES));
  if (minutes < 60) return minute(minutes);
  const rest = minutes % 60;
  return rest === 0 ? hour(minutes / 60) : `${hour(Math.floor(minutes / 60))} ${minute(rest)}`;
}
