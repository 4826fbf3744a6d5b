import { afterEach, describe, expect, it, vi } from 'vitest';
import { browser } from 'wxt/browser';
import { wordsOf } from '#shared/words/catalogue.ts';
import {
  language,
  loadWords,
  onWordsChange,
  setWords,
  speaker,
  t,
} from '../../../extension/platform/i18n.ts';
import { isUnprotected, settings } from '../../../extension/platform/settings.ts';

describe('t', () => {
  it('speaks Indonesian unless the setting says otherwise', async () => {
    expect(await settings.language.get()).toBe('id');
    expect(language()).toBe('id');
    expect(t('common.close')).toBe('Tutup');
  });

  it('fills gaps, and says a number in the form it takes', () => {
    setWords('en', wordsOf('en'));
    expect(t('desk.photos.of', { number: 3, all: 10 })).toBe('3 of 10');
    expect([1, 2, 0].map((count) => t('precheck.found', { count }))).toEqual([
      '1 finding',
      '2 findings',
      '0 findings',
    ]);
  });

  it('speaks for what service and browser share', () => {
    setWords('en', wordsOf('en'));
    expect([speaker()({ key: 'common.due', values: { at: 'now' } }), speaker().locale]).toEqual([
      'Due now',
      'en',
    ]);
  });

  it('shows the key where a text is missing, so that nobody sees a blank button', () => {
    setWords('en', {});
    expect(t('common.close')).toBe('common.close');
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
    const arrive = (of: 'id' | 'en') => arrived.get(`/words/${of}.json`)?.(Response.json(wordsOf(of)));
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

  it.each(['http://localhost:8787', 'http://tuntas.localhost', 'http://127.1.2.3', 'http://[::1]:80'])(
    'takes %s, which never leaves the machine',
    async (address) => {
      await settings.serviceOrigin.set(address);
      expect(await settings.serviceOrigin.get()).toBe(new URL(address).origin);
      expect(isUnprotected(address)).toBe(false);
    },
  );

  it.each([
    'http://tuntas.example',
    'http://10.0.0.7',
    'http://localhost.example',
    'http://127.0.0.1.example',
  ])('refuses %s, and says that it is not protected', async (address) => {
    await expect(async () => settings.serviceOrigin.set(address)).rejects.toThrow();
    expect(isUnprotected(address)).toBe(true);
  });

  it.each(['javascript:alert(1)', 'ftp://a.example', 'tuntas', ''])(
    'refuses %j as address',
    async (address) => {
      await expect(async () => settings.serviceOrigin.set(address)).rejects.toThrow();
    },
  );
});
