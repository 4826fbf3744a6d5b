/**
 * The report number: `JK` (or `TT`, for what this service takes in beside a running CRM), the date YYMMDD
 * and a daily sequence of four digits that widens to five past 9999. Example: JK2503050007.
 */
export type NumberPrefix = 'JK' | 'TT';

const PATTERN = /^(JK|TT)(\d{2})(\d{2})(\d{2})(\d{4,5})$/;

/** Finds candidates in running text; each still has to pass {@link isReportNumber}. Case is forgiven. */
export const REPORT_NUMBER_CANDIDATE = /(?<![\p{L}\p{N}])(?:JK|TT)\d{10,11}(?![\p{L}\p{N}])/giu;

/** A number counts as one only if its YYMMDD is a date: 13 months or 31 June are somebody's other code. */
export function isReportNumber(text: string): boolean {
  const parts = PATTERN.exec(text);
  if (!parts) return false;
  const [year, month, day] = [Number(parts[2]), Number(parts[3]), Number(parts[4])];
  // A day that the month does not have lies in another month.
  const date = new Date(Date.UTC(2000 + year, month - 1, day));
  return date.getUTCMonth() === month - 1;
}

/** `day` is YYMMDD, `sequence` counts from 1 on that day. */
export function formatReportNumber(prefix: NumberPrefix, day: string, sequence: number): string {
  return `${prefix}${day}${String(sequence).padStart(4, '0')}`;
}
