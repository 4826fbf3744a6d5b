import { afterEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import {
  language,
  loadWords,
  onWordsChange,
  setWords,
  t,
  type WordKey,
} from '../../../extension/platform/i18n.ts';
import { settings } from '../../../extension/platform/settings.ts';
import { wordsOf } from '../words.ts';

const marks = (text: string): string[] => [...new Set(text.match(/\$[1-9]/g) ?? [])].sort();
/** Not a key of the files: these tests bring their own words. */
const key = (text: string): WordKey => text as WordKey;

describe('the two languages', () => {
  const [id, en] = [wordsOf('id'), wordsOf('en')];

  it('have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(id).sort());
  });

  it('have the same substitutions under each key', () => {
    const differing = Object.keys(id).filter(
      (name) => String(marks(id[name]?.message ?? '')) !== String(marks(en[name]?.message ?? '')),
    );
    expect(differing).toEqual([]);
  });

  it('leave no text empty', () => {
    const empty = [...Object.entries(id), ...Object.entries(en)].filter(([, { message }]) => !message.trim());
    expect(empty).toEqual([]);
  });
});

describe('t', () => {
  it('speaks Indonesian unless the setting says otherwise', async () => {
    expect(await settings.language.get()).toBe('id');
    expect(language()).toBe('id');
    expect(t('extension_description')).toBe(wordsOf('id').extension_description?.message);
  });

  it('puts substitutions where the text has its marks, in any order', () => {
    setWords('en', { a_b: { message: '$2 of $1' } });
    expect((t as (...args: unknown[]) => string)(key('a.b'), 10, 3)).toBe('3 of 10');
  });

  it('never reads a mark inside a substituted text', () => {
    setWords('en', { note: { message: '$1 · $2' } });
    expect((t as (...args: unknown[]) => string)(key('note'), '$2', 'x')).toBe('$2 · x');
  });

  it('takes the plural form that the count asks for', () => {
    setWords('en', { report: { message: '$1 report | $1 reports' } });
    const say = t as (...args: unknown[]) => string;
    expect([say('report', 1), say('report', 2), say('report', 0)]).toEqual([
      '1 report',
      '2 reports',
      '0 reports',
    ]);
  });

  it('shows the key where a text is missing, so that nobody sees a blank button', () => {
    setWords('en', {});
    expect(t('extension_name')).toBe('extension_name');
  });

  it('tells pages when the words were exchanged, until they no longer listen', () => {
    let told = 0;
    const stop = onWordsChange(() => {
      told++;
    });
    setWords('en', wordsOf('en'));
    stop();
    setWords('id', wordsOf('id'));
    expect(told).toBe(1);
  });
});

describe('words being loaded', () => {
  afterEach(() => {
    vi.unstubAllGlobals();
    setWords('id', wordsOf('id'));
  });

  it('do not replace those that were asked for after them', async () => {
    const arrived = new Map<string, (answer: Response) => void>();
    vi.stubGlobal('location', { href: 'https://extension.test/desk.html' });
    vi.stubGlobal('fetch', (url: URL) => new Promise((resolve) => arrived.set(url.pathname, resolve)));
    const arrive = (of: 'id' | 'en') =>
      arrived.get(`/_locales/${of}/messages.json`)?.(Response.json(wordsOf(of)));
    const loads = [loadWords('en'), loadWords('id')];
    arrive('id');
    await loads[1];
    arrive('en');
    await loads[0];
    expect(language()).toBe('id');
  });
});

describe('a setting', () => {
  it('counts as its default when what is stored no longer parses', async () => {
    await browser.storage.local.set({ language: 'kl', sites: 'https://a.example/*' });
    expect(await settings.language.get()).toBe('id');
    expect(await settings.sites.get()).toEqual([]);
  });

  it('keeps only the origin of the service address', async () => {
    await settings.serviceOrigin.set('https://tuntas.example/api/v1?x=1');
    expect(await settings.serviceOrigin.get()).toBe('https://tuntas.example');
  });

  it.each(['javascript:alert(1)', 'ftp://a.example', 'tuntas', ''])(
    'refuses %j as address',
    async (address) => {
      await expect(async () => settings.serviceOrigin.set(address)).rejects.toThrow();
    },
  );
});
