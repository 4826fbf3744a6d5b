/** What a pre-check judges by: the report's point, time and category, and the thresholds in force. */
import { ProblemError } from '#shared/contract/client.ts';
import type { QueueItem, Ticket } from '#shared/contract/ticket.ts';
import type { WorkerContext } from '../../connection/context.ts';
import type { EvidenceBasis, Outcome } from '../../connection/messages.ts';
import { call, outcome } from '../../connection/service.ts';

/** From the store where the report is in it: then not even its number leaves this machine. */
export async function evidenceBasis(
  context: WorkerContext,
  number: string,
): Promise<Outcome<EvidenceBasis | null>> {
  return outcome(async () => {
    const row = await context.db.tickets.get(number);
    const report = row?.item ?? (await fromService(context, number));
    if (!report) return null;
    const meta = await context.db.meta.get('sync');
    return {
      point: report.point ?? null,
      reportedAt: Date.parse(report.reportedAt),
      category: report.category,
      thresholds: meta?.thresholds ?? null,
      clockOffset: meta?.clockOffset ?? 0,
    };
  });
}

async function fromService(context: WorkerContext, number: string): Promise<QueueItem | Ticket | null> {
  try {
    return (await call(context, 'getTicket', { params: { number } })).data;
  } catch (error) {
    if (error instanceof ProblemError && error.word === 'not-found') return null;
    throw error;
  }
}
