/** The settings of the map: what is understood, what is refused, and that no refusal repeats a key. */
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../service/compose/config.ts';

const read = (env: Record<string, string>) => readConfig([], env).map;
const ATTRIBUTION = {
  MAP_ATTRIBUTION: '© OpenStreetMap contributors (https://www.openstreetmap.org/copyright)',
};

describe('the map', () => {
  it('is none by itself', () => {
    expect(read({})).toBeUndefined();
  });

  it('comes from a URL with a key, or from a file', () => {
    const url = 'https://tiles.example/{z}/{x}/{y}.png?key=rahasia';
    expect(read({ MAP_TILES: url, ...ATTRIBUTION })?.tiles).toMatchObject({ from: { url }, maxZoom: 19 });
    expect(read({ MAP_TILES: '/srv/jakarta.pmtiles', ...ATTRIBUTION })?.tiles?.from).toEqual({
      file: '/srv/jakarta.pmtiles',
    });
  });

  it('may come from a source of the office’s own by http, once that is trusted', () => {
    const url = 'http://10.1.2.3:8080/{z}/{x}/{y}';
    expect(() => read({ MAP_TILES: url, ...ATTRIBUTION })).toThrow(/only https/);
    const trusted = { OUTBOUND_TRUSTED: 'http://10.1.2.3:8080' };
    expect(read({ MAP_TILES: url, ...ATTRIBUTION, ...trusted })?.tiles?.from).toEqual({ url });
  });

  it.each([
    ['https://tiles.example/rahasia/{z}/{x}.png'],
    ['https://tiles.example/rahasia/{z}/{x}/{y}/{y}.png'],
    ['https://{s}.tiles.example/rahasia/{z}/{x}/{y}.png'],
    ['https://rahasia@tiles.example/{z}/{x}/{y}.png'],
    ['ftp://tiles.example/rahasia/{z}/{x}/{y}.png'],
    ['https://rahasia {z}{x}{y}'],
    ['/srv/rahasia.mbtiles'],
  ])('refuses %s without repeating it', (tiles) => {
    expect(() => read({ MAP_TILES: tiles, ...ATTRIBUTION })).toThrow(/^MAP_TILES: (?!.*rahasia)/);
  });

  it('names its source: as text, with one https address to lead to', () => {
    const named = (text: string) =>
      read({ MAP_TILES: '/srv/a.pmtiles', MAP_ATTRIBUTION: text })?.tiles?.attribution;
    expect(named(ATTRIBUTION.MAP_ATTRIBUTION)).toEqual({
      text: '© OpenStreetMap contributors',
      url: 'https://www.openstreetmap.org/copyright',
    });
    expect(named('© BIG 2025')).toEqual({ text: '© BIG 2025', url: null });
    expect(named('<a href="javascript:alert(1)">©</a>')).toEqual({
      text: '<a href="javascript:alert(1)">©</a>',
      url: null,
    });
    expect(() => read({ MAP_TILES: '/srv/a.pmtiles' })).toThrow(/MAP_TILES needs MAP_ATTRIBUTION/);
  });

  it('leads to the office’s own map, whose place no coordinate changes', () => {
    expect(read({ MAP_LINK: 'https://peta.example/?q={lat},{lon}' })?.link).toBe(
      'https://peta.example/?q={lat},{lon}',
    );
    for (const link of [
      'https://peta.example/',
      'http://peta.example/?q={lat},{lon}',
      'javascript:alert({lat},{lon})//https:',
      'https://a{lat}.example/{lon}',
    ]) {
      expect(() => read({ MAP_LINK: link })).toThrow(/^MAP_LINK: /);
    }
  });
});
