/** An officer whose second factor somebody else took away is written to. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { secondFactor } from '../../../service/tables/account.ts';
import { officerContact } from '../../../service/tables/message.ts';
import type { House } from '../harness.ts';
import { type MailServer, openMailServer } from './mail-server.ts';
import { mailedFrom, openPostHouse } from './post.ts';

let mail: MailServer;
let house: House;
beforeAll(async () => {
  mail = await openMailServer();
  house = await openPostHouse(mailedFrom(mail.url));
});
afterAll(async () => {
  await house.close();
  await mail.stop();
});

const resetOf = async (username: string) => {
  const operator = await house.as('operator');
  const { id } = (await house.service.people.accounts.findOfficer(username)) ?? { id: '' };
  await house.db.insert(secondFactor).values({ officer: id, secret: 'x', setAt: 1 }).onConflictDoNothing();
  expect((await operator.delete(`/accounts/${username}/second-factor`)).status).toBe(204);
};
const told = async () => {
  await house.service.jobs.runDue();
  return mail.letters.map(({ to, headers, text }) => [to, headers.get('subject'), text]);
};

it('is told by mail, once, and again only where the server took it not yet', async () => {
  await told();
  await resetOf('dinas');
  expect(await told()).toEqual([]);
  const officer = await house.service.people.accounts.findOfficer('lapangan');
  await house.db.insert(officerContact).values({ officer: officer?.id ?? '', email: 'lapangan@kantor.test' });
  await resetOf('lapangan');
  mail.refuse(451);
  expect(await told()).toEqual([]);
  mail.refuse(null);
  const letters = await told();
  expect(letters).toEqual([
    [
      ['lapangan@kantor.test'],
      'Verifikasi dua langkah Anda diatur ulang',
      expect.stringMatching(/kata sandi[\s\S]+password/),
    ],
  ]);
  expect(mail.letters[0]?.headers.has('list-unsubscribe')).toBe(false);
  expect(await told()).toEqual(letters);
});
