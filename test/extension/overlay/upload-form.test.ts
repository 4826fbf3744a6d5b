// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { uploadFormAround } from '../../../extension/overlay/upload-form.ts';

const A = 'JK2503080001';
const B = 'JK2503080002';

/** The form that the first file field on this page belongs to. */
function formOn(html: string, address = '/unggah') {
  history.replaceState(null, '', address);
  document.title = '';
  document.body.innerHTML = html;
  const field = document.querySelector('input[type="file"]');
  return field && uploadFormAround(field);
}

beforeEach(() => {
  document.body.innerHTML = '';
});

const FIELDS = '<input type="file" accept="image/*"><textarea></textarea>';

describe('an upload form', () => {
  it.each([
    ['what the form sends', `<form><input type="hidden" value="${A}">${FIELDS}</form><p>${B}</p>`, '/'],
    ['its address', `<form>${FIELDS}</form>`, `/laporan/${A}/unggah`],
    ['its own text', `<form><b>${A}</b>${FIELDS}</form><p>${B}</p>`, '/'],
    ['a heading of the page', `<h2>Laporan ${A}</h2><form>${FIELDS}</form><p>${B}</p>`, '/'],
  ])('is of the report named in %s', (_, html, address) => {
    expect(formOn(html, address)?.number).toBe(A);
  });

  it('needs no form element', () => {
    expect(
      formOn(`<main><div><div><input type="file"></div><textarea></textarea></div></main>`, `/${A}`),
    ).not.toBeNull();
  });

  it.each([
    ['names no report', `<form>${FIELDS}</form>`],
    ['names two and sends neither', `<form><p>${A} dan ${B}</p>${FIELDS}</form>`],
    ['has no place for a narrative', `<form>${A}<input type="file"></form>`],
    ['takes documents only', `<form>${A}<input type="file" accept=".pdf"><textarea></textarea></form>`],
    ['asks for a letter', `<form>${A}<input type="file" name="surat_tugas"><textarea></textarea></form>`],
    ['only shows its narrative', `<form>${A}<input type="file"><textarea readonly></textarea></form>`],
  ])('is none where it %s', (_, html) => {
    expect(formOn(html)).toBeNull();
  });

  it('has its photos from before and its notes told apart from what is judged', () => {
    const form = formOn(
      `<form>${A}<label for="b">Foto sebelum</label><input type="file" id="b"><input type="file" id="a">
       <textarea id="other" name="alamat"></textarea><label for="n">Narasi</label><textarea id="n"></textarea></form>`,
    );
    expect(form?.photos.map(({ id }) => id)).toEqual(['a']);
    expect(form?.narrative.id).toBe('n');
  });

  it('is taken as it is known where it is known', () => {
    const html = `<form id="tindak-lanjut">${A}<input type="file" name="lain"><input type="file" name="sesudah">
      <textarea name="uraian"></textarea><textarea name="narasi"></textarea></form>`;
    const form = formOn(html, `/demo/laporan/${A}/tindak-lanjut`);
    expect(form?.photos.map(({ name }) => name)).toEqual(['sesudah']);
    expect(form?.narrative.name).toBe('narasi');
  });
});
