/** The queue in due order, claims that mark it and move nothing, lists, cursors and search. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { QueueClaims, QueuePage } from '#shared/contract/queue.ts';
import { Claim, LookupResult, TicketPage } from '#shared/contract/ticket.ts';
import { HOUR } from '#shared/time/zone.ts';
import { BANGKA, type House, type Officer, openHouse } from './harness.ts';

async function pages(officer: Officer, path: string, limit: number): Promise<string[]> {
  const numbers: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const next: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const page = (await officer.get(`${path}limit=${limit}${next}`)).as(TicketPage);
    expect(page.items.length).toBeLessThanOrEqual(limit);
    numbers.push(...page.items.map(({ number }) => number));
    cursor = page.next;
  }
  return numbers;
}
const queue = async (officer: Officer, limit = 50) => pages(officer, '/queue?', limit);

describe('the queue', () => {
  let house: House;
  let validator: Officer;
  let second: Officer;
  const waiting: string[] = [];

  beforeAll(async () => {
    house = await openHouse();
    validator = await house.as('validator');
    second = await house.hire('validator_dua', 'validator');
    for (let i = 0; i < 7; i++) {
      waiting.push(await house.inValidasi());
      // Two of them are due at the very same instant.
      if (i !== 3) house.moveTo(house.now() + HOUR);
    }
    await (await house.as('admin')).file();
  });
  afterAll(() => house.close());

  it('holds what waits for a validator, in due order, whatever the size of a page', async () => {
    for (const limit of [1, 2, 3, 7, 200]) expect(await queue(validator, limit)).toEqual(waiting);
  });

  it('is in the same order for everybody, whoever looks at what', async () => {
    const [a, , c, , e, f] = waiting;
    const claim = async (officer: Officer, number = '') =>
      (await officer.put(`/tickets/${number}/claim`)).as(Claim);
    expect(await claim(validator, e)).toMatchObject({ mine: true, until: '2025-03-10T15:05:00.000+07:00' });
    await claim(validator, c);
    await claim(second, a);
    await claim(second, f);
    for (const limit of [1, 2, 3, 50]) {
      expect(await queue(validator, limit)).toEqual(waiting);
      expect(await queue(second, limit)).toEqual(waiting);
    }
    const { items } = (await second.get('/queue')).as(QueuePage);
    expect(items.map(({ claim: of }) => of?.mine)).toEqual([
      ...[true, undefined, false, undefined, false, true, undefined],
    ]);
  });

  it('holds last what is not to be decided now, however late, until its instant comes', async () => {
    const apart = await openHouse();
    try {
      const [officer, field] = [await apart.as('validator'), await apart.as('lapangan')];
      const [held, asked, plain] = [
        await apart.inValidasi(),
        await apart.inValidasi(),
        await apart.inValidasi(),
      ];
      const until = '2025-03-11T09:00:00+07:00';
      await officer.act(held, { action: 'tunda', until, reason: 'Menunggu foto asli' });
      await officer.act(asked, { action: 'cek_lapangan', note: 'Mohon dilihat' });
      for (const limit of [1, 2, 50]) expect(await queue(officer, limit)).toEqual([plain, held, asked]);
      // Whoever is to go there has it to do now.
      expect(await queue(field)).toEqual([asked]);
      apart.moveTo(until);
      // Its clock is the instant it was put off to, before the three days of the other.
      expect(await queue(officer)).toEqual([held, plain, asked]);
    } finally {
      await apart.close();
    }
  });

  it('a claim is shown with its holder, is not taken away by looking, and is no right', async () => {
    const number = waiting[0] ?? '';
    const refused = (await validator.put(`/tickets/${number}/claim`)).as(Claim);
    expect(refused).toMatchObject({ mine: false, by: 'Petugas validator_dua' });
    expect((await validator.ticket(number)).claim).toEqual(refused);
    expect((await validator.delete(`/tickets/${number}/claim`)).status).toBe(204);
    expect((await second.ticket(number)).claim?.mine).toBe(true);
    expect((await validator.ticket(number)).actions).toContain('setujui');
  });

  it('ends after five minutes exactly, and can then be taken', async () => {
    const number = waiting[0] ?? '';
    const { until } = (await second.put(`/tickets/${number}/claim`)).as(Claim);
    house.moveTo(Date.parse(until) - 1);
    expect((await validator.ticket(number)).claim?.mine).toBe(false);
    house.moveTo(until);
    expect((await validator.ticket(number)).claim).toBeUndefined();
    expect(await queue(validator)).toEqual(waiting);
    expect((await validator.put(`/tickets/${number}/claim`)).as(Claim).mine).toBe(true);
    expect((await validator.delete(`/tickets/${number}/claim`)).status).toBe(204);
    expect((await validator.ticket(number)).claim).toBeUndefined();
  });

  it('claims are told of by themselves, to whom the report is work, and cost nothing while they stay the same', async () => {
    const number = waiting[2] ?? '';
    const claims = async (officer: Officer) =>
      (await officer.get('/queue/claims')).as(QueueClaims).items.map((each) => [each.number, each.mine]);
    await validator.put(`/tickets/${number}/claim`);
    const reply = await second.get('/queue/claims');
    const etag = reply.headers.get('etag') ?? '';
    expect(reply.as(QueueClaims).items).toEqual([
      { number, by: 'Rina Wulandari', until: expect.any(String), mine: false },
    ]);
    expect(await claims(validator)).toEqual([[number, true]]);
    expect(await claims(await house.as('admin'))).toEqual([]);
    expect(await claims(await house.as('operator'))).toEqual([]);
    const held = { 'if-none-match': etag };
    expect((await second.get('/queue/claims', held)).status).toBe(304);
    house.moveTo(house.now() + 1_000);
    await validator.put(`/tickets/${number}/claim`);
    expect((await second.get('/queue/claims', held)).status).toBe(200);
    await validator.delete(`/tickets/${number}/claim`);
    expect(await claims(second)).toEqual([]);
  });

  it('a claim writes no event and moves no version', async () => {
    const number = waiting[1] ?? '';
    const before = (await house.row(number)).version;
    await validator.put(`/tickets/${number}/claim`);
    expect((await house.row(number)).version).toBe(before);
  });

  it('belongs to each role: an office its own, the channel admins the tray, others none', async () => {
    const filed = await (await house.as('kanal')).file({ channel: 'lapor' });
    expect(await queue(await house.as('kanal'))).toEqual([filed.number]);
    expect(await queue(await house.as('admin'))).toHaveLength(1);
    expect(await queue(await house.as('dinas'))).toEqual([]);
    expect(await queue(await house.as('operator'))).toEqual([]);
    expect(await queue(await house.as('lapangan'))).toEqual([]);
    expect(await queue(await house.as('supervisor'))).toHaveLength(9);
  });

  it.each(['x', 'bnVsbA', 'WyJvd24iLCJ4IiwxXQ', '%00', 'W10'])('the cursor %s is refused', async (cursor) => {
    for (const path of ['/queue', '/tickets']) {
      expect((await validator.get(`${path}?cursor=${cursor}`)).refusal()).toBe('invalid');
    }
  });

  it('a cursor of the list is none of the queue', async () => {
    const { next } = (await validator.get('/tickets?limit=1')).as(TicketPage);
    expect((await validator.get(`/queue?cursor=${next}`)).refusal()).toBe('invalid');
    const page = (await validator.get('/queue?limit=1')).as(QueuePage);
    expect((await validator.get(`/tickets?cursor=${page.next}`)).refusal()).toBe('invalid');
  });

  it.each(['0', '201', '', '-1', '1.5', 'x', '1e2', '٣'])('a limit of "%s" is refused', async (limit) => {
    expect((await validator.get(`/queue?limit=${encodeURIComponent(limit)}`)).refusal()).toBe('invalid');
    expect((await validator.get(`/tickets?limit=${encodeURIComponent(limit)}`)).refusal()).toBe('invalid');
  });
});

describe('the list', () => {
  let house: House;
  let supervisor: Officer;
  let numbers: string[];

  beforeAll(async () => {
    house = await openHouse();
    const [admin, kanal] = [await house.as('admin'), await house.as('kanal')];
    supervisor = await house.as('supervisor');
    const filed = [
      await admin.file({ description: 'Pohon tumbang di Jalan Kemang "Raya" No. 5', category: 'Pohon' }),
      await admin.file({ description: 'Sampah menumpuk, bau (sudah 3 hari)', category: 'Sampah' }),
      await kanal.file({ channel: 'lapor', externalNumber: 'LAPOR! 12-34', description: 'Café tutup jalan' }),
      await kanal.file({ channel: 'jaki', kelurahan: BANGKA, description: 'NEAR the AND* or OR ^x -y:z' }),
    ];
    numbers = filed.map(({ number }) => number);
    house.moveTo('2025-03-11T00:00:00+07:00');
    numbers.push((await admin.file({ description: 'Jalan rusak' })).number);
  });
  afterAll(() => house.close());

  const find = (query: Record<string, string>) =>
    pages(supervisor, `/tickets?${new URLSearchParams(query)}&`, 2).then((found) =>
      found.map((n) => numbers.indexOf(n)),
    );

  it('comes newest first, whatever the size of a page', async () => {
    expect(await find({})).toEqual([4, 3, 2, 1, 0]);
    expect(await pages(supervisor, '/tickets?', 1)).toEqual(numbers.toReversed());
  });

  const filters: [Record<string, string>, number[]][] = [
    [{ category: ' sampah ' }, [1]],
    [{ category: 'x\u0001' }, []],
    [{ channel: 'jaki' }, [3]],
    [{ unit: BANGKA }, [4, 3, 1, 0]],
    [{ unit: '31.74.03' }, [4, 3, 1, 0]],
    [{ unit: '31.71' }, []],
    [{ unit: 'nowhere' }, []],
    [{ status: 'selesai' }, []],
    [{ from: '2025-03-11T00:00:00+07:00' }, [4]],
    [{ to: '2025-03-11T00:00:00+07:00' }, [3, 2, 1, 0]],
    [{ from: '2025-03-11' }, [4]],
    [{ to: '2025-03-10' }, [3, 2, 1, 0]],
    [{ from: '2025-03-10', to: '2025-03-11' }, [4, 3, 2, 1, 0]],
    [{ from: '2025-03-11', to: '2025-03-10T23:00:00Z' }, [4]],
    [{ due: 'overdue' }, [3, 1, 0]],
    [{ due: 'today' }, [4]],
  ];
  it.each(filters)('%j finds %j', async (query, found) => {
    expect(await find(query)).toEqual(found);
  });

  const searches: [string, number[]][] = [
    ['pohon tumbang', [0]],
    ['TUMB', [0]],
    ['tumb pohon', []],
    ['cafe', [2]],
    ['"Raya"', [0]],
    ['kemang "raya', [0]],
    ["kemang' or '1'='1", []],
    ['near and or', [3]],
    ['AND*', [3]],
    ['-y:z ^x', [3]],
    ['(sudah', [1]],
    ['****', []],
    ['LAPOR! 12-34', [2]],
    ['lapor! 12-34', []],
    ['JK250310', [3, 2, 1, 0]],
    ['jk2503110001', [4]],
    ['JK', [4, 3, 2, 1, 0]],
    ['%_', []],
  ];
  it.each(searches)('the text %j finds %j', async (text, found) => {
    expect(await find({ text })).toEqual(found);
  });

  it.each([
    { text: 'a\u0000b' },
    { category: 'a\u0000' },
    { unit: 'a\u0000' },
    { text: 'x' },
    { status: 'merged' },
    { from: '10-03-2025' },
    { due: 'soon' },
  ])('%j is refused', async (query) => {
    expect((await supervisor.get(`/tickets?${new URLSearchParams(query)}`)).refusal()).toBe('invalid');
  });

  it('cuts long lines by letters, and answers them whole one by one', async () => {
    const admin = await house.as('admin');
    const description = '🌳'.repeat(121);
    const { number } = await admin.file({ description });
    const [item] = (await admin.get('/tickets?limit=1')).as(TicketPage).items;
    expect(item?.description).toBe(`${'🌳'.repeat(119)}…`);
    expect((await admin.ticket(number)).description).toBe(description);
  });

  it('looks up numbers as they stand on a page: any case, twice, or none at all', async () => {
    const [first = ''] = numbers;
    const asked = [first.toLowerCase(), ` ${first} `, 'JK2599990001', 'x', ''];
    const reply = await supervisor.post('/tickets/lookup', { numbers: asked });
    const { items, unknown } = reply.as(LookupResult);
    expect(items.map(({ number }) => number)).toEqual([first]);
    expect(unknown.sort()).toEqual(['', 'JK2599990001', 'X']);
    expect((await supervisor.post('/tickets/lookup', { numbers: [] })).refusal()).toBe('invalid');
    const many = Array.from({ length: 501 }, (_, i) => `JK250310${String(i).padStart(4, '0')}`);
    expect((await supervisor.post('/tickets/lookup', { numbers: many })).refusal()).toBe('invalid');
    const most = await supervisor.post('/tickets/lookup', { numbers: many.slice(0, 500) });
    expect(most.as(LookupResult).items).toHaveLength(4);
  });
});
