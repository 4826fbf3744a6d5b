/** An instant of the contract as a date that is read. */
import { fullDate } from '#shared/words/time.ts';
import { useLanguage } from '../pages/context.tsx';

export function On({ at }: { at: string }) {
  return fullDate(Date.parse(at), useLanguage());
}
