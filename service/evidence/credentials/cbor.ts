/** CBOR (RFC 8949) as Content Credentials use it: read within bounds, out of bytes that anybody may have written. */

/** Deeper than any claim; nesting costs stack. */
const MAX_DEPTH = 32;

/** Claims are lists of hashes: pictures lie in boxes of their own. */
const MAX_BYTES = 1024 * 1024;

/** Keys of maps become strings; tags are left out. Throws for what is broken, endless or too large. */
export function readCbor(bytes: Uint8Array): unknown {
  if (bytes.length > MAX_BYTES) throw new RangeError('too much CBOR');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;

  function argument(info: number): number {
    if (info < 24) return info;
    const size = { 24: 1, 25: 2, 26: 4, 27: 8 }[info];
    if (size === undefined) throw new RangeError('no length');
    const from = at;
    at += size;
    if (size === 1) return view.getUint8(from);
    if (size === 2) return view.getUint16(from);
    return size === 4 ? view.getUint32(from) : Number(view.getBigUint64(from));
  }

  function take(length: number): Uint8Array {
    if (length > bytes.length - at) throw new RangeError('past the end');
    at += length;
    return bytes.subarray(at - length, at);
  }

  function list<T>(length: number, one: () => T): T[] {
    // Each takes a byte at least: more cannot follow, and no room is made for them.
    if (length > bytes.length - at) throw new RangeError('past the end');
    return Array.from({ length }, one);
  }

  function value(depth: number): unknown {
    if (depth > MAX_DEPTH) throw new RangeError('nested too deep');
    const head = view.getUint8(at++);
    const [major, info] = [head >> 5, head & 31];
    // Simple values and floats: what says true, false or nothing, and numbers that nobody here asks for.
    if (major === 7) return info < 24 ? info === 21 : argument(info) && null;
    const length = argument(info);
    switch (major) {
      case 0:
        return length;
      case 1:
        return -1 - length;
      case 2:
        return take(length);
      case 3:
        return Buffer.from(take(length)).toString('utf8');
      case 4:
        return list(length, () => value(depth + 1));
      case 5:
        return Object.fromEntries(list(length, () => [String(value(depth + 1)), value(depth + 1)] as const));
      default:
        return value(depth + 1);
    }
  }

  return value(0);
}
