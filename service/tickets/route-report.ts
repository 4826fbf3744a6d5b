/** Where a new report goes: the order of the CRM guideline. The category never moves a report by itself. */
import type { Actor } from '#shared/contract/session.ts';
import type { FileReport } from '#shared/contract/ticket.ts';
import { invalid } from '../platform/http/problem.ts';
import type { TicketDeps } from './deps.ts';

export interface Route {
  /** Null: the channel admins' tray. */
  unit: string | null;
  /** Where the matter is, whoever has to deal with it; null where nothing tells. */
  kelurahan: string | null;
}

/**
 * In order: the kelurahan that the channel names; the desk at which it was filed; the kelurahan whose boundary
 * holds the point; the tray. Throws 422 for a code that is no kelurahan.
 */
export async function routeOf(
  report: Pick<FileReport, 'kelurahan' | 'point'>,
  actor: Actor,
  { units, boundaries }: Pick<TicketDeps, 'units' | 'boundaries'>,
): Promise<Route> {
  if (report.kelurahan !== undefined) {
    const named = units.get(report.kelurahan);
    if (named?.kind !== 'kelurahan') {
      throw invalid('kelurahan', 'unknown', 'tickets.refused.unknown_kelurahan_code_code');
    }
    return { unit: named.code, kelurahan: named.code };
  }
  const there = report.point === undefined ? null : await boundaries.kelurahanAt(report.point);
  const own = actor.role === 'unit_admin' ? units.get(actor.unit?.code ?? '') : undefined;
  if (!own) return { unit: there, kelurahan: there };
  return { unit: own.code, kelurahan: there ?? (own.kind === 'kelurahan' ? own.code : null) };
}
