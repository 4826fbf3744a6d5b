/** How a report comes in: who may file what, where it lies then, and which number it gets. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { audit } from './audit.ts';
import { BANGKA, type DemoName, type House, MONDAY, openHouse } from './harness.ts';

const MINUTE = 60_000;

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

describe('routing', () => {
  it('a report at the desk of a kelurahan lies with that kelurahan, and its six hours run', async () => {
    const filed = await (await house.as('admin')).file();
    expect(filed).toMatchObject({ version: 1, status: 'menunggu', unit: { code: BANGKA } });
    const response = filed.clocks.find(({ clock }) => clock === 'response');
    expect(Date.parse(response?.dueAt ?? '')).toBe(MONDAY + 6 * 60 * MINUTE);
    expect(filed.nextDueAt).toBe(response?.dueAt);
  });

  it('the kelurahan that the channel names gets it, whoever files', async () => {
    const filed = await (await house.as('kanal')).file({ channel: 'jaki', kelurahan: '31.74.03.1001' });
    expect(filed.unit?.code).toBe('31.74.03.1001');
  });

  it('without a kelurahan it lies in the tray, where no office has six hours yet', async () => {
    const filed = await (await house.as('kanal')).file({ channel: 'twitter', address: 'Jl. Bangka Raya' });
    expect(filed.unit).toBeNull();
    expect(filed.clocks.map(({ clock }) => clock).sort()).toEqual(['completion', 'red_flag']);
  });

  it('a code that is no kelurahan is refused by name, and nothing is filed', async () => {
    const kanal = await house.as('kanal');
    for (const kelurahan of ['31.74.03', 'dinas-bina-marga', '99.99.99.9999']) {
      const reply = await kanal.tryFile({ channel: 'jaki', kelurahan });
      expect(reply.refusal()).toBe('invalid');
      expect(reply.problem().errors?.map(({ path }) => path)).toEqual(['kelurahan']);
    }
  });
});

describe('who may file', () => {
  it.each(['validator', 'lapangan', 'supervisor', 'operator'] as const)('%s may not', async (name) => {
    expect((await (await house.as(name)).tryFile({ channel: 'jaki' })).refusal()).toBe('forbidden');
  });

  const desks: [DemoName, string, boolean][] = [
    ['admin', 'kantor_lurah', true],
    ['admin', 'kantor_camat', false],
    ['admin', 'kantor_wali_kota', false],
    ['admin', 'jaki', false],
    ['dinas', 'kantor_lurah', false],
    ['dinas', 'jaki', false],
    ['kanal', 'kantor_wali_kota', true],
    ['kanal', 'lapor', true],
  ];
  it.each(desks)('%s for %s: %s', async (name, channel, may) => {
    const reply = await (await house.as(name)).tryFile({ channel });
    if (may) expect(reply.status).toBe(201);
    else expect(reply.refusal()).toBe('forbidden');
  });

  it('a kecamatan files for its own desk, and the report lies with it', async () => {
    const camat = await house.hire('camat_mampang', 'unit_admin', '31.74.03');
    expect((await camat.file({ channel: 'kantor_camat' })).unit?.code).toBe('31.74.03');
    expect((await camat.tryFile({ channel: 'kantor_lurah' })).refusal()).toBe('forbidden');
  });

  it('an unknown channel is a mistake to name, not a right that is missing', async () => {
    const reply = await (await house.as('admin')).tryFile({ channel: 'telegram' });
    expect(reply.refusal()).toBe('invalid');
    expect(reply.problem().errors?.map(({ path }) => path)).toEqual(['channel']);
  });
});

describe('what is filed', () => {
  it('a category arrives with stray spaces and mixed case', async () => {
    const filed = await (await house.as('admin')).file({ category: '  saluran AIR / kali/SUNGAI ' });
    expect(filed.category).toBe('Saluran Air/Kali/Sungai');
  });

  it('an unknown category is refused with near names in the caller’s language', async () => {
    const admin = await house.as('admin');
    const reply = await admin.tryFile({ category: 'Lampu jalan PJU' });
    expect(reply.refusal()).toBe('invalid');
    expect(reply.problem()).toMatchObject({
      detail: expect.stringContaining('Lampu PJU'),
      errors: [{ path: 'category' }],
    });
    const english = await admin.tryFile({ category: 'Lampu jalan PJU' }, { 'accept-language': 'en' });
    expect(english.problem().detail).toMatch(/^Unknown category\. Near names: .*Lampu PJU/);
  });

  it('it is private unless the reporter says otherwise', async () => {
    const admin = await house.as('admin');
    expect((await admin.file()).private).toBe(true);
    expect((await admin.file({ private: false })).private).toBe(false);
  });

  it('a clock up to five minutes fast is forgiven, a report from later is not', async () => {
    const admin = await house.as('admin');
    const at = (ms: number) => ({ reportedAt: new Date(house.now() + ms).toISOString() });
    expect((await admin.file(at(5 * MINUTE))).reportedAt).toBe('2025-03-10T09:05:00.000+07:00');
    const late = await admin.tryFile(at(5 * MINUTE + 1));
    expect(late.refusal()).toBe('invalid');
    expect(late.problem().errors?.map(({ path }) => path)).toEqual(['reportedAt']);
  });

  it('its clocks start when the service got it, not when the citizen says it happened', async () => {
    const filed = await (await house.as('admin')).file({ reportedAt: '2025-02-01T00:00:00+07:00' });
    expect(filed.reportedAt).toBe('2025-02-01T00:00:00.000+07:00');
    expect(filed.receivedAt).toBe('2025-03-10T09:00:00.000+07:00');
    expect(filed.clocks.every(({ since }) => since === filed.receivedAt)).toBe(true);
  });

  it('a year that no calendar of ours can write is refused', async () => {
    const admin = await house.as('admin');
    for (const reportedAt of ['0000-01-01T00:00:00+14:00', '9999-12-31T23:59:59-12:00']) {
      expect((await admin.tryFile({ reportedAt })).refusal()).toBe('invalid');
    }
  });

  it('who reported it is kept, and shown to no officer at all', async () => {
    const admin = await house.as('admin');
    const { number } = await admin.file({ reporter: { name: 'Siti Rahayu', phone: '081234567890' } });
    for (const name of ['admin', 'validator', 'supervisor'] as const) {
      const reply = await (await house.as(name)).get(`/tickets/${number}`);
      expect(reply.text).not.toMatch(/Siti|Rahayu|0812345/);
    }
  });

  it('the tracking secret is answered once, and read nowhere again', async () => {
    const admin = await house.as('admin');
    const { number, trackingSecret } = await admin.file();
    expect(trackingSecret).toMatch(/^[\w-]{26}$/);
    expect((await admin.get(`/tickets/${number}`)).text).not.toContain('trackingSecret');
    expect(JSON.stringify(await house.row(number))).not.toContain(trackingSecret);
    expect((await admin.file()).trackingSecret).not.toBe(trackingSecret);
  });

  it('text that cannot be stored whole is refused, never cut', async () => {
    const admin = await house.as('admin');
    for (const bad of [{ description: 'a\u0000b' }, { address: 'a\u0000b' }, { category: 'Jalan\u0000' }]) {
      expect((await admin.tryFile(bad)).refusal()).toBe('invalid');
    }
    for (const bad of [{ reporter: { name: 'a\u0000b' } }, { externalNumber: 'a\u0000b' }]) {
      expect((await admin.tryFile(bad)).refusal()).toBe('invalid');
    }
    expect((await admin.tryFile({ description: '   ' })).refusal()).toBe('invalid');
    expect((await admin.tryFile({ description: 'x'.repeat(10_001) })).refusal()).toBe('invalid');
    expect((await admin.tryFile({ point: { lat: 91, lon: 106 } })).refusal()).toBe('invalid');
  });

  it('half a character is malformed: it would be stored as another text than was hashed', async () => {
    const admin = await house.as('admin');
    for (const headers of [{}, { 'idempotency-key': 'half' }]) {
      const reply = await admin.tryFile({ description: 'Jalan \ud83d berlubang' }, headers);
      expect(reply.refusal()).toBe('malformed');
    }
  });
});

describe('numbers', () => {
  it('a number that CRM gave is kept, and taken once', async () => {
    const kanal = await house.as('kanal');
    const filed = await kanal.file({ channel: 'jaki', number: ' jk2501020007 ', externalNumber: 'LAPOR-99' });
    expect(filed).toMatchObject({ number: 'JK2501020007', externalNumber: 'LAPOR-99' });
    const again = await kanal.tryFile({ channel: 'jaki', number: 'JK2501020007' });
    expect(again.refusal()).toBe('invalid');
    expect(again.problem().errors?.map(({ path }) => path)).toEqual(['number']);
  });

  it.each(['JK2513010007', 'JK2502300007', 'XX2501010007', 'JK250101007'])(
    '%s is no number',
    async (number) => {
      expect((await (await house.as('kanal')).tryFile({ channel: 'jaki', number })).refusal()).toBe(
        'invalid',
      );
    },
  );

  it('numbers count on within the WIB day and start anew at midnight', async () => {
    const own = await openHouse({ at: Date.parse('2025-03-10T23:59:59.999+07:00') });
    const admin = await own.as('admin');
    const numbers = [(await admin.file()).number, (await admin.file()).number];
    own.moveTo('2025-03-11T00:00:00+07:00');
    numbers.push((await admin.file()).number);
    expect(numbers).toEqual(['JK2503100001', 'JK2503100002', 'JK2503110001']);
    await own.close();
  });

  it('past 9999 the day widens to five digits, and past 99999 it fills the gaps', async () => {
    const before = await openHouse();
    const kanal = await before.as('kanal');
    await kanal.file({ channel: 'jaki', number: 'JK2503109999' });
    expect((await (await before.as('admin')).file()).number).toBe('JK25031010000');
    await kanal.file({ channel: 'jaki', number: 'JK25031099999' });
    await kanal.file({ channel: 'jaki', number: 'JK2503100001' });
    await before.stop();
    const after = await openHouse({ folder: before.folder });
    const admin = await after.as('admin');
    const numbers = [await admin.file(), await admin.file(), await admin.file()].map(({ number }) => number);
    expect(numbers).toEqual(['JK2503100002', 'JK2503100003', 'JK2503100004']);
    await after.close();
  });

  it('beside a running CRM it allots TT numbers and leaves JK to the CRM', async () => {
    const own = await openHouse({ numbering: 'external' });
    expect((await (await own.as('admin')).file()).number).toBe('TT2503100001');
    expect((await (await own.as('kanal')).file({ channel: 'jaki', number: 'JK2503100001' })).number).toBe(
      'JK2503100001',
    );
    await own.close();
  });

  it('two hundred at once get two hundred numbers, though one in their way is taken', async () => {
    const own = await openHouse();
    const [admin, kanal] = [await own.as('admin'), await own.as('kanal')];
    const taken = await kanal.file({ channel: 'jaki', number: 'JK2503100120' });
    const filings = Array.from({ length: 200 }, (_, i) => admin.file({ description: `Lubang ${i}` }));
    const numbers = new Set((await Promise.all(filings)).map(({ number }) => number));
    expect(numbers.size).toBe(200);
    expect(numbers).not.toContain(taken.number);
    expect(await audit(own.db)).toEqual({ tickets: 201, events: 201, faults: [] });
    await own.close();
  });
});
