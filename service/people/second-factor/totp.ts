/**
 * One-time codes by the clock, as every authenticator app makes them: TOTP (RFC 6238) over HOTP (RFC 4226) with SHA-1,
 * six digits and half a minute, which all of them take.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';

const STEP_MS = 30_000;
const DIGITS = 6;

/** Half minutes since 1970. */
export function stepAt(now: number): number {
  return Math.floor(now / STEP_MS);
}

export function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const hash = createHmac('sha1', secret).update(counter).digest();
  const at = hash.readUInt8(hash.length - 1) & 0x0f;
  const number = hash.readUInt32BE(at) & 0x7f_ff_ff_ff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** Which half minute a code is of; one before and one after count too, as clocks differ. Null for none of them. */
export function stepOf(secret: Buffer, code: string, now: number): number | null {
  if (!isCode(code)) return null;
  const given = Buffer.from(code);
  let found: number | null = null;
  // All are compared, and each whole: how long it takes tells nothing.
  for (const step of [-1, 0, 1].map((drift) => stepAt(now) + drift)) {
    if (timingSafeEqual(Buffer.from(codeAt(secret, step)), given)) found = step;
  }
  return found;
}

export function isCode(text: string): boolean {
  return /^\d{6}$/.test(text);
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Base32 (RFC 4648) without filling: letters that can be read out and typed. */
export function base32(bytes: Buffer): string {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return (bits.match(/.{1,5}/g) ?? [])
    .map((five) => LETTERS[Number.parseInt(five.padEnd(5, '0'), 2)])
    .join('');
}

/** What the QR code says; apps show `issuer` and `account` beside the code. */
export function keyUri(secret: Buffer, issuer: string, account: string): string {
  const query = `secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`;
  return `otpauth://totp/${encodeURIComponent(issuer)}:${encodeURIComponent(account)}?${query}`;
}
