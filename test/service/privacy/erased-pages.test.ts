import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSnapshot } from '../../../service/platform/db/embedded.ts';
import { openHouse } from '../harness.ts';

it('an erasure during an export is complete once that has ended', async () => {
  const house = await openHouse();
  const file = join(house.folder, 'tuntas.db');
  const isInLog = () => readFileSync(`${file}-wal`).includes('rumah dengan pintu jingga');
  const { number } = await (await house.as('admin')).file({ description: 'Di rumah dengan pintu jingga' });
  const reading = await openSnapshot(file);
  const erased = await (await house.as('operator')).post(`/tickets/${number}/erase`, {
    reason: 'Permintaan',
  });
  expect(erased.status).toBe(200);
  expect(isInLog()).toBe(true);
  await house.service.jobs.runDue();
  expect(isInLog()).toBe(true);
  reading.close();
  await house.service.jobs.runDue();
  expect(isInLog()).toBe(false);
  await house.close();
});
