/** Every surface counts the same work: toolbar, popup, desk, first page, wall and the API, on a queue with every oddity. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Counters } from '#shared/contract/queue.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { decideBy } from './desk-page.ts';
import { launch, type TestBrowser } from './harness/browser.ts';
import { startService, type TestService } from './harness/service.ts';
import { signIn } from './harness/sign-in.ts';

declare const chrome: {
  action: { getBadgeText(of: object): Promise<string>; getTitle(of: object): Promise<string> };
};

let service: TestService;
let browser: TestBrowser;
let expected: Counters;
/** The two that are put off. */
const done = 2;

const count = async (): Promise<Counters> =>
  (await (await service.as('validator')).call('counters', {})).data;

/** The numbers under their words, as a definition list on a page says them. */
async function numbersOn(page: Page, list: string): Promise<Record<string, number>> {
  const pairs = await page
    .locator(`${list} > div`)
    .evaluateAll((all) => all.map((each) => [...each.children].map(({ textContent }) => textContent ?? '')));
  return Object.fromEntries(pairs.map(([word = '', number]) => [word, Number(number)]));
}

async function openOffice(account: string, path: string): Promise<Page> {
  const page = await browser.context.newPage();
  await page.goto(`${service.origin}/masuk`);
  await page.locator('[name="username"]').fill(account);
  await page.locator('[name="password"]').fill(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await page.locator('.who').waitFor();
  await page.goto(service.origin + path);
  return page;
}

beforeAll(async () => {
  [service, browser] = await Promise.all([
    startService({ demo: 'reports', clock: '2025-03-10T09:15:00+07:00' }),
    launch(),
  ]);
  const validator = await service.as('validator');
  const { items } = (await validator.call('queueReports', {})).data;
  const bodies = [
    { action: 'tunda', until: '2025-03-12T09:00:00+07:00', reason: 'Menunggu rapat koordinasi.' },
    { action: 'tunda', until: '2025-03-12T09:00:00+07:00', reason: 'Menunggu bahan dari dinas.' },
    { action: 'cek_lapangan', note: 'Mohon dilihat di lokasi.' },
  ] as const;
  // One that is late, one that is due soon, one for later: none of them may still be counted by its deadline.
  for (const [at, body] of bodies.entries()) {
    const item = items.at([0, 5, -1][at] ?? 0);
    if (!item) throw new Error('the demo has too few reports');
    await validator.call('act', { params: { number: item.number }, version: item.version, body });
  }
  await signIn(browser, service, 'validator', []);
  expected = await count();
});

afterAll(async () => {
  await browser?.close();
  await service?.stop();
});

describe('work that is late, due, put off and at the spot', () => {
  it('is all there', () => {
    expect(expected).toMatchObject({ postponed: 2, atField: 1 });
    for (const each of ['overdue', 'due1h', 'dueToday', 'waiting'] as const)
      expect(expected[each]).toBeGreaterThan(1);
  });

  it('is counted alike by toolbar, popup and desk, with a decision that is not sent yet left out by all', async () => {
    const { overdue, due1h, dueToday, waiting, postponed, atField } = expected;
    const desk = await browser.openOwn('desk.html');
    await desk.locator('h1').waitFor();
    const popup = await browser.openOwn('popup.html');
    await popup.locator('.counts').waitFor();
    const says = async () => ({
      desk: await desk.locator('.queue-group-title').allInnerTexts(),
      head: await desk.locator('.queue-head .soft').innerText(),
      day: await desk.locator('.day-line').innerText(),
      popup: await numbersOn(popup, '.counts'),
      toolbar: await (await browser.worker()).evaluate(() =>
        Promise.all([chrome.action.getBadgeText({}), chrome.action.getTitle({})]),
      ),
    });
    const are = (late: number, done: number) => ({
      desk: [`Terlambat\n${late}`, `< 1 jam\n${due1h}`, `Hari ini\n${dueToday}`, `Nanti\n${waiting}`],
      head: `${late + due1h + dueToday + waiting} laporan, ${late} terlambat`,
      day: `Hari ini: ${done} diputuskan, ${late + due1h + dueToday} sisa`,
      popup: { Terlambat: late, '< 1 jam': due1h, 'Hari ini': dueToday, Nanti: waiting },
      toolbar: [
        `${late}!`,
        `Tuntas. ${late} terlambat, ${due1h} kurang dari 1 jam, ${dueToday} hari ini, ${waiting} nanti.`,
      ],
    });
    await expect.poll(says).toEqual(are(overdue, done));
    for (const [name, number] of [
      ['Ditunda', postponed],
      ['Menunggu lapangan', atField],
    ])
      expect(await desk.locator('.queue-aside button', { hasText: String(name) }).innerText()).toContain(
        String(number),
      );
    await decideBy(desk, 'a');
    await expect.poll(says).toEqual(are(overdue - 1, done + 1));
    await decideBy(desk, 'u');
    await expect.poll(says).toEqual(are(overdue, done));
    await Promise.all([desk.close(), popup.close()]);
  });

  it('is counted alike by the validator’s first page and the supervisor’s wall', async () => {
    const { overdue, due1h, dueToday, waiting, postponed, atField } = expected;
    const home = await openOffice('validator', '/kelola/beranda');
    expect(await numbersOn(home, '.sums')).toEqual({
      Terlambat: overdue,
      '< 1 jam': due1h,
      'Hari ini': dueToday,
      Nanti: waiting,
      Ditunda: postponed,
      'Menunggu lapangan': atField,
    });
    await home.close();
    await browser.context.clearCookies();
    const wall = await openOffice('supervisor', '/kelola/dinding');
    const row = wall.locator('tr', { has: wall.locator('td', { hasText: /^Validator$/ }) }).first();
    const all = overdue + due1h + dueToday + waiting + postponed + atField;
    expect(await row.locator('td').allInnerTexts()).toEqual(
      ['Validator', overdue, due1h, dueToday, postponed, atField, all].map(String),
    );
    await wall.close();
  });
});
