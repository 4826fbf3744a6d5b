/** A narrative's words: as they were meant, where sentences end, which of them are verbs, and which say where. */
import { describe, expect, it } from 'vitest';
import { clausesOf } from '#shared/evidence/narrative/clauses.ts';
import { gramsOf, jaccard } from '#shared/evidence/narrative/grams.ts';
import { ABBREVIATIONS } from '#shared/evidence/narrative/lexicon.ts';
import { namesPlace } from '#shared/evidence/narrative/place.ts';
import { meant } from '#shared/evidence/narrative/spelling.ts';
import { PAUSE, sentencesOf, withoutEcho, wordsOf } from '#shared/evidence/narrative/text.ts';
import { isStem, verbOf } from '#shared/evidence/narrative/verbs.ts';

const split = (text: string) => text.trim().split(/\s+/);

describe('a word written in haste', () => {
  it.each([...ABBREVIATIONS])('%s is %s', (short, word) => {
    expect(wordsOf(short.toUpperCase())).toEqual([word]);
  });

  it.each<[meant: string, written: string]>([
    ['sudah', 'sdh SUDH sudahh sudahhhhh sduah sufah'],
    ['belum', 'blm blum belm bleum belun beluum'],
    ['tidak', 'tdk tdak tidk tidka ga nggak'],
    ['sedang', 'sdng sedng sdang sednag sedag'],
    ['masih', 'msh msih maish masij'],
    ['menunggu', 'mnunggu menungu menungggu'],
    ['selesai', 'slesai selesi selesia selessai'],
    ['gorong', 'gorong2 GORONG2'],
    ['tiangnya', 'tiang2nya'],
    ['perempatan', 'perepmatan prapatan permpatan'],
    ['disampaikan', 'disampiakan disampaiakn disampakan'],
    ['melaporkan', 'melapokan mealporkan'],
    ['akan', 'aakn aakan'],
    ['masjid', 'msjid'],
    ['menghadap', 'menghada'],
    ['penanganan', 'penangann'],
  ])('%s is also written %s', (word, written) => {
    for (const one of split(written)) expect(wordsOf(one)).toEqual([word]);
  });

  it.each(
    split(`sesuai bersama susah sidang tindak kasih makan pohon tanam menutup pantau merapikan mengecat ditambal rw2 3 di ke rt nya
    tida agat daan bllok melaayu ngrazia tiang2nyata 12abc2 analisis
    constructor tostring hasownproperty`),
  )('%s is itself', (word) => {
    expect(meant(word)).toBe(word);
  });

  // Each letter that is typed for the one beside it.
  it.each(
    split(`namun:namub walau:wslau gereja:geteja gedung:gwdung tuntas:tuntaa rencana:remcana walaupun:walaupyn
    prosedur:prpsedur nyatanya:nuatanya menghadap:menhhadap bakal:bakao bakal:balal urung:ueung batal:bagal
    batal:baral komplek:komplei`),
  )('%s, where a neighbouring key was hit', (pair) => {
    const [word = '', written = ''] = pair.split(':');
    expect(meant(written)).toBe(word);
  });

  it('never has another first letter, and short words are not guessed at', () => {
    expect(wordsOf('aelum xudah ket kelm')).toEqual(['aelum', 'xudah', 'ket', 'kelm']);
  });
});

describe('a sentence', () => {
  it.each<[string, string[]]>([
    ['Lubang ditambal. Sudah rata! Aman?', ['lubang ditambal', 'sudah rata', 'aman']],
    ['satu;dua\ntiga\r\nempat', ['satu', 'dua', 'tiga', 'empat']],
    [
      'Lubang Jl. H. Saabun No. 4 RT. 05 RW.03 Kel. Bangka Kec. Mampang ditambal',
      ['lubang jalan h saabun nomor 4 rt 05 rw 03 kelurahan bangka kecamatan mampang ditambal'],
    ],
    ['Jl.Kemang Gg.Mawar jam 10.00 12.500 meter', ['jalan kemang gang mawar jam 10 00 12 500 meter']],
    ['Selesai jam 10. Aman', ['selesai jam 10', 'aman']],
    ['rata ... aman', ['rata', 'aman']],
    ['.', []],
    ['disapu & diangkut', ['disapu dan diangkut']],
    ['disapu + diangkut', ['disapu dan diangkut']],
    ['blok 10a.5', ['blok 10a', '5']],
    ['- aman', ['aman']],
    ['disapu &amp; diangkut&nbsp;semua', ['disapu dan diangkut semua']],
    ['hari jum’at', ['hari jumat']],
    ['rt05/rw03 gorong-gorong di-cor', ['rt05 rw03 gorong gorong di cor']],
    ['ＪＡＬＡＮ', ['jalan']],
    ['... !!', []],
  ])('of %j is %j', (text, sentences) => {
    expect(sentencesOf(text).map((words) => words.join(' '))).toEqual(sentences);
  });

  it.each(['a, b', 'a: b', 'a (b', 'a – b', 'a — b', 'a - b'])('pauses in %j', (text) => {
    expect(sentencesOf(text)).toEqual([['a', PAUSE, 'b']]);
  });

  it('said again is said once', () => {
    expect(sentencesOf('Sudah dikuras. Bersih. SDH DIKURAS! sudah, dikuras.')).toEqual([
      ['sudah', 'dikuras'],
      ['bersih'],
    ]);
  });

  it('is counted once where it echoes without a stop', () => {
    expect(withoutEcho(split('a b a b a b c'))).toEqual(['a', 'b', 'c']);
    expect(withoutEcho(split('a b c d a b c d'))).toEqual(['a', 'b', 'c', 'd']);
    expect(withoutEcho(split('pagi pagi sekali'))).toEqual(['pagi', 'pagi', 'sekali']);
    expect(withoutEcho(split('a b c a b d'))).toEqual(['a', 'b', 'c', 'a', 'b', 'd']);
  });
});

describe('clauses', () => {
  it.each<[string, string[]]>([
    ['dikuras, dicat', ['start dikuras', 'pause dicat']],
    ['dikuras dan dicat', ['start dikuras', 'join dan dicat']],
    ['dikuras, lalu dicat', ['start dikuras', 'join lalu dicat']],
    ['dikuras sehingga kering', ['start dikuras', 'turn sehingga kering']],
    ['dikuras untuk banjir', ['start dikuras', 'aim untuk banjir']],
    ['jika hujan dikuras', ['condition jika hujan dikuras']],
    ['dicat setelah kering', ['start dicat', 'after setelah kering']],
    ['dikuras tidak ada lagi genangan', ['start dikuras', 'turn tidak ada lagi genangan']],
    ['dikuras tidak lagi tergenang', ['start dikuras', 'turn tidak lagi tergenang']],
    ['dikuras sudah tidak tergenang', ['start dikuras', 'turn sudah tidak tergenang']],
    ['tidak ada', ['start tidak ada']],
  ])('of %j are %j', (text, clauses) => {
    const [sentence = []] = sentencesOf(text);
    expect(clausesOf(sentence).map(({ opens, words }) => [opens, ...words].join(' '))).toEqual(clauses);
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
  ['angkut', 'angkut mengangkut ngangkut diangkut terangkut pengangkutan angkuti diperangkut', 'angkutan'],
  ['uruk', 'uruk menguruk nguruk diuruk pengurukan', 'urukan'],
  ['rapi', 'rapikan dirapikan merapikan ngerapikan ngerapiin', 'rapi merapi'],
  ['padat', 'padatkan memadatkan madatkan pemadatan', 'padat'],
  ['kering', 'keringkan mengeringkan ngeringin pengeringan', 'kering keringan'],
])('the stem %s', (stem, deeds, things) => {
  it.each(split(deeds))('names a deed as %s', (word) => {
    expect(verbOf(word)?.kind).toBe('deed');
    if (word !== stem && !word.endsWith('nya')) expect(verbOf(`${word}nya`)?.kind).toBe('deed');
  });

  it.each(split(things))('names none as %s', (word) => {
    expect(verbOf(word)).toBeNull();
  });
});

describe('a verb that no list has', () => {
  it.each([
    [
      'deed',
      'digulung ditimbun difumigasi didenda dbersihkan dpasang menimbun melapisi menyusuri mnutup mengubur',
    ],
    ['deed', 'ngegulung ngurug penimbunan pelapisan penyemprotan perbaikan'],
    ['result', 'beroperasi berfungsi terealisasi menyala mengalir surut bubar'],
    ['light', 'dilakukan dilaksanakan ditangani penanganan pengerjaan berlangsung'],
    ['plan', 'dijadwalkan menjadwalkan dianggarkan direncanakan diupayakan'],
    ['survey', 'survei cek dicek pengecekan meninjau ditinjau didata mendata pendataan ditemukan'],
    ['handover', 'diteruskan meneruskan disposisi dikoordinasikan berkoordinasi koordinasi bersurat'],
    ['told', 'disampaikan dilaporkan melaporkan diinformasikan'],
    ['moved', 'dialihkan diserahkan dikembalikan'],
  ])('is a %s by its form: %s', (kind, written) => {
    for (const word of split(written)) expect([word, verbOf(word)?.kind]).toEqual([word, kind]);
  });

  it.each(
    split(`dinas dinding menumpuk membahayakan mengganggu diketahui diterima terkait terhadap berlubang bersama
    pelayanan perempatan perumahan pejalan catatan mencatat pencatatan kerusakan kebakaran lingkungan kotak jalan
    pecat kebaikan terbaik membaik menteng ngetem nyaman`),
  )('%s is none', (word) => {
    expect(verbOf(word)).toBeNull();
  });

  it('names the deed as a thing in pe-…-an, and says who did it in me-', () => {
    expect(verbOf('penambalan')).toEqual({ kind: 'deed', noun: true, active: true });
    expect(verbOf('menambal')).toEqual({ kind: 'deed', noun: false, active: true });
    expect(verbOf('ditambal')).toEqual({ kind: 'deed', noun: false, active: false });
    expect(verbOf('normalisasi')).toMatchObject({ noun: true });
    expect(verbOf('dinormalisasi')).toMatchObject({ noun: false });
  });

  it('may need its neighbour to be one', () => {
    for (const word of split('sapu cat aspal tutup gunakan'))
      expect([word, isStem(word)]).toEqual([word, true]);
    for (const word of split('jalan tambal bersihkan pasukan masukan kerusakan')) {
      expect([word, isStem(word)]).toEqual([word, false]);
    }
  });
});

describe('a place', () => {
  const named = (text: string) => sentencesOf(text).some(namesPlace);

  it.each([
    'Jl. Kemang',
    'jalan Menteng Raya',
    'jl pemuda',
    'gg. H. Taba',
    'rt05',
    'RW 3',
    'kel. Bangka',
    'depan Indomaret',
    'samping masjid',
    'No. 14',
    'gang Mencos',
    'kampung Mencos',
    'pasar Mencos',
    'nomor A2',
    'Kali Krukut',
    'kolong tol',
    'di lampu merah Coca Cola',
    'rumah pompa Melati',
    'di Cikini',
    'sepanjang Sudirman',
    'Pasar Minggu depan ruko',
  ])('is named in %j', (text) => {
    expect(named(text)).toBe(true);
  });

  it.each([
    'jalan rusak',
    'jalan berlubang',
    'jalan yang rusak',
    'jalan sudah diperbaiki',
    'jalan dapat dilalui',
    'pengguna jalan',
    'jalan diperbaiki',
    '12 kali',
    'nomor bb5',
    'di 5abc',
    'diserahkan kepada puskesmas',
    'petugas kelurahan',
    'minggu depan',
    'Kamis depan',
    'di samping itu',
    'ke depan',
    'dibawa ke puskesmas',
    'nomor tiket',
    'tiga kali',
    '2 kali',
    'di lokasi',
    'di tempat',
    'di trotoar',
    'di saluran',
    'di cat',
    'di angkut',
    'di sini',
    'di 3 titik',
    'sekitar pukul 10',
    'kawasan dilarang',
    'XRT05',
    'RT05X',
  ])('is not named in %j', (text) => {
    expect(named(text)).toBe(false);
  });
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
