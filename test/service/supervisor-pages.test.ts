/** Criteria, policy and calendar as pages: every officer reads them, a supervisor writes them through the same verbs. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CriteriaPage, CriterionWithHistory } from '#shared/contract/criteria.ts';
import { CalendarYear, Policy, PolicyHistory } from '#shared/contract/policy.ts';
import { FINDING_CODES } from '#shared/evidence/finding.ts';
import { say } from '../../service/platform/http/language.ts';
import { type House, type Officer, openHouse } from './harness.ts';
import { type Browser, browse } from './web-office.ts';

const SCRIPT = '<script>alert(1)</script>';

let house: House;
let supervisor: Officer;
let pages: Browser;

beforeAll(async () => {
  house = await openHouse();
  supervisor = await house.as('supervisor');
  pages = await browse(house, 'supervisor');
});
afterAll(() => house.close());

/** What the page's own form would send, were nothing in it changed. */
async function formOf(path: string, action: string): Promise<Record<string, string>> {
  const page = await pages.text(path);
  const form = page.split(`action="${action}"`)[1]?.split('</form>')[0] ?? '';
  const fields: Record<string, string> = {};
  for (const [tag, name = ''] of form.matchAll(/<input[^>]*name="([^"]+)"[^>]*>/g)) {
    if (tag.includes('type="checkbox"') && !tag.includes(' checked')) continue;
    fields[name] = /value="([^"]*)"/.exec(tag)?.[1]?.replaceAll('&#39;', "'") ?? '';
  }
  for (const [, name = '', text = ''] of form.matchAll(/<textarea[^>]*name="([^"]+)"[^>]*>([^<]*)</g)) {
    fields[name] = text;
  }
  for (const [, name = '', options = ''] of form.matchAll(
    /<select[^>]*name="([^"]+)"[^>]*>(.*?)<\/select>/gs,
  )) {
    fields[name] = /value="([^"]*)" selected/.exec(options)?.[1] ?? '';
  }
  return fields;
}

it('every finding is explained: what was found, what to do, and what it weighs', async () => {
  const text = await pages.text('/kelola/kriteria/temuan');
  for (const code of FINDING_CODES) {
    const words = [`findings.explained.${code}`, `findings.advice.${code}`] as const;
    for (const said of words) expect(text).toContain(say(said, 'id'));
    expect(text).toContain(`<code>${code}</code>`);
  }
  expect(text).toContain(say('common.return_reason.foto_dipakai_ulang', 'id'));
  expect(await pages.text('/kelola/kriteria')).toContain('href="/kelola/kriteria/temuan"');
});

it('a criterion is written, found by its category, changed and ended; every version stays', async () => {
  const written = await pages.send('/kelola/kriteria', {
    title: `Lampu ${SCRIPT}`,
    text: SCRIPT,
    category: 'Lampu PJU',
    'citation.regulation': 'Rapat bersama',
    'citation.meetingDate': '2025-03-01',
    reasonCodes: ['foto_tidak_jelas', 'belum_selesai'],
    assumed: 'on',
  });
  const path = written.headers.get('location')?.split('?')[0] ?? '';
  const api = path.replace('/kelola/kriteria', '/criteria');
  const found = await pages.text('/kelola/kriteria?text=&category=Lampu+PJU&reason=belum_selesai');
  expect(found).toContain(path);
  expect(found).toContain('perkiraan');
  expect(found).not.toContain(SCRIPT);
  const form = await formOf(path, path);
  const changed = await pages.send(path, {
    ...form,
    title: 'Lampu menyala',
    reasonCodes: ['foto_tidak_jelas'],
  });
  expect(changed.headers.get('location')).toBe(`${path}?sudah=ubah`);
  const stale = await pages.send(path, { ...form, title: 'Terlambat' });
  expect(stale.status).toBe(412);
  expect(await stale.text()).toContain('Kriteria ini berubah');
  await pages.send(`${path}/akhiri`, { versi: '2', validUntil: '2025-04-01' });
  const { history } = (await supervisor.get(api)).as(CriterionWithHistory);
  expect(history.map(({ title, validUntil }) => [title, validUntil])).toEqual([
    ['Lampu menyala', '2025-04-01'],
    ['Lampu menyala', null],
    [`Lampu ${SCRIPT}`, null],
  ]);
  expect(history[1]).toMatchObject({
    category: 'Lampu PJU',
    assumed: true,
    citation: { meetingDate: '2025-03-01' },
  });
});

it('a policy whose form is sent as it is changes nothing; a number, a category and a mark do', async () => {
  const before = (await supervisor.get('/policy')).as(Policy);
  const form = await formOf('/kelola/ketentuan', '/kelola/ketentuan');
  const same = await pages.send('/kelola/ketentuan', { ...form, reason: 'Tanpa perubahan' });
  expect(same.status).toBe(303);
  const unchanged = (await supervisor.get('/policy')).as(Policy);
  expect(unchanged).toMatchObject({
    clocks: before.clocks,
    evidence: before.evidence,
    retention: before.retention,
    performance: before.performance,
    version: before.version + 1,
  });
  const opened = await formOf('/kelola/ketentuan', '/kelola/ketentuan');
  await pages.send('/kelola/ketentuan', {
    ...opened,
    reason: 'Keputusan rapat',
    from: '2025-04-01T00:00',
    'clocks.completionByCategory.jalan.hours': '48',
    'clocks.completionByCategory.jalan.source': 'Rapat 1 Maret',
    'clocks.completionByCategory.jalan.assumed': 'on',
    'evidence.time.toleranceMs': '7',
    'retention.photos.days': '90',
    'performance.lateResponse.percent': '30',
    'performance.weights.byCategory.jalan': '1,5',
  });
  const [coming] = (await supervisor.get('/policy/history')).as(PolicyHistory).items;
  expect(coming).toMatchObject({
    from: '2025-04-01T00:00:00.000+07:00',
    clocks: { completionByCategory: { jalan: { hours: 48, assumed: true } } },
    evidence: { time: { toleranceMs: 7 * 60_000 } },
    retention: { photos: { days: 90 } },
    performance: { lateResponse: { percent: 30 }, weights: { byCategory: { jalan: 1.5 } } },
  });
  const page = await pages.text('/kelola/ketentuan');
  expect(page).toContain('Akan berlaku');
  expect(page).toContain('perkiraan');
  const again = await formOf('/kelola/ketentuan', '/kelola/ketentuan');
  const past = await pages.send('/kelola/ketentuan', { ...again, reason: 'x', from: '2020-01-01T00:00' });
  expect(past.status).toBe(422);
  expect(await past.text()).toContain('tidak boleh berlaku surut');
});

it('a policy that another one set meanwhile, though it only holds later, is not overwritten', async () => {
  const form = await formOf('/kelola/ketentuan', '/kelola/ketentuan');
  const send = (reason: string, from = '') => pages.send('/kelola/ketentuan', { ...form, reason, from });
  const both = await Promise.all([
    send('Yang satu', '2025-06-01T00:00'),
    send('Yang lain', '2025-06-01T00:00'),
  ]);
  expect(both.map(({ status }) => status).sort()).toEqual([303, 412]);
  const late = await send('Terlambat <b>');
  expect(late.status).toBe(412);
  const page = await late.text();
  expect(page).toContain('Ketentuan berubah sejak Anda membuka halaman ini');
  // What was written is still in the form, and sent again it is still late.
  expect(page).toContain('Terlambat &lt;b>');
  expect(page).toContain(`name="versi" value="${form.versi}"`);
  const reasons = (await supervisor.get('/policy/history'))
    .as(PolicyHistory)
    .items.map(({ reason }) => reason);
  expect(reasons.filter((reason) => /^(Yang|Terlambat)/.test(reason))).toHaveLength(1);
  expect(
    (await pages.send('/kelola/ketentuan', { ...form, versi: '999', reason: 'Yang ketiga' })).status,
  ).toBe(303);
});

it.each([
  ['id', 'Foto pelapor (hari setelah laporan ditutup)', 'Catatan pemberitahuan (hari setelah dicatat)'],
  ['en', 'photos (days after closing)', 'What became of notifications (days after being recorded)'],
])('a time of keeping says from when it counts (%s)', async (language, photos, receipts) => {
  const page = await (await browse(house, 'supervisor', language)).text('/kelola/ketentuan');
  expect(page).toContain(photos);
  expect(page).toContain(receipts);
});

it('a day is entered, corrected and taken off the calendar', async () => {
  const days = async () => (await supervisor.get('/calendar?year=2025')).as(CalendarYear).items;
  const form = { date: '2025-07-07', kind: 'holiday', name: SCRIPT, source: 'Keppres 1/2025' };
  const entered = await pages.send('/kelola/kalender', form);
  expect(entered.headers.get('location')).toBe('/kelola/kalender?year=2025&sudah=simpan');
  expect(await days()).toContainEqual({ ...form });
  expect(await pages.text('/kelola/kalender?year=2025')).not.toContain(SCRIPT);
  await pages.send('/kelola/kalender/2025-07-07/hapus', {});
  expect((await days()).map(({ date }) => date)).not.toContain('2025-07-07');
  expect((await pages.send('/kelola/kalender', { ...form, date: '1999-01-01' })).status).toBe(422);
  expect((await pages.send('/kelola/kalender/2025-07-07/hapus', {})).status).toBe(404);
});

it('whoever is judged by them reads them, and writes none', async () => {
  const validator = await browse(house, 'validator', 'en');
  const [criterion] = (await supervisor.get('/criteria?limit=1')).as(CriteriaPage).items;
  for (const path of [
    '/kelola/kriteria',
    `/kelola/kriteria/${criterion?.id}`,
    '/kelola/ketentuan',
    '/kelola/kalender?year=2025',
  ]) {
    const page = await validator.text(path);
    expect(page).toContain('<html lang="en">');
    expect(page).not.toContain('<form class="stacked"');
    expect(page).not.toMatch(/<script|\son\w+=|\sstyle=|undefined|\[object/);
    expect((await validator.send(path.split('?')[0] ?? '', {})).status).toBe(403);
  }
});

it('the policy says where its numbers come from in the reader’s language, and keeps one wording for all', async () => {
  const english = await browse(house, 'supervisor', 'en');
  const [here, there] = [await pages.text('/kelola/ketentuan'), await english.text('/kelola/ketentuan')];
  expect(here).toContain('Kep. Sekda 22/2020: tiga kali 24 jam');
  expect(here).not.toMatch(/three times 24|No appropriate response|Simulation with errors|A year, for/);
  expect(there).toContain('Kep. Sekda 22/2020: three times 24 hours');
  const form = await formOf('/kelola/ketentuan', '/kelola/ketentuan');
  expect(form['clocks.validation.source']).toBe('Kep. Sekda 22/2020: tiga kali 24 jam');
  const sent = { ...form, 'clocks.redFlag.source': 'Rapat bersama <1 Juni>', reason: 'Bahasa' };
  expect((await pages.send('/kelola/ketentuan', sent)).status).toBe(303);
  const { clocks } = (await supervisor.get('/policy')).as(Policy);
  expect(clocks.validation.source).toBe('Kep. Sekda 22/2020: three times 24 hours');
  const after = await english.text('/kelola/ketentuan');
  expect(after).toContain('Kep. Sekda 22/2020: three times 24 hours');
  expect(after).toContain('Rapat bersama &lt;1 Juni>');
});

it('days stand as people write them, in the calendar and with criteria', async () => {
  expect(await pages.text('/kelola/kalender?year=2025')).toContain('17 Agu 2025');
  const english = await browse(house, 'supervisor', 'en');
  expect(await english.text('/kelola/kalender?year=2025')).toContain('17 Aug 2025');
  for (const path of ['/kelola/kalender?year=2025', '/kelola/kriteria', '/kelola/kategori']) {
    const seen = (await pages.text(path)).replaceAll(/<[^>]*>/g, ' ');
    expect(seen).not.toMatch(/\b20\d\d-\d\d-\d\d\b/);
  }
});
