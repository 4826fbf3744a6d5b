/** The manifest that counts out of a C2PA manifest store: JUMBF boxes (ISO 19566-5) within boxes, each with a label. */
import { latin1 } from '#shared/evidence/read/bytes.ts';
import { type Box, boxes } from '#shared/evidence/read/items.ts';

export interface Manifest {
  /** CBOR, as signed. */
  claim: Uint8Array;
  /** CBOR: a COSE signature. */
  signature: Uint8Array;
  /** By label: the whole content of the box, over which its hash goes. */
  assertions: ReadonlyMap<string, Uint8Array>;
}

/** Null where the boxes do not hold one. The last manifest speaks of the file as it is; those before tell of its parts. */
export function activeManifest(store: Uint8Array): Manifest | null {
  const [outer] = boxes(store)?.filter(isSuperBox) ?? [];
  const manifest = outer && childrenOf(outer.body).at(-1);
  if (!manifest) return null;
  const parts = new Map(childrenOf(manifest.body).map(({ body }) => [labelOf(body), body]));
  const claim = contentOf(parts.get('c2pa.claim.v2') ?? parts.get('c2pa.claim'));
  const signature = contentOf(parts.get('c2pa.signature'));
  if (claim === null || signature === null) return null;
  const assertions = childrenOf(parts.get('c2pa.assertions') ?? new Uint8Array());
  return { claim, signature, assertions: new Map(assertions.map(({ body }) => [labelOf(body), body])) };
}

/** The CBOR of a box that holds some. */
export function contentOf(superBox: Uint8Array | undefined): Uint8Array | null {
  return (superBox && boxes(superBox)?.find(({ type }) => type === 'cbor')?.body) ?? null;
}

function childrenOf(superBox: Uint8Array): Box[] {
  return boxes(superBox)?.filter(isSuperBox) ?? [];
}

function isSuperBox({ type }: Box): boolean {
  return type === 'jumb';
}

/** Behind a UUID and a byte of flags, to the NUL. */
function labelOf(superBox: Uint8Array): string {
  const description = boxes(superBox)?.find(({ type }) => type === 'jumd')?.body;
  const [label = ''] = latin1(description?.subarray(17, 17 + 300) ?? new Uint8Array()).split('\0');
  return label;
}
