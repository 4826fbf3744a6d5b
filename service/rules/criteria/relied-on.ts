/** What a decision puts on record: the criteria that held for its category, and those the officer named. */

import { invalid } from '../../platform/http/problem.ts';
import type { TicketRow } from '../../tables/ticket.ts';
import type { CriteriaDeps } from './library.ts';
import { criteriaInForce } from './library.ts';

/** Throws 422 for a version that does not hold for this report now. */
export async function reliedOn(
  services: Pick<CriteriaDeps, 'db'>,
  ticket: Pick<TicketRow, 'category'>,
  named: readonly number[] | undefined,
  now: number,
): Promise<{ criteriaInForce: number[]; criteria?: number[] }> {
  const held = await criteriaInForce(services, ticket.category, now);
  const foreign = named?.find((id) => !held.includes(id));
  if (foreign !== undefined) {
    throw invalid('criteria', 'not-in-force', {
      key: 'rules.refused.version_criteria_does_not',
      values: { foreign },
    });
  }
  return { criteriaInForce: held, ...(named === undefined ? {} : { criteria: [...named] }) };
}
