/** An internal note: changes nothing but the version. */
import type { Verb } from '../verb.ts';

export const catat: Verb<'catat'> = ({ body }) => ({ texts: { note: body.note } });
