/**
 * The add-on in a real Firefox against the real service: start, sign-in, badges on the list page, one decision;
 * and what the stores want of both packages.
 */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Ticket } from '#shared/contract/ticket.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { ADD_ON, type FirefoxPage, launchFirefox, type TestFirefox } from './harness/firefox.ts';
import { EXTENSION, ROOT, saveScreenshot } from './harness/paths.ts';
import { FILED_AT, FOLLOWED_UP_AT, file, followUp, moveClock, POTHOLE } from './harness/reports.ts';
import { startService, type TestService } from './harness/service.ts';

let service: TestService;
let firefox: TestFirefox;
let report: Ticket;

beforeAll(async () => {
  const starting = launchFirefox();
  service = await startService({ clock: FILED_AT });
  report = await file(service, POTHOLE);
  await moveClock(service, FOLLOWED_UP_AT);
  report = await followUp(service, POTHOLE, report);
  firefox = await starting;
});

afterAll(async () => {
  await firefox?.close();
  await service?.stop();
});

const LINTER = 'node_modules/.bin/addons-linter';
/** As WebDriver writes it. */
const ENTER = '\uE007';
const words = (page: FirefoxPage) => () => page.evaluate('document.body.innerText');

const Manifest = z.object({
  permissions: z.array(z.string()),
  host_permissions: z.array(z.string()),
  optional_permissions: z.array(z.string()),
  optional_host_permissions: z.array(z.string()),
  browser_specific_settings: z
    .object({ gecko: z.object({ data_collection_permissions: z.object({ required: z.array(z.string()) }) }) })
    .optional(),
});

/** Types over what stands in the field of this name, once it is there. */
async function fill(page: FirefoxPage, name: string, text: string): Promise<void> {
  const field = `document.querySelector('[name=${name}]')`;
  await expect.poll(() => page.evaluate(`${field} !== null && (${field}.select(), true)`)).toBe(true);
  await page.type(text);
}

it('starts, signs in by its popup, puts badges on the list page and sends a decision', async () => {
  const desk = await firefox.open(firefox.own('desk.html'));
  await expect.poll(words(desk)).toContain('Masuk untuk mulai bekerja');

  const options = await firefox.open(firefox.own('options.html'));
  // The stored address arrives a moment later, in a field of its own.
  await expect
    .poll(() => options.evaluate(`document.querySelector('[name=address]')?.value`))
    .toBe('http://localhost:8787');
  await fill(options, 'address', service.origin + ENTER);
  await expect.poll(words(options)).toContain('Tersambung. Alamat disimpan.');

  const popup = await firefox.open(firefox.own('popup.html'));
  await expect.poll(words(popup)).toContain(service.origin);
  await fill(popup, 'username', 'validator');
  await fill(popup, 'password', DEMO_PASSWORD + ENTER);
  await expect.poll(words(popup)).toContain('Buka meja');
  // Firefox has a sidebar where Chrome has a side panel.
  expect(await words(popup)()).toContain('Panel samping');
  await saveScreenshot('firefox-popup', await popup.screenshot());

  const list = await firefox.open(`${service.origin}/demo/laporan`);
  await expect.poll(() => list.evaluate(`document.querySelectorAll('[data-tuntas="badge"]').length`)).toBe(1);
  await saveScreenshot('firefox-list', await list.screenshot());
  // A closed part of the page that came later is read as well: Firefox has a way of its own into it.
  await list.evaluate(`(() => {
    const part = document.body.appendChild(document.createElement('section'));
    const inside = part.attachShadow({ mode: 'closed' });
    inside.innerHTML = '<p>${report.number}</p>';
    window.badgesInside = () => inside.querySelectorAll('[data-tuntas="badge"]').length;
  })()`);
  await expect.poll(() => list.evaluate('window.badgesInside()')).toBe(1);

  const { number } = report;
  await desk.goto(firefox.own(`desk.html?ticket=${number}`));
  await expect.poll(words(desk)).toContain(number);
  await expect
    .poll(() => desk.evaluate(`document.querySelectorAll('img.picture[data-preview="false"]').length`))
    .toBe(2);
  await saveScreenshot('firefox-desk', await desk.screenshot());
  await expect.poll(() => desk.evaluate(`document.querySelector('.bar').dataset.look`)).toBe('seen');
  await desk.type('a');
  const status = async () =>
    (await (await service.as('validator')).call('getTicket', { params: { number } })).data.status;
  await expect.poll(status).toBe('selesai');
});

it('passes Mozilla’s own linter without an error', async () => {
  // Its exit code is 1 where it found errors, and the promise then rejects with what it said.
  const { stdout } = await promisify(execFile)(LINTER, ['--output', 'json', ADD_ON], { cwd: ROOT });
  expect(JSON.parse(stdout)).toMatchObject({ summary: { errors: 0 }, errors: [] });
});

describe('docs/store/permissions.md gives the reason for exactly what is asked for', () => {
  /** Tests run on pages and services under names of their own; a release has no permission for them. */
  const FOR_TESTS = ['http://*.test/*', 'http://localhost/*'];

  it.each([
    ['Chrome', EXTENSION, 1],
    ['Firefox', ADD_ON, 2],
  ] as const)('%s', async (_, folder, column) => {
    const manifest = Manifest.parse(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')));
    const rows = tableRows(await readFile(join(ROOT, 'docs/store/permissions.md'), 'utf8'));
    const asked = rows.filter((row) => row[column] === 'yes').map(([name]) => name);
    const { permissions, host_permissions, optional_host_permissions: optional } = manifest;
    expect(new Set([...permissions, ...host_permissions])).toEqual(new Set([...asked, ...FOR_TESTS]));
    const described = rows.map(([name]) => name);
    expect(described).toContain(optional.join('`, `'));
    expect(described).toEqual(expect.arrayContaining(manifest.optional_permissions));
    const sent = manifest.browser_specific_settings?.gecko.data_collection_permissions.required ?? [];
    expect(described).toEqual(expect.arrayContaining(sent));
  });

  /** The cells of every row that names something in code. */
  function tableRows(text: string): string[][] {
    return [...text.matchAll(/^\| `(.+?)` \|(.*)\|$/gm)].map(([, name = '', rest = '']) => [
      name,
      ...rest.split('|').map((cell) => cell.trim()),
    ]);
  }
});
