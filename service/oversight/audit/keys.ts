/**
 * What lies outside the database: the key that signs checkpoints, and the newest of them. Who can write to the
 * database alone can neither sign another history nor hide that this one was cut.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify,
} from 'node:crypto';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { madeOnce, readIfThere, writeWhole } from '../../platform/durable.ts';
import { makeFolder } from '../../platform/make-folder.ts';
import type { CheckpointRow } from '../../tables/audit.ts';

export const SIGNING_KEY = 'checkpoint.key';
/** All that is needed to verify: an auditor takes it away. */
const PUBLIC = 'checkpoint.pub';
const NEWEST = 'checkpoint.json';

export type SignedCheckpoint = Omit<CheckpointRow, 'heads'>;

const Newest = z.object({
  n: z.number().int(),
  at: z.number().int(),
  seq: z.number().int(),
  tickets: z.number().int(),
  events: z.number().int(),
  digest: z.string(),
  change: z.number().int().nullable().default(null),
  changeHash: z.string().nullable().default(null),
  previous: z.string(),
  hash: z.string(),
  signature: z.string(),
});

export type CheckpointKey = ReturnType<typeof openCheckpointKey>;

/** Made at the first start, readable by the service alone. */
export function openCheckpointKey(folder: string) {
  makeFolder(folder, 0o700);
  const path = join(folder, SIGNING_KEY);
  const make = () =>
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const key = createPrivateKey(madeOnce(path, make, isPrivateKey));
  writeWhole(join(folder, PUBLIC), createPublicKey(key).export({ type: 'spki', format: 'pem' }).toString());
  return {
    /** base64url Ed25519 over a hex hash. */
    sign: (hash: string) => sign(null, Buffer.from(hash, 'hex'), key).toString('base64url'),
  };
}

/** Null where no checkpoint was ever signed here. */
export function publicKeyIn(folder: string): KeyObject | null {
  const pem = readIfThere(join(folder, PUBLIC));
  return pem === null ? null : createPublicKey(pem);
}

export function isSigned(
  key: KeyObject,
  { hash, signature }: Pick<SignedCheckpoint, 'hash' | 'signature'>,
): boolean {
  return verify(null, Buffer.from(hash, 'hex'), key, Buffer.from(signature, 'base64url'));
}

/** Null where there is none. Throws where the file is no checkpoint. */
export function newestOutside(folder: string): SignedCheckpoint | null {
  const text = readIfThere(join(folder, NEWEST));
  return text === null ? null : Newest.parse(JSON.parse(text));
}

/** Answers once it is safe on disk; readers see the old one or the new one, never half of one. */
export async function keepOutside(folder: string, checkpoint: SignedCheckpoint): Promise<void> {
  const draft = join(folder, `${NEWEST}.part`);
  const file = await open(draft, 'w', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(Newest.parse(checkpoint), null, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, join(folder, NEWEST));
}

function isPrivateKey(text: string): boolean {
  try {
    return createPrivateKey(text).asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}
