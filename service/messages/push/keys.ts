/** The pair that the service signs its pushes with (VAPID, RFC 8292): browsers take them from nobody else. */
import { createECDH, createHash } from 'node:crypto';

export interface PushKeys {
  /** base64url, uncompressed point. */
  publicKey: string;
  /** base64url */
  privateKey: string;
}

/** `secret`: 256 bits as base64url, the same at every start. One in four billion is no number of the curve: its hash is taken. */
export function pushKeys(secret: string): PushKeys {
  for (let bytes = Buffer.from(secret, 'base64url'); ; bytes = createHash('sha256').update(bytes).digest()) {
    const pair = createECDH('prime256v1');
    try {
      pair.setPrivateKey(bytes);
    } catch {
      continue;
    }
    return {
      publicKey: pair.getPublicKey('base64url'),
      privateKey: bytes.toString('base64url'),
    };
  }
}
