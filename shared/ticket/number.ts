/**
 * The report number, in the form of the city: a prefix, the date on which it came in and a daily sequence that takes one
 * more digit where it has to. Jakarta's, inferred from every real number seen: JK2503050007.
 */
import type { NumberForm } from '../city/facts.ts';
import { here } from '../city/here.ts';
import { dayCode } from '../time/zone.ts';

interface Patterns {
  form: NumberForm;
  whole: RegExp;
  candidate: RegExp;
  beginning: RegExp;
}

let known: Patterns | null = null;

/** Of the city's form; made once, since a program works for one city. */
function patterns(): Patterns {
  const form = here().number;
  if (known?.form === form) return known;
  const { own, beside, date, between, digits } = form;
  const prefix = `(?:${own}|${beside})`;
  const [day, sequence] = [date.length, `\\d{${digits},${digits + 1}}`];
  const parted = between === '' ? '' : `${between}?`;
  known = {
    form,
    whole: new RegExp(`^${prefix}${between}(?<day>\\d{${day}})${between}${sequence}$`),
    candidate: new RegExp(
      `(?<![\\p{L}\\p{N}])${prefix}${between}\\d{${day}}${between}${sequence}(?![\\p{L}\\p{N}])`,
      'giu',
    ),
    beginning: new RegExp(`^${prefix}${parted}(?:\\d{0,${day}}|\\d{${day}}${parted}\\d*)$`),
  };
  return known;
}

/** Finds candidates in running text; each still has to pass {@link isReportNumber}. Case is forgiven. */
export function numberCandidate(): RegExp {
  return patterns().candidate;
}

/** A number counts as one only if its date is one: 13 months or 31 June are somebody's other code. */
export function isReportNumber(text: string): boolean {
  const day = dayOfNumber(text);
  if (day === null) return false;
  const [year, month, date] = [day.slice(0, -4), day.slice(-4, -2), day.slice(-2)].map(Number);
  // A day that the month does not have lies in another month.
  const at = new Date(Date.UTC(2000 + ((year ?? 0) % 2000), (month ?? 0) - 1, date));
  return at.getUTCMonth() === (month ?? 0) - 1;
}

/** The date that a number holds, as the city's numbers write it; null for what is none. */
export function dayOfNumber(text: string): string | null {
  return patterns().whole.exec(text)?.groups?.day ?? null;
}

/** Whether a number may begin so, e.g. while it is being typed. */
export function isNumberBeginning(text: string): boolean {
  return patterns().beginning.test(text);
}

/** The date of an instant (ms UTC) as it stands in a number. */
export function numberDay(at: number): string {
  const code = dayCode(at);
  return here().number.date === 'YYYYMMDD' ? `20${code}` : code;
}

/** `own`: where no CRM runs beside. All numbers of a kind and a day begin so. */
export function startOfNumbers(kind: 'own' | 'beside', day: string): string {
  const { between, [kind]: prefix } = here().number;
  return `${prefix}${between}${day}${between}`;
}

/** `sequence` counts from 1 on that day. */
export function formatReportNumber(kind: 'own' | 'beside', day: string, sequence: number): string {
  return `${startOfNumbers(kind, day)}${String(sequence).padStart(here().number.digits, '0')}`;
}

/** The widest sequence that a number holds. */
export function lastSequence(): number {
  return 10 ** (here().number.digits + 1) - 1;
}

/** Invented, for where a number is explained. */
export function exampleNumber(sequence = 7): string {
  return formatReportNumber('own', numberDay(Date.UTC(2025, 2, 5)), sequence);
}
