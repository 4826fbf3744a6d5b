/** `/kelola/kunci`: keys of other systems. A key is shown once, when it is made. */
import type { Context, Hono } from 'hono';
import { html } from 'hono/html';
import { type ApiKey, NewApiKey } from '#shared/contract/api-keys.ts';
import { API_SCOPES, type ApiScope } from '#shared/people/right.ts';
import { CHANNEL_LIST } from '#shared/ticket/channel.ts';
import { DAY, toWibString } from '#shared/time/wib.ts';
import { fullDate } from '#shared/words/time.ts';
import type { Services } from '../../compose/services.ts';
import { type Field, type Filled, inputOf, readForm, submit } from '../../pages/form.ts';
import {
  type Column,
  drawFields,
  folded,
  type Html,
  notice,
  officePage,
  table,
} from '../../pages/legacy.tsx';
import type { MenuEntry } from '../../pages/menu.ts';
import { doneOf } from '../../pages/query.ts';
import { officePages } from '../../pages/session.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Env } from '../../platform/http/env.ts';
import { type Language, type Said, say } from '../../platform/http/language.ts';

const KEYS_PATH = '/kelola/kunci';
export const KEYS_ENTRY: MenuEntry = {
  path: KEYS_PATH,
  label: { id: 'Kunci API', en: 'API keys' },
  right: 'keys:manage',
};

const W = {
  title: { id: 'Kunci API', en: 'API keys' },
  client: { id: 'Aplikasi', en: 'Application' },
  clientHint: {
    id: '2–40 huruf kecil, angka atau garis, diawali huruf. Kunci-kunci satu aplikasi melihat laporan yang sama.',
    en: '2 to 40 small letters, digits or dashes, a letter first. Keys of one application see the same reports.',
  },
  name: { id: 'Nama kunci', en: 'Name of the key' },
  scopes: { id: 'Boleh', en: 'May' },
  scopesHint: { id: 'Pilih sedikitnya satu.', en: 'Choose at least one.' },
  channels: { id: 'Untuk kanal', en: 'For channels' },
  channelsHint: {
    id: 'Wajib bila kunci boleh memasukkan laporan; untuk kanal lain kunci ditolak.',
    en: 'Required where the key may file reports; for any other channel it is refused.',
  },
  expires: { id: 'Berlaku sampai (WIB)', en: 'Valid until (WIB)' },
  expiresHint: { id: 'Paling lama satu tahun dari sekarang.', en: 'A year from now at most.' },
  created: { id: 'Dibuat', en: 'Made' },
  state: { id: 'Keadaan', en: 'State' },
  valid: { id: 'Berlaku', en: 'Valid' },
  expired: { id: 'Kedaluwarsa', en: 'Expired' },
  revoked: { id: 'Dicabut', en: 'Revoked' },
  revoke: { id: 'Cabut', en: 'Revoke' },
  revokeWhy: {
    id: 'Kunci langsung tidak berlaku. Tidak dapat dibatalkan.',
    en: 'The key stops working at once. It cannot be undone.',
  },
  none: {
    id: 'Belum ada kunci. JAKI atau situs CRM memerlukan satu untuk memasukkan laporan.',
    en: 'There is no key yet. JAKI or the CRM site needs one to file reports.',
  },
  add: { id: 'Buat kunci', en: 'Make a key' },
  made: { id: 'Kunci sudah dibuat.', en: 'The key is made.' },
  once: {
    id: 'Hanya ditampilkan sekarang: simpan di tempat rahasia aplikasinya. Yang hilang diganti dengan kunci baru.',
    en: 'It is shown now and never again: keep it where the application keeps its secrets. A lost one is replaced by a new one.',
  },
  back: { id: 'Semua kunci', en: 'All keys' },
} satisfies Record<string, Said>;

const DONE = {
  cabut: { id: 'Kunci sudah dicabut.', en: 'The key is revoked.' },
} satisfies Record<string, Said>;

const SCOPE_NAMES: Record<ApiScope, Said> = {
  'tickets:file': { id: 'memasukkan laporan', en: 'file reports' },
  'tickets:export': { id: 'mengekspor laporannya', en: 'export its reports' },
  'tickets:import': { id: 'mengimpor laporan dari berkas', en: 'import reports from files' },
  'tickets:read': { id: 'membaca laporannya', en: 'read its reports' },
  'evidence:check': { id: 'memeriksa bukti', en: 'check evidence' },
  'reference:read': { id: 'membaca unit, kanal, kategori', en: 'read units, channels, categories' },
};

const FIELDS: readonly Field[] = [
  { kind: 'line', path: 'client', label: W.client, hint: W.clientHint, max: 40 },
  { kind: 'line', path: 'name', label: W.name, max: 200 },
  {
    kind: 'choices',
    path: 'scopes',
    label: W.scopes,
    hint: W.scopesHint,
    options: API_SCOPES.map((scope) => ({ value: scope, label: SCOPE_NAMES[scope] })),
  },
  {
    kind: 'choices',
    path: 'channels',
    label: W.channels,
    hint: W.channelsHint,
    options: CHANNEL_LIST.filter(({ until }) => until === null).map(({ code, label }) => ({
      value: code,
      label,
    })),
  },
  { kind: 'wib', path: 'expiresAt', label: W.expires, hint: W.expiresHint },
];

const USUAL = 180 * DAY;

export function keyPages(services: Services): Hono<Env> {
  const { apiKeys } = services;
  const app = officePages(KEYS_ENTRY, services);
  /** Half a year ahead: long enough to forget nobody, short enough to be looked at again. */
  const fresh = (): Filled => ({
    values: { expiresAt: [toWibString(systemClock.now() + USUAL).slice(0, 16)] },
  });

  app.get('/', async (c) => c.html(listPage(c, await apiKeys.list(), fresh())));

  app.post('/', async (c) => {
    const values = await readForm(c);
    const outcome = await submit(
      { schema: NewApiKey, fields: FIELDS, input: inputOf(FIELDS, values) },
      (input) => apiKeys.create(input, c.get('actor')),
    );
    if (outcome.ok) return c.html(secretPage(c, outcome.value), 201);
    const filled = { values, faults: outcome.faults };
    return c.html(listPage(c, await apiKeys.list(), filled, outcome.bad), outcome.status);
  });

  app.post('/:id/cabut', async (c) => {
    await apiKeys.revoke(c.req.param('id'), c.get('actor'));
    return c.redirect(`${KEYS_PATH}?sudah=cabut`, 303);
  });

  return app;
}

function listPage(c: Context<Env>, items: readonly ApiKey[], filled: Filled, bad?: Said): Html {
  const language = c.get('language');
  const done = doneOf(c, DONE);
  const body = html`${bad ? notice('bad', say(bad, language)) : done ? notice('good', say(done, language)) : ''}
${table(language, W.title, columns(language), items, W.none)}
${folded(
  say(W.add, language),
  html`<form class="stacked" method="post" action="${KEYS_PATH}">${drawFields(FIELDS, filled, language)}
<p><button>${say(W.add, language)}</button></p></form>`,
  bad !== undefined,
)}`;
  return officePage(c, { title: W.title, body, wide: true });
}

function secretPage(c: Context<Env>, { client, name, key }: ApiKey & { key: string }): Html {
  const language = c.get('language');
  const body = html`${notice('good', say(W.made, language))}
<dl class="facts"><dt>${say(W.client, language)}</dt><dd>${client}</dd><dt>${say(W.name, language)}</dt><dd>${name}</dd></dl>
<code class="secret">${key}</code>
<p>${say(W.once, language)}</p>
<p><a href="${KEYS_PATH}">${say(W.back, language)}</a></p>`;
  return officePage(c, { title: W.title, body });
}

function columns(language: Language): Column<ApiKey>[] {
  const date = (at: string): string => fullDate(Date.parse(at), language);
  return [
    {
      head: W.client,
      cell: ({ client, name }) => html`<div>${client}<span class="soft">${name}</span></div>`,
    },
    {
      head: W.scopes,
      cell: ({ scopes }) => scopes.map((scope) => say(SCOPE_NAMES[scope], language)).join(', '),
    },
    {
      head: W.channels,
      cell: ({ channels }) =>
        channels
          .map((code) => {
            const entry = CHANNEL_LIST.find((one) => one.code === code);
            return entry ? say(entry.label, language) : code;
          })
          .join(', ') || '–',
    },
    { head: W.created, cell: ({ createdAt }) => date(createdAt) },
    { head: W.state, cell: (key) => stateOf(key, language, date) },
  ];
}

function stateOf(
  { id, expiresAt, revokedAt }: ApiKey,
  language: Language,
  date: (at: string) => string,
): Html {
  const gone = (said: Said, at: string) =>
    html`<span><span class="tag off">${say(said, language)}</span><span class="soft"> ${date(at)}</span></span>`;
  if (revokedAt !== null) return gone(W.revoked, revokedAt);
  if (Date.parse(expiresAt) <= systemClock.now()) return gone(W.expired, expiresAt);
  return html`<div>${say(W.valid, language)}<span class="soft"> ${say(W.expires, language)} ${date(expiresAt)}</span>
${folded(
  say(W.revoke, language),
  html`<form method="post" action="${KEYS_PATH}/${id}/cabut"><p>${say(W.revokeWhy, language)}</p><button class="quiet">${say(W.revoke, language)}</button></form>`,
)}</div>`;
}
