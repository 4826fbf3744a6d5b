/** `/cara-kerja`: what happens to a report, by when, and how the numbers come about; limits as the policy has them now. */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { duration } from '#shared/deadline/explain-clock.ts';
import type { Limit } from '#shared/rules/clocks.ts';
import { HOUR } from '#shared/time/wib.ts';
import type { Services } from '../compose/services.ts';
import { type Html, publicPage } from '../pages/legacy.tsx';
import type { Link } from '../pages/menu.ts';
import { HOW_PATH, NUMBERS_PATH, TRACK_PATH } from '../pages/paths.ts';
import { openPages } from '../pages/session.ts';
import { ASSUMED } from '../pages/words.ts';
import type { Env } from '../platform/http/env.ts';
import { type Said, say } from '../platform/http/language.ts';
import type { StoredPolicy } from '../rules/policy/policy.ts';
import { cached } from './cached.ts';

export const HOW_LINK: Link = { path: HOW_PATH, label: { id: 'Cara kerja', en: 'How it works' } };

const TITLE: Said = { id: 'Cara kerja', en: 'How it works' };

const W = {
  report: { id: 'Perjalanan laporan', en: 'The way of a report' },
  received: {
    id: 'Laporan diterima dan mendapat nomor, misalnya JK2503050007. Simpan nomor dan kode pelacakannya.',
    en: 'The report is received and given a number, for example JK2503050007. Keep it, and its tracking code.',
  },
  answered: {
    id: 'Kelurahan atau kantor yang berwenang menanggapi: mengerjakan, atau meneruskan ke kantor yang tepat.',
    en: 'The kelurahan or office in charge answers: it takes the report up, or passes it to the right office.',
  },
  done: {
    id: 'Kantor menyelesaikan pekerjaan dan menyerahkan bukti: foto di lokasi dan penjelasan.',
    en: 'The office finishes the work and hands in its evidence: photos from the spot and an account.',
  },
  checked: {
    id: 'Validator memeriksa bukti. Yang belum meyakinkan dikembalikan ke kantor untuk diperbaiki.',
    en: 'A validator checks the evidence. What does not convince goes back to the office to be improved.',
  },
  rated: {
    id: 'Laporan selesai. Pelapor dapat menilai hasilnya.',
    en: 'The report is done. Whoever filed it can rate the result.',
  },
  within: { id: 'Batas waktu', en: 'Within' },
  evidence: { id: 'Bagaimana bukti diperiksa', en: 'How evidence is checked' },
  evidenceText: {
    id: 'Tuntas membaca tempat dan waktu foto, mencari foto yang pernah dipakai, tanda suntingan atau buatan AI, dan melihat apakah penjelasannya lengkap. Temuan itu hanya saran: keputusan dibuat oleh orang.',
    en: 'Tuntas reads where and when a photo was taken, looks for photos used before and for marks of editing or AI, and sees whether the account is complete. What it finds is advice only: a person decides.',
  },
  privacy: { id: 'Yang dapat dilihat orang lain', en: 'What others can see' },
  privacyText: {
    id: 'Siapa pun yang tahu nomornya melihat status, kategori, kelurahan, dan riwayat tanpa nama. Isi laporan, foto, dan identitas pelapor tidak ditampilkan.',
    en: 'Whoever knows the number sees its status, category, kelurahan and history without names. The text, the photos and who filed it are not shown.',
  },
  numbers: { id: 'Bagaimana angka dihitung', en: 'How the numbers are reckoned' },
  numbersText: {
    id: 'Angka satu bulan adalah keadaan pada akhir bulan itu, dihitung dari catatan setiap laporan; apa yang terjadi sesudahnya masuk bulan berikutnya. “Tepat waktu” membandingkan laporan yang ditutup tepat waktu dengan semua yang ditutup dan semua yang terlambat dan belum selesai. Laporan yang digabung dihitung sekali; laporan dari sistem lain yang tidak menyebut waktunya tidak dinilai.',
    en: 'A month’s numbers are how things stood at its end, reckoned from the record of each report; what happens later belongs to later months. “In time” compares the reports closed in time with all that were closed and all that are late and not done. Merged reports are counted once; reports from another system that does not tell the times are not judged.',
  },
  worth: {
    id: 'Nilai: satu laporan bernilai 100 % bila tanggapan dan penyelesaiannya tepat waktu, berkurang {response} % bila tanggapannya terlambat dan {completion} % bila penyelesaiannya terlambat; yang terlambat dan belum selesai bernilai 0. Nilai kantor adalah rata-rata menurut bobot kategori.',
    en: 'Value: a report is worth 100 % when answered and finished in time, {response} % less when the answer was late and {completion} % less when it was finished late; one that is late and not done is worth 0. An office’s value is the mean, by the weights of the categories.',
  },
  estimate: {
    id: 'menandai angka yang tidak disebut dalam peraturan yang kami ketahui.',
    en: 'marks numbers that no regulation known to us states.',
  },
} satisfies Record<string, Said>;

/** A new policy shows at the next look. */
const KEPT_SECONDS = 120;

export function howPages(services: Services): Hono<Env> {
  const app = openPages(HOW_PATH, services);
  app.get('/', ...cached(KEPT_SECONDS), (c) => c.html(howPage(c, services.policy.current())));
  return app;
}

function howPage(c: Context<Env>, { clocks, performance }: StoredPolicy): Html {
  const language = c.get('language');
  const words = (said: Said): string => say(said, language);
  const mark = html`<span class="tag assumed">${words(ASSUMED)}</span>`;
  const limit = ({ hours, assumed }: Limit): Html =>
    html`<span class="soft">${words(W.within)}: ${duration(hours * HOUR, language)}</span>${assumed ? html` ${mark}` : ''}`;
  const { lateResponse, lateCompletion, weights } = performance;
  const worth = words(W.worth)
    .replace('{response}', String(lateResponse.percent))
    .replace('{completion}', String(lateCompletion.percent));
  const isEstimate = lateResponse.assumed || lateCompletion.assumed || weights.assumed;
  const body = html`<h2>${words(W.report)}</h2>
<ol class="way">
<li><p>${words(W.received)}</p></li>
<li><p>${words(W.answered)}</p><p>${limit(clocks.response)}</p></li>
<li><p>${words(W.done)}</p><p>${limit(clocks.completion)}</p></li>
<li><p>${words(W.checked)}</p><p>${limit(clocks.validation)}</p></li>
<li><p>${words(W.rated)}</p></li>
</ol>
<p>${mark} ${words(W.estimate)}</p>
<h2>${words(W.evidence)}</h2><p>${words(W.evidenceText)}</p>
<h2>${words(W.privacy)}</h2><p>${words(W.privacyText)}</p>
<h2 id="nilai">${words(W.numbers)}</h2><p>${words(W.numbersText)}</p><p>${worth}${isEstimate ? html` ${mark}` : ''}</p>
<p><a class="button" href="${TRACK_PATH}">${words({ id: 'Lacak laporan', en: 'Track a report' })}</a>
<a class="button quiet" href="${NUMBERS_PATH}">${words({ id: 'Angka bulanan', en: 'Monthly numbers' })}</a></p>`;
  return publicPage(c, { title: TITLE, body });
}
