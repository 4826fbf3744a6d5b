/** The library: what holds when, who writes it, and which version a decision relied on. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CriteriaPage, CriterionWithHistory } from '#shared/contract/criteria.ts';
import { RETURN_REASONS } from '#shared/ticket/reason.ts';
import { audit } from './audit.ts';
import { type House, type Officer, openHouse } from './harness.ts';

let house: House;
let supervisor: Officer;
beforeAll(async () => {
  house = await openHouse();
  supervisor = await house.as('supervisor');
});
afterAll(() => house.close());

const rule = (over: object = {}) => ({
  title: 'Lubang ditambal padat',
  text: 'Tambalan rata dengan jalan dan tidak menyisakan kerikil.',
  category: 'Jalan',
  citation: { regulation: 'Rapat koordinasi', meetingDate: '2025-02-20' },
  reasonCodes: ['belum_selesai'],
  ...over,
});

async function write(over: object = {}): Promise<CriterionWithHistory> {
  return (await supervisor.post('/criteria', rule(over))).as(CriterionWithHistory);
}
function change(id: number, version: number, over: object = {}) {
  const body = JSON.stringify(rule(over));
  const headers = { 'content-type': 'application/json', 'if-match': `"${version}"` };
  return supervisor.call('PUT', `/criteria/${id}`, body, headers);
}
async function listed(query = '', who: Officer = supervisor) {
  return (await who.get(`/criteria?limit=200${query}`)).as(CriteriaPage).items;
}

describe('a new database', () => {
  it('holds the legal chain, each with its citation, and marks what is assumed', async () => {
    const items = await listed('&at=2026-05-01T00:00:00%2B07:00');
    const cited = items.map(({ citation }) => citation.regulation).join('\n');
    for (const one of [
      '128/2017',
      '39/2019',
      '61/SE/2018',
      '40/2019',
      '22/2020',
      '99/2022',
      '57/2022',
      'April 2026',
      'UU 25/2009',
    ]) {
      expect(cited).toContain(one);
    }
    expect(items.filter(({ assumed }) => assumed).length).toBeGreaterThan(5);
    expect(items.find(({ title }) => title === 'Foto diambil di titik laporan')?.assumed).toBe(false);
  });

  it('has a criterion behind every return reason but "lainnya"', async () => {
    const items = await listed('&at=2026-05-01T00:00:00%2B07:00');
    const linked = new Set(items.flatMap(({ reasonCodes }) => reasonCodes));
    expect(RETURN_REASONS.filter((reason) => !linked.has(reason))).toEqual(['lainnya']);
  });

  it('does not yet know in March 2025 what is decreed in April 2026', async () => {
    expect(await listed('&reason=foto_hasil_rekayasa')).toEqual([]);
    expect(await listed('&reason=foto_hasil_rekayasa&at=2026-03-31T23:59:59%2B07:00')).toEqual([]);
    expect(await listed('&reason=foto_hasil_rekayasa&at=2026-04-01T00:00:00%2B07:00')).toHaveLength(1);
  });
});

describe('reading', () => {
  it('is for every officer, whatever they do, and for nobody else', async () => {
    for (const name of ['validator', 'lapangan', 'admin', 'kanal', 'supervisor', 'operator'] as const) {
      expect((await (await house.as(name)).get('/criteria')).status).toBe(200);
    }
    expect((await house.call('GET', '/criteria')).refusal()).toBe('unauthenticated');
  });

  it('for a category gives its own and those for every category, however it is written', async () => {
    const items = await listed('&category=%20SAMPAH%20');
    const categories = new Set(items.map(({ category }) => category));
    expect([...categories].sort()).toEqual(['Sampah', null]);
  });

  it('finds words in title, text and citation, the last one unfinished, without regard to case', async () => {
    const titles = async (text: string) =>
      (await listed(`&text=${encodeURIComponent(text)}`)).map(({ title }) => title);
    expect(await titles('TITIK lapor')).toContain('Foto diambil di titik laporan');
    expect(await titles('Pergub 128')).toContain('Dasar pengelolaan pengaduan (CRM)');
    expect(await titles('sampah tidakadakatanya')).toEqual([]);
    expect(await titles('") NEAR(* --')).toEqual([]);
    expect(await titles('!!')).toEqual([]);
  });

  it('goes by pages', async () => {
    const all = await listed();
    const seen: number[] = [];
    let next: string | null = '';
    while (next !== null) {
      const page: CriteriaPage = (
        await supervisor.get(`/criteria?limit=7${next === '' ? '' : `&cursor=${next}`}`)
      ).as(CriteriaPage);
      seen.push(...page.items.map(({ id }) => id));
      next = page.next;
    }
    expect(seen).toEqual(all.map(({ id }) => id));
    expect((await supervisor.get('/criteria?cursor=abc')).refusal()).toBe('invalid');
  });
});

describe('writing', () => {
  it('is a supervisor’s alone', async () => {
    for (const name of ['validator', 'lapangan', 'admin', 'kanal', 'operator'] as const) {
      const officer = await house.as(name);
      expect((await officer.post('/criteria', rule())).refusal()).toBe('forbidden');
      expect((await officer.put('/criteria/1', rule())).refusal()).toBe('forbidden');
    }
  });

  it('holds from today on where no day is given', async () => {
    const written = await write();
    expect(written).toMatchObject({ version: 1, validFrom: '2025-03-10', validUntil: null, assumed: false });
    expect((await listed('&category=Jalan')).some(({ id }) => id === written.id)).toBe(true);
    expect(
      (await listed('&category=Jalan&at=2025-03-09T23:59:59%2B07:00')).some(({ id }) => id === written.id),
    ).toBe(false);
  });

  it('a change makes a new version; the old one stays readable and holds for the days before', async () => {
    const first = await write({ title: 'Versi lama', validFrom: '2025-01-01' });
    const second = (await change(first.id, 1, { title: 'Versi baru', validFrom: '2025-03-01' })).as(
      CriterionWithHistory,
    );
    expect(second.history.map(({ version, title }) => [version, title])).toEqual([
      [2, 'Versi baru'],
      [1, 'Versi lama'],
    ]);
    expect(second.history[1]?.versionId).toBe(first.versionId);
    const on = async (day: string) =>
      (await listed(`&at=${day}T12:00:00%2B07:00`)).find(({ id }) => id === first.id)?.title;
    expect([await on('2024-12-31'), await on('2025-02-28'), await on('2025-03-01')]).toEqual([
      undefined,
      'Versi lama',
      'Versi baru',
    ]);
    // The old words are found on the old days only.
    expect(await listed('&text=versi%20lama')).toEqual([]);
    expect(await listed('&text=versi%20lama&at=2025-02-01T00:00:00%2B07:00')).toHaveLength(1);
  });

  it('a version that is yet to come changes nothing today, and one that ended is gone', async () => {
    const { id } = await write({ title: 'Sekarang' });
    await change(id, 1, { title: 'Nanti', validFrom: '2025-04-01', validUntil: '2025-05-01' });
    const on = async (day: string) =>
      (await listed(`&at=${day}T00:00:00%2B07:00`)).find((item) => item.id === id)?.title;
    expect([await on('2025-03-31'), await on('2025-04-30'), await on('2025-05-01')]).toEqual([
      'Sekarang',
      'Nanti',
      undefined,
    ]);
  });

  it('on a version that is not the newest is refused, also of two at once', async () => {
    const { id } = await write();
    expect((await supervisor.put(`/criteria/${id}`, rule())).refusal()).toBe('precondition-required');
    const replies = await Promise.all([change(id, 1, { title: 'A' }), change(id, 1, { title: 'B' })]);
    expect(replies.map(({ status }) => status).sort()).toEqual([200, 412]);
    expect((await change(id, 1)).problem().version).toBe(2);
  });

  it('of what does not exist is not found', async () => {
    for (const id of ['999999', '0', 'x', '1e3']) {
      expect((await supervisor.get(`/criteria/${id}`)).refusal()).toBe('not-found');
    }
    expect((await change(999_999, 1)).refusal()).toBe('not-found');
  });

  it.each([
    ['an unknown category', { category: 'Jalam' }],
    ['no text', { text: '  ' }],
    ['an end before the beginning', { validFrom: '2025-03-10', validUntil: '2025-03-10' }],
    ['an end before today', { validUntil: '2025-03-10' }],
    ['an unknown reason', { reasonCodes: ['apa_saja'] }],
    ['no citation', { citation: {} }],
    ['a day that is none', { validFrom: '2025-02-30' }],
    ['a field of ours', { versionId: 7 }],
  ])('%s is refused', async (_, over) => {
    expect((await supervisor.post('/criteria', rule(over))).refusal()).toBe('invalid');
  });
});

describe('a decision', () => {
  it('records the versions that held for the category, and those the validator named', async () => {
    const own = await openHouse();
    const [validator, chief] = [await own.as('validator'), await own.as('supervisor')];
    const number = await own.inValidasi();
    const [named] = (await validator.get('/criteria?category=Jalan&reason=belum_selesai')).as(
      CriteriaPage,
    ).items;
    if (!named) throw new Error('No criterion');
    const returned = await validator.act(number, {
      action: 'kembalikan',
      reasonCodes: ['belum_selesai'],
      criteria: [named.versionId],
    });
    const held = returned.events.at(-1);
    expect(held).toMatchObject({ action: 'kembalikan', criteria: [named.versionId] });
    const inForce = (await chief.get('/criteria?category=Jalan&limit=200')).as(CriteriaPage).items;
    expect(held?.criteriaInForce).toEqual(inForce.map(({ versionId }) => versionId));

    // A change afterwards leaves the record alone.
    const headers = { 'content-type': 'application/json', 'if-match': '"1"' };
    await chief.call('PUT', `/criteria/${named.id}`, JSON.stringify(rule()), headers);
    const later = await validator.ticket(number);
    expect(later.events.at(-1)?.criteriaInForce).toEqual(held?.criteriaInForce);
    const { history } = (await validator.get(`/criteria/${named.id}`)).as(CriterionWithHistory);
    expect(history.find(({ versionId }) => versionId === named.versionId)?.title).toBe(named.title);
    expect((await audit(own.db)).faults).toEqual([]);
    await own.close();
  });

  it('names no criterion that does not hold for the report', async () => {
    const validator = await house.as('validator');
    const number = await house.inValidasi();
    const [foreign] = await listed('&category=Sampah&text=Sampah');
    for (const criteria of [[foreign?.versionId], [999_999]]) {
      const reply = await validator.try(number, { action: 'setujui', reason: 'Sesuai', criteria });
      expect(reply.refusal()).toBe('invalid');
      expect(reply.problem().errors).toMatchObject([{ path: 'criteria' }]);
    }
  });

  it('that refuses or approves records them as well', async () => {
    const [admin, validator] = [await house.as('admin'), await house.as('validator')];
    const { number } = await admin.file();
    const refused = await admin.act(number, {
      action: 'tolak',
      reasonCode: 'tidak_sesuai_fakta',
      reason: 'Tidak ada lubang',
    });
    const approved = await validator.act(await house.inValidasi(), {
      action: 'setujui',
      reason: 'Sudah dilihat',
    });
    for (const { events } of [refused, approved]) {
      expect(events.at(-1)?.criteriaInForce?.length).toBeGreaterThan(5);
      expect(events.at(-1)?.criteria).toBeUndefined();
    }
  });
});
