/** Where chance is helped: calls that are worth more tries, acts that a report's state allows, fields that pages know. */
import type { ActionBody } from '#shared/contract/action.ts';
import type { Call, Described } from './calls.ts';
import { type Caller, isOpenTo } from './world.ts';

export const REPORT = { channel: 'kantor_lurah', category: 'Jalan' } as const;

/** To begin with; what reports take later is remembered. */
export const ACTS: readonly ActionBody[] = [
  { action: 'proses' },
  { action: 'koordinasi', to: 'dinas-bina-marga', reason: 'Jalan kolektor' },
  { action: 'disposisi_unit', officer: 'admin' },
  { action: 'tolak', reasonCode: 'laporan_uji', reason: 'Uji' },
  { action: 'tindak_lanjut', narrative: 'Sudah ditambal di depan Pasar Bangka' },
  { action: 'setujui', reason: 'Diperiksa' },
  { action: 'kembalikan', reasonCodes: ['narasi_tidak_memadai'] },
  { action: 'tunda', until: new Date(Date.now() + 86_400_000).toISOString(), reason: 'Hujan' },
  { action: 'cek_lapangan', note: 'Lihat lubangnya' },
  { action: 'hasil_lapangan', finding: 'sesuai', note: 'Rata' },
  { action: 'koreksi_titik', point: { lat: -6.26, lon: 106.81 }, reason: 'Salah titik' },
  { action: 'buka_kembali', reason: 'Masih berlubang' },
  { action: 'catat', note: 'Dicatat' },
];

const WORK = ['proses', 'koordinasi', 'tindak_lanjut', 'tolak', 'disposisi_unit', 'tunda', 'koreksi_titik'];
const BY_OFFICE = { menunggu: WORK, koordinasi: WORK, disposisi: WORK, proses: WORK, tl_ditolak: WORK };
const AIMS: Partial<Record<Caller, Record<string, readonly string[]>>> = {
  admin: BY_OFFICE,
  dinas: BY_OFFICE,
  validator: { validasi: ['setujui', 'kembalikan', 'tunda', 'cek_lapangan', 'koreksi_titik', 'catat'] },
  lapangan: { validasi: ['hasil_lapangan', 'catat'] },
  supervisor: { selesai: ['buka_kembali'], ditolak: ['buka_kembali'] },
};

/** More of what goes in than of what is refused at the door, and most of what moves reports along. */
export function timesOf(who: Caller, operation: Described): number {
  if (!isOpenTo(who, operation)) return 1;
  if (operation.name === 'act' || operation.name === 'fileReport') return 6;
  return operation.body || operation.uploads ? 3 : 1;
}

export const QUERY_NAMES = [
  'nomor',
  'status',
  'unit',
  'kategori',
  'bulan',
  'dari',
  'sampai',
  'teks',
  'q',
  'jurisdiction_id',
  'service_code',
  'start_date',
  'end_date',
  'service_request_id',
  'page',
  'page_size',
  'api_key',
  'lat',
  'long',
];

export interface KnownReport {
  number: string;
  version: number;
  status: string;
}

/** Every other act goes where chance alone would hardly get: to a report, in a state in which its action may be. */
export function aimed(call: Call, who: Caller, seed: number, known: readonly KnownReport[]): Call {
  const aims = call.what === 'act' && seed % 2 === 0 ? AIMS[who] : undefined;
  const reports = known.filter(({ status }) => aims?.[status]);
  const report = reports[Math.abs(seed) % Math.max(1, reports.length)];
  const actions = report && aims?.[report.status];
  if (!report || !actions) return call;
  const action = actions[Math.abs(seed >> 4) % actions.length];
  const body = Buffer.from(JSON.stringify(ACTS.find((one) => one.action === action)));
  const { 'idempotency-key': _, 'transfer-encoding': __, 'content-encoding': ___, ...headers } = call.headers;
  return {
    what: call.what,
    method: 'POST',
    path: `/api/v1/tickets/${report.number}/actions`,
    headers: {
      ...headers,
      'if-match': `"${report.version}"`,
      'content-type': 'application/json',
      'content-length': String(body.length),
    },
    body,
  };
}
