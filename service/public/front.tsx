/** `/`: where citizens follow their report and officers sign in. */
import type { Hono } from 'hono';
import type { Services } from '../compose/services.ts';
import { LIST_PATH } from '../demo/crm-site/pages.ts';
import { answerPage } from '../pages/answer.tsx';
import { useSay } from '../pages/context.tsx';
import { EMPTY } from '../pages/form.ts';
import { PublicPage } from '../pages/page.tsx';
import { LinkLine } from '../pages/parts.tsx';
import { ASK_PATH, HOW_PATH, NUMBERS_PATH, SIGN_IN_PATH } from '../pages/paths.ts';
import { frontDoor } from '../pages/session.ts';
import type { Env } from '../platform/http/env.ts';
import type { Said } from '../platform/http/language.ts';
import { AskFor } from './track.tsx';

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

export function frontPages(services: Services): Hono<Env> {
  const app = frontDoor(services);
  app.get('/', (c) => answerPage(c, <FrontPage isDemo={services.config.demo !== 'off'} />));
  return app;
}

function FrontPage({ isDemo }: { isDemo: boolean }) {
  const say = useSay();
  return (
    <PublicPage title={say(W.title)} wide>
      <div class="cards">
        <section>
          <h2>{say(W.citizens)}</h2>
          <AskFor filled={EMPTY} />
          <p>
            <a href={NUMBERS_PATH}>{say(W.numbers)}</a> · <a href={HOW_PATH}>{say(W.how)}</a>
          </p>
        </section>
        <section>
          <h2>{say(W.officers)}</h2>
          <p>{say(W.officersText)}</p>
          <p>
            <a class="button" href={SIGN_IN_PATH}>
              {say(W.signIn)}
            </a>
          </p>
          <LinkLine to={ASK_PATH}>{say(W.ask)}</LinkLine>
        </section>
        <section>
          <h2>{say(W.systems)}</h2>
          <LinkLine to="/docs">{say(W.docs)}</LinkLine>
        </section>
        {isDemo && (
          <section>
            <h2>{say(W.demo)}</h2>
            <p>
              {say(W.demoText)} <a href={LIST_PATH}>{say(W.demoList)}</a>
            </p>
            <p class="soft">{say(W.install)}</p>
          </section>
        )}
      </div>
    </PublicPage>
  );
}
