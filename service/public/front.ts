/** `/`: where citizens follow their report and officers sign in. */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { LIST_PATH } from '../demo/crm-site/pages.ts';
import { EMPTY } from '../pages/form.ts';
import { ASK_PATH, HOW_PATH, NUMBERS_PATH, SIGN_IN_PATH } from '../pages/menu.ts';
import { type Html, publicPage } from '../pages/page.ts';
import { frontDoor } from '../pages/session.ts';
import type { Env } from '../platform/http/env.ts';
import { type Said, say } from '../platform/http/language.ts';
import type { PublicDeps } from './deps.ts';
import { askFor } from './track.ts';

const W = {
  title: { id: 'Laporan warga Jakarta, sampai tuntas', en: 'Jakarta’s citizen reports, resolved' },
  citizens: { id: 'Ikuti laporan Anda', en: 'Follow your report' },
  numbers: { id: 'Angka bulanan', en: 'Monthly numbers' },
  how: { id: 'Cara kerja', en: 'How it works' },
  officers: { id: 'Untuk petugas', en: 'For officers' },
  officersText: {
    id: 'Validator dan admin unit bekerja di meja Tuntas, ekstensi peramban yang menaruh antrian, tenggat, dan keputusan di halaman kerja. Akun, kriteria, ketentuan, piket, dan kinerja ada di halaman layanan ini.',
    en: 'Validators and unit admins work at the Tuntas desk, a browser extension that puts queue, deadlines and decisions on the pages where they work. Accounts, criteria, policy, duty and performance are pages of this service.',
  },
  signIn: { id: 'Masuk', en: 'Sign in' },
  ask: { id: 'Ajukan akun untuk kantor', en: 'Ask for an account for an office' },
  systems: { id: 'Untuk aplikasi lain', en: 'For other systems' },
  docs: { id: 'Dokumentasi API', en: 'API documentation' },
  demo: { id: 'Demo', en: 'Demo' },
  demoText: {
    id: 'Semua laporan di sini rekaan. Daftar laporan contoh menggantikan situs CRM.',
    en: 'All reports here are invented. A list of reports stands in for the CRM site.',
  },
  demoList: { id: 'Daftar laporan contoh', en: 'The list of reports' },
  install: {
    id: 'Memasang ekstensi: buka chrome://extensions, nyalakan mode pengembang, pilih “Muat yang belum dikemas”, lalu folder .output/chrome-mv3.',
    en: 'To load the extension: open chrome://extensions, switch on developer mode, choose “Load unpacked”, then the folder .output/chrome-mv3.',
  },
} satisfies Record<string, Said>;

export function frontPages(services: PublicDeps): Hono<Env> {
  const app = frontDoor(services);
  app.get('/', (c) => c.html(frontPage(c, services.config.demo !== 'off')));
  return app;
}

function frontPage(c: Context<Env>, demo: boolean): Html {
  const language = c.get('language');
  const words = (said: Said): string => say(said, language);
  const body = html`<div class="cards">
<section><h2>${words(W.citizens)}</h2>${askFor(language, EMPTY)}
<p><a href="${NUMBERS_PATH}">${words(W.numbers)}</a> · <a href="${HOW_PATH}">${words(W.how)}</a></p></section>
<section><h2>${words(W.officers)}</h2><p>${words(W.officersText)}</p>
<p><a class="button" href="${SIGN_IN_PATH}">${words(W.signIn)}</a></p>
<p><a href="${ASK_PATH}">${words(W.ask)}</a></p></section>
<section><h2>${words(W.systems)}</h2><p><a href="/docs">${words(W.docs)}</a></p></section>
${demo ? html`<section><h2>${words(W.demo)}</h2><p>${words(W.demoText)} <a href="${LIST_PATH}">${words(W.demoList)}</a></p><p class="soft">${words(W.install)}</p></section>` : ''}
</div>`;
  return publicPage(c, { title: W.title, body, wide: true });
}
