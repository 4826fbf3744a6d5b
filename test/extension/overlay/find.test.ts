// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Badge } from '../../../extension/overlay/badge.ts';
import { findNumbers, type Hit, type Root } from '../../../extension/overlay/find.ts';
import { createHost } from '../../../extension/overlay/host.ts';
import { Places } from '../../../extension/overlay/place.ts';

const A = 'JK2503080001';
const B = 'TT2503080002';

function page(html: string): HTMLElement {
  document.body.innerHTML = html;
  return document.body;
}

const find = (root: Root): Hit[] => [...findNumbers(root)].flat();
const numbersOn = (html: string): string[] => find(page(html)).map((hit) => hit.number);

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
    ['a number in pieces', `<p>Laporan JK<b>250308</b>0001, lalu</p>`, [A]],
    ['a number in pieces that a comment parts', `<p>JK<!-- react -->2503080001</p>`, [A]],
    ['five digits, the last set apart', '<p>JK2503081000<b>1</b></p>', ['JK25030810001']],
    ['fields that only show', `<input readonly value="${A}"><input type="button" value="Buka ${B}">`, [A, B]],
    ['an island that an editor keeps as it is', `<div contenteditable="false">${A}</div>`, [A]],
    ['what is pressed by script', `<span role="button">${A}</span>`, [A]],
    ['deep markup', `<ul><li><b><i>${A}</i></b></li></ul>`, [A]],
  ])('works in %s', (_, html, expected) => {
    expect(numbersOn(html)).toEqual(expected);
  });

  it.each([
    ['no date', '<p>JK2513450001 JK2502300001</p>'],
    ['longer words', `<p>X${A} ${A}7890 é${A}</p>`],
    ['fields, which would be submitted', `<textarea>${A}</textarea><select><option>${A}</option></select>`],
    ['what is being edited', `<div contenteditable="true"><p>${A}</p></div>`],
    ['an island inside an editor', `<div contenteditable><i contenteditable="false">${A}</i></div>`],
    ['code and styles', `<code>${A}</code><script>'${A}'</script><style>/* ${A} */</style>`],
    ['a field that is filled in', `<input value="${A}"><input type="search" value="${B}">`],
    ['pieces of two lines', '<p>JK</p><p>2503080001</p><i>JK</i><br><i>2503080001</i>'],
    ['pieces of two cells', '<table><tr><td>JK</td><td>2503080001</td></tr></table>'],
    ['a piece of a longer word', '<p>JK2503080001<b>x</b> JK2503080001<i>99</i></p>'],
    ['other prefixes', '<p>JX2503080001 JK 2503080001</p>'],
  ])('leaves %s alone', (_, html) => {
    expect(numbersOn(html)).toEqual([]);
  });

  it('stands behind a link or button, never inside', () => {
    for (const tag of ['a', 'button']) {
      const [hit] = find(page(`<p><${tag}><span>${A}</span></${tag}> x</p>`));
      expect(hit?.at).toEqual({ element: document.querySelector(tag) });
    }
  });

  it('finds the whole of a number of which one piece is looked at', () => {
    page(`<p>JK<b>250308</b>0001</p>`);
    const piece = document.querySelector('b');
    expect(piece && find(piece).map((hit) => hit.number)).toEqual([A]);
  });

  it('finds a number in a text node that is looked at by itself', () => {
    page(`<p>${A}</p><textarea>${B}</textarea>`);
    const inside = document.querySelector('p')?.firstChild;
    const field = document.querySelector('textarea')?.firstChild;
    expect(inside instanceof Text && find(inside)).toHaveLength(1);
    expect(field instanceof Text && find(field)).toEqual([]);
  });
});

describe('badges in a page that redraws itself', () => {
  let places: Places;

  beforeEach(() => {
    vi.stubGlobal('__E2E__', true);
    places = new Places();
  });

  const place = (root: Root = document.body): void => {
    for (const hit of find(root)) {
      const spot = places.spotFor(hit);
      if (spot) places.put(spot, badge(hit), hit.from);
    }
  };
  const badge = ({ number }: Hit): Badge => {
    const { host } = createHost('badge');
    return { host, number, show: () => undefined, takeBack: () => undefined, appear: () => undefined };
  };
  const text = (): Text => {
    const first = document.querySelector('p')?.firstChild;
    if (!(first instanceof Text)) throw new Error('the paragraph has no text');
    return first;
  };
  const count = (): number => document.querySelectorAll('[data-tuntas="badge"]').length;

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
    const before = document.querySelector('[data-tuntas="badge"]');
    text().data = A;
    places.written(text());
    place();
    expect(document.querySelector('[data-tuntas="badge"]')).toBe(before);
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

  it('follow a link that is used again for another report', () => {
    page(`<p><a href="/${A}">${A}</a></p>`);
    place();
    const inside = document.querySelector('a')?.firstChild;
    if (!(inside instanceof Text)) throw new Error('the link has no text');
    inside.data = B;
    places.written(inside);
    place();
    expect(places.badges.map((badge) => badge.number)).toEqual([B]);
    expect(count()).toBe(1);
  });

  it('follow a number in pieces when its first piece changes, and leave what stood behind it', () => {
    page('<p>JK<b>2503080001 selesai</b></p>');
    place();
    text().data = 'TT';
    places.written(text());
    expect(document.body.textContent).toBe('TT2503080001 selesai');
    place();
    expect(places.badges.map((badge) => badge.number)).toEqual(['TT2503080001']);
  });

  it('stand behind a link that names two reports, each once', () => {
    page(`<a href="/gabung">${A} ke ${B}</a>`);
    place();
    place();
    expect(places.badges.map((badge) => badge.number)).toEqual([A, B]);
    expect(count()).toBe(2);
  });

  it('find their place although an earlier number was given its badge first', () => {
    page(`<p>${A}, ${B} dan ${A}.</p>`);
    for (const hit of find(document.body)) {
      const spot = places.spotFor(hit);
      if (spot) places.put(spot, badge(hit), hit.from);
    }
    expect(document.querySelector('p')?.innerHTML.replaceAll(/<span.*?<.span>/g, '*')).toBe(
      `${A}*, ${B}* dan ${A}*.`,
    );
  });

  it('give the page back the very text it wrote, once they go', () => {
    page(`<p>Laporan ${A} dan ${B}, selesai.</p>`);
    const written = text();
    place();
    places.prune(() => false);
    expect(count()).toBe(0);
    expect(written.data).toBe(`Laporan ${A} dan ${B}, selesai.`);
    expect(document.querySelector('p')?.childNodes).toHaveLength(1);
  });

  it('go with a text that the page puts elsewhere, which takes all its words along', () => {
    page(`<p>Laporan ${A} dan ${B}, selesai.</p><div></div>`);
    place();
    const moved = text();
    document.querySelector('div')?.append(moved);
    places.takenOut(moved);
    expect(document.querySelector('div')?.textContent).toBe(`Laporan ${A} dan ${B}, selesai.`);
    expect(document.querySelector('p')?.textContent).toBe('');
  });

  it('come back when the page throws them out', () => {
    page(`<p>${A}</p>`);
    place();
    document.querySelector('[data-tuntas="badge"]')?.remove();
    place();
    expect(count()).toBe(1);
  });
});
