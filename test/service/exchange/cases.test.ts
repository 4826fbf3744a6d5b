/** Files as they really came, each taken or told of in words that help. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ImportJob } from '#shared/contract/imports.ts';
import { type House, type Officer, openHouse } from '../harness.ts';

let house: House;
let operator: Officer;
beforeAll(async () => {
  house = await openHouse();
  house.moveTo(Date.parse('2025-04-01T08:00:00+07:00'));
  operator = await house.as('operator');
});
afterAll(() => house.close());

async function send(name: string): Promise<ImportJob> {
  house.moveTo(house.now() + 1_000);
  const file = readFileSync(new URL(`cases/${name}`, import.meta.url));
  const headers = { 'content-type': 'application/octet-stream' };
  const started = (await operator.call('POST', '/imports', file, headers)).as(ImportJob);
  await house.service.exchange.imports.settled();
  return (await operator.get(`/imports/${started.id}`)).as(ImportJob);
}
const received = async (number: string) => (await house.row(number)).receivedAt;

describe('is taken', () => {
  it.each([
    ['cr-only.csv', 2],
    ['html-as.xls', 1],
    ['jumat-apostrophe.csv', 2],
    ['trailing-cells-missing.csv', 3],
    ['wrapped.json', 1],
    ['x-backslash.xlsx', 1],
    ['x-merged-header.xlsx', 1],
    ['x-textdates.xlsx', 5],
  ])('%s', async (name, rows) => {
    expect(await send(name)).toMatchObject({ state: 'done', read: rows, added: rows, refused: 0 });
  });

  it('month-first.csv, with one order for all of its column', async () => {
    expect(await send('month-first.csv')).toMatchObject({
      added: 2,
      understood: { dates: [{ column: 'receivedAt', order: 'month_first', by: 'column' }] },
    });
    expect(await received('JK2503100111')).toBe(Date.parse('2025-03-10T09:15:00+07:00'));
  });

  it('x-cover-first.xlsx, by the sheet behind its cover', async () => {
    expect(await send('x-cover-first.xlsx')).toMatchObject({ added: 2, format: 'xlsx' });
  });

  it('x-filtered-hiddenrows.xlsx, with the rows that it hides', async () => {
    expect(await send('x-filtered-hiddenrows.xlsx')).toMatchObject({
      added: 1,
      understood: { hiddenRows: 1 },
    });
  });
});

it('x-encrypted.xlsx is told to be protected by a password', async () => {
  expect(await send('x-encrypted.xlsx')).toMatchObject({ state: 'failed', failure: 'berkas_bersandi' });
});
