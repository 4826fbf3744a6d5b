// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import type { Badge } from '../../../extension/overlay/badge.ts';
import { findNumbers, type Hit } from '../../../extension/overlay/find.ts';
import { Places } from '../../../extension/overlay/place.ts';

const A = 'JK2503080001';
const B = 'TT2503080002';

function page(html: string): HTMLElement {
  document.body.innerHTML = html;
  return document.body;
}

const numbersOn = (html: string): string[] => findNumbers(page(html)).map((hit) => hit.number);

describe('finding report numbers', () => {
  it.each([
    ['running text', `<p>Laporan ${A} dan ${B}.</p>`, [A, B]],
    ['table cells', `<table><tr><td>${A}</td><td>${B}</td></tr></table>`, [A, B]],
    ['small letters', `<p>${A.toLowerCase()}</p>`, [A]],
    ['punctuation on both sides', `<p>(${A}),"${B}"/</p>`, [A, B]],
    ['five digits of a busy day', '<p>JK25030810001</p>', ['JK25030810001']],
    ['links', `<a href="/x">${A}</a>`, [A]],
    ['links that only lead there', `<a href="/laporan/${A}?x=1">Rincian</a>`, [A]],
    ['a link that does both, once', `<a href="/laporan/${A}">${A}</a>`, [A]],
    ['deep markup', `<ul><li><b><i>${A}</i></b></li></ul>`, [A]],
  ])('works in %s', (_, html, expected) => {
    expect(numbersOn(html)).toEqual(expected);
  });

  it.each([
    ['no date', '<p>JK2513450001 JK2502300001</p>'],
    ['longer words', `<p>X${A} ${A}7890 é${A}</p>`],
    ['fields, which would be submitted', `<textarea>${A}</textarea><select><option>${A}</option></select>`],
    ['what is being edited', `<div contenteditable="true"><p>${A}</p></div>`],
    ['code and styles', `<script>'${A}'</script><style>/* ${A} */</style>`],
    ['other prefixes', '<p>JX2503080001 JK 2503080001</p>'],
  ])('leaves %s alone', (_, html) => {
    expect(numbersOn(html)).toEqual([]);
  });

  it('stands behind a link or button, never inside', () => {
    for (const tag of ['a', 'button']) {
      const [hit] = findNumbers(page(`<p><${tag}><span>${A}</span></${tag}> x</p>`));
      expect(hit?.at).toEqual({ element: document.querySelector(tag) });
    }
  });

  it('finds a number in a text node that is looked at by itself', () => {
    page(`<p>${A}</p><textarea>${B}</textarea>`);
    const inside = document.querySelector('p')?.firstChild;
    const field = document.querySelector('textarea')?.firstChild;
    expect(inside && findNumbers(inside)).toHaveLength(1);
    expect(field && findNumbers(field)).toEqual([]);
  });
});

describe('badges in a page that redraws itself', () => {
  let places: Places;

  beforeEach(() => {
    places = new Places();
  });

  const place = (root: Node = document.body): void => {
    for (const hit of findNumbers(root).reverse()) if (!places.isTaken(hit)) places.put(hit, badge(hit));
  };
  const badge = ({ number }: Hit): Badge => {
    const host = document.createElement('tuntas-badge');
    return { host, number, show: () => undefined, takeBack: () => undefined };
  };
  const text = (): Text => {
    const first = document.querySelector('p')?.firstChild;
    if (!(first instanceof Text)) throw new Error('the paragraph has no text');
    return first;
  };
  const count = (): number => document.querySelectorAll('tuntas-badge').length;

  it('leave every character of it where it was', () => {
    page(`<p>Laporan ${A} dan ${B}, selesai.</p>`);
    place();
    expect(document.body.textContent).toBe(`Laporan ${A} dan ${B}, selesai.`);
    expect(count()).toBe(2);
  });

  it('come once, however often the page is looked at', () => {
    page(`<p>Laporan ${A} dan ${B}, lalu ${A}.</p><a href="/${A}">${A}</a>`);
    for (let i = 0; i < 3; i++) place();
    expect(count()).toBe(4);
  });

  it('give way when the page writes another text: nothing of the old one stays', () => {
    page(`<p>Laporan ${A} dan ${B}, selesai.</p>`);
    place();
    text().data = `Sekarang ${B}`;
    places.written(text());
    place();
    expect(document.body.textContent).toBe(`Sekarang ${B}`);
    expect(count()).toBe(1);
  });

  it('stay when the page writes what stood there already', () => {
    page(`<p>${A}</p>`);
    place();
    const before = document.querySelector('tuntas-badge');
    text().data = A;
    places.written(text());
    place();
    expect(document.querySelector('tuntas-badge')).toBe(before);
  });

  it('go with the text that the page takes out', () => {
    page(`<p>Laporan ${A} dan ${B}, selesai.</p>`);
    place();
    const gone = text();
    gone.remove();
    places.takenOut(gone);
    expect(document.body.textContent).toBe('');
    expect(count()).toBe(0);
  });

  it('go with the link that the page takes out', () => {
    page(`<p><a href="/${A}">${A}</a></p>`);
    place();
    const link = document.querySelector('a');
    link?.remove();
    if (link) places.takenOut(link);
    expect(count()).toBe(0);
  });

  it('come back when the page throws them out', () => {
    page(`<p>${A}</p>`);
    place();
    document.querySelector('tuntas-badge')?.remove();
    place();
    expect(count()).toBe(1);
  });
});
