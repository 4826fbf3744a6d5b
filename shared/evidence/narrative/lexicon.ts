/**
 * The words that the narrative's rule looks for, as data: Indonesian as officers write it. Verbs are recognised by
 * their form (`verbs.ts`); what stands here are short forms, small words, and the exceptions. Extend it by reason
 * (what would an officer write?), never to make one case come out right.
 */

const words = (text: string): readonly string[] => text.split(/\s+/).filter(Boolean);
const set = (text: string): ReadonlySet<string> => new Set(words(text));

/** By the word meant: how it is written in haste, beside what `spelling.ts` recognises by itself. */
const SHORT_FORMS: Readonly<Record<string, string>> = {
  sudah: 'sdh udh udah dah sdah suda',
  telah: 'tlh',
  belum: 'blm blom belom',
  tidak: 'tdk gak ga gk nggak ngga enggak ndak tak kagak',
  akan: 'akn',
  sedang: 'sdg sdng',
  masih: 'msh msi',
  bisa: 'bs',
  dapat: 'dpt',
  selesai: 'slsai sls',
  sekarang: 'skrg skrng skr',
  sebelum: 'sblm',
  setelah: 'stlh stlah',
  bukan: 'bkn',
  langsung: 'lgsg lgsung lsg lngsung',
  lagi: 'lg',
  juga: 'jg',
  jadi: 'jd',
  harus: 'hrs',
  mohon: 'mhn',
  kalau: 'klo kalo klau',
  supaya: 'spy biar',
  dengan: 'dgn dg',
  yang: 'yg yng',
  karena: 'krn karna krna',
  sehingga: 'shg sehinga',
  untuk: 'utk untk',
  kepada: 'kpd',
  pada: 'pd',
  dari: 'dr',
  dalam: 'dlm',
  dan: 'n',
  sama: 'sm',
  tersebut: 'tsb tsbt',
  sebagai: 'sbg',
  beberapa: 'bbrp',
  terus: 'trs trus',
  kemudian: 'kmd kmdn',
  kemarin: 'kmrn',
  tanggal: 'tgl',
  bulan: 'bln',
  tahun: 'thn',
  petugas: 'ptgs ptugas',
  orang: 'org',
  bapak: 'bp bpk',
  datang: 'dtg',
  pakai: 'pake pke pkai',
  terimakasih: 'trmksh makasih mksh tks thx trims trimakasih',
  jalan: 'jl jln jlan',
  gang: 'gg gng',
  nomor: 'no nmr nomer',
  kelurahan: 'kel',
  kecamatan: 'kec',
  kampung: 'kp kmp',
  pasar: 'psr',
  stasiun: 'stas',
  sekolah: 'sklh',
  wilayah: 'wil',
  lokasi: 'lok',
  tempat: 'tmpt',
  rumah: 'rmh',
  depan: 'dpn',
  samping: 'smg',
  sebelah: 'sblh',
  seberang: 'sbrg',
  belakang: 'blkg bklg',
  dekat: 'dkt',
  perempatan: 'prapatan',
  pohon: 'phn',
};

/** Expanded before anything else is looked at. */
export const ABBREVIATIONS: ReadonlyMap<string, string> = new Map(
  Object.entries(SHORT_FORMS).flatMap(([word, short]) => words(short).map((one) => [one, word] as const)),
);

/** A dot behind one of these ends no sentence; nor does one behind a single letter. */
export const DOTTED: ReadonlySet<string> =
  set(`jl jln gg gng rt rw kel kec kab kp kmp no nmr dr drs dra ir prof
  hj kh st kav blk lt tgl jend letjen letjend mayjen brigjen kol moh muh bp bpk sdr sdri ds perum komp kompl telp
  tlp psr lap gd rs dll dsb dst min maks pt cv ps`);

/** Words whose typing errors are recognised, beside those of the lists below that bear on a verdict. */
export const OFTEN_MISTYPED: readonly string[] =
  words(`dengan kecamatan kelurahan depan belakang samping seberang
  lokasi petugas sekarang langsung supaya setelah sebelum`);

/** Real words that a typing error of another would read as. */
export const WORDS_OF_THEIR_OWN: ReadonlySet<string> =
  set(`susah sidang senang sedan gagah gagak protes tindak telan
  mampu makan jala jalin jalur janda depa dapat dahan lokasi loka kasih masuh prose tuntut bukan bukit bulan bakat
  seken sekat segar seger kandungan terus tersus terang gagas pasir pasang pagar bakar rencong petuga talang tegak
  patok pelan perlu periuk nantik kalah sekarung`);

export const STOP_WORDS: ReadonlySet<string> =
  set(`yang dan di ke dari pada untuk dengan oleh ini itu kami kita anda
  bapak ibu saudara yth atas sudah telah akan segera agar karena sehingga juga serta dalam hal tersebut sesuai
  berlaku adalah sebagai lagi sama supaya kepada saya ya`);

/** Words of letters and of courtesy: they say nothing about the work. */
export const TEMPLATE_WORDS: ReadonlySet<string> = set(`laporan pelaporan laporannya pengaduan aduan selesai
  diselesaikan dikerjakan ditindaklanjuti tindaklanjut tindaklanjuti tindak lanjut lanjuti proses diproses petugas tim
  prosedur sop terima kasih terimakasih mohon maaf partisipasi partisipasinya kerjasama kerjasamanya demikian
  disampaikan ok oke siap done aman lokasi koordinasi dikoordinasikan
  selamat pagi siang sore malam salam hormat pelapor ketidaknyamanan ketidaknyamanannya perhatian perhatiannya
  masukan masukannya diterima`);

/**
 * What keeps a verb from being a finished deed. `weak` ones bind to the verb they stand with, small words aside;
 * `strong` ones to every verb up to the end of the clause.
 */
export const HOLDS = {
  negative: set('tidak jangan tanpa'),
  ahead: set('akan bakal mau hendak ingin mohon dimohon harap diharap'),
  going: set('sedang masih proses'),
  strong:
    set(`belum menunggu nunggu menanti tunggu ditunggu gagal batal urung rencana rencananya berencana usulan
    perlu diperlukan memerlukan butuh dibutuhkan membutuhkan harus mesti otw estimasi target
    diperkirakan perkiraan jadwal terjadwal permintaan permohonan persiapan perencanaan penjadwalan menolak keberatan enggan menyusul progress
    progres pending insya insyaallah inshaallah`),
} as const;

/** "masuk antrian", "dalam daftar": work that waits its turn. */
export const QUEUES: ReadonlySet<string> = set('antrian antrean daftar agenda anggaran musrenbang program');
export const INTO: ReadonlySet<string> = set('masuk dalam masukkan dimasukkan');

/** Between a hold and its verb. */
export const FILLERS: ReadonlySet<string> =
  set(`dapat bisa jadi sempat mampu boleh kami kita saya petugas tim ppsu
  segera juga lagi ada dalam tahap proses ikut turut kembali pun oleh para mulai coba mencoba berusaha secara
  benar sepenuhnya semua satu pernah kunjung hanya maksimal optimal`);

/** What stands behind them is done, whatever was said before. */
export const DONE_WORDS: ReadonlySet<string> = set('sudah telah berhasil langsung');

/** Said of work, it is finished; with a hold before it, it is not. */
export const FINISH_WORDS: ReadonlySet<string> = set('selesai rampung tuntas beres kelar');

/** Where a new clause begins; `dan` and its like carry on what was said of the verb before. */
export const CLAUSE_WORDS = {
  join: set('dan serta atau lalu kemudian sekaligus'),
  turn: set(
    'sehingga karena sebab akibat namun tetapi tapi sedangkan sementara maka walau walaupun meski meskipun',
  ),
  aim: set('untuk guna agar supaya demi'),
  condition: set('jika bila kalau apabila bilamana sebelum'),
  after: set('setelah sesudah usai seusai begitu'),
} as const;

/**
 * Results told in the negative ("tidak ada lagi genangan") begin a clause of their own: what stands before them
 * is the deed.
 */
export const RESULT_PHRASES: readonly (readonly string[])[] = [
  ['tidak', 'ada', 'lagi'],
  ['tidak', 'lagi'],
  ['sudah', 'tidak'],
];

/** What is said of a noun with one of these is no deed: "penanganan merupakan tugas …". */
export const COPULAS: ReadonlySet<string> = set('merupakan adalah ialah menjadi termasuk bukan yaitu');

/** Behind one of these a noun names an office or a paper, not a deed. */
export const ATTRIBUTES_OF: ReadonlySet<string> =
  set(`seksi satpel bidang suku dinas sudin badan tim kasi bagian
  izin laporan aduan surat terkait tentang mengenai soal perihal biaya alat anggaran sektor uptd upt up unit
  kategori kewenangan wewenang tupoksi tugas ke dari di jalan gang kelurahan kecamatan raya kampung pasar`);

/** Behind one of these a bare stem is an attribute too: "izin tebang". */
export const PAPERS: ReadonlySet<string> =
  set(`izin laporan aduan surat terkait tentang mengenai soal perihal biaya
  alat anggaran jadwal`);

/** Before one of these a bare stem is a verb: "kami sapu", "langsung cat", "petugas tambal". */
export const DOERS: ReadonlySet<string> = set('kami kita langsung petugas ppsu saya');

/** Verbs: the bare stem is what a crew writes too ("kami angkut", "petugas tambal"). */
export const ACTION_VERBS: readonly string[] =
  words(`tambal angkut kuras uras keruk tebang pangkas perbaiki ganti
  pasang semprot urug uruk gali bongkar pindah evakuasi siram potong cabut sedot sambung tanam sita segel tangkap
  hapus angkat gusur jaring benahi servis razia fogging relokasi normalisasi rehabilitasi renovasi
  sterilisasi vaksinasi mediasi sosialisasi edukasi rekayasa fumigasi rojok toping topping tindak halau bubar
  jangkau timpa gembos ocp razia gerebek grebek bakti`);

/** Things and states as well as verbs: "sapu", "aspal", "bersih" alone are no deed, with an affix they are. */
export const ACTION_NOUNS: readonly string[] =
  words(`bersih sapu baik cat tertib aspal tutup derek kempes cor beton
  semen paving las pompa bor musnah bina tegur imbau himbau gembok pugar tilang patok rawat lepas copot bawa kerok
  dorong ikat gulung tempel setting cover
  lapis tukar buang ambil tarik geser timbun kubur sikat gosok cuci tata urai tebas babat`);

/** States that only their causative makes a deed: "merapikan", "diratakan". */
export const ACTION_STATES: readonly string[] =
  words(`rapi rata padat kering lancar nyala hidup padam aman kosong
  fungsi pulih betul bener rapih turun`);

/** Says that something was done; what, its object or its subject says: "dilakukan penambalan". */
export const LIGHT_STEMS: readonly string[] = words(`laku laksana kerja selesai tindaklanjut tangan proses
  selenggara gelar ada eksekusi atas lanjut mulai respon`);

/** Said of a deed as of a thing: "penertiban berjalan lancar", "masih berlangsung". */
export const LIGHT_WORDS: readonly string[] = words('berlangsung berjalan berproses');

/** Bare, these are things: "foto terlampir". */
export const SURVEY_NOUNS: ReadonlySet<string> = set(
  'foto data dokumentasi ukur catat jaga awas amat pasti hubung temu',
);

/** Looking is not mending. The bare stem is written too: "sdh survey". */
export const SURVEY_STEMS: readonly string[] =
  words(`survei survey cek tinjau monitor monitoring pantau data ukur
  foto dokumentasi identifikasi verifikasi kunjung lihat asesmen assessment kaji teliti analisa analisis
  inventarisasi inventarisir kroscek croscek crosscek crosscheck check periksa observasi sisir temu jumpa datang
  telaah konfirmasi klarifikasi wawancara dengar catat potret cari telusur selidik investigasi amat pasti hubung
  awas jaga patroli komunikasi jelas`);

/** Given to somebody else: always so, or where it says to whom, or where it is the report that is given. */
export const HANDOVER_STEMS = {
  always: words('terus disposisi limpah koordinasi tembus eskalasi forward surat'),
  told: words('sampai informasi lapor beritahu kabar info usul'),
  moved: words('alih serah kembali arah rujuk kirim buat'),
} as const;

export const TOLD_TO: ReadonlySet<string> = set('ke kepada via pihak melalui agar dinas sudin suku');
export const REPORT_WORDS: ReadonlySet<string> = set(`laporan aduan pengaduan keluhan permohonan
  penanganan tiket surat disposisi`);

/** Set down for later. */
export const PLAN_STEMS: readonly string[] = words(
  'jadwal rencana anggar aju tunda pesan program agenda usaha upaya target',
);

/** Whose it is. */
export const DUTY_WORDS: ReadonlySet<string> = set('kewenangan wewenang berwenang tupoksi ranah');
export const OWNED_WORDS: ReadonlySet<string> =
  set(`tanggung tugas milik aset wilayah domain area lahan bagian
  pju urusan punya`);

/** Words that look like a verb and tell no deed: states, opinions, what citizens do, and plain nouns. */
export const NO_DEEDS: ReadonlySet<string> = set(`
  dinas dinding diri dirinya dingin dini digital diponegoro dipati diameter direktur dispensasi distribusi diskusi dinkes dinsos
  disdukcapil dukcapil dishub disnaker disparbud dimensi diesel diare dimana dikarenakan disebabkan diakibatkan
  diketahui diharapkan dimaksud diterima dipahami dimengerti diduga dinyatakan disebut disebutkan disaksikan
  dimiliki dialami dikeluhkan diadukan ditinggal ditinggalkan disayangkan dilewati dilalui dipakai digunakan
  dihuni ditempati dimanfaatkan diinginkan dirasakan dirugikan dikotori dirusak dilanggar dicuri dikelola
  diperbolehkan diizinkan dipastikan diantaranya diputuskan didukung dikenakan disana disini disitu diatas dibawah
  didepan dibelakang disamping disebelah diseberang dilokasi dijalan diwilayah disekitar didalam diluar dirumah
  ditempat dilapangan dibantaran dipasar disepanjang
  menunggu menanti merupakan menjadi memiliki mempunyai mengganggu membahayakan menghalangi menghambat menutupi
  menjuntai menggantung menumpuk menggunung menyumbat mengakibatkan menyebabkan menimbulkan meresahkan mengetahui
  memahami mendapat mendapatkan menerima menggunakan memakai menuju menghadap mengarah melewati melalui melintas
  meluap menggenang meninggal mencapai mengalami menduga menurut mengenai menyebut mengikuti menghormati
  melanggar merokok mengemis mengamen mengingat merasa menginap menghilang mengungsi membaik memburuk mengatakan
  menyatakan mengaku mengeluh mengeluhkan mengucapkan mengharapkan mengharap memohon menyadari mempengaruhi
  memungkinkan memadai mencukupi menyulitkan merugikan mendekat mendatang merusak mencuri mengelola menghasilkan merayap memang
  mengapa mentah mental menteri menteng menara menit menu mereka merek merah merdeka meruya melati melawai melayu
  merpati merapi meter media medis medan meja mesin mesjid metode meski mesti mengkudu melainkan menjelang megah
  merata mekanik mekar melur mawar mencret mewujudkan meningkatkan memperhatikan melayani mendukung
  terima terimakasih terhadap terkait terdapat terlalu tersebut terjadi terletak terbaik terakhir terus teratai
  terminal terkena tertutup terlihat terdampak terlampir terang tertib termasuk tertentu terong tergantung
  terganggu tersumbat terbuka tertinggal terbakar terendam tergenang terowongan teras terpal terkini terdekat
  teratur tersedia terpantau tersendat tertimpa terlantar terjebak terkunci tertata terkendali terbatas tercatat
  terdaftar terjadwal terindikasi terbengkalai terputus teridentifikasi tertunda
  berupa bersama berada beserta berikut berikutnya bertugas berlaku berhak berbatasan bersangkutan
  berdasarkan berkas berita berjualan berdagang berlubang bergelombang berkarat bertempat berharap berjanji
  berkomitmen berbahaya berserakan bersabar berkenan berkendara bermain berkumpul berkeliaran bernomor berisi
  berjaga berani berapa berat bersedia berencana berusaha berupaya berdiskusi berbicara berkeliling bersiaga bermusyawarah berembuk berbau bersifat berdekatan bersih
  berdiri berbagai berpotensi berjamur berasal
  pelayanan pemerintahan pemerintah peraturan perhatian perempatan persimpangan pertamanan perhubungan perumahan
  pekerjaan penerangan pengaduan pelaporan permukiman pemukiman perkantoran pertokoan pekarangan perkampungan
  perkotaan pertanyaan perusahaan persetujuan pendekatan pertemuan permasalahan perbatasan peringatan pernyataan
  pelanggan pelanggaran penumpukan penyumbatan pendangkalan penduduk perizinan permohonan permintaan pendidikan
  penampungan pembuangan pemilikan peruntukan perlengkapan peralatan perekonomian pesanggrahan pegangsaan
  pengadegan petukangan penggilingan petogogan pegadungan pejagalan petamburan pengasinan perlindungan pendapatan
  pertimbangan perjalanan perjanjian penghuni pengendara penyeberangan pembangunan perbuatan pesisiran penghargaan
  penyakit persiapan persatuan pertahanan pertigaan perwakilan persoalan perkuliahan pertunjukan permainan
  pemakaman peternakan perikanan pengelolaan penggunaan peningkatan pengertian penantian pengajian
  akan bukan ikan makan bahkan silakan silahkan sedangkan tekan rekan pekan apakan masukan pasukan tindakan
  kebijakan gerakan belokan kelokan anakan
  ngetem nganggur ngamen ngemis nyaman nyamuk nyata nyatanya nyawa nyaris nyonya ngeri nggak ngebut
  terbaiknya mencatat pencatatan`);

/** The deed is the reporter's to see, not the officer's to do: counts once it is told as done. */
export const RESULT_VERBS: ReadonlySet<string> =
  set(`menyala mengalir mengering menyusut membersih nyala ngalir
  bubar surut`);

/** Where. */
export const PLACE_WORDS: ReadonlySet<string> =
  set(`jalan gang rt rw kelurahan kecamatan depan samping simpang
  perempatan pertigaan kolong taman pasar halte nomor blok komplek dermaga pulau pantai kompleks perumahan perum
  kampung kavling belakang seberang sebelah persimpangan bundaran tikungan jembatan flyover underpass terminal
  stasiun sekolah puskesmas masjid mesjid musala mushola musholla gereja vihara gedung waduk situ setu danau bantaran
  tanggul muara rusun rusunawa apartemen ruko makam tpu rptra jpo rth tps tpst sdn smpn sman smkn rs rsud hotel mal mall apotek
  spbu gor stadion tol sungai kali ruas koridor terowongan loket balai poskamling pangkalan putaran turunan
  tanjakan ujung perlintasan pelabuhan tl lrt`);

/** Of these only the name says where. */
export const NAMED_PLACES: ReadonlySet<string> = set('jalan gang kelurahan kecamatan kampung perumahan');

/** Two words that name a kind of place together. */
export const PLACE_PAIRS: ReadonlySet<string> = new Set([
  'lampu merah',
  'traffic light',
  'pintu air',
  'rumah pompa',
  'fly over',
  'under pass',
]);

/** Behind "jalan" one of these is no name of it. */
export const NO_NAMES: ReadonlySet<string> =
  set(`rusak amblas umum lingkungan licin sempit retak ambles bolong
  kotor bersih lancar aman rata mulus kembali macet gelap terang lagi baru utama tanah setapak aspal beton paving
  belum tidak masih sedang kami petugas warga berlubang bergelombang tergenang tertutup terputus`);

/** "di …" one of these is no place that anybody could go to. */
export const NO_PLACES: ReadonlySet<string> =
  set(`lokasi tempat lapangan sana sini situ atas bawah dalam luar titik
  area wilayah kawasan daerah hari pagi siang sore malam jam pukul tanggal bulan minggu tahun mana antara kemudian
  kantor pelapor warga masyarakat dinas sudin pihak bawahnya atasnya sekitar sekitarnya sepanjang semua beberapa
  setiap seluruh rumah jaki crm aplikasi media sistem kami yang bagian posisi sisi kondisi badan pinggir tepi
  tengah bahu mohon lingkungan permukiman pemukiman gudang pool panti polsek
  trotoar saluran got selokan pohon tiang kabel dinding tembok pagar atap plafon lubang bak kali jalanan halaman
  kamar dapur teras grup medsos website internet mobil truk kendaraan dua tiga empat lima sejumlah berbagai masing
  akhir awal akun kerja setempat binaan tanpa bidang ketua pemilik warung toko kafe bangunan air dekat pojok sudut
  kota provinsi jakarta dki pemprov indonesia media setengah rata ruang akses`);

/** Before a name of a place, beside `di`. */
export const PLACE_PREPOSITIONS: ReadonlySet<string> = set('di sekitar sepanjang kawasan wilayah arah');

/** A time to come by themselves. */
export const LATER_WORDS: ReadonlySet<string> = set('besok lusa nanti nantinya secepatnya kedepannya');

/** "Minggu depan", "Senin mendatang": a time to come. */
export const SPANS: ReadonlySet<string> =
  set(`minggu pekan bulan tahun hari senin selasa rabu kamis jumat sabtu ahad
  periode triwulan semester`);

/** Two words that name a time to come together. */
export const LATER_PAIRS: ReadonlySet<string> = new Set(['waktu dekat', 'akhir pekan', 'tahap berikutnya']);
export const TO_COME: ReadonlySet<string> = set('depan mendatang');

/** Asked to turn to somebody else: "silakan lapor ke …". */
export const ASKED: ReadonlySet<string> = set('silakan silahkan dimohon mohon disarankan diarahkan arahkan');
export const TURN_TO: ReadonlySet<string> = set(
  'lapor melapor melaporkan hubungi menghubungi laporkan telepon telp',
);
