/** The few plain pages as HTML. Every value goes through Hono's `html`, which escapes it. */
import { html } from 'hono/html';
import { STATUSES, type Status } from '#shared/ticket/status.ts';
import { toWibString } from '#shared/time/wib.ts';
import { say } from '../../platform/http/language.ts';
import type { ReportDetail, ReportPage } from './report-list.ts';

export const LIST_PATH = '/demo/laporan';
export const STYLE_PATH = '/demo/style.css';

type Html = ReturnType<typeof html>;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'Mei', 'Jun', 'Jul', 'Agu', 'Sep', 'Okt', 'Nov', 'Des'];

/** `10 Mar 2025 10.20 WIB` */
function wib(at: number): string {
  const text = toWibString(at);
  const month = MONTHS[Number(text.slice(5, 7)) - 1] ?? '';
  return `${Number(text.slice(8, 10))} ${month} ${text.slice(0, 4)} ${text.slice(11, 16).replace(':', '.')} WIB`;
}

function page(title: string, body: Html): Html {
  return html`<!doctype html>
<html lang="id">
<head>
<meta charset="utf-8">
<meta name="google" content="notranslate">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="stylesheet" href="${STYLE_PATH}">
</head>
<body>
<header><strong>Cepat Respon Masyarakat</strong> <span>halaman contoh, data rekaan</span></header>
<main>${body}</main>
</body>
</html>`;
}

export function listPage({ items, total, page: current, pages }: ReportPage, status: Status | null): Html {
  const address = (to: number, of: Status | null): string =>
    `${LIST_PATH}?${new URLSearchParams({ ...(of === null ? {} : { status: of }), halaman: String(to) })}`;
  const tab = (of: Status | null, label: string): Html =>
    of === status ? html`<strong>${label}</strong>` : html`<a href="${address(1, of)}">${label}</a>`;
  return page(
    'Daftar laporan',
    html`<h1>Daftar laporan</h1>
<nav aria-label="Status">${tab(null, 'Semua')} ${STATUSES.map((one) => html`${tab(one, say(`common.status.${one}`, 'id'))} `)}</nav>
<table>
<thead><tr><th>Nomor</th><th>Kategori</th><th>Kelurahan</th><th>Tanggal masuk</th><th>Status</th></tr></thead>
<tbody>
${items.map(
  (item) => html`<tr>
<td><a href="${LIST_PATH}/${item.number}">${item.number}</a></td>
<td>${item.category}</td>
<td>${item.kelurahan ?? '–'}</td>
<td>${wib(item.receivedAt)}</td>
<td>${say(`common.status.${item.status}`, 'id')}</td>
</tr>
`,
)}
</tbody>
</table>
${total === 0 ? html`<p>Tidak ada laporan.</p>` : ''}
<nav aria-label="Halaman">
${current > 1 ? html`<a rel="prev" href="${address(current - 1, status)}">Sebelumnya</a>` : ''}
<span>Halaman ${current} dari ${pages} (${total} laporan)</span>
${current < pages ? html`<a rel="next" href="${address(current + 1, status)}">Berikutnya</a>` : ''}
</nav>`,
  );
}

export function detailPage(report: ReportDetail): Html {
  return page(
    `Laporan ${report.number}`,
    html`<p><a href="${LIST_PATH}">Daftar laporan</a></p>
<h1>Laporan ${report.number}</h1>
<dl>
<dt>Kategori</dt><dd>${report.category}</dd>
<dt>Kelurahan</dt><dd>${report.kelurahan ?? '–'}</dd>
<dt>Kanal</dt><dd>${report.channel}</dd>
<dt>Status</dt><dd>${say(`common.status.${report.status}`, 'id')}</dd>
<dt>Isi laporan</dt><dd>${report.description ?? '–'}</dd>
</dl>
<h2>Riwayat</h2>
<ol>${report.steps.map(({ at, status }) => html`<li>${wib(at)} — ${say(`common.status.${status}`, 'id')}</li>`)}</ol>
<p><a href="${LIST_PATH}/${report.number}/tindak-lanjut">Isi tindak lanjut</a></p>`,
  );
}

/** Stands in for CRM's own upload form, so that the extension's pre-check can be seen. It sends nothing. */
export function followUpPage({ number, category }: ReportDetail): Html {
  return page(
    `Tindak lanjut ${number}`,
    html`<p><a href="${LIST_PATH}/${number}">Laporan ${number}</a></p>
<h1>Tindak lanjut</h1>
<form id="tindak-lanjut">
<input type="hidden" name="nomor" value="${number}">
<p>${category}. Unggah foto sesudah pengerjaan dan tulis apa yang dikerjakan, di mana, dan hasilnya.</p>
<label>Foto sebelum <input type="file" name="sebelum" accept="image/*" multiple></label>
<label>Foto sesudah <input type="file" name="sesudah" accept="image/*,.heic,.heif" multiple></label>
<label>Narasi <textarea name="narasi" rows="4"></textarea></label>
<p><button type="button" disabled>Kirim</button> Halaman contoh: tidak ada yang dikirim dari sini.</p>
</form>`,
  );
}

export function missingPage(): Html {
  return page(
    'Tidak ditemukan',
    html`<h1>Laporan tidak ditemukan</h1><p><a href="${LIST_PATH}">Daftar laporan</a></p>`,
  );
}

export const STYLE = `body{margin:0;font:14px/1.5 system-ui,sans-serif;color:#1c2430;background:#fff}
header{padding:10px 24px;background:#0b4f8a;color:#fff}
header span{opacity:.85;margin-left:8px}
main{max-width:1100px;margin:0 auto;padding:16px 24px 48px}
h1{font-size:20px}
h2{font-size:16px}
nav{margin:12px 0;display:flex;flex-wrap:wrap;gap:4px 14px;align-items:baseline}
a{color:#0b4f8a}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
th,td{text-align:left;padding:7px 10px;border-bottom:1px solid #d5dbe3;vertical-align:top}
td:first-child,td:nth-child(4),td:last-child{white-space:nowrap}
th{background:#eef2f6;font-weight:600}
tbody tr:hover{background:#f6f8fb}
dl{display:grid;grid-template-columns:max-content 1fr;gap:6px 16px}
dt{color:#56606e}
dd{margin:0}
form{display:grid;gap:12px;max-width:620px}
form p{margin:0}
label{display:grid;gap:4px;font-weight:600}
textarea,input[type=file]{font:inherit;font-weight:400}
`;
