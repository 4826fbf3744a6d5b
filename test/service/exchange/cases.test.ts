/** Files as they really came, each taken or told of in words that help. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ImportInFull, ImportJob } from '#shared/contract/imports.ts';
import { FiguresAnswer } from '#shared/contract/performance.ts';
import { HOUR } from '#shared/time/zone.ts';
import { type House, type Officer, openHouse } from '../harness.ts';

let house: House;
let operator: Officer;
beforeAll(async () => {
  house = await openHouse();
  house.moveTo(Date.parse('2025-04-01T08:00:00+07:00'));
  operator = await house.as('operator');
});
afterAll(() => house.close());

/** As the preview shows it. */
async function look(name: string): Promise<ImportInFull> {
  house.moveTo(house.now() + 1_000);
  const file = readFileSync(new URL(`cases/${name}`, import.meta.url));
  const headers = { 'content-type': 'application/octet-stream' };
  const started = (await operator.call('POST', '/imports', file, headers)).as(ImportJob);
  await house.service.exchange.imports.settled();
  return (await operator.get(`/imports/${started.id}`)).as(ImportInFull);
}

async function confirm({ id }: Pick<ImportJob, 'id'>): Promise<ImportJob> {
  (await operator.call('POST', `/imports/${id}/confirm`)).as(ImportJob);
  await house.service.exchange.imports.settled();
  return (await operator.get(`/imports/${id}`)).as(ImportJob);
}

async function send(name: string): Promise<ImportJob> {
  return confirm(await look(name));
}
const received = async (number: string) => (await house.row(number)).receivedAt;

describe('is foreseen as it comes, and taken', () => {
  it.each([
    ['cr-only.csv', 2, { lineEnds: 'cr', delimiter: ';', headingLine: 1 }],
    ['html-as.xls', 1, { headingLine: 1 }],
    ['jumat-apostrophe.csv', 2, { lineEnds: 'lf' }],
    ['trailing-cells-missing.csv', 3, { lineEnds: 'crlf' }],
    ['wrapped.json', 1, {}],
    ['x-backslash.xlsx', 1, {}],
    ['x-merged-header.xlsx', 1, { headingLine: 2 }],
    ['x-textdates.xlsx', 5, {}],
  ])('%s', async (name, rows, understood) => {
    const seen = await look(name);
    expect(seen).toMatchObject({
      state: 'understood',
      understood: { ...understood, rows, asks: [] },
      read: 0,
    });
    expect(seen.preview?.expected).toMatchObject({ added: rows, refused: 0 });
    expect(seen.preview?.rows).toHaveLength(rows);
    expect(await confirm(seen)).toMatchObject({ state: 'done', read: rows, added: rows, refused: 0 });
  });

  it('month-first.csv, with one order for all of its column', async () => {
    const seen = await look('month-first.csv');
    expect(seen.understood?.dates).toEqual([
      { column: 'receivedAt', order: 'month_first', by: 'column', example: '3/10/2025 9:15' },
    ]);
    expect(seen.preview?.rows.map((row) => row.receivedAt.slice(0, 10))).toEqual([
      '2025-03-14',
      '2025-03-10',
    ]);
    expect(await confirm(seen)).toMatchObject({ added: 2 });
    expect(await received('JK2503100111')).toBe(Date.parse('2025-03-10T09:15:00+07:00'));
  });

  it('x-cover-first.xlsx, by the sheet behind its cover', async () => {
    const seen = await look('x-cover-first.xlsx');
    expect(seen.understood).toMatchObject({ sheet: 'S2', sheets: ['S2'] });
    expect(await confirm(seen)).toMatchObject({ added: 2, format: 'xlsx' });
  });

  it('x-filtered-hiddenrows.xlsx, with the rows that it hides', async () => {
    const seen = await look('x-filtered-hiddenrows.xlsx');
    expect(seen.understood).toMatchObject({ hiddenRows: 1 });
    expect(await confirm(seen)).toMatchObject({ added: 1 });
  });
});

describe('told again', () => {
  it('crlf-1.json and crlf-2-next-day.csv: the status moves, line ends are no difference', async () => {
    expect(await send('crlf-1.json')).toMatchObject({ added: 1 });
    const seen = await look('crlf-2-next-day.csv');
    expect(seen.preview?.expected).toMatchObject({ added: 0, moved: 1, corrected: 0 });
    expect(await confirm(seen)).toMatchObject({ moved: 1, corrected: 0, refused: 0 });
    const { status, events } = await (await house.as('validator')).ticket('JK2503110001');
    expect([status, events.at(-1)?.told]).toEqual(['proses', undefined]);
  });

  it('step1.csv and step2.csv: all go on, and what CRM tells otherwise is kept', async () => {
    expect(await send('step1.csv')).toMatchObject({ added: 3 });
    expect(await send('step2.csv')).toMatchObject({ moved: 3, refused: 0 });
    const validator = await house.as('validator');
    const told = [];
    for (const last of ['1', '2', '3']) {
      const { status, events } = await validator.ticket(`JK230201090${last}`);
      expect(status).toBe('selesai');
      const { category, description } = events.at(-1)?.told ?? {};
      told.push({ category, description });
    }
    expect(told).toEqual([{ category: 'Trotoar' }, { description: 'lubang (diperbarui)' }, {}]);
  });

  it('pingpong-a.csv and pingpong-b.csv: a column that is not there moves nothing', async () => {
    expect(await send('pingpong-a.csv')).toMatchObject({ added: 1 });
    for (const name of ['pingpong-b.csv', 'pingpong-a.csv', 'pingpong-b.csv']) {
      expect(await send(name)).toMatchObject({ moved: 0, corrected: 0, unchanged: 1, refused: 0 });
    }
  });
});

it('withclosed.csv counts in its own month, with its own durations', async () => {
  const supervisor = await house.as('supervisor');
  const figuresOf = async (month: string) =>
    (await supervisor.get(`/performance/figures?month=${month}`)).as(FiguresAnswer).figures;
  const before = await figuresOf('2025-04');
  expect(await send('withclosed.csv')).toMatchObject({ added: 5 });
  const { counts, durations } = await figuresOf('2022-03');
  expect(counts).toMatchObject({ received: 5, finished: 5, adopted: 5, endUntold: 0, backlog: 0 });
  expect(durations.closingTime.median).toBe(50 * HOUR);
  expect(durations.completionTime.median).toBe(25 * HOUR);
  expect(await figuresOf('2025-04')).toEqual(before);
});

it('x-encrypted.xlsx is told to be protected by a password', async () => {
  expect(await look('x-encrypted.xlsx')).toMatchObject({ state: 'failed', failure: 'berkas_bersandi' });
});
