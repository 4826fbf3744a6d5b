/** stub */
import { SISTEM } from '../ledger.ts';
import { madeAt, stepActor, type Verb } from '../verb.ts';

export const tindakLanjut: Verb<'tindak_lanjut'> = ({ ticket, body, actor, to, now }) => ({
  steps: [
    {
      action: 'tindak_lanjut',
      actor: stepActor(actor),
      to,
      data: madeAt(body),
      texts: { narrative: body.narrative },
      patch: { followUps: ticket.followUps + 1 },
    },
    {
      action: 'bukti_diperiksa',
      actor: SISTEM,
      to: 'validasi',
      data: { verdict: 'pass' },
      patch: { verdict: { findings: [], checkedAt: now, followUp: ticket.followUps + 1 } },
    },
  ],
});
