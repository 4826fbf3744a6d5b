/**
 * The script's times: `03-28 19:00` and `04-05 00:00:00.001` are days of 2025 in WIB, `2d 3h` and `6h 30m 1ms`
 * lie that long after a report was filed. Deliberately ignorant of the service's own arithmetic.
 */
const UNITS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 } as const;
type Unit = keyof typeof UNITS;

/** ms UTC of a day and time of 2025 in WIB. */
export function wib(text: string): number {
  const [day, time = ''] = text.split(' ');
  const at = Date.parse(`2025-${day}T${time.length === 5 ? `${time}:00` : time}+07:00`);
  if (Number.isNaN(at)) throw new Error(`Not a time of the script: ${text}`);
  return at;
}

/** ms UTC of an instant of the script, for a report filed at `filed`. */
export function instant(text: string, filed: number): number {
  if (/^\d\d-\d\d /.test(text)) return wib(text);
  return text.split(' ').reduce((at, part) => {
    const [, amount, unit] = /^(\d+)(d|h|m|s|ms)$/.exec(part) ?? [];
    if (amount === undefined || unit === undefined) throw new Error(`Not a time of the script: ${text}`);
    return at + Number(amount) * UNITS[unit as Unit];
  }, filed);
}

/** RFC 3339, as calls carry it. */
export function rfc(at: number): string {
  return new Date(at).toISOString();
}
