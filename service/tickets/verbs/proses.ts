/** An office says that it has the report in hand: the answer the six-hour clock waits for. */
import type { Verb } from '../verb.ts';

export const proses: Verb<'proses'> = () => ({});
