/** The words of a narrative: shortened, joined to clauses, and the forms in which a deed is named. */
import { describe, expect, it } from 'vitest';
import { ABBREVIATIONS, AI_SOURCE_TYPES, EDITORS } from '#shared/evidence/lexicon.ts';
import { NO_EXIF } from '#shared/evidence/read/exif.ts';
import { readMarks } from '#shared/evidence/read/marks.ts';
import { clausesOf, gramsOf, hasAction, jaccard } from '#shared/evidence/words.ts';

/** By the word meant: how it is written in haste. */
const SHORT: Record<string, string> = {
  sudah: 'sdh udh udah dah',
  telah: 'tlh',
  belum: 'blm blom belom',
  tidak: 'tdk gak ga nggak ngga enggak ndak tak',
  dengan: 'dgn',
  yang: 'yg',
  karena: 'krn karna',
  sehingga: 'shg sehinga',
  jalan: 'jl jln',
  gang: 'gg',
  nomor: 'no nmr',
  kelurahan: 'kel',
  kecamatan: 'kec',
  orang: 'org',
  untuk: 'utk',
  pada: 'pd',
  tersebut: 'tsb',
  sebagai: 'sbg',
  dalam: 'dlm',
  depan: 'dpn',
  samping: 'smg',
  perempatan: 'prapatan',
  dari: 'dr',
  akan: 'akn',
  beberapa: 'bbrp',
  lokasi: 'lok',
};

describe('words', () => {
  it.each(Object.entries(SHORT))('%s is also written %s', (word, written) => {
    expect(clausesOf(written.toUpperCase())).toEqual(
      [written.split(' ').map(() => word)].flatMap((clause) => {
        return word === 'karena' || word === 'sehingga' ? clause.map((one) => [one]) : [clause];
      }),
    );
  });

  it('are shortened in no other way', () => {
    const known = Object.values(SHORT).flatMap((written) => written.split(' '));
    expect(Object.keys(ABBREVIATIONS).sort()).toEqual(known.sort());
    expect(clausesOf('constructor toString')).toEqual([['constructor', 'tostring']]);
  });

  it.each<[string, string[][]]>([
    ['Lubang ditambal, sudah rata. Aman!', [['lubang', 'ditambal'], ['sudah', 'rata'], ['aman']]],
    ['satu;dua?tiga\nempat\r\nlima', [['satu'], ['dua'], ['tiga'], ['empat'], ['lima']]],
    ['dikuras sehingga kering', [['dikuras'], ['sehingga', 'kering']]],
    ['dikuras krn penuh', [['dikuras'], ['karena', 'penuh']]],
    ['disapu & diangkut', [['disapu'], ['dan', 'diangkut']]],
    ['dikuras tidak ada lagi genangan', [['dikuras'], ['tidak', 'ada', 'lagi', 'genangan']]],
    ['dikuras tidak lagi tergenang', [['dikuras'], ['tidak', 'lagi', 'tergenang']]],
    ['dikuras sudah tidak ada genangan', [['dikuras'], ['sudah', 'tidak', 'ada', 'genangan']]],
    ['belum tidak ada', [['belum', 'tidak', 'ada']]],
    ['rt05/rw03 – nomor 12', [['rt05', 'rw03', 'nomor', '12']]],
    ['ＪＡＬＡＮ', [['jalan']]],
    ['... !!', []],
  ])('of %j are %j', (text, clauses) => {
    expect(clausesOf(text)).toEqual(clauses);
  });
});

/** One stem for each way in which its first letter sounds behind me-, with the forms that count and those that do not. */
describe.each<[stem: string, deeds: string, things: string]>([
  [
    'pasang',
    'pasang memasang masang mpasang mempasang dipasang terpasang pemasangan pasangkan pasangi pasangin',
    'pasangan',
  ],
  [
    'tambal',
    'tambal menambal nambal ntambal mentambal ditambal penambalan tambalkan ditambalnya',
    'tambalan',
  ],
  ['kuras', 'kuras menguras nguras ngkuras mengkuras dikuras pengurasan kuraskan', 'kurasan'],
  ['sapu', 'menyapu nyapu nsapu mensapu disapu penyapuan sapukan sapui sapuin', 'sapu sapuan'],
  [
    'bersih',
    'membersihkan mbersihkan ngebersihin dibersihkan pembersihan bersihkan bersihin',
    'bersih kebersihan',
  ],
  ['fogging', 'fogging memfogging mfogging ngefogging difogging', 'foggingan'],
  ['cat', 'mengecat ngecat ncat nyat dicat pengecatan catkan mencat', 'cat catatan'],
  ['derek', 'menderek nderek ngederek diderek penderekan', 'derek derekan'],
  ['jaring', 'jaring menjaring njaring ngejaring nyaring dijaring penjaringan', 'jaringan'],
  ['las', 'mengelas ngelas dilas pengelasan lasin', 'las'],
  ['rawat', 'merawat ngerawat dirawat perawatan rawati', 'rawat rawatan'],
  [
    'angkut',
    'angkut mengangkut ngangkut diangkut terangkut pengangkutan angkuti memperangkut diperangkut',
    'angkutan',
  ],
  ['uruk', 'uruk menguruk nguruk diuruk pengurukan', 'urukan'],
])('the stem %s', (stem, deeds, things) => {
  it.each(deeds.split(' '))('names a deed as %s', (word) => {
    expect(hasAction([word])).toBe(true);
    if (word !== stem && !word.endsWith('nya')) expect(hasAction([`${word}nya`])).toBe(true);
  });

  it.each(things.split(' '))('names none as %s', (word) => {
    expect(hasAction([word])).toBe(false);
  });
});

describe('a state', () => {
  it.each(
    `rapikan dirapikan merapikan ngerapikan ngerapiin ratakan diratakan meratakan padatkan memadatkan madatkan
    pemadatan keringkan mengeringkan ngeringin pengeringan nyalakan dinyalakan`.split(/\s+/),
  )('made so names a deed: %s', (word) => {
    expect(hasAction([word])).toBe(true);
  });

  it.each('rapi rata padat merapi dirapi kering keringan lancar nyala aman pulih'.split(' '))(
    'alone names none: %s',
    (word) => {
      expect(hasAction([word])).toBe(false);
    },
  );
});

describe('a thing that is also a deed', () => {
  it.each(['di', 'kami', 'kita', 'langsung'])('is one behind “%s”', (before) => {
    expect(hasAction([before, 'aspal'])).toBe(true);
    expect(hasAction(['sudah', before, 'aspal'])).toBe(true);
    expect(hasAction(['aspal', before])).toBe(false);
    expect(hasAction([before, 'lubang', 'aspal'])).toBe(false);
  });

  it('is none behind anything else, nor is a word behind them that is no deed', () => {
    expect(hasAction(['sudah', 'aspal'])).toBe(false);
    expect(hasAction(['di', 'jalan'])).toBe(false);
    expect(hasAction([])).toBe(false);
  });
});

it.each(['terbaik', 'membaik'])('%s looks like a deed and is none', (word) => {
  expect(hasAction([word])).toBe(false);
});

describe('texts compared three words by three', () => {
  it('mask digits and see every three in a row', () => {
    expect([...gramsOf('Lubang nomor 12 ditambal')]).toEqual(['lubang nomor #', 'nomor # ditambal']);
    expect([...gramsOf('RT05 blok 7a')]).toEqual(['rt# blok #a']);
    expect([...gramsOf('dua kata')]).toEqual([]);
  });

  it('are alike by the share of what both have among what either has', () => {
    const set = (text: string) => new Set(text);
    expect(jaccard(set('abc'), set('abc'))).toBe(1);
    expect(jaccard(set('abc'), set('bcd'))).toBe(0.5);
    expect(jaccard(set('ab'), set('cd'))).toBe(0);
    expect(jaccard(set('abcd'), set('a'))).toBe(0.25);
    expect([jaccard(set(''), set('a')), jaccard(set('a'), set('')), jaccard(set(''), set(''))]).toEqual([
      0, 0, 0,
    ]);
  });
});

describe('marks', () => {
  const blocks = { tiff: null, xmp: null, iptc: null, claims: null, texts: [], deflated: [] };
  const marksOf = (software: string, xmp = '') =>
    readMarks({ ...NO_EXIF, ifd0: { 305: software } }, blocks, xmp);

  it.each(EDITORS)('name the editor %s, with a version behind it, in any case', (editor) => {
    expect(editor.length).toBeGreaterThan(3);
    for (const written of [
      editor,
      `${editor}2`,
      `Adobe ${editor.toLowerCase()} 25.5`,
      `(${editor.toUpperCase()})`,
    ]) {
      expect(marksOf(written).editor).toBe(editor);
    }
    for (const written of [`${editor}x`, `x${editor}`, `9${editor}`])
      expect(marksOf(written).editor).toBeNull();
  });

  it.each(AI_SOURCE_TYPES)('name the source type %s at the end of its address', (type) => {
    expect(type).toMatch(/^(?:composite|trained|algorithmic)/);
    const declared = (value: string) => marksOf('', `<x DigitalSourceType="${value}"/>`).aiMark;
    for (const value of [type, `http://cv.iptc.org/newscodes/${type}`, `digsrctype:${type.toUpperCase()}`]) {
      expect(declared(value)?.toLowerCase()).toBe(type.toLowerCase());
    }
    expect(declared(`${type}x`)).toBeNull();
  });
});
