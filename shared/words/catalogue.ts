/** Every sentence of the product in every language: the one place where a language's folder is put to use. */
import * as en from './en/sections.ts';
import * as id from './id/sections.ts';
import type { Locale } from './locale.ts';

/** A sentence that goes by a number, in the forms CLDR has for it; which one, its value `count` decides. */
export type Plural = Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }>;
/** Text with named gaps: `{name}`. */
export type Sentence = string | Plural;
/** The sentences of one language by their dotted keys. */
export type Words = Readonly<Record<string, Sentence>>;

type KeyOf<T> = {
  [K in keyof T & string]: T[K] extends Sentence ? K : `${K}.${KeyOf<T[K]>}`;
}[keyof T & string];
/** `section.name`: Indonesian counts, every other language has exactly its keys. */
export type WordKey = KeyOf<typeof id>;

type AllOf<T> = { readonly [K in keyof T]: T[K] extends Sentence ? Sentence : AllOf<T[K]> };
const SECTIONS: Record<Locale, AllOf<typeof id>> = { id, en };

interface Group {
  readonly [name: string]: Sentence | Group;
}

function isSentence(value: Sentence | Group): value is Sentence {
  return typeof value === 'string' || typeof value.other === 'string';
}

function* flatten(group: Group, above: string): Generator<[key: string, sentence: Sentence]> {
  for (const [name, value] of Object.entries(group)) {
    if (isSentence(value)) yield [above + name, value];
    else yield* flatten(value, `${above}${name}.`);
  }
}

export function wordsOf(locale: Locale): Words {
  return Object.fromEntries(flatten(SECTIONS[locale], ''));
}
