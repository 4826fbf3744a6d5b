/** The pages of performance: every number leads to as many reports as it says, and an office sees its own. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BANGKA, type House, openHouse } from '../harness.ts';
import { type Browser, browse, inside } from '../web-office.ts';

const PAGE = '/kelola/kinerja';

let house: House;
let supervisor: Browser;

beforeAll(async () => {
  house = await openHouse();
  supervisor = await browse(house, 'supervisor');
  const admin = await house.as('admin');
  const validator = await house.as('validator');
  await admin.file({ category: 'Sampah' });
  const [returned, approved] = [await house.inValidasi(), await house.inValidasi()];
  await validator.act(returned, { action: 'kembalikan', reasonCodes: ['foto_tidak_ada'] });
  await validator.act(approved, { action: 'setujui', reason: 'Diperiksa di tempat' });
  house.moveTo('2025-03-28T09:00:00+07:00');
});
afterAll(() => house.close());

it('each number on the page leads to exactly as many reports', async () => {
  const page = await supervisor.text(`${PAGE}?category=&channel=&unit=Kelurahan+Bangka&asOf=`);
  const links = [...page.matchAll(/href="(\/kelola\/kinerja\/laporan[^"]+)">([\d.]+)</g)];
  expect(links.length).toBeGreaterThan(15);
  for (const [, address = '', many] of links) {
    const list = await supervisor.text(address.replaceAll('&amp;', '&'));
    expect([address, inside(list, 'total')]).toEqual([address, many]);
    expect(list.match(/<a class="whole"/g)).toHaveLength(Number(many));
  }
});

it('an office finds its own figures and a ranking, and no other office’s reports', async () => {
  const admin = await browse(house, 'admin', 'en');
  expect(await admin.text(PAGE)).toContain('<strong>Kelurahan Bangka · March 2025</strong>');
  expect(await admin.text(`${PAGE}/peringkat`)).toContain(`unit=${BANGKA}`);
  expect((await admin.get(`${PAGE}?unit=dinas-bina-marga`)).status).toBe(404);
  expect((await (await browse(house, 'validator')).get(PAGE)).status).toBe(403);
});

it('a month of an office is a page to print: no links but what was late, and room to sign', async () => {
  const page = await supervisor.text(`${PAGE}/lembar?month=2025-03&unit=${BANGKA}`);
  expect(page).toContain('Lembar bulanan Kelurahan Bangka');
  expect(page).not.toContain('/kelola/kinerja/laporan');
  expect(page.match(/<a class="whole"/g)).toHaveLength(2);
  expect(page).toContain('class="signature"');
  expect(await supervisor.text(`${PAGE}/lembar`)).toContain('Pilih unit');
});

it('as of a time of day in Jakarta, in the form as in its links', async () => {
  const page = await supervisor.text(`${PAGE}?month=2025-03&asOf=2025-03-10T12:00`);
  expect(page).toContain('Keadaan 10 Mar 2025 pukul 12.00 WIB');
  expect(page).toContain('value="2025-03-10T12:00"');
  const [, link = ''] = /href="(\/kelola\/kinerja\/laporan[^"]+figure=backlog[^"]*)"/.exec(page) ?? [];
  expect(await supervisor.text(link.replaceAll('&amp;', '&'))).toContain('pukul 12.00 WIB');
});

it('what makes no period is refused on a page', async () => {
  expect((await supervisor.get(`${PAGE}?month=2025-04`)).status).toBe(422);
});
