/** The body of `POST /tickets/{number}/actions`: one shape per action, told apart by `action`. */
import { z } from 'zod';
import { REFUSAL_REASONS, RETURN_REASONS, RETURN_REASONS_WITH_NOTE } from '../ticket/reason.ts';
import { Username } from './accounts.ts';
import { Code, Instant, line, Point, ReportNumber, RequiredText, Text } from './primitives.ts';
import { FIELD_FINDINGS } from './ticket.ts';

const base = {
  /** When the decision was made, if that was offline. Recorded and shown; clocks use the service's time. */
  madeAt: Instant.optional(),
};

/** Versions of the criteria on which the officer bases the decision. */
const criteria = z.array(z.number().int().positive()).max(50).optional();

export const ACTION_BODIES = {
  proses: z.strictObject({ action: z.literal('proses'), ...base }),
  koordinasi: z.strictObject({ action: z.literal('koordinasi'), ...base, to: Code, reason: RequiredText }),
  disposisi: z.strictObject({ action: z.literal('disposisi'), ...base, to: Code, reason: Text.optional() }),
  disposisi_unit: z
    .strictObject({
      action: z.literal('disposisi_unit'),
      ...base,
      to: Code.optional(),
      officer: line(100).min(1).optional(),
    })
    .refine((body) => (body.to === undefined) !== (body.officer === undefined), {
      path: ['to'],
      message: 'name either a unit (to) or an officer, not both',
    }),
  tiket: z.strictObject({
    action: z.literal('tiket'),
    ...base,
    to: Code,
    estimate: Instant,
    reason: RequiredText,
  }),
  tolak: z.strictObject({
    action: z.literal('tolak'),
    ...base,
    reasonCode: z.enum(REFUSAL_REASONS),
    reason: RequiredText,
    criteria,
  }),
  /** An empty narrative is a finding of the check, not a refusal. */
  tindak_lanjut: z.strictObject({ action: z.literal('tindak_lanjut'), ...base, narrative: Text }),
  setujui: z.strictObject({ action: z.literal('setujui'), ...base, reason: Text.optional(), criteria }),
  kembalikan: z
    .strictObject({
      action: z.literal('kembalikan'),
      ...base,
      reasonCodes: z
        .array(z.enum(RETURN_REASONS))
        .min(1)
        .refine((codes) => new Set(codes).size === codes.length, 'names a reason twice'),
      note: Text.optional(),
      criteria,
    })
    .refine(
      (body) =>
        !body.reasonCodes.some((code) => RETURN_REASONS_WITH_NOTE.some((needs) => needs === code)) ||
        (body.note ?? '').trim() !== '',
      { path: ['note'], message: 'is required with the reason lainnya: say what to mend' },
    ),
  tunda: z.strictObject({ action: z.literal('tunda'), ...base, until: Instant, reason: RequiredText }),
  cek_lapangan: z.strictObject({ action: z.literal('cek_lapangan'), ...base, note: RequiredText }),
  hasil_lapangan: z.strictObject({
    action: z.literal('hasil_lapangan'),
    ...base,
    finding: z.enum(FIELD_FINDINGS),
    note: RequiredText,
  }),
  koreksi_titik: z.strictObject({
    action: z.literal('koreksi_titik'),
    ...base,
    point: Point,
    reason: RequiredText,
  }),
  gabung: z.strictObject({ action: z.literal('gabung'), ...base, into: ReportNumber, reason: RequiredText }),
  buka_kembali: z.strictObject({ action: z.literal('buka_kembali'), ...base, reason: RequiredText }),
  /** To whom it is proposed instead: a validator on duty, by username. */
  usulkan: z.strictObject({
    action: z.literal('usulkan'),
    ...base,
    validator: Username,
    reason: RequiredText,
  }),
  catat: z.strictObject({ action: z.literal('catat'), ...base, note: RequiredText }),
  nilai: z.strictObject({
    action: z.literal('nilai'),
    ...base,
    stars: z.number().int().min(1).max(5),
    comment: Text.optional(),
    trackingSecret: line(200).min(1),
  }),
} as const;

export const ActionBody = z.discriminatedUnion('action', [
  ACTION_BODIES.proses,
  ACTION_BODIES.koordinasi,
  ACTION_BODIES.disposisi,
  ACTION_BODIES.disposisi_unit,
  ACTION_BODIES.tiket,
  ACTION_BODIES.tolak,
  ACTION_BODIES.tindak_lanjut,
  ACTION_BODIES.setujui,
  ACTION_BODIES.kembalikan,
  ACTION_BODIES.tunda,
  ACTION_BODIES.cek_lapangan,
  ACTION_BODIES.hasil_lapangan,
  ACTION_BODIES.koreksi_titik,
  ACTION_BODIES.gabung,
  ACTION_BODIES.buka_kembali,
  ACTION_BODIES.usulkan,
  ACTION_BODIES.catat,
  ACTION_BODIES.nilai,
]);
export type ActionBody = z.infer<typeof ActionBody>;
export type ActionBodyOf<A extends ActionBody['action']> = Extract<ActionBody, { action: A }>;
