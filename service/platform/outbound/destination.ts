/**
 * Where the service may call out to: addresses of the public internet, by https. Whoever may enter a URL could
 * otherwise have the service knock at doors inside its own network. Pure; `outbound.ts` resolves and connects.
 */
import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/** What keeps a call from being made at all. */
export type Forbidden = 'not-a-url' | 'credentials' | 'not-https' | 'private-address';

/** IPv6 has its public addresses here and nowhere else (RFC 4291, 2.4; IANA's registry of unicast space). */
const PUBLIC_IPV6 = ipaddr.IPv6.parseCIDR('2000::/3');

/**
 * Is this a public address? Loopback, private, link-local, shared, reserved and multicast ones are not (IANA's
 * special-purpose registries), nor any that stands for an IPv4 address behind a translator (mapped ones are read as
 * what they stand for). Anything that is no address is not public.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return false;
  return address instanceof ipaddr.IPv4 || address.match(PUBLIC_IPV6);
}

/** A URL's host as a name or an address: without the brackets of IPv6. */
export function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/**
 * What its text alone says against a URL; null when nothing does. `trusted`: origins that the operator has vouched
 * for, whatever they speak and wherever they lie. A name may still resolve to an address that is refused.
 * Numbers as hosts (`0x7f.1`, `2130706433`) are addresses to `URL`, so they are judged as such.
 */
export function forbids(text: string, trusted: readonly string[]): Forbidden | null {
  if (!URL.canParse(text)) return 'not-a-url';
  const url = new URL(text);
  // They would lie in the database, and in every list that shows the URL.
  if (url.username !== '' || url.password !== '') return 'credentials';
  if (trusted.includes(url.origin)) return null;
  if (url.protocol !== 'https:') return 'not-https';
  const host = hostOf(url);
  return isIP(host) !== 0 && !isPublicAddress(host) ? 'private-address' : null;
}
