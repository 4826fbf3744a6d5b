/** How a password is kept: salted, and slow to try on purpose, so that a stolen database is not tried through. */
import { randomBytes, type ScryptOptions, scryptSync, timingSafeEqual } from 'node:crypto';

interface Cost {
  /** Of N, the power of two. */
  ln: number;
  r: number;
  p: number;
}

/** 32 MB and a quarter of a second. Source: OWASP Password Storage Cheat Sheet, scrypt (2025). */
const NOW: Cost = { ln: 15, r: 8, p: 3 };

/** What better-auth wrote, as `salt:key` in hex. */
const BEFORE: Cost = { ln: 14, r: 16, p: 1 };

const KEY_BYTES = 64;

interface Kept {
  cost: Cost;
  salt: Buffer | string;
  key: Buffer;
}

/** In the PHC string format: `$scrypt$ln=15,r=8,p=3$salt$key`. */
export function hashPassword(password: string): string {
  const salt = randomBytes(16);
  return `${mark(NOW)}${salt.toString('base64url')}$${keyOf(password, salt, NOW).toString('base64url')}`;
}

export function verifyPassword({ hash, password }: { hash: string; password: string }): boolean {
  const kept = readHash(hash);
  return kept !== null && timingSafeEqual(keyOf(password, kept.salt, kept.cost), kept.key);
}

/** It was hashed by what is slow enough no more. */
export function isOutdated(hash: string): boolean {
  return !hash.startsWith(mark(NOW));
}

/** Nobody's: a name that nobody has costs what a name costs that somebody has. */
export const NOBODY = `${mark(NOW)}${'A'.repeat(22)}$${'A'.repeat(86)}`;

function mark({ ln, r, p }: Cost): string {
  return `$scrypt$ln=${ln},r=${r},p=${p}$`;
}

/** Null for what is no hash of ours. */
function readHash(hash: string): Kept | null {
  const [, ln, r, p, salt, key] =
    /^\$scrypt\$ln=(\d+),r=(\d+),p=(\d+)\$([\w-]+)\$([\w-]{86})$/.exec(hash) ?? [];
  if (salt !== undefined && key !== undefined) {
    const cost = { ln: Number(ln), r: Number(r), p: Number(p) };
    return { cost, salt: Buffer.from(salt, 'base64url'), key: Buffer.from(key, 'base64url') };
  }
  const [, oldSalt, oldKey] = /^([0-9a-f]{32}):([0-9a-f]{128})$/.exec(hash) ?? [];
  if (oldSalt === undefined || oldKey === undefined) return null;
  return { cost: BEFORE, salt: oldSalt, key: Buffer.from(oldKey, 'hex') };
}

function keyOf(password: string, salt: Buffer | string, { ln, r, p }: Cost): Buffer {
  const N = 2 ** ln;
  const options: ScryptOptions = { N, r, p, maxmem: 2 * 128 * N * r };
  return scryptSync(password.normalize('NFKC'), salt, KEY_BYTES, options);
}
