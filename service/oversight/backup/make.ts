/**
 * A backup: database, photos, files being imported and keys as one state, in one file that common tools open (zip,
 * and age where it is encrypted). Made beside a running service.
 */
import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream, existsSync, readdirSync, readFileSync } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Encrypter } from 'age-encryption';
import { sql } from 'drizzle-orm';
import { ZipFile } from 'yazl';
import { openDatabase } from '../../platform/db/database.ts';
import { makeFolder } from '../../platform/make-folder.ts';
import { type Manifest, stateIn } from './state.ts';

export interface BackupTask {
  dataDir: string;
  keyDir: string;
  /** Where it is put; made where missing. */
  to: string;
  /** ms UTC */
  at: number;
  seal?: Seal | undefined;
}

/** To whom it is encrypted: `age1…`, or whoever knows the passphrase. */
export type Seal = { recipient: string } | { passphrase: string };

/** Answers its file. What is not finished bears another name, and nothing of it stays where it fails. */
export async function makeBackup({ dataDir, keyDir, to, at, seal }: BackupTask): Promise<string> {
  makeFolder(to, 0o700);
  const path = join(to, nameOf(at, seal !== undefined));
  const draft = `${path}.${randomUUID()}.part`;
  const copy = `${draft}.db`;
  try {
    // Keys before the database: the checkpoint that lies beside them must be one that the copy knows.
    const keys = [...filesIn(join(dataDir, 'keys'), 'keys'), ...otherKeys(dataDir, keyDir)].map(
      ([file, name]) => [readFileSync(file), name] as const,
    );
    const database = openDatabase(join(dataDir, 'tuntas.db'));
    await database.db.run(sql`vacuum into ${copy}`);
    database.close();
    // Photos after it: each that the copy names was on disk before it was named.
    const files = ['photos', 'imports'].flatMap((folder) => filesIn(join(dataDir, folder), folder));
    const manifest: Manifest = {
      format: 1,
      at,
      ...stateIn(copy),
      sha256: await sha256Of(copy),
      files: files.length,
    };

    const zip = new ZipFile();
    for (const [bytes, name] of keys) zip.addBuffer(bytes, name);
    zip.addFile(copy, 'tuntas.db');
    // Coded pictures do not become smaller.
    for (const [file, name] of files) zip.addFile(file, name, { compress: false });
    zip.addBuffer(Buffer.from(JSON.stringify(manifest)), 'manifest.json');
    const failed = new Promise<never>((_, reject) => zip.on('error', reject));
    zip.end();
    const into = createWriteStream(draft, { mode: 0o600, flags: 'wx' });
    const packed = Readable.from(zip.outputStream);
    await Promise.race([pipeline(seal === undefined ? packed : await sealed(packed, seal), into), failed]);
    const handle = await open(draft, 'r+');
    await handle.sync();
    await handle.close();
    await rename(draft, path);
    return path;
  } finally {
    await Promise.all([rm(draft, { force: true }), rm(copy, { force: true })]);
  }
}

export const NAME = /^tuntas-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.zip(?:\.age)?$/;

function nameOf(at: number, isSealed: boolean): string {
  const stamp = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `tuntas-${stamp}.zip${isSealed ? '.age' : ''}`;
}

async function sealed(packed: Readable, seal: Seal): Promise<Readable> {
  const encrypter = new Encrypter();
  if ('recipient' in seal) encrypter.addRecipient(seal.recipient);
  else encrypter.setPassphrase(seal.passphrase);
  return Readable.from(await encrypter.encrypt(Readable.toWeb(packed) as ReadableStream<Uint8Array>));
}

/** Where the key that signs lies elsewhere. */
function otherKeys(dataDir: string, keyDir: string): [file: string, name: string][] {
  return keyDir === join(dataDir, 'keys') ? [] : filesIn(keyDir, 'audit-keys');
}

function filesIn(folder: string, as: string): [file: string, name: string][] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file, as + file.slice(folder.length).replaceAll('\\', '/')]);
}

export async function sha256Of(file: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(file)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
