/**
 * One chosen photo into facts, in the officer's browser. The metadata are read by the service's own code; of the
 * pixels only whether the browser can draw them is asked, the rest is the service's.
 */
import exifr from 'exifr';
import { type PhotoFacts, unreadableFacts } from '#shared/evidence/facts.ts';
import type { Blocks } from '#shared/evidence/read/blocks.ts';
import { joined } from '#shared/evidence/read/bytes.ts';
import { metadataBlocks } from '#shared/evidence/read/containers.ts';
import { formatOf, whyNoPhoto } from '#shared/evidence/read/format.ts';
import { openContainer } from '#shared/evidence/read/isobmff.ts';
import { metadataFacts } from '#shared/evidence/read/metadata.ts';
import { withInflated } from '#shared/evidence/read/png.ts';
import type { EvidencePolicy } from '#shared/rules/evidence.ts';

/** Larger than any metadata that are looked into. */
const INFLATE_LIMIT = 4 * 1024 * 1024;

export async function readPhoto(photo: Blob, policy: EvidencePolicy): Promise<PhotoFacts> {
  const bytes = new Uint8Array(await photo.arrayBuffer());
  const format = formatOf(bytes);
  const file = { sha256: await sha256(bytes), bytes: bytes.length, format };
  if (bytes.length === 0) return unreadableFacts(file, 'empty');
  if (format === null) return unreadableFacts(file, whyNoPhoto(bytes));
  try {
    const size = format === 'heic' ? heicSize(bytes) : await drawnSize(photo);
    const blocks = await inflated(metadataBlocks(bytes, format));
    const { facts } = await metadataFacts(blocks, (tiff, options) => exifr.parse(tiff, options), policy);
    return { ...facts, ...file, ...size, unreadable: null, pixelsRead: false, thumbnailDifference: null };
  } catch {
    return unreadableFacts(file, 'damaged');
  }
}

type Size = Pick<PhotoFacts, 'width' | 'height'>;

/** As shown. Rejects where the browser cannot decode it. */
async function drawnSize(photo: Blob): Promise<Size> {
  const drawn = await createImageBitmap(photo);
  const { width, height } = drawn;
  drawn.close();
  return { width, height };
}

/** Browsers draw no HEIC: its container must parse. */
function heicSize(bytes: Uint8Array): Size {
  const container = openContainer(bytes);
  if (!container) throw new Error('the container does not parse');
  const { size } = container;
  if (!size) return { width: null, height: null };
  return size.turned
    ? { width: size.height, height: size.width }
    : { width: size.width, height: size.height };
}

async function inflated(blocks: Blocks): Promise<Blocks> {
  let whole = blocks;
  for (const { keyword, data } of blocks.deflated) {
    const block = await inflate(data);
    // A broken or oversized text block says nothing; the picture is judged without it.
    if (block) whole = withInflated(whole, keyword, block);
  }
  return whole;
}

async function inflate(data: Uint8Array): Promise<Uint8Array | null> {
  const parts: Uint8Array[] = [];
  let length = 0;
  try {
    const stream = new Blob([new Uint8Array(data)]).stream().pipeThrough(new DecompressionStream('deflate'));
    const reader = stream.getReader();
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      length += read.value.length;
      if (length > INFLATE_LIMIT) return null;
      parts.push(read.value);
    }
    return joined(parts);
  } catch {
    return null;
  }
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
