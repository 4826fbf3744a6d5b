/**
 * The words that the checks look for, as data: Indonesian as officers write it. Extend it by reason (what would
 * an officer write?), never to make one case come out right.
 */

const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);

/** Expanded before anything else is looked at. */
export const ABBREVIATIONS: Readonly<Record<string, string>> = {
  sdh: 'sudah',
  udh: 'sudah',
  udah: 'sudah',
  dah: 'sudah',
  tlh: 'telah',
  blm: 'belum',
  blom: 'belum',
  belom: 'belum',
  tdk: 'tidak',
  gak: 'tidak',
  ga: 'tidak',
  nggak: 'tidak',
  ngga: 'tidak',
  enggak: 'tidak',
  ndak: 'tidak',
  tak: 'tidak',
  dgn: 'dengan',
  yg: 'yang',
  krn: 'karena',
  karna: 'karena',
  shg: 'sehingga',
  sehinga: 'sehingga',
  jl: 'jalan',
  jln: 'jalan',
  gg: 'gang',
  no: 'nomor',
  nmr: 'nomor',
  kel: 'kelurahan',
  kec: 'kecamatan',
  org: 'orang',
  utk: 'untuk',
  pd: 'pada',
  tsb: 'tersebut',
  sbg: 'sebagai',
  dlm: 'dalam',
  dpn: 'depan',
  smg: 'samping',
  prapatan: 'perempatan',
  dr: 'dari',
  akn: 'akan',
  bbrp: 'beberapa',
  lok: 'lokasi',
};

export const STOP_WORDS: ReadonlySet<string> = new Set(
  words(`yang dan di ke dari pada untuk dengan oleh ini itu kami kita anda bapak ibu saudara yth atas sudah telah
    akan segera agar karena sehingga juga serta dalam hal tersebut sesuai berlaku adalah sebagai lagi`),
);

/** Words of letters and of courtesy: they say nothing about the work. */
export const TEMPLATE_WORDS: ReadonlySet<string> = new Set(
  words(`laporan pelaporan laporannya pengaduan aduan selesai diselesaikan dikerjakan ditindaklanjuti tindaklanjut
    tindak lanjut lanjuti proses diproses petugas tim prosedur sop terima kasih terimakasih mohon maaf partisipasi
    partisipasinya kerjasama kerjasamanya demikian disampaikan ok oke siap done aman lokasi koordinasi
    dikoordinasikan`),
);

/** A clause with one of these names no finished deed. */
export const NOT_DONE_WORDS: ReadonlySet<string> = new Set(
  words(`belum tidak akan menunggu dijadwalkan rencana rencananya direncanakan
    nunggu menanti bakal nanti nantinya ditunda tertunda menjadwalkan terjadwal penjadwalan merencanakan
    berencana perencanaan direncanain`),
);

/** Words at which a clause ends, beside its punctuation. */
export const CLAUSE_WORDS: ReadonlySet<string> = new Set(words('sehingga karena dan'));

/**
 * Results told in the negative ("tidak ada lagi genangan") begin a clause of their own: what stands before them
 * is the deed.
 */
export const RESULT_PHRASES: readonly (readonly string[])[] = [
  ['tidak', 'ada', 'lagi'],
  ['tidak', 'lagi'],
  ['sudah', 'tidak', 'ada'],
];

/** Verbs: the bare stem is what a crew writes too ("kami angkut", "petugas tambal"). */
export const ACTION_VERBS: readonly string[] =
  words(`tambal angkut kuras uras keruk tebang pangkas perbaiki ganti
  pasang semprot urug uruk gali bongkar pindah evakuasi
  siram potong cabut sedot sambung tanam sita segel tangkap hapus angkat gusur jaring benahi servis razia fogging
  relokasi normalisasi rehabilitasi renovasi`);

/** Things and states as well as verbs: "sapu", "aspal", "bersih" alone are no deed, with an affix they are. */
export const ACTION_NOUNS: readonly string[] = words(`bersih sapu baik cat tertib aspal tutup derek kempes
  cor beton semen paving las pompa bor musnah bina tegur imbau himbau gembok pugar tilang patok rawat lepas copot`);

/** States that only their causative makes a deed: "merapikan", "diratakan". */
export const ACTION_STATES: readonly string[] =
  words(`rapi rata padat kering lancar nyala hidup padam bubar aman
  kosong fungsi pulih betul bener`);

/** Words that look like an affixed stem and are none. */
export const NO_ACTIONS: ReadonlySet<string> = new Set(words('terbaik membaik'));

/** Before one of these a bare stem of the second list is a verb all the same: "kami sapu", "langsung cat". */
export const DOERS: ReadonlySet<string> = new Set(words('kami kita langsung'));

export const PLACE_WORDS: ReadonlySet<string> = new Set(
  words(`jalan gang rt rw kelurahan kecamatan depan samping simpang perempatan pertigaan kolong taman pasar halte
    nomor blok komplek dermaga pulau pantai
    kompleks perumahan perum kampung kavling belakang seberang sebelah persimpangan bundaran tikungan jembatan
    flyover underpass terminal stasiun sekolah puskesmas masjid musala mushola gereja vihara gedung waduk bantaran
    tanggul muara rusun apartemen ruko makam tpu rptra jpo`),
);

/** Editing programs. Firmware names and camera modes in Software are ordinary and not listed. */
export const EDITORS: readonly string[] = [
  'Photoshop',
  'Lightroom',
  'GIMP',
  'Snapseed',
  'PicsArt',
  'Canva',
  'Pixelmator',
  'Affinity',
  'Facetune',
  'FaceApp',
  'Remini',
  'VSCO',
  'Meitu',
  'InShot',
  'Polarr',
  'Photopea',
  'paint.net',
  'Fotor',
  'PhotoRoom',
  'Pixlr',
  'BeautyPlus',
  'YouCam',
  'AirBrush',
  'CapCut',
  'Luminar',
  'Krita',
  'PaintShop',
  'TouchRetouch',
  'Photoleap',
  'Lensa',
];

/** IPTC digital source types that declare generative AI; `computationalCapture` is an ordinary phone. */
export const AI_SOURCE_TYPES: readonly string[] = [
  'trainedAlgorithmicMedia',
  'compositeWithTrainedAlgorithmicMedia',
  'compositeSynthetic',
  'algorithmicMedia',
];
