import { beforeEach, describe, expect, it, vi } from 'vitest';
import { CheckInput, type Reason } from '#shared/contract/evidence.ts';
import { signIn } from '../../../extension/worker/account/session.ts';
import { checkFollowUp } from '../../../extension/worker/fetch/lookup.ts';
import { sync } from '../../../extension/worker/fetch/sync.ts';
import { NOON, NUMBER, ticket } from '../fixtures.ts';
import { type Surroundings, surroundings } from './context.ts';

const REUSED: Reason = {
  code: 'PHOTO_REUSED',
  severity: 'fail',
  photo: 0,
  measure: { by: 'file' },
  message: 'Foto sama dengan foto pada laporan lain.',
  advice: 'Ambil foto baru.',
};
const POINT = { lat: -6.2554, lon: 106.8177 };

let world: Surroundings;
let asked: { check: unknown; photos: number }[];
let status: number;

beforeEach(async () => {
  world = surroundings();
  asked = [];
  status = 200;
  world.service.put(ticket({ point: POINT }));
  await signIn(world, { origin: 'http://service.test', username: 'validator', password: 'benar' });
  await sync(world);
  vi.spyOn(world, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    if (!request.url.endsWith('/evidence/checks')) return world.service.fetch(request);
    const form = request.headers.get('content-type')?.startsWith('multipart')
      ? await request.formData()
      : null;
    const check = form ? JSON.parse(String(form.get('check'))) : await request.json();
    asked.push({ check, photos: form?.getAll('after').length ?? 0 });
    const headers = { date: new Date(NOON).toUTCString() };
    if (status === 200) return Response.json({ verdict: 'fail', reasons: [REUSED], photos: [] }, { headers });
    const problem = {
      type: '/problems/unavailable',
      title: 'Sibuk',
      status,
      detail: 'Banyak foto menunggu.',
    };
    return Response.json(problem, { status, headers });
  });
});

describe('a follow-up that is being written', () => {
  it('is judged by the service as one to this report, and its photos stay nowhere', async () => {
    const after = [new File(['x'], 'sesudah.jpg')];
    const attachments = Number(await world.db.attachments.add({ at: NOON, files: { after, before: [] } }));
    const outcome = await checkFollowUp(world, { number: NUMBER, narrative: 'Ditambal', attachments });
    expect(outcome).toEqual({
      ok: true,
      value: [{ code: 'PHOTO_REUSED', severity: 'fail', photo: 0, measure: { by: 'file' } }],
    });
    expect(asked[0]).toMatchObject({
      check: { ticket: NUMBER, narrative: 'Ditambal', report: { point: POINT, category: 'Jalan' } },
      photos: 1,
    });
    expect(CheckInput.safeParse(asked[0]?.check).success).toBe(true);
    expect(await world.db.attachments.count()).toBe(0);
  });

  it('waits where too many photos do, which is no loss of contact', async () => {
    status = 503;
    const outcome = await checkFollowUp(world, { number: NUMBER, narrative: 'Ditambal' });
    expect(outcome).toMatchObject({
      ok: false,
      error: { word: 'unavailable', message: 'Banyak foto menunggu.' },
    });
    expect(await world.db.meta.get('sync')).toMatchObject({ offlineSince: null });
    expect((await world.db.meta.get('sync'))?.failingSince ?? null).toBeNull();
  });
});
