/**
 * Role × action × relation, through the API: everyone tries everything on reports that lie with them, with others,
 * with nobody yet, and that went through their hands. How each stands to each is written down here by hand; what that
 * lets them do is the transition table's word, which `test/unit/ticket/action.test.ts` walks.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ApiKeyWithSecret } from '#shared/contract/api-keys.ts';
import type { ProblemWord } from '#shared/contract/problem.ts';
import { ACTIONS, type Action } from '#shared/ticket/action.ts';
import { type CallerRole, RELATIONS, type Relation } from '#shared/ticket/role.ts';
import { ruleFor } from '#shared/ticket/transitions.ts';
import { DAY } from '#shared/time/zone.ts';
import { BANGKA, BINA_MARGA, type House, Officer, openHouse } from './harness.ts';

const PELA = '31.74.03.1004';
const MAMPANG = '31.74.03';
const MENTENG = '31.71.06';

const REPORTS = [
  'new',
  'waiting',
  'visit',
  'tray',
  'passed',
  'done',
  'refused',
  'merged',
  'passedWaiting',
] as const;
type Report = (typeof REPORTS)[number];

/** Blank: not in their sight. Two words: both at once. */
type Standings = Record<Report, string>;
const NONE: Standings = {
  new: '',
  waiting: '',
  visit: '',
  tray: '',
  passed: '',
  done: '',
  refused: '',
  merged: '',
  passedWaiting: '',
};
const ALL = (relation: Relation): Standings => ({
  new: relation,
  waiting: relation,
  visit: relation,
  tray: relation,
  passed: relation,
  done: relation,
  refused: relation,
  merged: relation,
  passedWaiting: relation,
});
const BY_BANGKA: Standings = { ...ALL('holds'), tray: '', passed: 'held', passedWaiting: 'held' };

const WHO: Record<string, { role: CallerRole; unit?: string; stands: Standings }> = {
  validator: { role: 'validator', stands: ALL('sees') },
  supervisor: { role: 'supervisor', stands: ALL('sees') },
  operator: { role: 'operator', stands: NONE },
  'the kelurahan’s admin': { role: 'unit_admin', unit: BANGKA, stands: BY_BANGKA },
  'the kecamatan’s admin above': { role: 'unit_admin', unit: MAMPANG, stands: BY_BANGKA },
  'another kelurahan’s admin': { role: 'unit_admin', unit: PELA, stands: NONE },
  'the admin it was passed to': {
    role: 'unit_admin',
    unit: BINA_MARGA,
    stands: { ...NONE, passed: 'holds', passedWaiting: 'holds' },
  },
  'a field validator of the area': {
    role: 'field_validator',
    unit: MAMPANG,
    stands: { ...NONE, visit: 'asked' },
  },
  'a field validator of another area': { role: 'field_validator', unit: MENTENG, stands: NONE },
  'the channel admin who filed': {
    role: 'channel_admin',
    stands: { ...NONE, tray: 'tray filed' },
  },
  'another channel admin': { role: 'channel_admin', stands: { ...NONE, tray: 'tray' } },
  'another system': { role: 'api_client', stands: NONE },
};

let house: House;
const numbers = new Map<Report, string>();
const officers = new Map<string, Officer>();

beforeAll(async () => {
  house = await openHouse();
  const [admin, validator, dinas] = [
    await house.as('admin'),
    await house.as('validator'),
    await house.as('dinas'),
  ];
  for (const [i, [who, { role, unit }]] of Object.entries(WHO).entries()) {
    officers.set(
      who,
      role === 'api_client' ? await aSystem() : await house.hire(`hubungan_${i}`, role, unit ?? null),
    );
  }
  const pass = async (): Promise<string> => {
    const { number } = await admin.file();
    await admin.act(number, { action: 'koordinasi', to: BINA_MARGA, reason: 'Jalan provinsi' });
    return number;
  };
  numbers.set('new', (await admin.file()).number);
  numbers.set('waiting', await house.inValidasi());
  numbers.set('visit', await house.inValidasi());
  await validator.act(of('visit'), { action: 'cek_lapangan', note: 'Mohon dicek' });
  const filer = officers.get('the channel admin who filed');
  numbers.set('tray', (await filer?.file({ channel: 'twitter' }))?.number ?? '');
  numbers.set('passed', await pass());
  numbers.set('passedWaiting', await pass());
  await dinas.act(of('passedWaiting'), { action: 'proses' });
  await dinas.act(of('passedWaiting'), {
    action: 'tindak_lanjut',
    narrative: 'Lubang sudah ditambal petugas.',
  });
  numbers.set('done', await house.inValidasi());
  await validator.act(of('done'), { action: 'setujui', reason: 'Sudah dilihat di lapangan' });
  numbers.set('refused', (await admin.file()).number);
  await admin.act(of('refused'), { action: 'tolak', reasonCode: 'laporan_uji', reason: 'Laporan uji coba' });
  numbers.set('merged', (await admin.file()).number);
  await admin.act(of('merged'), { action: 'gabung', into: of('new'), reason: 'Lubang yang sama' });
});
afterAll(() => house.close());

function of(report: Report): string {
  const number = numbers.get(report);
  if (number === undefined) throw new Error(`No report “${report}”`);
  return number;
}

async function aSystem(): Promise<Officer> {
  const reply = await (await house.as('operator')).post('/api-keys', {
    client: 'sistem-lain',
    name: 'Sistem lain',
    scopes: ['tickets:read'],
    channels: [],
    expiresAt: new Date(Date.now() + DAY).toISOString(),
  });
  return new Officer(house, reply.as(ApiKeyWithSecret).key, 'client:sistem-lain');
}

/** What they must be told; `invalid` where everything but the form of the call was right. */
async function due(report: Report, action: Action, role: CallerRole, stands: string): Promise<ProblemWord> {
  // Another system's key has no right to act on anything: that comes before any report.
  if (role === 'api_client') return 'forbidden';
  const standings = stands.split(' ').filter(Boolean);
  if (standings.length === 0) return 'not-found';
  const { status, mergedInto } = await house.row(of(report));
  const ruling = ruleFor(
    action,
    RELATIONS.filter((relation) => standings.includes(relation)).map((relation) => ({ role, relation })),
    { status, mergedInto },
  );
  if (ruling.ok) return 'invalid';
  return ruling.because === 'forbidden' ? 'forbidden' : 'illegal-transition';
}

describe.each(Object.entries(WHO))('%s', (who, { role, stands }) => {
  it.each(REPORTS)('on the report “%s”: every action', async (report) => {
    const officer = officers.get(who);
    for (const action of ACTIONS) {
      // A reporter's, by the secret alone.
      if (action === 'nilai') continue;
      // No action takes this for an instant: whoever is let so far changes nothing.
      const reply = await officer?.try(of(report), { action, madeAt: 'kemarin' });
      expect([action, reply?.refusal()]).toEqual([action, await due(report, action, role, stands[report])]);
    }
  });

  it('reads exactly what they stand to', async () => {
    const officer = officers.get(who);
    for (const report of REPORTS) {
      const reply = await officer?.get(`/tickets/${of(report)}`);
      expect([report, reply?.status]).toEqual([report, stands[report] === '' ? 404 : 200]);
    }
  });
});
