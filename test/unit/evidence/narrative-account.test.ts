/** What a narrative tells of the work: each verb with the small words that stand with it. */
import { describe, expect, it } from 'vitest';
import { accountOf } from '#shared/evidence/narrative/account.ts';
import { sentencesOf } from '#shared/evidence/narrative/text.ts';

const account = (text: string) => accountOf(sentencesOf(text));
/** Whether a deed is told as done. */
const done = (text: string) => account(text).finished;
/** The words that say it is not. */
const undone = (text: string) => account(text).undone;

describe('a deed', () => {
  it.each([
    'lubang ditambal',
    'petugas menambal lubang',
    'kami tambal lubang',
    'lubang di cat',
    'penambalan lubang',
    'telah dilakukan penambalan',
    'penambalan telah dilaksanakan',
    'penambalan berjalan lancar',
    'dilakukan setting ulang',
    'lampu sudah menyala',
    'lampu terpasang',
    'telah beroperasi dua unit',
    'pelaku telah ditindak',
  ])('is done in %j', (text) => {
    expect(done(text)).toBe(true);
  });

  it.each([
    'kondisi baik',
    'lampu menyala',
    'sudah dikerjakan',
    'sudah ditindak lanjuti',
    'seksi Pembangunan',
    'terkait penebangan pohon',
    'jalan Mencos',
    'gang Mencos',
    'kampung Mencos',
    'pasar Mencos',
    'raya Mencos',
    'izin tebang',
    'sudah tidak menyala',
    'penambalan merupakan hal biasa',
    'sudah dicek',
    'sudah diteruskan',
  ])('is not named in %j', (text) => {
    expect(done(text)).toBe(false);
    expect(undone(text)).toEqual([]);
  });

  it.each([
    'bila sudah dijadwalkan ditambal',
    'jika lubang belum',
    'agar langsung ditambal',
    'kalau selesai ditambal',
  ])('is only an aim or a condition in %j', (text) => {
    expect(done(text)).toBe(false);
    expect(undone(text)).toEqual([]);
  });
});

describe('a word that keeps a deed from being done', () => {
  it.each<[string, string[]]>([
    ['lubang belum ditambal', ['belum']],
    ['belum dapat kami tambal', ['belum']],
    ['tidak bisa ditambal', ['tidak']],
    ['akan segera ditambal', ['akan']],
    ['sedang ditambal', ['sedang']],
    ['masih dalam proses penambalan', ['masih']],
    ['proses penambalan', ['proses']],
    ['petugas lagi ngecat', ['lagi']],
    ['kabel tengah diperbaiki', ['tengah']],
    ['gagal ditambal', ['gagal']],
    ['segera ditambal', ['segera']],
    ['akan langsung ditambal', ['akan']],
    ['sedang lagi ditambal', ['sedang']],
    ['mohon sabar lubang ditambal', ['mohon']],
    ['pasaran minggu depan lubang ditambal', ['minggu depan']],
    ['penambalan dijadwalkan dilakukan', ['dijadwalkan']],
    ['proses', ['proses']],
    ['progres', ['progres']],
    ['progress', ['progress']],
    ['pending', ['pending']],
    ['menunggu alat mengangkut', ['menunggu']],
    ['menunggu alat untuk mengangkut', ['menunggu']],
    ['warga menolak ditebang', ['menolak']],
    ['segera kami angkut', ['segera']],
    ['penambalan belum dilaksanakan', ['belum']],
    ['penambalan masih berlangsung', ['masih']],
    ['penambalan masih menunggu anggaran', ['menunggu']],
    ['penambalan masih 40 persen', ['masih']],
    ['penambalan sudah dijadwalkan', ['dijadwalkan']],
    ['dijadwalkan penambalan', ['dijadwalkan']],
    ['penambalan sudah masuk antrian', ['antrian']],
    ['penambalan dilaksanakan minggu depan', ['minggu depan']],
    ['besok ditambal', ['besok']],
    ['ditambal secepatnya', ['secepatnya']],
    ['ditambal 2 hari lagi', ['hari lagi']],
    ['dalam waktu dekat petugas menambal lubang', ['waktu dekat']],
    ['lampu belum menyala', ['belum']],
    ['lubang di gang belum', ['belum']],
    ['penertiban dilakukan tapi gagal', ['gagal']],
    ['akan ditindaklanjuti', ['akan']],
    ['akan dicek', ['akan']],
  ])('stands with it in %j: %j', (text, words) => {
    expect(done(text)).toBe(false);
    expect(undone(text)).toEqual(words);
  });

  it.each([
    'tidak lama kemudian lubang ditambal',
    'masih hujan saluran dikuras',
    'belum reda, saluran dikuras',
    'akan banjir sudah dikuras',
    'hujan belum berhenti, petugas menguras saluran',
    'listrik belum dimatikan kami memangkas dahannya',
    'pohon yang akan tumbang sudah ditebang',
    'kabel yang belum dipasang dipasang',
    'saluran dikuras supaya tidak banjir',
    'saluran dikuras karena air tidak mengalir',
    'tidak hanya ditegur tetapi juga diangkut',
    'proses penambalan sudah selesai',
    'proses penambalan telah dilaksanakan',
    'dipasang lagi',
    'di tengah jalan ditambal',
    'mohon maaf lubang ditambal',
    'pasar minggu depan ruko disapu',
    'petugas segera mengangkut sampah',
    'untuk mencegah banjir petugas menguras saluran',
    'untuk mengatasi banjir telah dikuras',
    'setelah dijadwalkan, lubang ditambal',
    'ditebang, dahan belum dipotong',
    'tidak mengalir, dikuras',
    'tidak hujan saluran dikuras',
    'lubang yang belum selesai ditambal',
    'ditambal lagi dicat',
    'sudah segera kami angkut',
    'daftar ditambal',
  ])('stands with something else in %j', (text) => {
    expect(done(text)).toBe(true);
  });

  it.each([
    'akan dikeruk, diangkut dan dibuang',
    'belum disapu dan diangkut',
    'akan dikaji dan dilakukan rekayasa',
    'akan dipasang setelah selesai dicetak',
    'setelah dicetak, akan dipasang',
    'jika cuaca cerah, akan diaspal',
    'petugas mengecat tembok, belum kelar',
    'sebagian sudah diangkut, sisanya belum diangkat',
    'sudah dicek dan akan diperbaiki',
    'setelah dijadwalkan akan dicat',
    'akan dikeruk, kami angkut',
    'akan dikeruk, kita angkut',
    'akan dikeruk, saya angkut',
    'sebagian diangkut, sisa belum diangkat',
    'sebagian diangkut, selebihnya belum diangkat',
  ])('rules all of %j', (text) => {
    expect(done(text)).toBe(false);
    expect(undone(text)).not.toEqual([]);
  });

  it.each([
    'akan dikeruk, petugas mengangkut sampah',
    'belum ditebang, dipangkas dulu',
    'akan ditebang. Dahan dipangkas',
    'sebagian diangkut, sisanya dicacah',
    'sudah diangkut, sisanya akan dipantau',
  ])('rules only the first part of %j', (text) => {
    expect(done(text)).toBe(true);
  });
});

it('a time to come that is said behind it puts a deed off', () => {
  expect(done('ditambal, besok')).toBe(false);
  expect(done('sudah ditambal, besok dicek')).toBe(true);
});

describe('what is told about a thing', () => {
  it('is no deed, unless the narrative tells of nothing else', () => {
    expect(done('sampah yang dibuang warga')).toBe(false);
    expect(done('lubang yang sudah ditambal')).toBe(true);
    expect(done('lubang yang sudah ditambal akan dicat')).toBe(false);
    expect(done('lubang yang sudah ditambal diteruskan ke dinas')).toBe(false);
    expect(done('lubang yang sudah ditambal sudah dicek')).toBe(false);
    expect(done('lampu yang sudah menyala')).toBe(false);
  });
});

describe('work that is another’s', () => {
  it.each<[string, string[]]>([
    ['bukan kewenangan kami', ['bukan kewenangan']],
    ['kewenangan Dinas Bina Marga', ['kewenangan']],
    ['itu ranahnya PLN', ['ranahnya']],
    ['merupakan aset PT KAI', ['merupakan aset']],
    ['manhole tersebut milik Telkom', ['milik']],
    ['di luar wilayah kami', ['luar wilayah']],
    ['salah alamat', ['salah alamat']],
    ['laporan salah disposisi', ['disposisi', 'salah disposisi']],
    ['laporan ini salah wilayah', ['salah wilayah']],
    ['laporan salah sasaran', ['salah sasaran']],
    ['laporan salah kirim', ['salah kirim']],
    ['lokasi masuk wilayah Depok', ['masuk wilayah']],
    ['pohonnya milik Kodam', ['milik']],
    ['pagar ini aset swasta', ['aset']],
    ['tiang itu punya PLN', ['punya']],
    ['aset itu merupakan tanggung jawab pengelola', ['merupakan tanggung']],
    ['silakan bapak langsung hubungi pengelola gedung', ['hubungi']],
    ['aduannya dialihkan ke dinas', ['dialihkan']],
    ['silakan hubungi pengelola', ['hubungi']],
    ['sudah dikoordinasikan', ['dikoordinasikan']],
    ['akan kami teruskan ke dinas', ['teruskan']],
    ['disampaikan ke Satpel', ['disampaikan']],
    ['laporan dialihkan ke Dinas', ['dialihkan']],
    ['dibuatkan tiket ke Sudin', ['dibuatkan']],
  ])('is told in %j', (text, words) => {
    expect(account(text).passedOn).toEqual(words);
  });

  it.each([
    'sesuai tupoksi',
    'mobil milik warga parkir',
    'kami sampaikan terima kasih',
    'barang diserahkan ke pemilik',
    'tidak diteruskan',
    'kabel yang diteruskan',
  ])('is not told in %j', (text) => {
    expect(account(text).passedOn).toEqual([]);
  });

  it('leaves deeds to the other', () => {
    expect(done('penertiban merupakan kewenangan Satpol PP')).toBe(false);
    expect(done('kewenangan penertiban ada di Satpol PP')).toBe(false);
    expect(done('bukan tugas PPSU menebang pohon')).toBe(false);
    expect(done('dikoordinasikan dengan Sudin menguras saluran')).toBe(false);
    expect(done('penambalan kami teruskan ke dinas')).toBe(false);
    expect(done('pemangkasan, penambalan kewenangan dinas')).toBe(false);
    expect(done('izin diterbitkan pusat, bukan kewenangan kami')).toBe(false);
  });

  it('may have been done all the same', () => {
    expect(done('bukan kewenangan kami, lubang sudah ditambal')).toBe(true);
    expect(done('bukan kewenangan kami, petugas menambal lubang')).toBe(true);
    expect(done('petugas menambal lubang, cat kewenangan dinas')).toBe(true);
    expect(done('setelah diteruskan ke dinas menguras saluran')).toBe(true);
    expect(done('dikoordinasikan dengan Sudin dan dikuras')).toBe(true);
    expect(done('dikoordinasikan dengan Sudin langsung dikuras')).toBe(true);
  });
});

it('names who had a look, also where nothing was found', () => {
  expect(account('sudah dicek').surveyed).toEqual(['dicek']);
  expect(account('pelaku tidak ditemukan').surveyed).toEqual(['ditemukan']);
  expect(account('akan dicek').surveyed).toEqual([]);
  expect(account('lubang yang dicek').surveyed).toEqual([]);
  expect(account('penambalan hasil survei')).toMatchObject({ finished: false, surveyed: ['survei'] });
});
