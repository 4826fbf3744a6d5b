/** A narrative as numbers: the hashes of its word 3-grams, and the few of them that an index needs. */
import { createHash } from 'node:crypto';
import { gramsOf } from '#shared/evidence/narrative/grams.ts';

/** 48-bit hashes, ascending: their order is fixed, which the prefix filter needs. Empty below three words. */
export function narrativeHashes(narrative: string): number[] {
  const hashes = new Set<number>();
  for (const gram of gramsOf(narrative)) {
    hashes.add(createHash('sha256').update(gram).digest().readUIntBE(0, 6));
  }
  return [...hashes].sort((a, b) => a - b);
}

/** Two sets with a Jaccard index of at least `similarity` share a member of these. */
export function prefixOf(hashes: readonly number[], similarity: number): number[] {
  // 0.8 · 5 is not quite 4 in binary; without the margin the prefix would come out one too short.
  const needed = Math.ceil(similarity * hashes.length - 1e-9);
  return hashes.slice(0, hashes.length - needed + 1);
}
