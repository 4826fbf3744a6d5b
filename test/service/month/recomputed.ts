/**
 * Performance counted anew from what the API tells of each report, and from the rules as they stand in words: six
 * hours to answer, seven days to finish, the validator's time given back. Written apart from the service: it knows
 * nothing of how figures are reckoned there, and asks each one its own question.
 */
import type { Ticket } from '#shared/contract/ticket.ts';

const HOUR = 3_600_000;
const ANSWERS = ['proses', 'koordinasi', 'disposisi', 'disposisi_unit', 'tolak', 'gabung', 'tindak_lanjut'];

/** An event, reduced to what the rules speak of. */
interface Happened {
  at: number;
  action: string;
  status: string;
  /** Office it lies with afterwards. */
  unit: string | null;
  reasons: readonly string[];
}

interface Wait {
  unit: string;
  since: number;
  metAt: number | null;
}

export interface Told {
  number: string;
  isMerged: boolean;
  status: string;
  unit: string | null;
  receivedAt: number;
  closedAt: number | null;
  came: { at: number; from: string | null; unit: string | null }[];
  waits: Wait[];
  /** What the office had in all, and when it was done with it. */
  completion: { since: number; due: number; doneAt: number | null };
  decided: { at: number; after: number; unit: string | null; back: boolean; reasons: readonly string[] }[];
  ratedAt: number | null;
}

function happenedTo({ events }: Pick<Ticket, 'events'>): Happened[] {
  let unit: string | null = null;
  return events.map((event) => {
    unit = event.unit?.code ?? unit;
    return {
      at: Date.parse(event.at),
      action: event.action,
      status: event.to,
      unit,
      reasons: event.reasonCodes ?? [],
    };
  });
}

/** The report as it stood at `until`; null where it did not exist yet. */
function toldUntil(ticket: Ticket, until: number): Told | null {
  const events = happenedTo(ticket).filter(({ at }) => at <= until);
  const first = events[0];
  if (!first) return null;
  const told: Told = {
    number: ticket.number,
    isMerged: false,
    status: first.status,
    unit: first.unit,
    receivedAt: first.at,
    closedAt: null,
    came: [{ at: first.at, from: null, unit: first.unit }],
    waits: first.unit === null ? [] : [{ unit: first.unit, since: first.at, metAt: null }],
    completion: { since: first.at, due: first.at + 7 * 24 * HOUR, doneAt: null },
    decided: [],
    ratedAt: null,
  };
  let handedIn = 0;
  let tickets = 0;
  for (const { at, action, status, unit, reasons } of events.slice(1)) {
    const waiting = told.waits.find(({ metAt }) => metAt === null);
    if (waiting && ANSWERS.includes(action)) waiting.metAt = at;
    if (unit !== told.unit) {
      told.came.push({ at, from: told.unit, unit });
      if (unit !== null) told.waits.push({ unit, since: at, metAt: null });
    }
    if (action === 'tindak_lanjut') {
      handedIn = at;
      told.completion.doneAt = at;
    }
    if (action === 'kembalikan') {
      told.completion.doneAt = null;
      told.completion.due += at - handedIn;
    }
    if (action === 'tiket') tickets += 1;
    if (action === 'setujui' || action === 'kembalikan') {
      told.decided.push({ at, after: handedIn, unit, back: action === 'kembalikan', reasons });
    }
    if (['setujui', 'tolak', 'gabung'].includes(action)) told.closedAt = at;
    if (action === 'gabung') told.isMerged = true;
    if (action === 'nilai') told.ratedAt = at;
    if (action === 'buka_kembali') {
      told.isMerged = false;
      told.closedAt = null;
      told.completion = { since: at, due: at + 7 * 24 * HOUR, doneAt: null };
      if (unit !== null) told.waits.push({ unit, since: at, metAt: null });
    }
    told.status = status;
    told.unit = unit;
  }
  // How long a work ticket was estimated to take is told by the limit alone.
  if (tickets > 0) {
    const due = ticket.clocks.find(({ clock }) => clock === 'completion')?.dueAt;
    told.completion.due = Date.parse(due ?? '');
  }
  return told;
}

export interface Span {
  from: number;
  until: number;
  /** Offices that are asked about; null = all. */
  units: readonly string[] | null;
}

/** The numbers of every report asked about, for each figure: `name` or, of a share, `name/of` and `name/counted`. */
export function recomputed(tickets: readonly Ticket[], { from, until, units }: Span) {
  const all = tickets.map((ticket) => toldUntil(ticket, until)).filter((told) => told !== null);
  const alive = all.filter(({ isMerged }) => !isMerged);
  const during = (at: number | null): boolean => at !== null && at >= from && at <= until;
  const ours = (unit: string | null): boolean => units === null || units.includes(unit ?? '–');
  const numbers = (which: (told: Told) => boolean): string[] =>
    alive
      .filter(which)
      .map(({ number }) => number)
      .sort();

  const isOpen = ({ status }: Told): boolean => status !== 'selesai' && status !== 'ditolak';
  const ended = (told: Told): boolean => !isOpen(told) && during(told.closedAt) && ours(told.unit);
  const late = ({ completion, closedAt }: Told): boolean =>
    (completion.doneAt ?? closedAt ?? until) > completion.due;
  const hangs = (told: Told): boolean =>
    isOpen(told) && ours(told.unit) && told.completion.doneAt === null && late(told);
  const slow = ({ since, metAt }: Wait): boolean => (metAt ?? until) - since > 6 * HOUR;
  const asked = (told: Told): Wait[] =>
    told.waits.filter(
      (wait) => ours(wait.unit) && (during(wait.metAt) || (wait.metAt === null && slow(wait))),
    );
  const decisions = ({ decided }: Told) => decided.filter(({ at, unit }) => during(at) && ours(unit));
  const came = (told: Told): boolean =>
    units === null
      ? during(told.receivedAt)
      : told.came.some(({ at, from: before, unit }) => during(at) && ours(unit) && !ours(before));
  const lastIsSlow = ({ waits }: Told): boolean => {
    const last = waits.at(-1);
    return last !== undefined && slow(last);
  };
  const judged = (told: Told): boolean => ended(told) || hangs(told);
  const worth = (told: Told): number =>
    isOpen(told) ? 0 : 1 - (lastIsSlow(told) ? 0.25 : 0) - (late(told) ? 0.5 : 0);
  const values = alive.filter(judged).map(worth);
  const answerTimes = alive.flatMap((told) => {
    const last = asked(told).at(-1);
    return last?.metAt ? [last.metAt - last.since] : [];
  });

  return {
    reports: {
      received: numbers(came),
      finished: numbers((told) => ended(told) && told.status === 'selesai'),
      refused: numbers((told) => ended(told) && told.status === 'ditolak'),
      backlog: numbers((told) => isOpen(told) && ours(told.unit)),
      overdue: numbers(hangs),
      'response/of': numbers((told) => asked(told).length > 0),
      'response/counted': numbers((told) => asked(told).length > 0 && !asked(told).some(slow)),
      'completion/counted': numbers((told) => ended(told) && !late(told)),
      'onTime/of': numbers(judged),
      'onTime/counted': numbers((told) => ended(told) && !late(told) && !lastIsSlow(told)),
      'returned/of': numbers((told) => decisions(told).length > 0),
      'returned/counted': numbers((told) => decisions(told).some(({ back }) => back)),
      'rated/counted': numbers((told) => ended(told) && told.status === 'selesai' && told.ratedAt !== null),
      stars: numbers((told) => during(told.ratedAt) && ours(told.unit)),
    },
    value: values.length === 0 ? null : values.reduce((sum, one) => sum + one, 0) / values.length,
    slowestTenth: answerTimes.sort((a, b) => a - b)[Math.ceil(answerTimes.length * 0.9) - 1] ?? null,
    reasons: Object.fromEntries(
      [...new Set(alive.flatMap(decisions).flatMap(({ reasons }) => reasons))].map((code) => [
        code,
        alive.filter((told) => decisions(told).some(({ reasons }) => reasons.includes(code))).length,
      ]),
    ),
  };
}
