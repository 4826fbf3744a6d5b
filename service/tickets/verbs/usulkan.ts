/** A supervisor proposes a report to another validator on duty. The rotation goes on as if nothing had happened. */
import { invalid } from '../../platform/http/problem.ts';
import { madeAt, stepActor, type Verb } from '../verb.ts';

export const usulkan: Verb<'usulkan'> = async ({ ticket, body, actor, to }, { accounts, turns }) => {
  const officer = await accounts.findOfficer(body.validator);
  if (!officer || !(await turns.onDuty()).includes(officer.id)) {
    throw invalid('validator', 'not-on-duty', {
      id: 'Bukan validator yang sedang bertugas. Pilih dari jadwal jaga, atau ubah jadwalnya dahulu.',
      en: 'Not a validator on duty. Choose one from the duty roster, or change the roster first.',
    });
  }
  if (officer.id === ticket.proposedValidator) {
    throw invalid('validator', 'same', {
      id: 'Laporan ini sudah diusulkan kepada validator itu.',
      en: 'This report is proposed to that validator already.',
    });
  }
  return {
    steps: [
      {
        action: 'usulkan',
        actor: stepActor(actor),
        to,
        data: madeAt(body),
        texts: { reason: body.reason },
        patch: { proposedValidator: officer.id },
      },
    ],
  };
};
