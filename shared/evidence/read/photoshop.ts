/** Photoshop's image resources: the wrapping in which IPTC travels in JPEG and PNG. */
import { startsWith, u16, u32 } from './bytes.ts';

/** IPTC is resource 0x0404 among Photoshop's image resources. */
export function iptcOf(resources: Uint8Array): Uint8Array | null {
  for (let at = 0; startsWith(resources, '8BIM', at); ) {
    const name = (resources[at + 6] ?? 0) + 1;
    const sizeAt = at + 6 + name + (name % 2);
    const size = u32(resources, sizeAt);
    if (size === undefined) return null;
    if (u16(resources, at + 4) === 0x0404) return resources.subarray(sizeAt + 4, sizeAt + 4 + size);
    at = sizeAt + 4 + size + (size % 2);
  }
  return null;
}
