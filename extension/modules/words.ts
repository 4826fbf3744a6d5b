/** Packs the words: each language a file of its own, fetched when it is spoken, and what the browser itself shows. */
import { defineWxtModule } from 'wxt/modules';
import { type Words, wordsOf } from '../../shared/words/catalogue.ts';
import { LOCALES, type Locale } from '../../shared/words/locale.ts';

/** Sections of the catalogue that screens speak from. */
const SCREEN = [
  'common',
  'compare',
  'desk',
  'field',
  'findings',
  'manifest',
  'notifications',
  'options',
  'overlay',
  'popup',
  'precheck',
  'toolbar',
  'worker',
] as const;
export type ScreenSection = (typeof SCREEN)[number];

/** What each finding means stands on a page of the service. */
const OF_THE_SERVICE = ['findings.explained.'];

/** Of what screens say, what the page for phones never does: it has one list, one report, and no keys. */
export const NOT_IN_FIELD = [
  'compare.',
  'common.channel_in_full.',
  'common.key.',
  'manifest.',
  'notifications.',
  'options.',
  'overlay.',
  'toolbar.',
  ...[
    'advice',
    'advised',
    'bulk',
    'day',
    'discussion',
    'filter',
    'findings',
    'first',
    'found',
    'help',
    'help_groups',
    'help_sheet',
    'look',
    'merge',
    'office_record',
    'point',
    'propose',
    'told',
    'views',
  ].map((group) => `desk.${group}.`),
];

/** `manifest.name` is `__MSG_name__` there. */
const MANIFEST = 'manifest.';

export function screenWords(locale: Locale): Words {
  return wordsBut(locale, OF_THE_SERVICE);
}

export function fieldWords(locale: Locale): Words {
  return wordsBut(locale, [...OF_THE_SERVICE, ...NOT_IN_FIELD]);
}

function wordsBut(locale: Locale, without: readonly string[]): Words {
  const isSaid = (key: string): boolean =>
    SCREEN.some((section) => key.startsWith(`${section}.`)) &&
    !without.some((group) => key.startsWith(group));
  return Object.fromEntries(Object.entries(wordsOf(locale)).filter(([key]) => isSaid(key)));
}

/** The browser shows them before any service has said which city it is: `city` is the one built for. */
export function browserMessages(locale: Locale, city: string): Record<string, { message: string }> {
  const words = Object.entries(wordsOf(locale)).filter(([key]) => key.startsWith(MANIFEST));
  return Object.fromEntries(
    words.map(([key, text]) => [
      key.slice(MANIFEST.length),
      { message: String(text).replaceAll('{city}', city) },
    ]),
  );
}

interface WordsOptions {
  /** Name of the city it is built for. */
  city: string;
}

declare module 'wxt' {
  interface InlineConfig {
    words: WordsOptions;
  }
}

export default defineWxtModule<WordsOptions>({
  configKey: 'words',
  setup(wxt, options) {
    wxt.hook('build:publicAssets', (_, files) => {
      for (const locale of LOCALES) {
        files.push(
          { relativeDest: `words/${locale}.json`, contents: JSON.stringify(screenWords(locale)) },
          {
            relativeDest: `_locales/${locale}/messages.json`,
            contents: JSON.stringify(browserMessages(locale, options?.city ?? '')),
          },
        );
      }
    });
  },
});
