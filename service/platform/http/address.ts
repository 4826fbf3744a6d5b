/**
 * Which address a call comes from: the socket's, or, where a proxy of our own stands before the service, what that
 * proxy says. Without this, limits per address would count a whole city as one.
 */
import { isIP } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import ipaddr from 'ipaddr.js';
import { HOUR } from '#shared/time/zone.ts';
import type { Env } from './env.ts';

/**
 * `trusted`: addresses of our own proxies. To stand before everything that counts by address. `notBelieved` is called,
 * once an hour at most, where somebody else tells of addresses: a proxy that was forgotten, or a caller who tries.
 */
export function knowAddress(trusted: readonly string[], notBelieved: () => void): MiddlewareHandler<Env> {
  let quietUntil = 0;
  return (c, next) => {
    const [peer, forwarded] = [peerOf(c), c.req.header('x-forwarded-for')];
    c.set('address', addressThrough(peer, forwarded, trusted));
    if (forwarded !== undefined && !trusted.includes(plain(peer)) && performance.now() >= quietUntil) {
      quietUntil = performance.now() + HOUR;
      notBelieved();
    }
    return next();
  };
}

export function addressOf(c: Context<Env>): string {
  return c.get('address') ?? peerOf(c);
}

/** What counts as one caller: of IPv6 the first 64 bits, as everybody is given the rest whole (RFC 6177). */
export function networkOf(address: string): string {
  if (!ipaddr.IPv6.isValid(address)) return address;
  return `${ipaddr.IPv6.networkAddressFromCIDR(`${address.split('%')[0]}/64`)}/64`;
}

/**
 * The nearest address that is not a proxy of ours. Each proxy adds whom it was called by on the right; whatever
 * stands left of an address that is not ours, its sender may have written.
 */
export function addressThrough(
  peer: string,
  forwarded: string | undefined,
  trusted: readonly string[],
): string {
  const hops = (forwarded ?? '').split(',').map((hop) => plain(hop.trim()));
  let address = plain(peer);
  while (trusted.includes(address)) {
    const before = hops.pop();
    if (before === undefined || isIP(before) === 0) break;
    address = before;
  }
  return address;
}

/** An IPv4 address as a socket of both kinds writes it (RFC 4291, 2.5.5.2) is that IPv4 address. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=[\d.]+$)/i, '');
}

function peerOf(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? 'unknown';
  } catch {
    // Called without a socket (`app.request` in tests).
    return 'local';
  }
}
