/**
 * The transition table: which action, by whom, standing how to the report, from which status to which.
 * One table offers the actions (in every `actions[]`), refuses them and is walked completely by a test.
 * Source: the CRM guideline (Kep. Sekda 22/2020, 99/2022) as written down in the domain glossary.
 */
import { ACTIONS, type Action } from './action.ts';
import type { ActorRole, Relation } from './role.ts';
import { isMerged, OFFICE_STATUSES, type Openness, STATUSES, type Status } from './status.ts';

export interface Rule {
  action: Action;
  role: ActorRole;
  relation: Relation;
  from: readonly Status[];
  /** `same` leaves the status as it is. */
  to: Status | 'same';
  /** A merged report is frozen: only what says `yes` or `only` may still happen to it. */
  merged: 'no' | 'yes' | 'only';
}

const OPEN = STATUSES.filter((status) => status !== 'ditolak' && status !== 'selesai');
const ROUTABLE = OFFICE_STATUSES;
const REFUSABLE = ['menunggu', 'koordinasi', 'disposisi', 'proses'] as const;

function rule(
  action: Action,
  by: readonly [ActorRole, Relation],
  from: readonly Status[],
  to: Rule['to'],
  merged: Rule['merged'] = 'no',
): Rule {
  return { action, role: by[0], relation: by[1], from, to, merged };
}

const ADMIN = ['unit_admin', 'holds'] as const;
const VALIDATOR = ['validator', 'sees'] as const;
const SUPERVISOR = ['supervisor', 'sees'] as const;

export const RULES: readonly Rule[] = [
  rule('proses', ADMIN, ['menunggu', 'koordinasi', 'disposisi', 'tl_ditolak'], 'proses'),
  rule('koordinasi', ADMIN, ROUTABLE, 'koordinasi'),
  rule('koordinasi', ['channel_admin', 'tray'], ROUTABLE, 'koordinasi'),
  rule('disposisi', ADMIN, ROUTABLE, 'disposisi'),
  rule('disposisi_unit', ADMIN, ROUTABLE, 'proses'),
  rule('tiket', ADMIN, ['proses'], 'same'),
  rule('tolak', ADMIN, REFUSABLE, 'ditolak'),
  rule('tolak', SUPERVISOR, REFUSABLE, 'ditolak'),
  rule('tindak_lanjut', ADMIN, ['proses', 'tl_ditolak'], 'tindak_lanjut'),
  rule('setujui', VALIDATOR, ['validasi'], 'selesai'),
  rule('kembalikan', VALIDATOR, ['validasi'], 'tl_ditolak'),
  rule('tunda', VALIDATOR, ['validasi'], 'same'),
  rule('tunda', ADMIN, ['proses'], 'same'),
  rule('cek_lapangan', VALIDATOR, ['validasi'], 'same'),
  rule('hasil_lapangan', ['field_validator', 'asked'], ['validasi'], 'same'),
  rule('koreksi_titik', ADMIN, OPEN, 'same'),
  rule('koreksi_titik', VALIDATOR, OPEN, 'same'),
  rule('gabung', ADMIN, OPEN, 'same'),
  rule('gabung', VALIDATOR, OPEN, 'same'),
  rule('buka_kembali', SUPERVISOR, ['selesai', 'ditolak'], 'proses'),
  rule('buka_kembali', SUPERVISOR, STATUSES, 'proses', 'only'),
  rule('usulkan', SUPERVISOR, ['validasi'], 'same'),
  rule('catat', VALIDATOR, STATUSES, 'same', 'yes'),
  rule('catat', SUPERVISOR, STATUSES, 'same', 'yes'),
  rule('catat', ADMIN, STATUSES, 'same', 'yes'),
  rule('catat', ['unit_admin', 'held'], STATUSES, 'same', 'yes'),
  rule('catat', ['channel_admin', 'tray'], STATUSES, 'same', 'yes'),
  rule('catat', ['channel_admin', 'filed'], STATUSES, 'same', 'yes'),
  rule('catat', ['field_validator', 'asked'], STATUSES, 'same', 'yes'),
  rule('nilai', ['reporter', 'secret'], ['selesai'], 'same'),
];

/** One way in which somebody stands to a report. */
export interface Standing {
  role: ActorRole;
  relation: Relation;
  /** Code of the office by which they stand so; of a role without office absent. */
  unit?: string;
}

export type Ruling =
  /** `by`: what they are when they do it, of the several things they may be. */
  | { ok: true; to: Status; by: Standing }
  /** `forbidden`: never theirs to do. `illegal`: theirs, but not from this status. */
  | { ok: false; because: 'forbidden' | 'illegal' };

/**
 * May somebody who stands so to the report do this to it now? Rights come before state: whoever may never do
 * it is told so even where the status would forbid it as well.
 */
export function ruleFor(action: Action, standings: readonly Standing[], ticket: Openness): Ruling {
  const theirs = RULES.filter((rule) => rule.action === action).flatMap((rule) =>
    standings
      .filter(({ role, relation }) => role === rule.role && relation === rule.relation)
      .map((by) => ({ rule, by })),
  );
  if (theirs.length === 0) return { ok: false, because: 'forbidden' };
  const frozen = isMerged(ticket) ? 'only' : 'no';
  const fits = theirs.find(
    ({ rule: { from, merged } }) => from.includes(ticket.status) && (merged === 'yes' || merged === frozen),
  );
  if (!fits) return { ok: false, because: 'illegal' };
  return { ok: true, to: fits.rule.to === 'same' ? ticket.status : fits.rule.to, by: fits.by };
}

/** Every action these standings allow on the report now, in the table's order. */
export function actionsFor(standings: readonly Standing[], ticket: Openness): Action[] {
  return ACTIONS.filter((action) => ruleFor(action, standings, ticket).ok);
}

/**
 * True when work that stood at `from` may stand at `to` later, by any number of steps. A supervisor's reopening is
 * no progress: `selesai` and `ditolak` lead nowhere. A follow-up rests in `validasi`.
 */
export function mayFollow(from: Status, to: Status): boolean {
  const reached = new Set<Status>();
  const waiting = [from];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const next of stepsFrom(at)) {
      if (!reached.has(next)) waiting.push(next);
      reached.add(next);
    }
  }
  return reached.has(to);
}

function stepsFrom(status: Status): Status[] {
  if (status === 'tindak_lanjut') return ['validasi'];
  return RULES.flatMap(({ action, from, to }) =>
    action !== 'buka_kembali' && to !== 'same' && from.includes(status) ? [to] : [],
  );
}
