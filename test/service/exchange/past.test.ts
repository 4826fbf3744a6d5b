/** A report that ended long ago in another system: kept no longer than one that ended here, and counted when it ended. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FiguresAnswer } from '#shared/contract/performance.ts';
import {
  type FoldedReports,
  openFoldedReports,
} from '../../../service/oversight/performance/folded-reports.ts';
import { applyRetention } from '../../../service/oversight/privacy/retention.ts';
import { type House, openHouse } from '../harness.ts';
import { numberOf } from './files.ts';
import { take } from './take.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

let reports = 0;
const newRow = (over: Record<string, string>) => ({
  number: numberOf(++reports),
  category: 'Sampah',
  receivedAt: '01/02/2015 08.15',
  followedUpAt: '02/02/2015 08.15',
  status: 'Selesai',
  description: 'Sampah menumpuk',
  kelurahan: 'Bangka',
  ...over,
});
const ended = (closedAt: string) => newRow({ closedAt });
const descriptionOf = async (number: string) =>
  (await (await house.as('validator')).ticket(number)).description;

describe('retention erases', () => {
  it('what comes in as ended before all that it has gone through', async () => {
    const newer = ended('05/02/2016 09:00');
    await take(house, [newer]);
    await applyRetention(house.service.oversight.privacy);
    const older = ended('05/02/2015 09:00');
    await take(house, [older]);
    expect(await descriptionOf(older.number)).not.toBe('');
    await applyRetention(house.service.oversight.privacy);
    expect([await descriptionOf(newer.number), await descriptionOf(older.number)]).toEqual(['', '']);
  });

  it('what comes in among the reports of a round that is under way', async () => {
    await take(house, [ended('03/02/2015 09:00'), ended('01/03/2017 09:00')]);
    const round = applyRetention(house.service.oversight.privacy);
    const amid = ended('01/03/2016 09:00');
    await take(house, [amid]);
    await round;
    await applyRetention(house.service.oversight.privacy);
    expect(await descriptionOf(amid.number)).toBe('');
  });
});

describe('the figures of a month', () => {
  const MARCH = Date.parse('2025-03-01T00:00:00+07:00');
  const asked = async () =>
    (await (await house.as('supervisor')).get('/performance/figures')).as(FiguresAnswer);

  it('count a report as received when the city received it, and judge no clock that nobody tells', async () => {
    const before = (await asked()).figures;
    const [old, now] = [
      newRow({ status: 'Proses', followedUpAt: '', receivedAt: '27/02/2025 08:00' }),
      newRow({ receivedAt: '03/03/2025 08:00', followedUpAt: '', closedAt: '04/03/2025 08:00' }),
    ];
    await take(house, [old, now]);
    const { counts, shares, value } = (await asked()).figures;
    expect(counts.received).toBe(before.counts.received + 1);
    expect(counts.finished).toBe(before.counts.finished + 1);
    expect([value.reports, shares.completion.of, shares.onTime.of]).toEqual([
      before.value.reports,
      // The one that is late and not done.
      before.shares.completion.of + 1,
      before.shares.onTime.of,
    ]);
    // Finished as well, and now it is told that nobody knows when.
    await take(house, [{ ...old, status: 'Selesai', closedAt: '04/03/2025 09:00' }]);
    expect((await asked()).figures.shares.completion.of).toBe(before.shares.completion.of);
  });

  it.each([null, Date.parse('2025-03-31T23:59:59+07:00')])(
    'are about the same reports, kept from before an import or read anew, as of %s',
    async (asOf) => {
      const kept = openFoldedReports(house.db);
      await kept.of(MARCH, asOf);
      const running = newRow({ status: 'Proses', followedUpAt: '' });
      await take(house, [ended('05/02/2015 09:00'), running]);
      const read = async (courses: FoldedReports) =>
        [...(await courses.of(MARCH, asOf))].sort((a, b) => a.number.localeCompare(b.number));
      const known = await read(kept);
      expect(known).toEqual(await read(openFoldedReports(house.db)));
      expect(known.map(({ number }) => number)).toContain(running.number);
    },
  );

  it('of a past instant hold what had ended there by then, though it was told later', async () => {
    const row = newRow({ status: 'Proses', followedUpAt: '' });
    await take(house, [row]);
    house.moveTo(house.now() + 1_000);
    await take(house, [{ ...row, status: 'Selesai', closedAt: '05/02/2015 09:00' }]);
    const asOf = async (at: string) => {
      const courses = [...(await openFoldedReports(house.db).of(0, Date.parse(at)))];
      return courses.find(({ number }) => number === row.number)?.status;
    };
    expect(await asOf('2015-02-04T00:00:00+07:00')).toBe('proses');
    expect(await asOf('2015-02-06T00:00:00+07:00')).toBe('selesai');
    expect(await asOf('2015-01-31T00:00:00+07:00')).toBeUndefined();
  });
});
