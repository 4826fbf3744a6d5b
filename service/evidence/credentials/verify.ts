/** Content Credentials (C2PA 2.1) of a photo: who signed it, and whether the file is still the one that was signed. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Credentials } from '#shared/evidence/facts.ts';
import { readCbor } from './cbor.ts';
import { type Anchors, signerOf } from './signer.ts';
import { activeManifest, contentOf, type Manifest } from './store.ts';

const Bytes = z.instanceof(Uint8Array);
const Algorithm = z.enum(['sha256', 'sha384', 'sha512']);
const Hashed = z.object({ url: z.string(), hash: Bytes, alg: Algorithm.optional() });
const Claim = z.object({
  alg: Algorithm.default('sha256'),
  assertions: z.array(Hashed).optional(),
  created_assertions: z.array(Hashed).default([]),
  gathered_assertions: z.array(Hashed).default([]),
});
const FileHash = z.object({
  alg: Algorithm.optional(),
  hash: Bytes,
  exclusions: z
    .array(z.object({ start: z.int().min(0), length: z.int().min(0) }))
    .max(100)
    .default([]),
});

/** By which a claim is bound to the bytes of its file. Other bindings (of boxes, of HEIC) are not followed here. */
const FILE_HASH = 'c2pa.hash.data';

const UNREAD: Credentials = { state: 'unverified', signedBy: null, isListed: false };

/** `store`: the manifest store that lies in `file`. Never throws: what cannot be read was not verified. */
export function verifyCredentials(store: Uint8Array, file: Uint8Array, anchors?: Anchors): Credentials {
  try {
    const manifest = activeManifest(store);
    return manifest ? verifyManifest(manifest, file, anchors) : UNREAD;
  } catch {
    return UNREAD;
  }
}

function verifyManifest(
  { claim, signature, assertions }: Manifest,
  file: Uint8Array,
  anchors?: Anchors,
): Credentials {
  const { name, isListed, fits } = signerOf(signature, claim, anchors);
  const { alg, created_assertions, gathered_assertions, ...older } = Claim.parse(readCbor(claim));
  const named = [...(older.assertions ?? created_assertions), ...gathered_assertions];
  const isWhole = named.every(({ url, hash, alg: own = alg }) => {
    const content = assertions.get(labelIn(url));
    return content !== undefined && isHashOf([content], hash, own);
  });
  const bound = named.find(({ url }) => labelIn(url) === FILE_HASH);
  const changed: Credentials = { state: 'changed', signedBy: name, isListed };
  if (!fits || !isWhole) return changed;
  if (!bound) return { ...changed, state: 'unverified' };
  const binding = FileHash.parse(readCbor(contentOf(assertions.get(FILE_HASH)) ?? new Uint8Array()));
  const rest = without(file, binding.exclusions);
  return isHashOf(rest, binding.hash, binding.alg ?? alg) ? { ...changed, state: 'valid' } : changed;
}

/** `self#jumbf=/c2pa/urn:uuid:…/c2pa.assertions/c2pa.hash.data` */
function labelIn(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

function isHashOf(
  parts: readonly Uint8Array[],
  expected: Uint8Array,
  algorithm: z.infer<typeof Algorithm>,
): boolean {
  const hash = createHash(algorithm);
  for (const part of parts) hash.update(part);
  return hash.digest().equals(expected);
}

/** What is left between the ranges that the manifest itself takes. */
function without(file: Uint8Array, ranges: readonly { start: number; length: number }[]): Uint8Array[] {
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const { start, length } of ranges.toSorted((a, b) => a.start - b.start)) {
    parts.push(file.subarray(at, Math.max(at, start)));
    at = Math.max(at, start + length);
  }
  return [...parts, file.subarray(at)];
}
