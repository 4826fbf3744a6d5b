/**
 * NIP, a civil servant's number: date of birth (8), month of appointment (6), sex (1), a running number (3). The
 * appointment's month is no test: contract servants (PPPK) carry 21 there. Source: Perka BKN 22/2007.
 */

/** 18 digits that begin with a date. Spaces, as people write them in groups, are to be taken out before. */
export function isNip(text: string): boolean {
  const digits = /^(\d{4})(\d{2})(\d{2})\d{6}[12]\d{3}$/.exec(text);
  if (!digits) return false;
  const [, year = '', month = '', day = ''] = digits;
  const written = `${year}-${month}-${day}`;
  const at = Date.parse(`${written}T00:00:00Z`);
  // Not every day a Date takes is one: 31 February becomes 3 March.
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(written);
}
