import { describe, expect, it } from 'vitest';
import { judgeCopies, judgeNarrative } from '#shared/evidence/checks/narrative.ts';
import { gramsOf, hasAction, jaccard } from '#shared/evidence/words.ts';
import { EVIDENCE_POLICY } from '#shared/rules/evidence.ts';

const judged = (text: string) => judgeNarrative(text, EVIDENCE_POLICY.narrative).map((found) => found.code);
const missing = (text: string) => judgeNarrative(text, EVIDENCE_POLICY.narrative)[0]?.measure?.missing;

describe('a narrative without a word', () => {
  it.each(['', '   ', '...', '-', '👍👍', '\n\t', '10.00'])('%j is missing', (text) => {
    expect(judged(text)).toEqual(['NARRATIVE_MISSING']);
  });
});

describe('a narrative that could stand under any report', () => {
  it.each([
    'Sudah ditindaklanjuti, terima kasih.',
    'Telah selesai dikerjakan. Terima kasih.',
    'Sdh dikerjakan',
    'ok',
    'DONE, terimakasih atas partisipasinya',
    'Laporan sudah kami tindak lanjuti sesuai SOP yang berlaku, demikian disampaikan',
    'Sudah dibersihkan.',
    'Akan segera ditindaklanjuti',
    'ａman ｔerkendali',
  ])('%j is boilerplate', (text) => {
    expect(judged(text)).toEqual(['NARRATIVE_BOILERPLATE']);
  });

  it('needs two content words beside a deed, three without one', () => {
    expect(judged('Lubang ditambal.')).toEqual(['NARRATIVE_THIN']);
    expect(judged('Lubang jalan')).toEqual(['NARRATIVE_BOILERPLATE']);
    expect(judged('Lubang jalan rusak')).toEqual(['NARRATIVE_THIN']);
  });

  it('counts words from three letters on', () => {
    expect(judged('Ban bus got')).toEqual(['NARRATIVE_THIN']);
    expect(judged('Ban bus gt')).toEqual(['NARRATIVE_BOILERPLATE']);
  });

  it('counts a repeated word once', () => {
    expect(judged('Sampah sampah sampah sampah')).toEqual(['NARRATIVE_BOILERPLATE']);
  });
});

describe('a narrative of work that is not done', () => {
  it.each([
    'Lubang di Jalan Kemang Raya depan nomor 12 belum dapat ditambal karena menunggu material aspal.',
    'Penebangan pohon di Gang Mawar RT 02 dijadwalkan minggu depan bersama dinas pertamanan kota.',
    'Saluran di depan pasar blm dikuras krn alat rusak, menunggu alat dari Suku Dinas.',
    'PKL di Jalan Sabang rencananya akan ditertibkan oleh Satpol PP pada hari Kamis depan.',
    'Tutup saluran di Jalan Melati depan nomor 4 akan diganti minggu depan oleh dinas terkait.',
    'Cat marka jalan di simpang empat sudah pudar, akan dicat ulang setelah anggaran tersedia.',
    'Sampah tdk dapat diangkut truk, gg terlalu sempit di RT 05 RW 03.',
    'Tidak ada lagi alat untuk menguras saluran di Jalan Kemang Raya depan nomor 12.',
  ])('%j is not done', (text) => {
    expect(judged(text)).toEqual(['NARRATIVE_NOT_DONE']);
  });

  it.each([
    'Petugas menguras saluran di Jalan Kemang Raya RT 05 sehingga tidak ada lagi genangan air di sana.',
    'Saluran di depan halte sudah dikuras tidak ada lagi genangan dan warga tidak terganggu.',
    'Pohon di Jalan Melati nomor 3 ditebang, warga tidak akan terganggu dahan lagi.',
    'Sampah di kolong jembatan sudah diangkut krn menumpuk, tdk ada yang tersisa.',
    'Sampah di Jalan Melati sudah diangkut truk, dahan belum ditebang petugas.',
    'Karena hujan belum berhenti, petugas menguras saluran di Gang Mawar RT 02 sampai kering.',
  ])('%j is done', (text) => {
    expect(judged(text)).toEqual([]);
  });

  it('needs a deed to be undone: waiting alone is thin', () => {
    expect(judged('Menunggu truk dari kecamatan untuk lokasi depan pasar minggu depan ya pak')).toEqual([
      'NARRATIVE_THIN',
    ]);
  });
});

describe('a thin narrative names what it lacks', () => {
  it.each([
    ['Lubang ditambal petugas pagi ini juga sampai rata dan rapi.', ['place']],
    ['Petugas PPSU datang ke Jalan Kemang Raya depan nomor 12 pagi ini.', ['action']],
    ['Lubang di Jalan Kemang sudah ditambal.', ['words']],
    ['Kondisi saat ini baik.', ['action', 'place', 'words']],
  ])('%j lacks %j', (text, lacks) => {
    expect(missing(text)).toEqual(lacks);
  });

  it('takes RT05 as a place and eight words as enough', () => {
    expect(judged('Sampah di RT05 sudah diangkut petugas tadi pagi.')).toEqual([]);
    for (const word of ['XRT05', 'RT05X', 'RT']) {
      const lacks = word === 'RT' ? undefined : ['place'];
      expect(missing(`Sampah di ${word} sudah diangkut petugas tadi pagi.`)).toEqual(lacks);
    }
  });
});

describe('a deed', () => {
  it.each(
    `ditambal menambal nambal tambalkan dibersihkan membersihkan pembersihan bersihkan diangkut mengangkut
    terangkut nyapu menyapu disapu ngecat mengecat dicat pengecatan memangkas mangkas dipangkas menebang penebangan
    mengeruk dikeruk pengerukan diperbaiki memperbaiki perbaikan perbaiki diganti mengganti penggantian dipasang
    memasang pemasangan ditertibkan menertibkan penertiban disemprot menyemprot diurug mengaspal diaspal pengaspalan
    menggali digali membongkar dibongkar ditutup menutup diderek menderek dikempeskan dipindahkan memindahkan
    dievakuasi mengevakuasi evakuasi menguras dikuras nguras dirapikan merapikan dinyalakan menyalakan`.split(
      /\s+/,
    ),
  )('is named by %s', (word) => {
    expect(hasAction([word])).toBe(true);
  });

  it.each(
    `bersih kebersihan baik terbaik sapu aspal tutup penutup galian angkutan tambalan cat catatan mencatat
    mencari pasangan tertib rapi aman kotak jalan pecat kebaikan`.split(/\s+/),
  )('is not named by %s', (word) => {
    expect(hasAction([word])).toBe(false);
  });

  it('may have its prefix written apart, or be told in the first person', () => {
    expect(hasAction(['sudah', 'di', 'cat'])).toBe(true);
    expect(hasAction(['di', 'angkut'])).toBe(true);
    expect(hasAction(['kami', 'sapu'])).toBe(true);
  });
});

describe('a copied narrative', () => {
  const text =
    'Petugas PPSU sudah membersihkan sampah dan menyapu jalan di lokasi depan rumah warga pada pagi hari.';

  it('is found although dates and house numbers differ', () => {
    const a = gramsOf('Saluran di depan nomor 12 dikuras pada 10 Maret 2025');
    const b = gramsOf('saluran di depan no. 7 dikuras pd 9 Maret 2025!');
    expect(jaccard(a, b)).toBe(1);
  });

  it('has nothing to compare below three words', () => {
    expect(jaccard(gramsOf('Lubang ditambal'), gramsOf('Lubang ditambal'))).toBe(0);
  });

  it('falls below four fifths when a fifth is written anew', () => {
    expect(jaccard(gramsOf(text), gramsOf(text.replace('menyapu', 'mengepel')))).toBeLessThan(0.8);
  });

  it('is a finding from three other reports on, and refers to one of them', () => {
    expect(judgeCopies(['JK2503070001', 'JK2503070002'], EVIDENCE_POLICY.narrative)).toEqual([]);
    expect(judgeCopies(['JK2503070001', 'JK2503070002', 'JK2503070003'], EVIDENCE_POLICY.narrative)).toEqual([
      { code: 'NARRATIVE_DUPLICATE', severity: 'warn', measure: { reports: 3 }, ref: 'JK2503070001' },
    ]);
  });
});
