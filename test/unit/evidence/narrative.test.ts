import { describe, expect, it } from 'vitest';
import { judgeCopies, judgeNarrative } from '#shared/evidence/checks/narrative.ts';
import { gramsOf, jaccard } from '#shared/evidence/narrative/grams.ts';
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
    'Perbaikan Jl. Kemang Selatan RT. 03 RW. 02 Kel. Bangka Kec. Mampang akan dikerjakan tgl. 12 Maret.',
    'Petugas sedang memperbaiki PJU di Jl. H. Naman depan no. 17, mohon bersabar.',
    'Pengerukan Kali Krukut masih berlangsung, baru sampai belakang pasar.',
    'Petugas gagal mengangkat bollard yang patah di trotoar Jl. Sabang.',
    'Lubang belum ditambal. Lubang belum ditambal. Lubang belum ditambal di Jl. Bangka Raya.',
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

describe('a narrative of work that is passed on', () => {
  it.each([
    'Jalan rusak di Jl. Gatot Subroto bukan kewenangan kelurahan, sudah kami teruskan ke Dinas Bina Marga.',
    'Sdh dikoordinasikan dgn Sudin SDA utk dilakukan pengurasan saluran di Jl. Asem Baris.',
    'Laporan sudah kami sampaikan ke Satpel LH agar sampah di RT 06 diangkut.',
    'Pengangkutan sampah di apartemen menjadi tanggung jawab pengelola, bukan kelurahan.',
    'Manhole tersebut milik Telkom, silakan hubungi pengelolanya di Jl. Kebon Sirih.',
    'Izin usaha di Jalan Melati nomor 3 diterbitkan pusat, bukan kewenangan kelurahan.',
    'Belum bisa ditambal, jalan itu kewenangan Dinas Bina Marga, sudah diteruskan ke sana.',
    'Laporan salah alamat, lokasi masuk wilayah Tangerang Selatan.',
    'Laporan dialihkan ke Dinas Cipta Karya karena terkait bangunan di Jl. Haji Jian.',
  ])('%j is', (text) => {
    expect(judged(text)).toEqual(['NARRATIVE_PASSED_ON']);
  });

  it.each([
    'Petugas sudah survey ke lokasi Jl. Duren Tiga depan no 8, jalan berlubang ukuran 40x60 cm.',
    'Telah dilakukan pengecekan dan pengukuran oleh tim teknis di Jl. Swadaya.',
    'Kami sudah menyisir halte Cawang UKI, yang bersangkutan tidak ditemukan.',
  ])('%j only looked', (text) => {
    expect(judged(text)).toEqual(['NARRATIVE_PASSED_ON']);
  });

  it.each([
    'Setelah disurvei tim teknis, lubang di Jl. Bangka Raya No. 14 langsung ditambal hotmix.',
    'Sudah dikoordinasikan dengan Satpel SDA, saluran di Jl. Asem Baris RT 09 langsung dikuras.',
    'Walaupun bukan kewenangan kelurahan, PPSU sudah menambal lubang di Jl. Gatot Subroto depan halte.',
    'Ular di plafon rumah RT 03 ditangkap Damkar dan diserahkan ke BKSDA tadi malam.',
  ])('%j is not: something was done', (text) => {
    expect(judged(text)).toEqual([]);
  });

  it('is told apart from work that is planned, even where somebody had a look', () => {
    expect(judged('Sudah disurvei, lubang di Jl. Kemang Timur akan ditambal minggu depan.')).toEqual([
      'NARRATIVE_NOT_DONE',
    ]);
  });

  it('quotes the words that say so', () => {
    const [found] = judgeNarrative(
      'Lubang di Jl. Melati bukan kewenangan kami, sudah diteruskan ke dinas.',
      EVIDENCE_POLICY.narrative,
    );
    expect(found).toEqual({
      code: 'NARRATIVE_PASSED_ON',
      severity: 'fail',
      measure: { words: ['bukan kewenangan', 'diteruskan'] },
    });
  });
});

describe('a thin narrative names what it lacks', () => {
  it.each([
    ['Lubang ditambal petugas pagi ini juga sampai rata dan rapi.', ['place']],
    ['Petugas PPSU bersiaga di Jalan Kemang Raya depan nomor 12 pagi ini.', ['action']],
    ['Lubang di Jalan Kemang sudah ditambal.', ['words']],
    ['Kondisi saat ini baik.', ['action', 'place', 'words']],
  ])('%j lacks %j', (text, lacks) => {
    expect(missing(text)).toEqual(lacks);
  });

  it('takes the place from any of its sentences', () => {
    expect(judged('Saluran sudah dikuras petugas pagi ini. Lokasi di Gang Mawar RT 02.')).toEqual([]);
  });

  it('counts a sentence said three times once', () => {
    for (const text of [
      'Saluran dikuras di Gang Mawar. Saluran dikuras di Gang Mawar. Saluran dikuras di Gang Mawar.',
      'Saluran dikuras di Gang Mawar saluran dikuras di Gang Mawar saluran dikuras di Gang Mawar',
    ]) {
      expect(judgeNarrative(text, EVIDENCE_POLICY.narrative)[0]?.measure).toEqual({
        missing: ['words'],
        words: 5,
        least: 8,
      });
    }
  });

  it('takes RT05 as a place and eight words as enough', () => {
    expect(judged('Sampah di RT05 sudah diangkut petugas tadi pagi.')).toEqual([]);
    for (const word of ['XRT05', 'RT05X', 'RT']) {
      const lacks = word === 'RT' ? undefined : ['place'];
      expect(missing(`Sampah di ${word} sudah diangkut petugas tadi pagi.`)).toEqual(lacks);
    }
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
