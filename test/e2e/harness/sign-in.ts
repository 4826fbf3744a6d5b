/** What an officer does once: service, sites, account. */
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../../service/demo/accounts.ts';
import type { TestBrowser } from './browser.ts';
import type { TestService } from './service.ts';

export async function signIn(
  browser: TestBrowser,
  service: TestService,
  username: string,
  sites: readonly string[],
): Promise<void> {
  const options = await browser.openOwn('options.html');
  await nameService(options, service);
  for (const site of sites) {
    await options.getByLabel('Alamat situs').fill(site);
    await options.getByRole('button', { name: 'Tambah situs' }).click();
    await options.getByRole('button', { name: `Hapus ${site}` }).waitFor();
  }
  await options.getByLabel('Nama pengguna').fill(username);
  await options.getByLabel('Kata sandi').fill(DEMO_PASSWORD);
  await options.getByRole('button', { name: 'Masuk' }).click();
  await options.getByRole('button', { name: 'Keluar' }).waitFor();
  await options.close();
}

export async function nameService(options: Page, service: TestService): Promise<void> {
  await options.getByRole('textbox', { name: 'Layanan', exact: true }).fill(service.origin);
  await options.getByRole('button', { name: 'Uji dan simpan' }).click();
  await options.getByText('Tersambung. Alamat disimpan.').waitFor();
}
