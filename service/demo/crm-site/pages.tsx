/** The few plain pages, in frames of their own: nothing of Tuntas shows on another's site. */
import type { ComponentChildren } from 'preact';
import { here } from '#shared/city/here.ts';
import { STATUSES, type Status } from '#shared/ticket/status.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { speaker } from '#shared/words/speak.ts';
import { CRM_SITE_PATH } from '../../pages/menu.ts';
import type { ReportDetail, ReportPage } from './report-list.ts';

export const STYLE_PATH = '/demo/style.css';

const say = speaker('id');

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'];

/** `10 Mar 2025 10.20 WIB` */
function shownAt(at: number): string {
  const text = toTimestamp(at);
  const month = MONTHS[Number(text.slice(5, 7)) - 1] ?? '';
  return `${Number(text.slice(8, 10))} ${month} ${text.slice(0, 4)} ${text.slice(11, 16).replace(':', '.')} ${here().zone}`;
}

function Page({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <html lang="id">
      <head>
        <meta charset="utf-8" />
        <meta name="google" content="notranslate" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="stylesheet" href={STYLE_PATH} />
      </head>
      <body>
        <header>
          <strong>Cepat Respon Masyarakat</strong> <span>halaman contoh, data rekaan</span>
        </header>
        <main>{children}</main>
      </body>
    </html>
  );
}

/** `status` null: reports of all. */
export function ListPage({ status, ...shown }: ReportPage & { status: Status | null }) {
  const { items, total, page, pages } = shown;
  const address = (to: number, of: Status | null): string =>
    `${CRM_SITE_PATH}?${new URLSearchParams({ ...(of === null ? {} : { status: of }), halaman: String(to) })}`;
  return (
    <Page title="Daftar laporan">
      <h1>Daftar laporan</h1>
      <nav aria-label="Status">
        {[null, ...STATUSES].map((of) => {
          const label = of === null ? 'Semua' : say(`common.status.${of}`);
          return of === status ? <strong>{label}</strong> : <a href={address(1, of)}>{label}</a>;
        })}
      </nav>
      <table>
        <thead>
          <tr>
            {['Nomor', 'Kategori', 'Kelurahan', 'Tanggal masuk', 'Status'].map((head) => (
              <th>{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map(({ number, category, kelurahan, receivedAt, status }) => (
            <tr>
              <td>
                <a href={`${CRM_SITE_PATH}/${number}`}>{number}</a>
              </td>
              <td>{category}</td>
              <td>{kelurahan ?? '–'}</td>
              <td>{shownAt(receivedAt)}</td>
              <td>{say(`common.status.${status}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {total === 0 && <p>Tidak ada laporan.</p>}
      <nav aria-label="Halaman">
        {page > 1 && (
          <a rel="prev" href={address(page - 1, status)}>
            Sebelumnya
          </a>
        )}
        <span>{`Halaman ${page} dari ${pages} (${total} laporan)`}</span>
        {page < pages && (
          <a rel="next" href={address(page + 1, status)}>
            Berikutnya
          </a>
        )}
      </nav>
    </Page>
  );
}

export function DetailPage({
  number,
  category,
  kelurahan,
  channel,
  status,
  description,
  steps,
}: ReportDetail) {
  const facts = {
    Kategori: category,
    Kelurahan: kelurahan ?? '–',
    Kanal: channel,
    Status: say(`common.status.${status}`),
    'Isi laporan': description ?? '–',
  };
  return (
    <Page title={`Laporan ${number}`}>
      <p>
        <a href={CRM_SITE_PATH}>Daftar laporan</a>
      </p>
      <h1>Laporan {number}</h1>
      <dl>
        {Object.entries(facts).map(([name, value]) => (
          <>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </>
        ))}
      </dl>
      <h2>Riwayat</h2>
      <ol>
        {steps.map(({ at, status }) => (
          <li>
            {shownAt(at)} — {say(`common.status.${status}`)}
          </li>
        ))}
      </ol>
      <p>
        <a href={`${CRM_SITE_PATH}/${number}/tindak-lanjut`}>Isi tindak lanjut</a>
      </p>
    </Page>
  );
}

/** Stands in for CRM's own upload form, so that the extension's pre-check can be seen. It sends nothing. */
export function FollowUpPage({ number, category }: ReportDetail) {
  return (
    <Page title={`Tindak lanjut ${number}`}>
      <p>
        <a href={`${CRM_SITE_PATH}/${number}`}>Laporan {number}</a>
      </p>
      <h1>Tindak lanjut</h1>
      <form id="tindak-lanjut">
        <input type="hidden" name="nomor" value={number} />
        <p>
          {category}. Unggah foto sesudah pengerjaan dan tulis apa yang dikerjakan, di mana, dan hasilnya.
        </p>
        <label>
          Foto sebelum <input type="file" name="sebelum" accept="image/*" multiple />
        </label>
        <label>
          Foto sesudah <input type="file" name="sesudah" accept="image/*,.heic,.heif" multiple />
        </label>
        <label>
          Narasi <textarea name="narasi" rows={4} />
        </label>
        <p>
          <button type="button" disabled>
            Kirim
          </button>{' '}
          Halaman contoh: tidak ada yang dikirim dari sini.
        </p>
      </form>
    </Page>
  );
}

export function MissingPage() {
  return (
    <Page title="Tidak ditemukan">
      <h1>Laporan tidak ditemukan</h1>
      <p>
        <a href={CRM_SITE_PATH}>Daftar laporan</a>
      </p>
    </Page>
  );
}
