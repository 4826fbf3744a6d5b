/** Packs the words: each language a file of its own, fetched when it is spoken, and what the browser itself shows. */
import { defineWxtModule } from 'wxt/modules';
import { type Words, wordsOf } from '../../shared/words/catalogue.ts';
import { LOCALES, type Locale } from '../../shared/words/locale.ts';

/** Sections of the catalogue that screens speak from. */
const SCREEN = [
  'common',
  'desk',
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

/** `manifest.name` is `__MSG_name__` there. */
const MANIFEST = 'manifest.';

export function screenWords(locale: Locale): Words {
  const words = Object.entries(wordsOf(locale));
  return Object.fromEntries(words.filter(([key]) => SCREEN.some((section) => key.startsWith(`${section}.`))));
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
