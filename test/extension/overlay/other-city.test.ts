// @vitest-environment happy-dom
/** Numbers of another city's form, found on a page as Jakarta's are. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { workFor } from '#shared/city/here.ts';
import { JAKARTA } from '#shared/city/packs.ts';
import { findNumbers, numbersIn } from '../../../extension/overlay/find.ts';
import { EAST } from '../../unit/city/east.ts';

beforeEach(() => workFor(EAST));
afterEach(() => workFor(JAKARTA));

const found = (html: string): string[] => {
  document.body.innerHTML = html;
  return [...findNumbers(document.body)].flat().map(({ number }) => number);
};

it.each<[where: string, html: string]>([
  ['a text', '<p>Laporan ktm-20250310-0007 hari ini</p>'],
  ['several texts that read as one', '<p>KTM-<b>20250310</b>-<i>0007</i></p>'],
  ['a prefix cut in two', '<p>K<b>TM-20250310-0007</b></p>'],
  ['a link that does not name it', '<a href="/aduan/KTM-20250310-0007">Rincian</a>'],
  ['a field that only shows', '<input readonly value="KTM-20250310-0007">'],
])('in %s', (_, html) => {
  expect(found(html)).toEqual(['KTM-20250310-0007']);
});

it("another city's numbers are none", () => {
  expect(found('<p>JK2503100007</p><a href="/JK2503100007">Rincian</a>')).toEqual([]);
});

it("a line's end that came late is read together with its beginning", () => {
  document.body.innerHTML = '<p>Nomor <b>KTM-20250310-</b><i></i></p>';
  const late = document.createTextNode('0007');
  document.querySelector('i')?.append(late);
  expect([...findNumbers(late)].flat().map(({ number }) => number)).toEqual(['KTM-20250310-0007']);
  expect(numbersIn('KTM-20250310-0007').map(({ end }) => end)).toEqual([17]);
});
