/** What an officer does once: service, sites, account. */
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
  await options.getByLabel('Layanan').fill(service.origin);
  await options.getByRole('button', { name: 'Uji dan simpan' }).click();
  await options.getByText('Tersambung. Alamat disimpan.').waitFor();
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
