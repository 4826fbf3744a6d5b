/** Reports that change hands: misrouted and put right, delegated, refused, merged, never answered at all. */
import {
  BANGKA,
  BINA_MARGA,
  handedIn,
  KOTA_SELATAN,
  PROSES,
  SETUJUI,
  type Story,
  SUDIN,
  TINDAK_LANJUT,
  WEEK_1,
  WEEK_2,
  WEEK_3,
} from '../story.ts';

const SURVIVOR = 'the report that another one was merged into';

export const PASSED_ON: readonly Story[] = [
  {
    name: 'misrouted: across to the dinas, down to its suku dinas, into its own hands',
    on: WEEK_1,
    time: '08:00',
    filed: 'kanal',
    channel: 'email',
    steps: [
      {
        at: '2h',
        by: 'lurah',
        do: { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi, bukan wewenang kelurahan' },
      },
      // What left the kelurahan it no longer acts on.
      { at: '2h 30m', by: 'lurah', do: PROSES, refused: 'forbidden' },
      { at: '3h', by: 'dinas', do: { action: 'disposisi', to: SUDIN } },
      { at: '4h', by: 'sudin', do: { action: 'disposisi_unit', to: SUDIN } },
      { at: '5h', by: 'sudin', do: TINDAK_LANJUT },
      { at: '6h', by: 'validator', do: SETUJUI },
    ],
    course: [
      ['0h', 'lapor', 'menunggu', BANGKA, '6h'],
      ['2h', 'koordinasi', 'koordinasi', BINA_MARGA, '8h'],
      ['3h', 'disposisi', 'disposisi', SUDIN, '9h'],
      ['4h', 'disposisi_unit', 'proses', SUDIN, '7d'],
      ...handedIn('5h', '77h', '16h'),
      ['6h', 'setujui', 'selesai', null, null],
    ],
    clocks: {
      // Each office has six hours of its own; completion runs on from the first receipt.
      response: '3h .. 9h met 4h',
      completion: '0h .. 7d met 5h',
      red_flag: '0h .. 6d met 5h',
      validation: '5h .. 77h met 6h',
      same_day: '5h .. 16h met 6h',
    },
  },
  {
    name: 'without a place: from the tray to the wrong office, late to the right one, back and done',
    on: WEEK_2,
    time: '06:00',
    filed: 'baki',
    channel: 'pendopo',
    steps: [
      {
        at: '1h',
        by: 'kanal',
        do: { action: 'koordinasi', to: BINA_MARGA, reason: 'Menurut pelapor jalan besar' },
      },
      {
        at: '8h',
        by: 'dinas',
        do: { action: 'koordinasi', to: BANGKA, reason: 'Jalan lingkungan di Bangka' },
      },
      {
        at: '9h',
        by: 'lurah',
        do: { action: 'koordinasi', to: BINA_MARGA, reason: 'Setelah dicek memang jalan provinsi' },
      },
      { at: '10h', by: 'dinas', do: PROSES },
      { at: '11h', by: 'dinas', do: TINDAK_LANJUT },
      { at: '12h', by: 'validator', do: SETUJUI },
    ],
    course: [
      // No office has it yet: nobody's six hours run.
      ['0h', 'lapor', 'menunggu', 'baki', '7d'],
      ['1h', 'koordinasi', 'koordinasi', BINA_MARGA, '7h'],
      ['8h', 'koordinasi', 'koordinasi', BANGKA, '14h'],
      ['9h', 'koordinasi', 'koordinasi', BINA_MARGA, '15h'],
      ['10h', 'proses', 'proses', BINA_MARGA, '7d'],
      // 17.00 WIB: too late for the day's target.
      ...handedIn('11h', '83h'),
      ['12h', 'setujui', 'selesai', null, null],
    ],
    clocks: {
      response: '9h .. 15h met 10h',
      completion: '0h .. 7d met 11h',
      red_flag: '0h .. 6d met 11h',
      validation: '11h .. 83h met 12h',
    },
  },
  {
    name: 'a work ticket: the first estimate moves the limit, the second does not',
    on: WEEK_1,
    time: '10:00',
    filed: 'lurah',
    steps: [
      { at: '1h', by: 'lurah', do: PROSES },
      {
        at: '2h',
        by: 'lurah',
        do: ({ at }) => ({
          action: 'tiket',
          to: KOTA_SELATAN,
          estimate: at('20d'),
          reason: 'Perlu alat berat',
        }),
      },
      {
        at: '3d',
        by: 'lurah',
        do: ({ at }) => ({
          action: 'tiket',
          to: '31',
          estimate: at('25d'),
          reason: 'Alat dipinjam provinsi',
        }),
      },
      { at: '19d 8h', by: 'lurah', do: TINDAK_LANJUT },
      { at: '20d', by: 'validator', do: SETUJUI },
    ],
    course: [
      ['0h', 'lapor', 'menunggu', BANGKA, '6h'],
      ['1h', 'proses', 'proses', BANGKA, '7d'],
      ['2h', 'tiket', 'proses', BANGKA, '20d'],
      ['3d', 'tiket', 'proses', BANGKA, '20d'],
      ...handedIn('19d 8h', '22d 8h'),
      ['20d', 'setujui', 'selesai', null, null],
    ],
    clocks: {
      response: '0h .. 6h met 1h',
      completion: '0h .. 20d met 19d 8h',
      // The estimate moves the limit, never the red flag.
      red_flag: '0h .. 6d met 19d 8h late',
      validation: '19d 8h .. 22d 8h met 20d',
    },
  },
  {
    name: 'refused: nothing is where the citizen said',
    on: WEEK_3,
    time: '10:00',
    filed: 'kanal',
    channel: 'facebook',
    steps: [
      {
        at: '2h',
        by: 'lurah',
        do: {
          action: 'tolak',
          reasonCode: 'tidak_sesuai_fakta',
          reason: 'Lokasi sudah diperiksa, jalan utuh',
        },
      },
      { at: '3h', by: 'lurah', do: PROSES, refused: 'illegal-transition' },
    ],
    course: [
      ['0h', 'lapor', 'menunggu', BANGKA, '6h'],
      ['2h', 'tolak', 'ditolak', null, null],
    ],
    clocks: {
      response: '0h .. 6h met 2h',
      // Ended without being met, days before it was due: late for nobody.
      completion: '0h .. 7d',
      red_flag: '0h .. 6d met 2h',
    },
  },
  {
    name: SURVIVOR,
    on: WEEK_2,
    time: '09:00',
    filed: 'lurah',
    steps: [
      { at: '3h', by: 'lurah', do: PROSES },
      { at: '4h', by: 'lurah', do: TINDAK_LANJUT },
      { at: '6h', by: 'validator', do: SETUJUI },
    ],
    course: [
      ['0h', 'lapor', 'menunggu', BANGKA, '6h'],
      ['2h', 'gabung_masuk', 'menunggu', BANGKA, '6h'],
      ['3h', 'proses', 'proses', BANGKA, '7d'],
      ...handedIn('4h', '76h', '15h'),
      ['6h', 'setujui', 'selesai', null, null],
    ],
    clocks: {
      response: '0h .. 6h met 3h',
      completion: '0h .. 7d met 4h',
      red_flag: '0h .. 6d met 4h',
      validation: '4h .. 76h met 6h',
      same_day: '4h .. 15h met 6h',
    },
  },
  {
    name: 'the same matter reported twice: merged, and counted once',
    on: WEEK_2,
    time: '10:00',
    filed: 'kanal',
    channel: 'lapor',
    steps: [
      {
        at: '1h',
        by: 'lurah',
        do: ({ numberOf }) => ({ action: 'gabung', into: numberOf(SURVIVOR), reason: 'Lubang yang sama' }),
      },
      { at: '5h', by: 'lurah', do: PROSES, refused: 'illegal-transition' },
    ],
    course: [
      ['0h', 'lapor', 'menunggu', BANGKA, '6h'],
      ['1h', 'gabung', 'menunggu', null, null],
    ],
    clocks: {
      response: '0h .. 6h met 1h',
      completion: '0h .. 7d',
      red_flag: '0h .. 6d met 1h',
    },
    mergedInto: SURVIVOR,
  },
  {
    name: 'nobody ever answers: every clock runs out, the red flag among them',
    on: WEEK_2,
    time: '10:00',
    filed: 'kanal',
    channel: 'inspektorat',
    steps: [],
    course: [['0h', 'lapor', 'menunggu', BANGKA, '6h']],
    clocks: {
      response: '0h .. 6h late',
      completion: '0h .. 7d late',
      red_flag: '0h .. 6d late',
    },
  },
  {
    name: 'came in on the last morning and still has half an hour',
    on: ['04-07'],
    time: '06:30',
    filed: 'lurah',
    steps: [],
    course: [['0h', 'lapor', 'menunggu', BANGKA, '6h']],
    clocks: {
      response: '0h .. 6h',
      completion: '0h .. 7d',
      red_flag: '0h .. 6d',
    },
  },
];
