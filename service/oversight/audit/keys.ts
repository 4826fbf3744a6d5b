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
import { readFileSync, writeFileSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
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
  const pair = generateKeyPairSync('ed25519');
  try {
    // `wx`: of two processes that start at once one writes and both read the same.
    writeFileSync(path, pair.privateKey.export({ type: 'pkcs8', format: 'pem' }), {
      flag: 'wx',
      mode: 0o600,
    });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
  }
  const key = createPrivateKey(readFileSync(path));
  const open = createPublicKey(key).export({ type: 'spki', format: 'pem' });
  writeFileSync(join(folder, PUBLIC), open, { mode: 0o600 });
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

function readIfThere(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    throw error;
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
