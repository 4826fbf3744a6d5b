/** The languages the product speaks, the first for whoever asks for none, and how each writes numbers and times. */
export const LOCALES = ['id', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

export function localeIn(text: string | undefined): Locale | undefined {
  return LOCALES.find((locale) => locale === text);
}

/** What is kept or shown in every language. */
export function inEach<T>(make: (locale: Locale) => T): Record<Locale, T> {
  return { id: make('id'), en: make('en') };
}

interface Format {
  /** What the language calls itself. */
  name: string;
  /** Before tenths, and between thousands. */
  decimal: string;
  group: string;
  /** Between hours and minutes. */
  time: string;
  /** Between a date and a time. */
  at: string;
  /** Beside a number where there is little room, and where there is enough. */
  short: Readonly<Record<'minute' | 'hour' | 'day', string>>;
  long: Readonly<Record<'minute' | 'hour' | 'day', string>>;
  months: string;
  longMonths: string;
}

export const FORMATS: Record<Locale, Format> = {
  id: {
    name: 'Bahasa Indonesia',
    decimal: ',',
    group: '.',
    time: '.',
    at: 'pukul',
    short: { minute: 'mnt', hour: 'jam', day: 'hr' },
    long: { minute: 'menit', hour: 'jam', day: 'hari' },
    months: 'Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des',
    longMonths: 'Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember',
  },
  en: {
    name: 'English',
    decimal: '.',
    group: ',',
    time: ':',
    at: 'at',
    short: { minute: 'min', hour: 'h', day: 'd' },
    long: { minute: 'min', hour: 'h', day: 'd' },
    months: 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec',
    longMonths: 'January February March April May June July August September October November December',
  },
};
