/** What each call is for, a worked body for each call that takes one, and answers where words alone would not do. All invented. */
import type { z } from 'zod';
import type { OperationName, Operations } from '#shared/contract/operations.ts';
import { CLOCK_POLICY } from '#shared/rules/clocks.ts';
import { EVIDENCE_POLICY, thresholdsOf } from '#shared/rules/evidence.ts';
import summaries from './summaries.json' with { type: 'json' };

type Body<O> = O extends { body: infer B extends z.ZodType } ? { body: z.input<B> } : { body?: never };
type Result<O> = O extends { result: infer R extends z.ZodType }
  ? { result?: z.input<R> }
  : { result?: never };

/** Types name every call with a body that has no example yet. */
type Examples = {
  [N in OperationName as Operations[N] extends { body: z.ZodType } ? N : never]: Body<Operations[N]> &
    Result<Operations[N]>;
} & { [N in OperationName]?: Body<Operations[N]> & Result<Operations[N]> };

const NUMBER = 'JK2503050007';
const POINT = { lat: -6.26135, lon: 106.81342 };
const ACTOR = {
  id: 'u1',
  username: 'validator',
  name: 'Validator Contoh',
  role: 'validator' as const,
  unit: null,
  roles: [{ role: 'validator' as const, unit: null }],
};
const SESSION = {
  expiresAt: '2025-03-12T08:00:00.000+07:00',
  actor: ACTOR,
  sites: ['https://crm.jakarta.go.id/*'],
};

const REQUEST = {
  name: 'Admin Kelurahan Bangka',
  nip: '199003122015041001',
  unit: '31.74.03.1002',
  role: 'unit_admin' as const,
  username: 'admin.bangka',
  contact: 'kel.bangka@example.id',
  letter: '123/AK.01.00/2025',
};

const EXAMPLES: Examples = {
  signIn: {
    body: { username: 'validator', password: 'contoh-kata-sandi' },
    result: { ...SESSION, token: 'contoh-token' },
  },
  getSession: { result: SESSION },
  exchangeCode: {
    body: {
      code: 'contoh-kode-sekali-pakai-dari-masuk-dgn-SSO',
      verifier: 'contoh-rahasia-yang-dibuat-peramban-sebelum-masuk',
    },
  },
  setAccountSso: { body: { identity: '199003122015041001' } },
  fileReport: {
    body: {
      channel: 'jaki',
      category: 'Jalan',
      description: 'Jalan berlubang di depan sekolah, sudah dua kali ada motor jatuh.',
      point: { ...POINT, accuracyM: 12 },
      reportedAt: '2025-03-05T07:42:00+07:00',
    },
  },
  lookup: {
    body: { numbers: [NUMBER, 'JK2503050008'] },
    result: {
      items: [
        {
          number: NUMBER,
          version: 4,
          status: 'validasi',
          nextDueAt: '2025-03-13T10:20:00.000+07:00',
          verdict: {
            verdict: 'fail',
            reasons: [
              {
                code: 'LOCATION_MISMATCH',
                severity: 'fail',
                photo: 0,
                measure: { distanceM: 1204, limitM: 100 },
                message: 'Foto diambil 1,2 km dari titik laporan (batas 100 m).',
                advice: 'Periksa apakah titik laporan sudah benar atau minta foto di lokasi.',
              },
            ],
            checkedAt: '2025-03-10T10:20:03.000+07:00',
          },
          actions: ['setujui', 'kembalikan', 'tunda', 'cek_lapangan', 'catat'],
        },
      ],
      unknown: ['JK2503050008'],
    },
  },
  claim: { result: { by: 'Validator Contoh', mine: true, until: '2025-03-10T10:30:00.000+07:00' } },
  act: {
    body: {
      action: 'kembalikan',
      reasonCodes: ['foto_tidak_sesuai_titik'],
      note: 'Foto diambil 1,2 km dari titik laporan. Mohon foto di lokasi.',
    },
  },
  checkEvidence: {
    body: {
      report: { point: POINT, reportedAt: '2025-03-05T07:42:00+07:00', category: 'Jalan' },
      narrative: 'Lubang di Jalan Bangka Raya sudah ditambal dengan aspal oleh satgas Bina Marga.',
      submittedAt: '2025-03-10T10:20:00+07:00',
    },
  },
  counters: {
    result: {
      overdue: 3,
      due1h: 1,
      dueToday: 12,
      waiting: 18,
      returned: 2,
      nextChangeAt: '2025-03-10T10:42:00.000+07:00',
    },
  },
  queueClaims: {
    result: {
      items: [
        { number: 'JK2503050007', by: 'Rina Wulandari', until: '2025-03-10T10:25:00.000+07:00', mine: false },
      ],
    },
  },
  changes: {
    result: {
      items: [
        {
          seq: 5120,
          at: '2025-03-10T10:20:03.000+07:00',
          number: NUMBER,
          version: 4,
          action: 'bukti_diperiksa',
          actor: { role: 'sistem', unit: null },
          from: 'tindak_lanjut',
          to: 'validasi',
          scope: 'in',
        },
      ],
      next: 5120,
      scopeId: 'contoh-lingkup',
    },
  },
  track: {
    result: {
      number: NUMBER,
      status: 'validasi',
      statusText: 'Tindak lanjut sedang diperiksa',
      category: 'Jalan',
      kelurahan: { code: '31.74.03.1002', name: 'Bangka' },
      steps: [{ at: '2025-03-05T07:43:10.000+07:00', text: 'Laporan diterima' }],
    },
  },
  exportMyData: { body: { trackingSecret: 'contoh-rahasia' } },
  eraseMyData: { body: { trackingSecret: 'contoh-rahasia' } },
  exportReporterData: { body: { reason: 'Permintaan tertulis pelapor, 3 Maret 2025' } },
  eraseReporterData: { body: { reason: 'Permintaan tertulis pelapor, 3 Maret 2025' } },
  verifyBooks: { body: { rows: true } },
  createUnit: {
    body: {
      code: 'sudin-bina-marga-selatan',
      name: 'Suku Dinas Bina Marga Jakarta Selatan',
      kind: 'suku_dinas',
      parent: 'dinas-bina-marga',
    },
  },
  changeUnit: { body: { closed: true } },
  createApiKey: {
    body: {
      client: 'jaki',
      name: 'JAKI, produksi',
      scopes: ['tickets:file', 'tickets:read'],
      channels: ['jaki'],
      expiresAt: '2026-03-05T00:00:00+07:00',
    },
  },
  createWebhook: {
    body: {
      name: 'JAKI, produksi',
      url: 'https://jaki.example/kait/tuntas',
      actions: ['setujui', 'kembalikan'],
      sight: { role: 'api_client', client: 'jaki' },
    },
  },
  changeWebhook: { body: { name: 'JAKI, produksi', url: 'https://jaki.example/kait/tuntas' } },
  setWebhookState: { body: { paused: false } },
  changePassword: { body: { current: 'contoh-kata-sandi', next: 'kata-sandi-yang-baru' } },
  createAccount: {
    body: {
      username: 'admin.bangka',
      name: 'Admin Kelurahan Bangka',
      roles: [{ role: 'unit_admin', unit: '31.74.03.1002' }],
    },
  },
  setAccountRoles: { body: { roles: [{ role: 'validator' }] } },
  setAccountState: { body: { disabled: true } },
  askForAccount: { body: REQUEST },
  vouchForAccount: { body: REQUEST },
  accountRequestStatus: { body: { secret: 'contoh-rahasia' } },
  approveAccountRequest: { body: { username: 'admin.bangka' } },
  rejectAccountRequest: { body: { reason: 'Surat permohonan belum ditandatangani.' } },
  handOverAccount: { body: { to: 'admin.bangka' } },
  addCriterion: {
    body: {
      title: 'Foto sesudah dari sudut yang sama',
      text: 'Foto sesudah memperlihatkan tempat yang sama dengan foto sebelum, dari sudut yang kurang lebih sama.',
      category: 'Jalan',
      citation: { regulation: 'Rapat koordinasi validator', meetingDate: '2025-02-12' },
      reasonCodes: ['foto_tidak_jelas'],
      validFrom: '2025-03-01',
    },
  },
  changeCriterion: {
    body: {
      title: 'Foto sesudah dari sudut yang sama',
      text: 'Foto sesudah memperlihatkan tempat yang sama dengan foto sebelum.',
      citation: { regulation: 'Rapat koordinasi validator', meetingDate: '2025-02-12' },
    },
  },
  setValidatorDuty: {
    body: {
      periods: [
        {
          officer: 'validator',
          from: '2025-03-10T07:30:00+07:00',
          until: '2025-03-10T16:00:00+07:00',
        },
      ],
    },
  },
  setUnitDuty: {
    body: {
      periods: [{ officer: 'admin', from: '2025-03-10T16:00:00+07:00', until: '2025-03-11T07:30:00+07:00' }],
    },
  },
  recordNotifications: {
    body: {
      receipts: [
        {
          id: '0199f2f4-8a64-7c1e-9d0a-3f1f6d1f7a55',
          number: NUMBER,
          kind: 'arrived',
          sentAt: '2025-03-10T10:20:10+07:00',
          shownAt: '2025-03-10T10:20:11+07:00',
        },
      ],
    },
  },
  setPolicy: {
    body: {
      from: '2025-04-01T00:00:00+07:00',
      reason: 'Batas penyelesaian menurut edaran baru',
      clocks: CLOCK_POLICY,
      evidence: thresholdsOf(EVIDENCE_POLICY),
    },
  },
  setCalendarDay: {
    body: { kind: 'cuti_bersama', name: 'Cuti bersama Idulfitri', source: 'SKB 3 Menteri 2025' },
  },
  setClock: { body: { now: '2025-03-11T08:00:00+07:00' } },
};

/** Types name every call without one. */
export const SUMMARIES: Readonly<Record<string, string>> = summaries satisfies Record<OperationName, string>;

export function exampleOf(name: string): { body?: unknown; result?: unknown } | undefined {
  return new Map<string, { body?: unknown; result?: unknown }>(Object.entries(EXAMPLES)).get(name);
}
