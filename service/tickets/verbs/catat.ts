/** An internal note: changes nothing but the version. One that asks a supervisor stands on the supervisors' page. */
import type { Verb } from '../verb.ts';

export const catat: Verb<'catat'> = ({ body }) => ({
  texts: { note: body.note },
  ...(body.asksSupervisor ? { data: { asksSupervisor: true } } : {}),
});
