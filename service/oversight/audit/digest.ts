/** How a checkpoint sums up its stretch of the log: the same computation when it is signed and when it is verified. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { SignedCheckpoint } from './keys.ts';

/** Every event counts with its place, so that nothing can be left out, slipped in or moved. */
export interface Digest {
  add(event: { seq: number; hash: string }): void;
  hex(): string;
}

export function openDigest(): Digest {
  const hash = createHash('sha256');
  return {
    add: (event) => hash.update(`${event.seq} ${event.hash}\n`),
    hex: () => hash.digest('hex'),
  };
}

/** hex SHA-256 over the canonical JSON (RFC 8785) of all but hash and signature. */
export function checkpointHash(of: Omit<SignedCheckpoint, 'hash' | 'signature'>): string {
  const { n, at, seq, tickets, events, digest, previous } = of;
  return createHash('sha256')
    .update(canonicalize({ n, at, seq, tickets, events, digest, previous }) ?? '')
    .digest('hex');
}

/** As much of a head's hash as naming it takes. */
export function hintOf(hash: string): string {
  return hash.slice(0, 32);
}
