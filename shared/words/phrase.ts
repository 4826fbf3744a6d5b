/** Putting a phrase into words: the form that its number takes, and its gaps filled. */
import type { CityFacts } from '../city/facts.ts';
import { here } from '../city/here.ts';
import { exampleNumber } from '../ticket/number.ts';
import type { WordKey, Words } from './catalogue.ts';
import type { Locale } from './locale.ts';
import { dayOf, fullDate } from './time.ts';

/** What fills a gap: text as it is; in the same language another phrase or several, an instant (ms UTC), a calendar day (YYYY-MM-DD), a language's name. */
type Value =
  | string
  | number
  | { say: Phrase }
  | { list: readonly Phrase[] }
  | { at: number }
  | { day: string }
  | { language: Locale };
type Values = Readonly<Record<string, Value>>;

/** What is to be said, in no language yet. `text` is the same in each: a name, a word from outside. */
export type Phrase = WordKey | { key: WordKey; values: Values } | { text: string };

/** Says a phrase in the one language it is bound to. */
export interface Say {
  (phrase: Phrase): string;
  readonly locale: Locale;
}

export function sayIn(locale: Locale, words: Words): Say {
  const say = (phrase: Phrase): string => {
    if (typeof phrase === 'string') return sentence(words, locale, phrase, {});
    if ('text' in phrase) return phrase.text;
    const values = Object.entries(phrase.values).map(([name, value]) => [name, filling(value)] as const);
    return sentence(words, locale, phrase.key, Object.fromEntries(values));
  };
  const filling = (value: Value): string | number => {
    if (typeof value !== 'object') return value;
    if ('at' in value) return fullDate(value.at, locale);
    if ('day' in value) return dayOf(value.day, locale);
    if ('say' in value) return say(value.say);
    if ('list' in value) return value.list.map(say).join(', ');
    return new Intl.DisplayNames(locale, { type: 'language' }).of(value.language) ?? value.language;
  };
  return Object.assign(say, { locale });
}

/** The key itself shows where a text is missing. */
export function sentence(
  words: Words,
  locale: Locale,
  key: string,
  values: Readonly<Record<string, string | number>>,
): string {
  const found = here().words[locale]?.[key] ?? words[key] ?? key;
  if (typeof found === 'string') return fill(found, values);
  const form = found[pluralRules(locale).select(Number(values.count))] ?? found.other;
  return fill(form, values);
}

/** Gaps that the city fills, in whatever sentence. */
export const OF_CITY: ReadonlyMap<string, (city: CityFacts) => string> = new Map<
  string,
  (city: CityFacts) => string
>([
  ['zone', ({ zone }) => zone],
  ['city', ({ name }) => name],
  ['domain', ({ domain }) => domain],
  ['number_example', () => exampleNumber()],
  ['kelurahan_code', ({ example }) => example],
  ['kecamatan_code', ({ example }) => example.slice(0, '00.00.00'.length)],
]);

/** A gap for which there is no value stays as it is written. */
export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (gap, name: string) =>
    Object.hasOwn(values, name) ? String(values[name]) : (OF_CITY.get(name)?.(here()) ?? gap),
  );
}

const rules = new Map<Locale, Intl.PluralRules>();

/** Dear to make, so each is made once. */
function pluralRules(locale: Locale): Intl.PluralRules {
  const known = rules.get(locale) ?? new Intl.PluralRules(locale);
  rules.set(locale, known);
  return known;
}
