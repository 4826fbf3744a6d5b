import { beforeEach, describe, expect, it } from 'vitest';
import type { Criterion } from '#shared/contract/criteria.ts';
import type { DayKind } from '#shared/deadline/calendar.ts';
import { onDutyAt } from '../../../extension/desk/model/units.ts';
import { isWorkday } from '../../../extension/store/calendar.ts';
import { signIn } from '../../../extension/worker/account/session.ts';
import { Cycle } from '../../../extension/worker/cycle.ts';
import { distrustLibrary, refreshLibrary } from '../../../extension/worker/fetch/library.ts';
import { session } from '../fixtures.ts';
import { type Surroundings, surroundings } from './context.ts';

const HOUR = 3_600_000;

function criterion(versionId: number, title: string): Criterion {
  return {
    id: 1,
    version: versionId,
    versionId,
    title,
    text: 'Foto diambil di titik laporan.',
    category: null,
    citation: { regulation: 'Kep. Sekda 22/2020' },
    reasonCodes: ['foto_tidak_sesuai_titik'],
    validFrom: '2025-01-01',
    validUntil: null,
    assumed: false,
    writtenAt: '2025-01-01T00:00:00+07:00',
  };
}

let here: Surroundings;

beforeEach(async () => {
  here = surroundings();
  here.service.criteria = [criterion(1, 'Titik')];
  here.service.units = [
    { code: 'dinas-bina-marga', name: 'Dinas Bina Marga', kind: 'dinas', parent: '31', closed: false },
  ];
  await signIn(here, { origin: 'http://service.test', username: 'validator', password: 'benar' });
});

const read = (): number => here.service.calls.filter((call) => call === 'GET /criteria').length;

it('offices and criteria are at hand after the first round, and read anew after an hour', async () => {
  await refreshLibrary(here);
  here.time += HOUR - 1;
  await refreshLibrary(here);
  expect(read()).toBe(1);
  here.time += 1;
  await refreshLibrary(here);
  expect(read()).toBe(2);
  expect(await here.db.units.count()).toBe(1);
});

it('one part that the service refuses keeps none of the others away, and all is asked for again', async () => {
  const { fetch } = here;
  here.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (!request.url.includes('/units')) return fetch(request);
    const body = { type: '/problems/forbidden', title: 'Tidak berhak', status: 403 };
    return Response.json(body, { status: 403, headers: { 'content-type': 'application/problem+json' } });
  };
  await expect(refreshLibrary(here)).rejects.toThrow();
  expect([await here.db.units.count(), await here.db.criteria.count()]).toEqual([0, 1]);
  here.fetch = fetch;
  await refreshLibrary(here);
  expect(await here.db.units.count()).toBe(1);
});

it('nothing of it is left for the next account on this browser', async () => {
  await refreshLibrary(here);
  here.service.session = session({ id: 'v2', username: 'lain' });
  await signIn(here, { origin: 'http://service.test', username: 'lain', password: 'benar' });
  expect([await here.db.units.count(), await here.db.criteria.count()]).toEqual([0, 0]);
});

it('a version that no longer holds stays, because decisions refer to it', async () => {
  await refreshLibrary(here);
  here.service.criteria = [criterion(2, 'Titik dan radius')];
  await distrustLibrary(here);
  await refreshLibrary(here);
  expect((await here.db.criteria.toArray()).map(({ versionId, holds }) => [versionId, holds])).toEqual([
    [1, false],
    [2, true],
  ]);
});

it('a decision refused for its criteria has them read anew in the same round', async () => {
  await refreshLibrary(here);
  here.service.refusedField = 'criteria';
  await here.db.outbox.add({
    number: 'JK2503080007',
    version: 4,
    body: { action: 'setujui', criteria: [1] },
    idempotencyKey: crypto.randomUUID(),
    accountId: 'v1',
    madeAt: 0,
    sendAfter: 0,
    attempts: 0,
    state: 'held',
    effect: { from: null, to: null, returned: false },
  });
  await new Cycle(here).run();
  expect(await here.db.outbox.toArray()).toMatchObject([{ state: 'refused' }]);
  expect(read()).toBe(2);
});

it('a service of an older version, which knows no decisions of the day, keeps nothing else away', async () => {
  const { fetch } = here;
  here.fetch = async (input, init) => {
    const request = new Request(input, init);
    if (!request.url.includes('/queue/decisions')) return fetch(request);
    const body = { type: '/problems/not-found', title: 'Tidak ditemukan', status: 404 };
    return Response.json(body, { status: 404, headers: { 'content-type': 'application/problem+json' } });
  };
  await new Cycle(here).run();
  expect([read(), await here.db.units.count()]).toEqual([1, 1]);
});

describe('who is on duty', () => {
  const officer = { username: 'rina', name: 'Rina Wulandari' };
  const period = (from: string, until: string) => ({ officer, from, until });

  beforeEach(() => {
    here.service.roster = [
      period('2025-03-09T07:00:00+07:00', '2025-03-09T15:00:00+07:00'),
      period('2025-03-10T07:00:00+07:00', '2025-03-10T15:00:00+07:00'),
    ];
  });

  it('is known to a supervisor, as far as it is not over', async () => {
    here.service.session = session({ id: 's1', role: 'supervisor' });
    await signIn(here, { origin: 'http://service.test', username: 'supervisor', password: 'benar' });
    await refreshLibrary(here);
    const duty = await here.db.duty.toArray();
    expect(onDutyAt(duty, here.time)).toEqual([officer]);
    expect(onDutyAt(duty, Date.parse('2025-03-10T15:00:00+07:00'))).toEqual([]);
    expect(duty).toHaveLength(1);
  });

  it('is not even asked for where nobody proposes', async () => {
    await refreshLibrary(here);
    expect(here.service.calls).not.toContain('GET /duty/validators');
    expect(await here.db.duty.count()).toBe(0);
  });
});

it('knows holidays and moved working days, also those of the year that is about to begin', async () => {
  const day = (date: string, kind: DayKind) => ({ date, kind, name: 'x', source: 'SKB' });
  here.service.days = [
    day('2025-03-10', 'holiday'),
    day('2025-03-15', 'working'),
    day('2026-01-02', 'cuti_bersama'),
  ];
  const at = (date: string): number => Date.parse(`${date}T09:00:00+07:00`);
  const workdays = async (...dates: string[]): Promise<boolean[]> => {
    const meta = await here.db.meta.get('sync');
    return dates.map((date) => isWorkday(at(date), meta));
  };
  expect(await workdays('2025-03-10', '2025-03-15', '2025-03-16')).toEqual([true, false, false]);
  await refreshLibrary(here);
  expect(await workdays('2025-03-10', '2025-03-15', '2025-03-16')).toEqual([false, true, false]);
  here.time = at('2025-12-20');
  await refreshLibrary(here);
  expect(await workdays('2025-12-31', '2026-01-02')).toEqual([true, false]);
});
