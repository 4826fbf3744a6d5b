import { describe, expect, it } from 'vitest';
import { type Browser, browser } from 'wxt/browser';
import { matchesSite, siteOf, withoutPort } from '../../extension/platform/sites.ts';
import { kindOf, pageOf } from '../../extension/worker/pages/sender.ts';

describe('a match pattern', () => {
  it.each([
    ['https://crm.jakarta.go.id/*', 'https://crm.jakarta.go.id/laporan/7?x=1', true],
    ['https://crm.jakarta.go.id/*', 'http://crm.jakarta.go.id/laporan/7', false],
    ['https://crm.jakarta.go.id/*', 'https://crm.jakarta.go.id.evil.example/', false],
    ['https://crm.jakarta.go.id/*', 'https://evil.example/https://crm.jakarta.go.id/', false],
    ['https://crm.jakarta.go.id/*', 'https://crm.jakarta.go.id@evil.example/', false],
    ['https://*.jakarta.go.id/*', 'https://crm.jakarta.go.id/', true],
    ['https://*.jakarta.go.id/*', 'https://jakarta.go.id/', true],
    ['https://*.jakarta.go.id/*', 'https://xjakarta.go.id/', false],
    ['http://localhost:8787/demo/laporan*', 'http://localhost:8787/demo/laporan?halaman=2', true],
    ['http://localhost:8787/demo/laporan*', 'http://localhost:8787/demo/', false],
    ['http://localhost:8787/demo/laporan*', 'http://localhost:8788/demo/laporan', false],
    ['http://localhost/*', 'http://localhost:9999/', true],
    ['https://a.example:443/*', 'https://a.example/', true],
    ['*://*/*', 'https://anything.example/x', true],
    ['*://*/*', 'chrome-extension://abc/x', false],
    ['https://a.example/a.b', 'https://a.example/axb', false],
    ['nonsense', 'https://a.example/', false],
    ['https://a.example/*', 'nonsense', false],
  ])('%s on %s: %s', (pattern, address, expected) => {
    expect(matchesSite(pattern, address)).toBe(expected);
  });
});

describe('a pasted address', () => {
  it.each([
    ['crm.jakarta.go.id', 'https://crm.jakarta.go.id/*'],
    [' https://CRM.jakarta.go.id/laporan/7?x=1#y ', 'https://crm.jakarta.go.id/*'],
    ['http://crm.jakarta.test:8080/a', 'http://crm.jakarta.test:8080/*'],
    ['', null],
    ['https://*/*', null],
    ['https://*.go.id', null],
    ['https://user:secret@a.example/', null],
    ['javascript:alert(1)', null],
    ['file:///etc/passwd', null],
  ])('%j becomes the site %j', (address, site) => {
    expect(siteOf(address)).toBe(site);
  });
});

describe('where a browser matches no port', () => {
  it.each([
    ['http://localhost:8787/demo/laporan*', 'http://localhost/demo/laporan*'],
    ['http://localhost:*/*', 'http://localhost/*'],
    ['https://*.jakarta.go.id/*', 'https://*.jakarta.go.id/*'],
  ])('%s is asked for as %s, which our own matching reads as any port', (pattern, granted) => {
    expect(withoutPort(pattern)).toBe(granted);
  });

  it('an address in the path is left alone', () => {
    expect(withoutPort('https://a.test/http://b.test:80/*')).toBe('https://a.test/http://b.test:80/*');
  });
});

describe('the site that a script in a page speaks for', () => {
  const PAGE = 'https://crm.example/laporan';
  it.each([
    ['one with an address of its own', { url: PAGE, origin: 'https://lain.example' }, PAGE],
    [
      'one that the page filled in',
      { url: 'about:srcdoc', origin: 'https://crm.example' },
      'https://crm.example/',
    ],
    [
      'one that the page left blank',
      { url: 'about:blank', origin: 'https://crm.example' },
      'https://crm.example/',
    ],
    ['a blob', { url: 'blob:https://crm.example/1', origin: 'https://crm.example' }, 'https://crm.example/'],
    ['a sandboxed one', { url: 'about:srcdoc', origin: 'null' }, undefined],
    ['one of an older browser', { url: 'about:blank' }, undefined],
  ])('is that of its frame: %s', (_, sender, page) => {
    expect(pageOf(sender)).toBe(page);
    const kind = kindOf({
      id: browser.runtime.id,
      tab: { id: 1 } as Browser.tabs.Tab,
      frameId: 3,
      ...sender,
    });
    expect(kind).toBe(page === undefined ? null : 'content');
  });
});
