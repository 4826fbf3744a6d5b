/**
 * The reports that every size begins with: some sixty, filed, followed up with painted photos and decided on by the
 * real service, in every state that work rests in; and sessions enough that no caller meets its limit.
 */
import { DEMO_PASSWORD } from '../../../service/demo/accounts.ts';
import { renderShot } from '../../../service/demo/photo/render.ts';
import { stamp } from '../../../service/demo/photo/stamp.ts';
import { BINA_MARGA, type House, MONDAY, type Officer } from '../../service/harness.ts';

/** When they were filed, and when the service is started (ms UTC). */
export const FILED = MONDAY - 3 * 3_600_000;
export const STARTED = MONDAY;

const STREETS = ['Bangka Raya', 'Kemang Selatan', 'Prapanca', 'Kemang Utara', 'Ampera', 'Pulo Raya'];
const TROUBLES = [
  'Jalan berlubang sedalam mata kaki',
  'Sampah menumpuk sejak tiga hari',
  'Pohon tumbang menutup jalan',
  'Lampu jalan padam setiap malam',
  'Saluran air tersumbat lumpur',
];
const CATEGORIES = ['Jalan', 'Sampah', 'Pohon', 'Lampu PJU', 'Saluran Air/Kali/Sungai'];

/** Where a report of the base is left; twelve of each. */
const STATES = ['menunggu', 'proses', 'validasi', 'tl_ditolak', 'selesai'] as const;
const EACH = 12;

/** Answers how many there are. */
export async function fileBase(house: House): Promise<number> {
  for (let i = 0; i < EACH * STATES.length; i++) {
    await leaveAt(house, STATES[i % STATES.length] ?? 'selesai', i);
  }
  return EACH * STATES.length;
}

async function leaveAt(house: House, state: (typeof STATES)[number], i: number): Promise<void> {
  const [admin, validator] = [await house.as('admin'), await house.as('validator')];
  const street = STREETS[i % STREETS.length] ?? '';
  const point = { lat: -6.26 + i / 5_000, lon: 106.8135, accuracyM: 8 };
  const { number } = await admin.file({
    category: CATEGORIES[i % CATEGORIES.length] ?? 'Jalan',
    description: `${TROUBLES[i % TROUBLES.length]} di Jalan ${street} nomor ${i + 1}, dekat pos ronda dan warung. Warga sudah dua kali melapor kepada ketua RT; pengendara motor terpaksa melawan arah.`,
    address: `Jalan ${street} nomor ${i + 1}`,
    point,
    reporter: { name: `Warga ${i}`, phone: `08111${String(i).padStart(6, '0')}` },
  });
  if (state === 'menunggu') return;
  const officer = await inCharge(house, number, i);
  await officer.act(number, { action: 'proses' });
  await officer.act(number, { action: 'catat', note: `Regu ${1 + (i % 4)} berangkat pukul sembilan.` });
  if (state === 'proses') return;
  await followUp(house, officer, number, i, point);
  if (state === 'validasi') return;
  if (state === 'tl_ditolak') {
    const note = 'Foto belum memperlihatkan seluruh badan jalan.';
    await validator.act(number, { action: 'kembalikan', reasonCodes: ['foto_tidak_jelas'], note });
  } else await validator.act(number, { action: 'setujui', reason: 'Diperiksa di tempat.' });
}

/** Every third is another office's: the kelurahan that had it before still reads where it stands. */
async function inCharge(house: House, number: string, i: number): Promise<Officer> {
  const admin = await house.as('admin');
  if (i % 3 > 0) return admin;
  await admin.act(number, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi.' });
  return house.as('dinas');
}

async function followUp(
  house: House,
  officer: Officer,
  number: string,
  i: number,
  { lat, lon }: { lat: number; lon: number },
): Promise<void> {
  const { version } = await house.row(number);
  const narrative = `Petugas regu ${1 + (i % 4)} menangani laporan di Jalan ${STREETS[i % STREETS.length]} nomor ${i + 1} depan pos ronda: dibersihkan, diratakan, dan diperiksa kembali.`;
  await officer.form(
    `/tickets/${number}/actions`,
    {
      action: JSON.stringify({ action: 'tindak_lanjut', narrative }),
      before: new Blob([new Uint8Array(await paint(i, 'before', lat, lon))]),
      after: new Blob([new Uint8Array(await paint(i, 'after', lat, lon))]),
    },
    { 'if-match': `"${version}"` },
  );
}

async function paint(i: number, state: 'before' | 'after', lat: number, lon: number): Promise<Buffer> {
  const jpeg = await renderShot({ place: `beban-${i}`, subject: 'pothole', state, take: 0 });
  const gps = { lat, lon, fixAt: new Date(FILED), errorM: 6 };
  const phone = { make: 'samsung', model: 'SM-A546E', software: 'A546EXXU7BXA2' };
  return stamp(jpeg, { ...phone, cameraTime: '2025:03:10 06:00:00', offset: '+07:00', gps, xmp: null });
}

/** Many sessions of one demo account. */
export async function sessionsOf(house: House, username: string, many: number): Promise<string[]> {
  const tokens: string[] = [];
  for (let i = 0; i < many; i++) {
    const session = await house.service.people.accounts.signIn(username, DEMO_PASSWORD);
    if (!session) throw new Error(`No account ${username}`);
    tokens.push(session.token);
  }
  return tokens;
}
