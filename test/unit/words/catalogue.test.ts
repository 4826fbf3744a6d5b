/** One catalogue of words: whole in every language, used to the last sentence, and no sentence beside it. */

import { describe, expect, it } from 'vitest';
import { PHOTO_KINDS } from '#shared/contract/ticket.ts';
import { WORK_GROUPS } from '#shared/deadline/urgency.ts';
import { FIGURE_NAMES, PARTS } from '#shared/performance/table.ts';
import { ACTIONS, EVENT_ACTIONS } from '#shared/ticket/action.ts';
import { type Plural, type Sentence, wordsOf } from '#shared/words/catalogue.ts';
import { LOCALES } from '#shared/words/locale.ts';
import { OF_CITY } from '#shared/words/phrase.ts';
import { listFiles, readSources, readText } from '../house/sources.ts';
import { pairsIn, type Use, usesIn } from './uses.ts';

const INDONESIAN = wordsOf('id');
const KEYS = Object.keys(INDONESIAN);
const isPlural = (sentence: Sentence | undefined): sentence is Plural => typeof sentence === 'object';
const formsOf = (sentence: Sentence = ''): string[] =>
  isPlural(sentence) ? Object.values(sentence) : [sentence];
const gapsOf = (sentence: Sentence | undefined): string[] =>
  [
    ...new Set(
      formsOf(sentence).flatMap((form) => [...form.matchAll(/\{(\w+)\}/g)].map(([, gap]) => gap ?? '')),
    ),
  ].sort();

describe.each(LOCALES)('in %s', (locale) => {
  const words = wordsOf(locale);

  it('every sentence is there, and none that Indonesian does not have', () => {
    expect(Object.keys(words).sort()).toEqual(KEYS.toSorted());
  });

  it('no sentence is empty, or ends where another would begin', () => {
    const bad = Object.entries(words).filter(([, sentence]) =>
      formsOf(sentence).some((form) => form === '' || form !== form.trim()),
    );
    expect(bad).toEqual([]);
  });

  it('each has the gaps of the Indonesian one', () => {
    const differing = KEYS.filter((key) => String(gapsOf(words[key])) !== String(gapsOf(INDONESIAN[key])));
    expect(differing).toEqual([]);
  });

  it('what goes by a number has each form of the language, and none beside', () => {
    const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted();
    const plural = Object.entries(words).filter(([, sentence]) => isPlural(sentence));
    expect(plural.filter(([, sentence]) => String(Object.keys(sentence).sort()) !== String(forms))).toEqual(
      [],
    );
    expect(plural.filter(([key]) => !isPlural(INDONESIAN[key]))).toEqual([]);
  });
});

/**
 * What a key made at run time may be, where its group has sentences of another kind too. Of every other group all
 * names are such codes, and types see to it that none is missing.
 */
const MADE: Readonly<Record<string, readonly string[]>> = {
  'common.action.*': ACTIONS,
  'common.event.*': EVENT_ACTIONS,
  'common.photo.*': PHOTO_KINDS,
  'common.work_group.*': WORK_GROUPS,
  'exchange.page.*': ['read', 'added', 'moved', 'corrected', 'unchanged', 'refused'],
  'notifications.title.*': ['arrived', 'returned', 'due'],
  'options.*': ['language', 'theme'],
  'oversight.figure.*': FIGURE_NAMES,
  'oversight.performance.*': PARTS.filter((part) => part !== 'of'),
  'people.accounts.*': ['disabled', 'one_time'],
  'people.ask.*': ['pending', 'approved'],
  'people.own_account.*': ['current', 'next', 'again'],
  'people.password.*': ['usual', 'same'],
  'public.how.*': ['received', 'answered', 'done', 'checked', 'rated'],
  'public.numbers.*': ['received', 'finished'],
  'rules.policy.*': ['hours', 'days', 'current', 'coming', 'past'],
};

/** Sentences whose gaps are filled later, from what is kept of them. */
const FILLED_LATER = 'messages.template.';
/** Its values are the same for all findings; test/unit/evidence/messages.test.ts looks for gaps that stay open. */
const FILLS_ANY = 'shared/evidence/messages.ts';

/** The keys of the catalogue that a text in the code may come to: itself, or what its `*` may stand for. */
function keysOf(written: string): string[] {
  if (!/^\w+\.[\w.:*-]+$/.test(written)) return [];
  if (!written.includes('*')) return Object.hasOwn(INDONESIAN, written) ? [written] : [];
  const pattern = new RegExp(`^${written.replaceAll('.', '\\.').replaceAll('*', '(.+)')}$`);
  return KEYS.filter((key) => {
    const made = pattern.exec(key)?.[1];
    return made !== undefined && (MADE[written]?.includes(made) ?? true);
  });
}

it('each language that has a folder is spoken', () => {
  const folders = listFiles().flatMap((path) => /^shared\/words\/(\w+)\//.exec(path)?.[1] ?? []);
  expect(new Set(folders)).toEqual(new Set(LOCALES));
});

describe('the code', () => {
  const sources = [...readSources()].filter(([path]) => !path.endsWith('.mjs'));
  const uses = sources.flatMap(([path, text]) => usesIn(path, text, (key) => keysOf(key).length > 0));

  /** The browser reads these itself. */
  const inManifest = [...readText('wxt.config.ts').matchAll(/__MSG_(\w+)__/g)].map(
    ([, name]) => `manifest.${name}`,
  );

  it('uses every sentence', () => {
    const used = new Set([...uses.flatMap(({ keys }) => keys.flatMap(keysOf)), ...inManifest]);
    expect(KEYS.filter((key) => !used.has(key))).toEqual([]);
  });

  it('makes no key at run time that could be any of a mixed group', () => {
    const written = new Set(uses.flatMap(({ keys }) => keys));
    const mixed = [...written].filter(
      (key) => key.includes('*') && !MADE[key] && keysOf(key).some((one) => written.has(one)),
    );
    expect(mixed).toEqual([]);
    expect(Object.keys(MADE).filter((pattern) => !written.has(pattern))).toEqual([]);
    const unknown = Object.entries(MADE).flatMap(([pattern, names]) =>
      names.map((name) => pattern.replace('*', name)).filter((key) => !KEYS.includes(key)),
    );
    expect([...unknown, ...inManifest.filter((key) => !KEYS.includes(key))]).toEqual([]);
  });

  it('fills the gaps of each sentence, and gives nothing that has no gap', () => {
    expect(uses.filter(({ values, path }) => values === null && path !== FILLS_ANY)).toEqual([]);
    expect(uses.flatMap(wronglyFilled)).toEqual([]);
  });

  function wronglyFilled({ path, keys, values }: Use): string[] {
    if (values === null) return [];
    const all = keys.flatMap(keysOf).filter((key) => !key.startsWith(FILLED_LATER));
    const isFilled = (gap: string): boolean => values.includes(gap) || OF_CITY.has(gap);
    const open = all.filter((key) => !gapsOf(INDONESIAN[key]).every(isFilled));
    const gaps = all.flatMap((key) => gapsOf(INDONESIAN[key]));
    const idle = values.filter((name) => !gaps.includes(name));
    return [
      ...open.map((key) => `${path}: ${key} needs {${gapsOf(INDONESIAN[key]).join('}, {')}}`),
      ...idle.map((name) => `${path}: no gap {${name}} in ${keys.join(', ')}`),
    ];
  }

  it('holds no sentence of its own in several languages', () => {
    const others = sources.filter(([path]) => path !== 'shared/words/locale.ts');
    expect(others.flatMap(([path, text]) => pairsIn(path, text, LOCALES))).toEqual([]);
  });
});

describe('the guard sees', () => {
  const isKey = (text: string): boolean => text.startsWith('a.');

  it('a key by itself, in a phrase, in a choice, in a call, and one made at run time', () => {
    const text = [
      "say('a.one');",
      "say({ key: 'a.two', values: { count, name: 'x' } });",
      "t(late ? 'a.three' : 'a.four', { at });",
      `t(\`a.\${code}\`);`,
      'const values = { to }; say({ key: "a.five", values });',
      'say({ key: "a.six", values: made() });',
    ].join('\n');
    expect(usesIn('a.ts', text, isKey).map(({ keys, values }) => [keys, values])).toEqual([
      [['a.two'], ['count', 'name']],
      [['a.three', 'a.four'], ['at']],
      [['a.*'], []],
      [['a.five'], ['to']],
      [['a.six'], null],
      [['a.one'], []],
    ]);
  });

  it('a pair of sentences, and no pair of other things', () => {
    expect(pairsIn('a.ts', "const a = { id: 'Ya', en: 'Yes' };", ['id', 'en'])).toEqual(['a.ts: Ya | Yes']);
    expect(pairsIn('a.ts', `const a = { id: \`Ya \${b}\`, en: c };`, ['id', 'en'])).toHaveLength(1);
    expect(pairsIn('a.ts', "const a = { id: 'x' }; const b = { id: one, en: two };", ['id', 'en'])).toEqual(
      [],
    );
  });
});
