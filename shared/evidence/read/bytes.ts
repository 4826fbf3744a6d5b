/** Reading numbers and text out of untrusted bytes; outside the array everything is undefined, never a throw. */

export function u16(bytes: Uint8Array, at: number): number | undefined {
  const [a, b] = [bytes[at], bytes[at + 1]];
  return a === undefined || b === undefined ? undefined : a * 0x100 + b;
}

export function u32(bytes: Uint8Array, at: number): number | undefined {
  const [high, low] = [u16(bytes, at), u16(bytes, at + 2)];
  return high === undefined || low === undefined ? undefined : high * 0x10000 + low;
}

export function u32le(bytes: Uint8Array, at: number): number | undefined {
  const [a, b, c, d] = [bytes[at], bytes[at + 1], bytes[at + 2], bytes[at + 3]];
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  return a + b * 0x100 + c * 0x10000 + d * 0x1000000;
}

/** One character for each byte, so that ASCII marks are found whatever encoding surrounds them. */
export function latin1(bytes: Uint8Array): string {
  let text = '';
  // Arguments of one call are bounded by the stack.
  for (let at = 0; at < bytes.length; at += 4096) {
    text += String.fromCharCode(...bytes.subarray(at, at + 4096));
  }
  return text;
}

/** UTF-8 where it is valid, else one character for each byte. */
export function utf8(bytes: Uint8Array): string {
  const raw = latin1(bytes);
  try {
    return decodeURIComponent(
      raw.replace(/[%\u0080-\u00ff]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`),
    );
  } catch {
    return raw;
  }
}

/** `text` is ASCII. */
export function startsWith(bytes: Uint8Array, text: string, at = 0): boolean {
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text.charCodeAt(i)) return false;
  return true;
}

export function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
