/** The pages for everybody, as a browser without script has them: what they tell, to whom, and how much they weigh. */
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { monthOf } from '#shared/performance/period.ts';
import { HOUR } from '#shared/time/zone.ts';
import { openOutlines } from '../../../service/people/boundaries/outlines.ts';
import { replaceBoundaries } from '../../../service/people/boundaries/store.ts';
import { openNumbers } from '../../../service/public/numbers.ts';
import { boundary } from '../../../service/tables/unit.ts';
import { type House, openHouse } from '../harness.ts';
import { Browser } from '../web-office.ts';

const SCRIPT = '<script>alert(1)</script>';
/** Compressed, the stylesheet with it. */
const MOST_BYTES = 60_000;

let house: House;
let visitor: Browser;
let number: string;
let secret: string;

beforeAll(async () => {
  house = await openHouse();
  visitor = new Browser(house);
  const kanal = await house.as('kanal');
  const filed = await kanal.file({
    channel: 'jaki',
    kelurahan: '31.74.03.1002',
    description: `Jalan berlubang ${SCRIPT}`,
    address: 'Jalan Rahasia 5',
    reporter: { name: 'Raden Rahasia' },
  });
  [number, secret] = [filed.number, filed.trackingSecret];
  const admin = await house.as('admin');
  await admin.act(number, { action: 'proses' });
  await admin.act(number, { action: 'catat', note: 'Catatan dalam' });
  await admin.act(number, { action: 'tindak_lanjut', narrative: 'Sudah ditambal oleh petugas di lokasi.' });
});
afterAll(() => house.close());

async function finished(): Promise<void> {
  const validator = await house.as('validator');
  await validator.act(number, { action: 'setujui', reason: 'Diperiksa di tempat' });
}

describe('tracking a report', () => {
  it('leads from the number, however it was typed, to its history in plain words, newest first', async () => {
    const asked = await visitor.get(`/lacak?nomor=${encodeURIComponent(` ${number.toLowerCase()} `)}`);
    expect(asked.headers.get('location')).toBe(`/lacak/${number}`);
    const page = await visitor.text(`/lacak/${number}`);
    expect(page).toContain('Hasil kerja sedang diperiksa');
    expect(page.indexOf('Kantor menyampaikan hasil kerja')).toBeLessThan(page.indexOf('Laporan diterima'));
    expect(page).toContain('10 Mar 2025 pukul 09.00 WIB');
  });

  it('shows no text, no note, no name, and is not for search engines', async () => {
    const response = await visitor.get(`/lacak/${number}`);
    const page = await response.text();
    for (const hidden of ['berlubang', 'Rahasia', 'Catatan dalam', 'ditambal'])
      expect(page).not.toContain(hidden);
    expect(response.headers.get('x-robots-tag')).toBe('noindex');
  });

  it('says so where there is no such report, with what was typed to be mended', async () => {
    for (const wrong of ['JK9901010001', `${SCRIPT}`]) {
      const response = await visitor.get(`/lacak/${encodeURIComponent(wrong)}`);
      const page = await response.text();
      expect(response.status).toBe(404);
      expect(page).toContain('Tidak ada laporan dengan nomor ini');
      expect(page).not.toContain(SCRIPT);
    }
  });

  it('is answered from the browser’s own copy while nothing has happened', async () => {
    const first = await visitor.get(`/lacak/${number}`);
    const etag = first.headers.get('etag') ?? '';
    const again = new Browser(house, { 'if-none-match': etag });
    expect((await again.get(`/lacak/${number}`)).status).toBe(304);
    const other = new Browser(house, { 'if-none-match': etag, 'accept-language': 'en' });
    expect((await other.get(`/lacak/${number}`)).status).toBe(200);
  });

  it('offers no rating before it is done', async () => {
    expect(await visitor.text(`/lacak/${number}`)).not.toContain('name="bintang"');
    const early = await visitor.send(`/lacak/${number}/nilai`, { bintang: '5', kode: secret });
    expect(early.status).toBe(409);
  });

  it('rates with the code alone, keeps what was typed when it is refused, and lets the rating change', async () => {
    await finished();
    const rate = (fields: Record<string, string>, origin?: string) =>
      visitor.send(`/lacak/${number}/nilai`, { bintang: '2', kode: secret, komentar: '', ...fields }, origin);
    const wrong = await rate({ kode: 'salah', komentar: `Rapi ${SCRIPT}` });
    expect(wrong.status).toBe(404);
    const page = await wrong.text();
    expect(page).toContain('Kode pelacakan ini tidak cocok');
    expect(page).toContain('Rapi &lt;script>');
    expect((await rate({ bintang: '' })).status).toBe(422);
    expect((await rate({}, 'https://evil.example')).status).toBe(403);
    for (const bintang of ['2', '4']) {
      const rated = await rate({ bintang });
      expect(rated.headers.get('location')).toBe(`/lacak/${number}?sudah=nilai`);
    }
    expect(await visitor.text(`/lacak/${number}?sudah=nilai`)).toMatch(
      /nilai Anda sudah dicatat[\s\S]*<dd>4 dari 5/,
    );
  });
});

describe('the numbers of a month', () => {
  it('are those of the log, up to now while the month lasts', async () => {
    const page = await visitor.text('/angka/2025-03');
    expect(page).toContain('Bulan ini masih berjalan');
    expect(page).toMatch(/Laporan masuk<\/dt><dd>1<\/dd>/);
    expect(page).toMatch(/<svg[^>]*role="img"[\s\S]*<title[\s\S]*<desc/);
    expect(page).toContain('Kelurahan Bangka');
    expect(page).not.toContain('class="map"');
  });

  it('are reckoned one month at a time, and once an hour where the month is over', async () => {
    const { oversight, tickets, platform } = house.service;
    const begun: string[] = [];
    const performance: typeof oversight.performance = {
      ...oversight.performance,
      categories: async (asked) => {
        begun.push(monthOf(asked.question.from));
        return [];
      },
      ranking: async ({ question }) => {
        // Still at the month that began last.
        expect(begun.at(-1)).toBe(monthOf(question.from));
        return [];
      },
    };
    const numbers = openNumbers({ ...tickets.deps, config: platform.config, performance });
    await Promise.all(['2025-01', '2025-02', '2025-03', '2025-01'].map(numbers));
    house.moveTo(house.now() + HOUR / 2);
    await Promise.all(['2025-01', '2025-03'].map(numbers));
    expect(begun).toEqual(['2025-01', '2025-02', '2025-03', '2025-03']);
    // History of another system may have come in.
    house.moveTo(house.now() + HOUR / 2);
    await numbers('2025-01');
    expect(begun.at(-1)).toBe('2025-01');
  });

  it('lead to the last month that is over, and to none that is to come', async () => {
    expect((await visitor.get('/angka')).headers.get('location')).toBe('/angka/2025-02');
    expect(await visitor.text('/angka/2025-02')).toContain('Tidak ada laporan pada bulan ini');
    for (const month of ['2025-04', '2017-12', '2025-13', 'kapan']) {
      expect((await visitor.get(`/angka/${month}`)).status).toBe(404);
    }
  });

  it('are drawn as a map where boundaries were loaded', async () => {
    const corner = (lon: number, lat: number) => [
      lon,
      lat,
      lon + 0.01,
      lat,
      lon + 0.01,
      lat - 0.01,
      lon,
      lat,
    ];
    await replaceBoundaries(
      house.db,
      [{ kelurahan: '31.74.03.1002', pieces: [[new Float64Array(corner(106.81, -6.25))]] }],
      { source: 'Uji', dated: '2025-01-01', sha256: '0', at: house.now() },
    );
    expect(await house.db.$count(boundary)).toBe(1);
    const outlines = openOutlines(house.db, ['31.01']);
    const [first, second] = await Promise.all([outlines(), outlines()]);
    expect(first?.paths).toHaveLength(1);
    expect(first).toBe(second);
    const page = await visitor.text('/angka/2025-03');
    expect(page).toMatch(
      /class="map"[\s\S]*<path class="good" d="M0 0L700 0[^"]*Z"><title>Kelurahan Bangka: 100/,
    );
  });
});

describe('every page', () => {
  const PATHS = ['/', '/lacak', '/angka/2025-03', '/cara-kerja'];

  it.each(PATHS)('%s is there in both languages, says which, and remembers the choice', async (path) => {
    expect(await visitor.text(path)).toContain('<html lang="id">');
    const english = await visitor.get(`${path}?lang=en`);
    expect(await english.text()).toContain('<html lang="en">');
    expect(english.headers.get('cache-control')).toBe('no-store');
    const cookie = english.headers.get('set-cookie')?.split(';')[0] ?? '';
    expect(await new Browser(house, { cookie }).text(path)).toContain('<html lang="en">');
  });

  it.each([...PATHS, `/lacak/JK2503100001`])(
    '%s needs no script, nothing from elsewhere, and little to carry',
    async (path) => {
      const browser = new Browser(house, { 'accept-encoding': 'gzip' });
      const response = await browser.get(path);
      const sent = Buffer.from(await response.arrayBuffer());
      const page = gunzipSync(sent).toString();
      const style = gzipSync(await visitor.text('/gaya.css'));
      expect(sent.length + style.length).toBeLessThan(MOST_BYTES);
      expect(page).not.toMatch(/<script|\son\w+=|\sstyle=|src="http|undefined|\[object/);
      expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    },
  );
});

describe('security.txt', () => {
  it('names whom the operator named, for less than a year', async () => {
    const contact = 'mailto:keamanan@example.go.id';
    const told = await openHouse({
      config: { securityContact: contact, publicUrl: 'https://tuntas.example' },
    });
    try {
      const answer = await new Browser(told).get('/.well-known/security.txt');
      expect(answer.headers.get('content-type')).toMatch(/^text\/plain; ?charset=utf-8/i);
      const fields = new Map(
        (await answer.text())
          .trimEnd()
          .split('\n')
          .map((line) => line.split(/: (.*)/, 2) as [string, string]),
      );
      expect(fields.get('Contact')).toBe(contact);
      expect(fields.get('Canonical')).toBe('https://tuntas.example/.well-known/security.txt');
      const days = (Date.parse(fields.get('Expires') ?? '') - told.now()) / (24 * HOUR);
      expect(days).toBeGreaterThan(30);
      expect(days).toBeLessThan(365);
    } finally {
      await told.close();
    }
  });

  it('is not there where nobody is named', async () => {
    expect((await visitor.get('/.well-known/security.txt')).status).toBe(404);
  });
});
