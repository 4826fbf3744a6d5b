/** A report as its reporter, and anybody who knows its number, may follow it. */
import { eq } from 'drizzle-orm';
import type { Tracking } from '#shared/contract/tracking.ts';
import { isReportNumber } from '#shared/ticket/number.ts';
import { findPublicStep, type PublicStep } from '#shared/ticket/public-step.ts';
import type { Status } from '#shared/ticket/status.ts';
import { toWibString } from '#shared/time/wib.ts';
import { type Language, type Said, say } from '../../platform/http/language.ts';
import { HttpProblem } from '../../platform/http/problem.ts';
import { type EventRow, event, type TicketRow } from '../../tables/ticket.ts';
import type { TicketDeps } from '../deps.ts';

export const STATUS_SAID: Record<Status, Said> = {
  menunggu: { id: 'Menunggu ditanggapi kantor yang berwenang', en: 'Waiting for the office in charge' },
  koordinasi: { id: 'Diteruskan ke kantor yang berwenang', en: 'Passed on to the office in charge' },
  disposisi: { id: 'Diteruskan ke unit pelaksana', en: 'Passed on to the unit that does the work' },
  ditolak: { id: 'Laporan tidak dapat diproses', en: 'The report could not be taken up' },
  proses: { id: 'Sedang dikerjakan', en: 'Being worked on' },
  tindak_lanjut: { id: 'Hasil kerja sedang diperiksa', en: 'The result is being checked' },
  validasi: { id: 'Hasil kerja sedang diperiksa', en: 'The result is being checked' },
  tl_ditolak: { id: 'Hasil kerja perlu diperbaiki kantor', en: 'The office has to improve the result' },
  selesai: { id: 'Selesai', en: 'Done' },
};

const STEPS: Record<Exclude<PublicStep, 'impor'>, Said> = {
  lapor: { id: 'Laporan diterima', en: 'The report was received' },
  proses: { id: 'Laporan mulai dikerjakan', en: 'Work on the report began' },
  koordinasi: { id: 'Diteruskan ke kantor lain yang berwenang', en: 'Passed on to the office in charge' },
  disposisi: { id: 'Diteruskan ke unit pelaksana', en: 'Passed on to the unit that does the work' },
  disposisi_unit: { id: 'Ditugaskan kepada petugas', en: 'Given to an officer' },
  tiket: { id: 'Pekerjaan besar dijadwalkan', en: 'Larger work was scheduled' },
  tolak: { id: 'Laporan tidak dapat diproses', en: 'The report could not be taken up' },
  tindak_lanjut: { id: 'Kantor menyampaikan hasil kerja', en: 'The office handed in its result' },
  kembalikan: {
    id: 'Hasil kerja dikembalikan untuk diperbaiki',
    en: 'The result was returned to be improved',
  },
  setujui: {
    id: 'Hasil kerja disetujui, laporan selesai',
    en: 'The result was approved, the report is done',
  },
  cek_lapangan: { id: 'Pemeriksaan lapangan diminta', en: 'A visit to the spot was asked for' },
  hasil_lapangan: { id: 'Lokasi telah diperiksa', en: 'The spot was visited' },
  gabung: { id: 'Digabung dengan laporan yang sama', en: 'Merged with a report of the same matter' },
  buka_kembali: { id: 'Laporan dibuka kembali', en: 'The report was reopened' },
  nilai: { id: 'Hasil dinilai pelapor', en: 'The result was rated' },
};

/** Throws 404; what is no number is answered like one that does not exist. */
export async function findPublic(services: TicketDeps, number: string): Promise<TicketRow> {
  const wanted = number.toUpperCase();
  const [row] = isReportNumber(wanted) ? await services.reads.byNumbers([wanted]) : [];
  if (!row) throw new HttpProblem('not-found');
  return row;
}

/** By number and secret; a wrong secret is answered like a number that does not exist. Throws 404. */
export async function findOwn(services: TicketDeps, number: string, secret: unknown): Promise<TicketRow> {
  const row = await findPublic(services, number);
  const { secrets } = services;
  if (typeof secret !== 'string' || !secrets.matches(secret, row.number, row.trackingSalt)) {
    throw new HttpProblem('not-found');
  }
  return row;
}

export async function track(services: TicketDeps, number: string, language: Language): Promise<Tracking> {
  const row = await findPublic(services, number);
  const events = await services.db
    .select()
    .from(event)
    .where(eq(event.ticketId, row.id))
    .orderBy(event.version);
  const stars = events.findLast((one) => one.action === 'nilai')?.data.stars;
  return {
    number: row.number,
    status: row.status,
    statusText: say(STATUS_SAID[row.status], language),
    ...(row.mergedInto === null ? {} : { mergedInto: row.mergedInto }),
    category: row.category,
    ...(row.kelurahan === null ? {} : { kelurahan: services.units.named(row.kelurahan) }),
    steps: events.flatMap((one) => toStep(one, language)),
    ...(stars === undefined ? {} : { stars }),
  };
}

/** Nothing for what is internal. */
export function toStep(
  { action, at, to, data }: Pick<EventRow, 'action' | 'at' | 'to' | 'data'>,
  language: Language,
): Tracking['steps'] {
  const step = findPublicStep(action);
  if (step === undefined) return [];
  // What another system told is its status, dated as it was there, where that is known.
  if (step === 'impor') return [{ at: toWibString(data.madeAt ?? at), text: say(STATUS_SAID[to], language) }];
  return [{ at: toWibString(at), text: say(STEPS[step], language) }];
}
