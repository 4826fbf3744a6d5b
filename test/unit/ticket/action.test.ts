/** The transition table, walked completely against the domain page written down the other way round. */
import { describe, expect, it } from 'vitest';
import {
  ACTIONS,
  type Action,
  EVENT_ACTIONS,
  type EventAction,
  endsPostponement,
  findPublicStep,
  isPublicUpdate,
} from '#shared/ticket/action.ts';
import { ACTOR_ROLES, type ActorRole, RELATIONS, type Relation } from '#shared/ticket/role.ts';
import { STATUSES, type Status } from '#shared/ticket/status.ts';
import { actionsFor, ruleFor } from '#shared/ticket/transitions.ts';

type Situation = Status | 'merged';

const NEW = 'proses koordinasi disposisi disposisi_unit tolak koreksi_titik gabung catat';
const CHECKED = 'koreksi_titik gabung catat';

/** Who, standing how → what they may do to a report in each status; `merged` in whatever status it froze. */
const MAY: Partial<Record<`${ActorRole} ${Relation}`, Record<Situation, string>>> = {
  'unit_admin holds': {
    menunggu: NEW,
    koordinasi: NEW,
    disposisi: NEW,
    ditolak: 'catat',
    proses: 'koordinasi disposisi disposisi_unit tiket tolak tindak_lanjut tunda koreksi_titik gabung catat',
    tindak_lanjut: CHECKED,
    validasi: CHECKED,
    tl_ditolak: 'proses koordinasi disposisi disposisi_unit tindak_lanjut koreksi_titik gabung catat',
    selesai: 'catat',
    merged: 'catat',
  },
  'unit_admin held': everywhere('catat'),
  'validator sees': {
    ...everywhere(CHECKED),
    validasi: 'setujui kembalikan tunda cek_lapangan koreksi_titik gabung catat',
    ditolak: 'catat',
    selesai: 'catat',
    merged: 'catat',
  },
  'supervisor sees': {
    menunggu: 'tolak catat',
    koordinasi: 'tolak catat',
    disposisi: 'tolak catat',
    ditolak: 'buka_kembali catat',
    proses: 'tolak catat',
    tindak_lanjut: 'catat',
    validasi: 'usulkan catat',
    tl_ditolak: 'catat',
    selesai: 'buka_kembali catat',
    merged: 'buka_kembali catat',
  },
  'channel_admin tray': {
    ...everywhere('koordinasi catat'),
    ditolak: 'catat',
    tindak_lanjut: 'catat',
    validasi: 'catat',
    selesai: 'catat',
    merged: 'catat',
  },
  'channel_admin filed': everywhere('catat'),
  'field_validator asked': { ...everywhere('catat'), validasi: 'hasil_lapangan catat' },
  'reporter secret': { ...everywhere(''), selesai: 'nilai' },
};

const LEADS_TO: Partial<Record<Action, Status>> = {
  proses: 'proses',
  koordinasi: 'koordinasi',
  disposisi: 'disposisi',
  disposisi_unit: 'proses',
  tolak: 'ditolak',
  tindak_lanjut: 'tindak_lanjut',
  setujui: 'selesai',
  kembalikan: 'tl_ditolak',
  buka_kembali: 'proses',
};

function everywhere(actions: string): Record<Situation, string> {
  const same = STATUSES.map((status) => [status, actions] as const);
  return { ...Object.fromEntries(same), merged: actions } as Record<Situation, string>;
}

const words = (text: string | undefined): string[] => (text ?? '').split(' ').filter(Boolean);
const OTHER = 'JK2503100001';

const standings = ACTOR_ROLES.flatMap((role) => RELATIONS.map((relation) => ({ role, relation })));

describe.each(standings)('$role who $relation', (standing) => {
  const may = MAY[`${standing.role} ${standing.relation}`];

  it('may do exactly what the domain page says, in every status, merged or not', () => {
    for (const status of STATUSES) {
      const offered = actionsFor([standing], { status, mergedInto: null });
      expect([status, [...offered].sort()]).toEqual([status, words(may?.[status]).sort()]);
      const merged = actionsFor([standing], { status, mergedInto: OTHER });
      expect([status, [...merged].sort()]).toEqual([status, words(may?.merged).sort()]);
    }
  });

  it('is told “never yours” and “not now” apart, and where each action leads', () => {
    const ever = new Set(Object.values(may ?? {}).flatMap(words));
    for (const action of ACTIONS) {
      for (const status of STATUSES) {
        for (const mergedInto of [null, OTHER]) {
          const now = words(may?.[mergedInto === null ? status : 'merged']).includes(action);
          expect(ruleFor(action, [standing], { status, mergedInto })).toMatchObject(
            now
              ? { ok: true, to: LEADS_TO[action] ?? status, by: standing }
              : { ok: false, because: ever.has(action) ? 'illegal' : 'forbidden' },
          );
        }
      }
    }
  });
});

it('several standings add up, and none at all allows nothing', () => {
  const both = [
    { role: 'channel_admin', relation: 'filed' },
    { role: 'channel_admin', relation: 'tray' },
  ] as const;
  expect(actionsFor(both, { status: 'menunggu' })).toEqual(['koordinasi', 'catat']);
  for (const status of STATUSES) expect(actionsFor([], { status })).toEqual([]);
});

it('tells by which of several standings it is done: the table\u2019s first, and the first given of two alike', () => {
  const by = (...standings: Parameters<typeof ruleFor>[1]) => {
    const ruling = ruleFor('catat', standings, { status: 'menunggu' });
    return ruling.ok ? ruling.by : null;
  };
  const tray = { role: 'channel_admin', relation: 'tray' } as const;
  const filed = { role: 'channel_admin', relation: 'filed' } as const;
  const held = { role: 'unit_admin', relation: 'held', unit: '31.71.01.1001' } as const;
  const also = { ...held, unit: '31.71.01.1002' };
  expect(by(filed, tray)).toBe(tray);
  expect(by(tray, filed)).toBe(tray);
  expect(by(held, also)).toBe(held);
  expect(by(filed, also, held)).toBe(also);
});

it('offers actions in the table’s order', () => {
  const offered = actionsFor([{ role: 'unit_admin', relation: 'holds' }], { status: 'menunggu' });
  expect(offered).toEqual(ACTIONS.filter((action) => offered.includes(action)));
});

type Answers = 'ends it' | 'keeps it' | 'ends it, told' | 'keeps it, told' | 'keeps it, told but no step on';

/** Every kind of event, each asked the same two things: does it end a postponement, is the public told of it? */
const EVENTS: Record<EventAction, Answers> = {
  lapor: 'ends it, told',
  impor: 'ends it, told',
  proses: 'ends it, told',
  koordinasi: 'ends it, told',
  disposisi: 'ends it, told',
  disposisi_unit: 'ends it, told',
  tiket: 'ends it, told',
  tolak: 'ends it, told',
  tindak_lanjut: 'ends it, told',
  setujui: 'ends it, told',
  kembalikan: 'ends it, told',
  gabung: 'ends it, told',
  buka_kembali: 'ends it, told',
  cek_lapangan: 'keeps it, told',
  hasil_lapangan: 'keeps it, told',
  nilai: 'keeps it, told but no step on',
  tunda: 'keeps it',
  catat: 'keeps it',
  usulkan: 'keeps it',
  koreksi_titik: 'keeps it',
  bukti_diperiksa: 'keeps it',
  gabung_masuk: 'keeps it',
  hapus_data: 'keeps it',
  hitung_ulang: 'keeps it',
  nama_dikenali: 'keeps it',
  tunda_berakhir: 'ends it',
};

it.each(EVENT_ACTIONS)('%s ends a postponement or keeps it, and the public is told or not', (action) => {
  const answers = EVENTS[action];
  expect(endsPostponement(action)).toBe(answers.startsWith('ends'));
  expect(findPublicStep(action)).toBe(answers.includes('told') ? action : undefined);
  expect(isPublicUpdate(action)).toBe(answers.endsWith(', told'));
});
