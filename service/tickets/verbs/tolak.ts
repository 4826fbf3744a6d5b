/** Refusing the citizen's report: ends the work. Not to be mixed with returning a follow-up. */
import { reliedOn } from '../../rules/criteria/library.ts';
import type { Verb } from '../verb.ts';

export const tolak: Verb<'tolak'> = async ({ ticket, body, now }, services) => ({
  data: { reasonCode: body.reasonCode, ...(await reliedOn(services, ticket, body.criteria, now)) },
  texts: { reason: body.reason },
});
