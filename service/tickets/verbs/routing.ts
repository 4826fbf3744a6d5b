/** Passing a report on: across to the office whose duty it is, or down within one's own. */
import type { Actor } from '#shared/contract/session.ts';
import { invalid } from '../../platform/http/problem.ts';
import type { UnitRow } from '../../tables/unit.ts';
import type { TicketDeps } from '../deps.ts';
import { prose, type Verb } from '../verb.ts';

/** Across: any other office. It comes with a fresh six hours for whoever receives it. */
export const koordinasi: Verb<'koordinasi'> = ({ ticket, body, now }, { units, habits }) => {
  const office = knownUnit(units.get(body.to));
  if (office.code === ticket.unit) throw alreadyThere();
  return {
    unit: office.code,
    texts: { reason: body.reason },
    patch: { sentBy: ticket.unit },
    rows: habits.count('koordinasi', ticket, office.code, now),
  };
};

/** Down: a unit below one's own, as a Dinas hands it to its Suku Dinas. */
export const disposisi: Verb<'disposisi'> = ({ ticket, body, actor, now }, { units, habits }) => {
  const office = knownUnit(units.get(body.to));
  if (!isBelow(office.code, actor, units)) {
    throw invalid('to', 'not-below', 'tickets.refused.delegate_only_unit_below');
  }
  if (office.code === ticket.unit) throw alreadyThere();
  return {
    unit: office.code,
    texts: prose('reason', body.reason),
    patch: { sentBy: ticket.unit },
    rows: habits.count('disposisi', ticket, office.code, now),
  };
};

/** Inside one's own office: an officer, or a unit of it, takes the work up. */
export const disposisiUnit: Verb<'disposisi_unit'> = async ({ ticket, body, actor }, { units, accounts }) => {
  const own = actor.unit?.code ?? '';
  if (body.officer !== undefined) {
    const officer = await accounts.findOfficer(body.officer);
    if (!officer?.units.some((code) => units.isWithin(code, own))) {
      throw invalid('officer', 'unknown', 'tickets.refused.officer_not_office');
    }
    return { data: { officer: officer.id } };
  }
  const office = knownUnit(body.to === undefined ? undefined : units.get(body.to));
  if (!units.isWithin(office.code, own)) {
    throw invalid('to', 'not-inside', 'tickets.refused.unit_not_part_office');
  }
  return { unit: office.code, ...(office.code === ticket.unit ? {} : { patch: { sentBy: ticket.unit } }) };
};

function isBelow(code: string, actor: Actor, units: TicketDeps['units']): boolean {
  const own = actor.unit?.code;
  return own !== undefined && code !== own && units.isWithin(code, own);
}

function knownUnit(unit: UnitRow | undefined): UnitRow {
  if (unit && unit.closedAt === null) return unit;
  if (unit) {
    throw invalid('to', 'closed', 'tickets.refused.unit_closed_takes_no');
  }
  throw invalid('to', 'unknown', 'tickets.refused.unknown_unit_code_examples');
}

function alreadyThere() {
  return invalid('to', 'same-unit', 'tickets.refused.report_lies_unit_already');
}
