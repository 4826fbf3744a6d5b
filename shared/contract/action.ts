/** The body of `POST /tickets/{number}/actions`: one shape per action, told apart by `action`. */
import { z } from 'zod';
import type { Action } from '../ticket/action.ts';
import { REFUSAL_REASONS, RETURN_REASONS, RETURN_REASONS_WITH_NOTE } from '../ticket/reason.ts';
import { field } from '../words/field.ts';
import { Username } from './accounts.ts';
import { MAX_AFTER_PHOTOS, MAX_BEFORE_PHOTOS, MAX_FIELD_PHOTOS, MAX_LETTERS } from './evidence.ts';
import { Code, Instant, line, PointInput, photoIds, ReportNumber, RequiredText, Text } from './primitives.ts';
import { FIELD_FINDINGS } from './ticket.ts';

/** What `action` asks for, and when it was decided, if that was offline: recorded and shown, clocks use the service's time. */
function body<A extends Action, S extends z.ZodRawShape>(action: A, asks: S) {
  return z.strictObject({ action: z.literal(action), madeAt: Instant.optional(), ...asks });
}

/** Versions of the criteria on which the officer bases the decision. */
const criteria = z.array(z.number().int().positive()).max(50).optional();

export const ACTION_BODIES = {
  proses: body('proses', {}),
  koordinasi: body('koordinasi', { to: Code, reason: RequiredText }),
  disposisi: body('disposisi', { to: Code, reason: Text.optional() }),
  disposisi_unit: body('disposisi_unit', {
    to: Code.optional(),
    officer: line(100).min(1).optional(),
  }).refine((body) => (body.to === undefined) !== (body.officer === undefined), {
    path: ['to'],
    message: field('unit_or_officer'),
  }),
  tiket: body('tiket', { to: Code, estimate: Instant, reason: RequiredText }),
  tolak: body('tolak', { reasonCode: z.enum(REFUSAL_REASONS), reason: RequiredText, criteria }),
  /** An empty narrative is a finding of the check, not a refusal. */
  tindak_lanjut: body('tindak_lanjut', {
    narrative: Text,
    after: photoIds(MAX_AFTER_PHOTOS),
    before: photoIds(MAX_BEFORE_PHOTOS),
    letter: photoIds(MAX_LETTERS),
  }),
  setujui: body('setujui', { reason: Text.optional(), criteria }),
  kembalikan: body('kembalikan', {
    reasonCodes: z
      .array(z.enum(RETURN_REASONS))
      .min(1)
      .refine((codes) => new Set(codes).size === codes.length, field('reason_twice')),
    note: Text.optional(),
    criteria,
  }).refine(
    (body) =>
      !body.reasonCodes.some((code) => RETURN_REASONS_WITH_NOTE.some((needs) => needs === code)) ||
      (body.note ?? '').trim() !== '',
    { path: ['note'], message: field('note_for_other') },
  ),
  tunda: body('tunda', { until: Instant, reason: RequiredText }),
  cek_lapangan: body('cek_lapangan', { note: RequiredText }),
  hasil_lapangan: body('hasil_lapangan', {
    finding: z.enum(FIELD_FINDINGS),
    note: RequiredText,
    field: photoIds(MAX_FIELD_PHOTOS),
  }),
  koreksi_titik: body('koreksi_titik', { point: PointInput, reason: RequiredText }),
  gabung: body('gabung', { into: ReportNumber, reason: RequiredText }),
  buka_kembali: body('buka_kembali', { reason: RequiredText }),
  /** To whom it is proposed instead: a validator on duty, by username. */
  usulkan: body('usulkan', { validator: Username, reason: RequiredText }),
  /** `asksSupervisor`: to be looked at by a supervisor, who alone can take up again what was decided. */
  catat: body('catat', { note: RequiredText, asksSupervisor: z.boolean().optional() }),
  nilai: body('nilai', {
    stars: z.number().int().min(1).max(5),
    comment: Text.optional(),
    trackingSecret: line(200).min(1),
  }),
} as const;

type AnyBody = (typeof ACTION_BODIES)[keyof typeof ACTION_BODIES];
export const ActionBody = z.discriminatedUnion(
  'action',
  Object.values(ACTION_BODIES) as [AnyBody, ...AnyBody[]],
);
export type ActionBody = z.infer<typeof ActionBody>;
export type ActionBodyOf<A extends ActionBody['action']> = Extract<ActionBody, { action: A }>;
