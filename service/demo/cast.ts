/**
 * What citizens write and what crews answer, by kind of trouble. Invented throughout; `{…}` is filled per report.
 * Narratives name an action, a place and a result, as the guideline asks, and differ enough not to count as copies.
 */
import type { Subject } from './photo/shot.ts';

export interface Script {
  category: string;
  descriptions: readonly string[];
  narratives: readonly string[];
}

export const SCRIPTS: Record<Subject, Script> = {
  pothole: {
    category: 'Jalan',
    descriptions: [
      'Jalan berlubang di {place}, sedalam sekitar {n} cm. Sudah dua pengendara motor jatuh minggu ini.',
      'Mohon perbaikan lubang di {place}. Kalau hujan tertutup air sehingga tidak terlihat.',
      'Aspal amblas di {place} dekat {mark}, makin lebar setiap hari karena dilewati truk.',
      'Lubang cukup dalam tepat di tengah {place}, mobil harus menghindar ke jalur lawan.',
    ],
    narratives: [
      'Petugas Satgas Jalan menambal lubang di {place} memakai {n} karung aspal dingin, lalu memadatkannya; permukaan sudah rata dan aman dilalui.',
      'Lubang di {place} dekat {mark} digali, diberi batu dasar, dan diaspal ulang {day}. Lalu lintas kembali lancar.',
      'Sudah dilakukan perbaikan jalan amblas di {place}: area dipotong persegi, ditambal hotmix, digilas baby roller sampai padat.',
      'Tim Bina Marga mengaspal titik rusak seluas {n} meter persegi di {place} pada {day}; kendaraan dapat melintas seperti biasa.',
    ],
  },
  rubbish: {
    category: 'Sampah',
    descriptions: [
      'Tumpukan sampah di pinggir {place} sudah {n} hari tidak diangkut, baunya sampai ke rumah warga.',
      'Ada pembuangan sampah liar di {place} dekat {mark}. Tolong dibersihkan dan dipasang larangan.',
      'Sampah rumah tangga berserakan di {place} setelah diacak-acak kucing, mengganggu pejalan kaki.',
      'Kantong plastik hitam menumpuk di {place}, sebagian masuk ke saluran.',
    ],
    narratives: [
      'Petugas PPSU mengangkut {n} karung sampah dari {place} ke TPS pada {day}, kemudian menyapu sisa kotoran hingga bersih.',
      'Tumpukan sampah dekat {mark} di {place} telah diangkut gerobak motor, lahan disemprot disinfektan supaya bau hilang.',
      'Pasukan oranye membersihkan sampah liar di {place} dan memasang spanduk larangan membuang sampah; trotoar dapat dilewati lagi.',
      'Sampah di {place} diangkut truk Dinas Lingkungan Hidup {day}, ketua RT setempat diberi tahu jadwal pengambilan.',
    ],
  },
  drain: {
    category: 'Saluran Air/Kali/Sungai',
    descriptions: [
      'Saluran di {place} mampet penuh lumpur dan plastik, air tidak mengalir sama sekali.',
      'Got depan {mark} di {place} bau dan banyak jentik nyamuk. Mohon dikuras.',
      'Endapan lumpur di saluran {place} sudah setinggi {n} cm, takut banjir kalau hujan deras.',
    ],
    narratives: [
      'Petugas menguras saluran di {place} sepanjang {n} meter dan mengangkat lumpur memakai karung; aliran air kembali lancar.',
      'Pasukan biru SDA mengeruk endapan got dekat {mark} di {place}, sampah plastik diangkut {day} sehingga tidak ada lagi genangan.',
      'Saluran {place} dibersihkan dari lumpur dan akar, lalu diuji dengan siraman air dari tangki: debit sudah normal.',
    ],
  },
  flood: {
    category: 'Penanganan Banjir',
    descriptions: [
      'Genangan setinggi {n} cm di {place} sejak subuh, motor banyak yang mogok.',
      'Setiap hujan {place} dekat {mark} tergenang berjam-jam. Mohon pompa atau perbaikan saluran.',
      'Air tidak surut di {place}, anak sekolah terpaksa memutar lewat gang lain.',
    ],
    narratives: [
      'Genangan di {place} disedot pompa mobile selama {n} menit, tali air dibersihkan, dan jalan kering pada {day}.',
      'Petugas SDA mengeruk mulut saluran dekat {mark} di {place}; air surut dan kendaraan dapat melintas.',
      'Tim membersihkan saringan sampah di {place} lalu menguras gorong-gorong sehingga genangan hilang sepenuhnya.',
    ],
  },
  tree: {
    category: 'Pohon',
    descriptions: [
      'Dahan pohon besar di {place} patah dan menutup separuh jalan.',
      'Pohon di {place} dekat {mark} sudah miring ke kabel listrik, mohon dipangkas.',
      'Ranting lebat di {place} menutupi lampu jalan, malam hari gelap sekali.',
    ],
    narratives: [
      'Petugas Pertamanan memangkas dahan pohon di {place} setinggi {n} meter dan mengangkut ranting dengan truk; jalan kembali terbuka.',
      'Batang patah dekat {mark} di {place} dipotong memakai gergaji mesin {day}, sisa kayu ditumpuk rapi untuk diangkut.',
      'Sudah dilakukan penebangan sebagian tajuk pohon di {place} yang mengenai kabel, situasi dinyatakan aman oleh PLN.',
    ],
  },
  lamp: {
    category: 'Lampu PJU',
    descriptions: [
      'Lampu jalan di {place} padam sudah {n} hari, rawan begal.',
      'Tiga tiang PJU berturut-turut mati di {place} dekat {mark}.',
      'PJU di {place} kedip-kedip lalu mati total sejak kemarin malam.',
    ],
    narratives: [
      'Teknisi mengganti {n} lampu PJU di {place} dengan LED dan memeriksa panel; seluruh titik menyala pukul 19.00.',
      'Kabel putus pada tiang dekat {mark} di {place} diperbaiki {day}, penerangan jalan kembali menyala.',
      'Sudah dipasang fotosel baru untuk PJU {place}, hasil uji nyala malam hari baik dan terang.',
    ],
  },
  parking: {
    category: 'Parkir Liar',
    descriptions: [
      'Mobil parkir liar di bahu {place} setiap sore, macet sampai {mark}.',
      'Deretan motor dan mobil parkir di {place} padahal ada rambu dilarang parkir.',
      'Juru parkir liar memakai badan jalan {place}, ambulans susah lewat.',
    ],
    narratives: [
      'Petugas Dishub menderek {n} kendaraan yang parkir liar di {place} dan memasang rambu larangan; arus lalu lintas lancar.',
      'Dilakukan penertiban parkir di {place} dekat {mark} {day}, ban {n} motor digembok dan pemilik diberi surat tilang.',
      'Operasi cabut pentil bersama Satpol PP menertibkan bahu jalan {place}; jalur darurat kembali kosong.',
    ],
  },
  stall: {
    category: 'PKL Liar',
    descriptions: [
      'PKL menutup trotoar {place}, pejalan kaki terpaksa turun ke jalan.',
      'Gerobak pedagang mangkal permanen di {place} dekat {mark} dan membuang minyak ke got.',
      'Lapak liar di {place} bertambah banyak, tolong ditata.',
    ],
    narratives: [
      'Satpol PP menertibkan {n} lapak PKL di {place} secara persuasif, pedagang dipindahkan ke lokasi binaan; trotoar sudah steril.',
      'Gerobak yang mangkal dekat {mark} di {place} dipindah {day}, dua pot tanaman dipasang supaya tidak ditempati lagi.',
      'Petugas membongkar tenda pedagang di trotoar {place} dan menyapu sisa dagangan, pejalan kaki leluasa lewat.',
    ],
  },
  cover: {
    category: 'Tutup Saluran',
    descriptions: [
      'Tutup saluran hilang di {place}, warga menancapkan kayu supaya tidak ada yang terperosok.',
      'Grill penutup got di {place} dekat {mark} patah, bahaya untuk sepeda.',
      'Lubang kontrol terbuka di {place}, gelap kalau malam.',
    ],
    narratives: [
      'Petugas mengganti tutup saluran di {place} dengan grill besi baru ukuran {n} cm dan mengelasnya supaya tidak mudah dicuri.',
      'Lubang kontrol dekat {mark} di {place} sudah ditutup plat beton {day}, rangka siku dicor ulang.',
      'Sudah dipasang penutup got baru di {place}; pengendara sepeda dan pejalan kaki aman melintas.',
    ],
  },
  graffiti: {
    category: 'Coretan/Vandalisme',
    descriptions: [
      'Tembok di {place} penuh coretan cat semprot dengan kata-kata kasar.',
      'Vandalisme di dinding dekat {mark}, {place}. Mohon dicat ulang.',
      'Coretan geng sekolah di sepanjang tembok {place}.',
    ],
    narratives: [
      'Petugas PPSU mengecat ulang tembok sepanjang {n} meter di {place} dengan warna putih dan hijau, coretan tidak terlihat lagi.',
      'Coretan di dinding dekat {mark} di {place} ditutup cat dasar dua lapis {day}; warga RT ikut kerja bakti.',
      'Sudah dilakukan pengecatan dinding {place} dan penempelan himbauan; kondisi rapi kembali.',
    ],
  },
  banner: {
    category: 'Spanduk/Reklame Liar',
    descriptions: [
      'Spanduk iklan liar dipaku di pohon dan tiang sepanjang {place}.',
      'Reklame kedaluwarsa di {place} dekat {mark} hampir roboh ke jalan.',
      'Banyak banner sedot WC terpasang di tiang listrik {place}.',
    ],
    narratives: [
      'Satpol PP membongkar {n} spanduk liar di {place} dan mencabut pakunya dari pohon; tiang sudah bersih.',
      'Reklame miring dekat {mark} di {place} diturunkan {day} bersama petugas kelurahan, rangka diangkut ke gudang.',
      'Petugas gabungan mencopot banner tanpa izin di {place}, pemasang diberi surat peringatan.',
    ],
  },
  marking: {
    category: 'Rambu dan Marka',
    descriptions: [
      'Zebra cross di {place} sudah pudar, pengendara tidak mau berhenti untuk anak sekolah.',
      'Marka penyeberangan depan {mark} di {place} hampir hilang.',
      'Garis penyeberangan {place} tidak kelihatan sesudah jalan diaspal.',
    ],
    narratives: [
      'Dishub mengecat ulang zebra cross di {place} memakai cat termoplastik lebar {n} cm; marka terlihat jelas siang dan malam.',
      'Marka penyeberangan dekat {mark} di {place} dicat ulang {day}, ditambah pita kejut sebelum garis henti.',
      'Sudah dilakukan pengecatan marka di {place} oleh tim Suku Dinas Perhubungan, penyeberang lebih aman.',
    ],
  },
  cables: {
    category: 'Jaringan Listrik',
    descriptions: [
      'Kabel utilitas menjuntai rendah di {place}, hampir menyangkut leher pengendara.',
      'Kabel semrawut di tiang dekat {mark}, {place}; sebagian putus dan melintang.',
      'Gulungan kabel internet dibiarkan menggantung di {place} setinggi {n} cm.',
    ],
    narratives: [
      'Tim utilitas memindahkan kabel menjuntai di {place} ke ketinggian lima meter dan memotong {n} kabel mati; jalan aman dilewati.',
      'Kabel semrawut dekat {mark} di {place} diikat dan dirapikan {day} bersama operator, gulungan sisa diangkut.',
      'Sudah dilakukan perbaikan kabel udara {place}: kabel putus diganti dan tiang ditegakkan kembali.',
    ],
  },
  pavement: {
    category: 'Trotoar',
    descriptions: [
      'Trotoar di {place} rusak, ubin pemandu tunanetra hancur sepanjang {n} meter.',
      'Conblock trotoar {place} terangkat akar, ibu saya tersandung kemarin.',
      'Trotoar depan {mark} di {place} amblas setelah galian kabel.',
    ],
    narratives: [
      'Petugas memasang ulang ubin trotoar di {place} sepanjang {n} meter, jalur pemandu kuning sudah tersambung dan rata.',
      'Bekas galian dekat {mark} di {place} diurug pasir, dipadatkan, lalu conblock diganti {day}; kursi roda dapat lewat.',
      'Sudah dilakukan perbaikan trotoar {place} yang amblas, pecahan lama diangkut dan permukaan disapu.',
    ],
  },
};

/** Troubles of which no photo tells much; they come without one. */
export const WORDS_ONLY: readonly { category: string; description: string }[] = [
  {
    category: 'Kebisingan',
    description: 'Suara pengeras dari bengkel las di {place} terdengar sampai pukul 23.00.',
  },
  {
    category: 'Kebisingan',
    description: 'Karaoke dekat {mark} di {place} sangat bising setiap malam Minggu.',
  },
  {
    category: 'PMKS',
    description: 'Ada lansia terlantar tidur di depan {mark}, {place}. Mohon dibantu Dinas Sosial.',
  },
  {
    category: 'Pelayanan Publik',
    description: 'Antrean pengurusan KK di loket {place} lebih dari {n} menit tanpa nomor antrean.',
  },
  {
    category: 'Gangguan Ketenteraman dan Ketertiban',
    description: 'Balap liar di {place} setiap Sabtu dini hari.',
  },
  { category: 'Satwa Liar', description: 'Sarang tawon besar di pohon dekat {mark}, {place}.' },
  {
    category: 'Kawasan Dilarang Merokok',
    description: 'Pengunjung merokok di halte {place} walau sudah ada larangan.',
  },
  { category: 'Kemacetan', description: 'Lampu lalu lintas di {place} mati, macet panjang sampai {mark}.' },
  {
    category: 'Perizinan',
    description: 'Bangunan bertingkat tanpa papan izin di {place}, debunya ke rumah warga.',
  },
];

export const MARKS: readonly string[] = [
  'minimarket',
  'SDN 05',
  'musala Al-Ikhlas',
  'pos RW',
  'warung soto',
  'halte TransJakarta',
  'puskesmas',
  'lapangan bulu tangkis',
  'apotek',
  'gereja',
  'kantor pos',
  'bengkel motor',
];

/** Copied word for word by one crew for several reports: the check finds it the fourth time. */
export const COPIED_NARRATIVE =
  'Petugas PPSU sudah membersihkan sampah dan menyapu jalan di depan rumah warga pada pagi hari sehingga lingkungan kembali rapi dan nyaman.';
