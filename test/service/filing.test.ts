import { afterAll, beforeAll, expect, it } from 'vitest';
import { BANGKA, type House, MONDAY, openHouse } from './harness.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

it('a report at the desk of a kelurahan lies with that kelurahan, and its six hours run', async () => {
  const admin = await house.as('admin');
  const filed = await admin.file();
  expect(filed).toMatchObject({
    number: 'JK2503100001',
    version: 1,
    status: 'menunggu',
    unit: { code: BANGKA },
  });
  const response = filed.clocks.find(({ clock }) => clock === 'response');
  expect(Date.parse(response?.dueAt ?? '')).toBe(MONDAY + 6 * 3_600_000);
});
