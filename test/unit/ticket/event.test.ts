/** Every kind of event, each asked the same two things: does it end a postponement, is the public told of it? */
import { expect, it } from 'vitest';
import {
  EVENT_ACTIONS,
  type EventAction,
  endsPostponement,
  findPublicStep,
  isPublicUpdate,
} from '#shared/ticket/action.ts';

type Answers = 'ends it' | 'keeps it' | 'ends it, told' | 'keeps it, told' | 'keeps it, told but no step on';

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
};

it.each(EVENT_ACTIONS)('%s', (action) => {
  const answers = EVENTS[action];
  expect(endsPostponement(action)).toBe(answers.startsWith('ends'));
  expect(findPublicStep(action)).toBe(answers.includes('told') ? action : undefined);
  expect(isPublicUpdate(action)).toBe(answers.endsWith(', told'));
});
