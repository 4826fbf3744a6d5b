/**
 * A backup: database, photos, files being imported and keys as one state, in one file that common tools open (zip,
 * and age where it is encrypted). Made beside a running service.
 */
import { createHash, randomUUID } from 'node:crypto';
import {
  createReadStream,
  createWriteStream,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
} from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { addAbortSignal, Readable } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import { Encrypter } from 'age-encryption';
import { sql } from 'drizzle-orm';
import { ZipFile } from 'yazl';
import { z } from 'zod';
import type { PhotoStore } from '../../evidence/store.ts';
import { type StoreWhere, storeAt } from '../../evidence/store-at.ts';
import { isPhotoName, placeOf } from '../../evidence/store-seal.ts';
import { holdFile, inspect, openDatabase } from '../../platform/db/embedded.ts';
import { openServerSnapshot } from '../../platform/db/remote.ts';
import { askOf, copyToFile } from '../../platform/db/server-copy.ts';
import type { Source } from '../../platform/db/source.ts';
import { syncFolder } from '../../platform/durable.ts';
import { makeFolder } from '../../platform/make-folder.ts';
import { ConfigError, sourceOf } from '../../platform/settings.ts';
import { SIGNING_KEY } from '../audit/keys.ts';
import { digestsOf } from './server-files.ts';
import { type Manifest, stateIn } from './state.ts';
import { differingTables, digestTables } from './table-digests.ts';

export interface BackupTask extends StoreWhere {
  /** Of the database, where that lies elsewhere than in the data folder. */
  source?: Source;
  keyDir: string;
  /** Where it is put; made where missing. */
  to: string;
  /** ms UTC */
  at: number;
  seal?: Seal | undefined;
}

/** Of the process that made a scheduled one: its file, or why there is none. */
export type BackupAnswer = { path: string } | { why: string };

/** To whom it is encrypted: `age1…`, or whoever knows the passphrase. */
export type Seal = { recipient: string } | { passphrase: string };

/**
 * Answers its file. What is not finished bears another name, and nothing of it stays where it fails or `stop` is
 * aborted; what a killed one left goes with the next.
 */
export async function makeBackup(
  { dataDir, keyDir, to, at, seal, photoStore, ...where }: BackupTask,
  stop?: AbortSignal,
): Promise<string> {
  const source = where.source ?? sourceOf({ dataDir });
  // Opening it would make an empty one, and throw a log away that lies there alone.
  if ('file' in source && (!existsSync(source.file) || statSync(source.file).size === 0)) {
    throw new ConfigError(`${dataDir} holds no tuntas.db: name the folder of the service with DATA_DIR`);
  }
  makeFolder(to, 0o700);
  const release = holdDrafts(dataDir);
  if (release === null) throw new ConfigError(`Another backup of ${dataDir} is being made`);
  const path = join(to, nameOf(at, seal !== undefined));
  const draft = `${path}.${randomUUID()}.part`;
  // Not encrypted, so it never lies where backups do.
  const copy = join(dataDir, COPY);
  try {
    removeDrafts(dataDir, to);
    // Keys before the database: the checkpoint that lies beside them must be one that the copy knows.
    const keys = [...filesIn(join(dataDir, 'keys'), 'keys'), ...otherKeys(dataDir, keyDir)].map(
      ([file, name]) => [readFileSync(file), name] as const,
    );
    await copyOf(source, copy);
    stop?.throwIfAborted();
    // Photos after it: each that the copy names was on disk before it was named.
    const files = [
      ...(photoStore ? [] : filesIn(join(dataDir, 'photos'), 'photos')),
      ...importsIn(dataDir, copy),
    ];
    const photos = photoStore ? storedPhotos(copy, storeAt({ dataDir, photoStore }).store) : [];
    // Without it nobody can tell what was put back from what was forged.
    if (stateIn(copy).checkpoint > 0 && !existsSync(join(keyDir, SIGNING_KEY))) {
      throw new ConfigError(
        `The key that signs the log of ${dataDir} is not in ${keyDir}: name its folder with AUDIT_KEY_DIR`,
      );
    }
    await packInto(draft, { keys, files, photos, copy, at, seal }, stop);
    await rename(draft, path);
    syncFolder(to);
    return path;
  } finally {
    removeDrafts(dataDir, to);
    release();
  }
}

/** The database as it is at one moment, beside whoever writes to it. */
async function copyOf(source: Source, copy: string): Promise<void> {
  if ('file' in source) {
    const database = openDatabase(source.file);
    try {
      await database.db.run(sql`vacuum into ${copy}`);
    } finally {
      database.close();
    }
    return;
  }
  // Not by a copy of the server: what was acknowledged is to be in it.
  const { url, token } = source.server;
  const moment = await openServerSnapshot({ url, ...(token === undefined ? {} : { token }) });
  try {
    const ask = askOf(moment.db);
    await copyToFile(ask, copy);
    const differing = differingTables(await digestTables(ask), await digestsOf(copy));
    if (differing.length > 0)
      throw new ConfigError(`The copy of the server's database is not the same in ${differing.join(', ')}`);
  } finally {
    moment.close();
  }
}

/** Of one that was killed; where another is being made nothing is touched. */
export function sweepDrafts(dataDir: string, to: string): void {
  const release = holdDrafts(dataDir);
  if (release === null) return;
  removeDrafts(dataDir, to);
  release();
}

const COPY = 'backup.db.part';

/** One backup of a folder at a time; null while there is one. */
function holdDrafts(dataDir: string): (() => void) | null {
  const file = join(dataDir, 'backup.lock');
  const release = holdFile(file);
  if (release === null) return null;
  return () => {
    release();
    // Whoever makes the next one may run under another account.
    rmSync(file, { force: true });
  };
}

function removeDrafts(dataDir: string, to: string): void {
  for (const [folder, draft] of [
    [dataDir, /^backup\.db\.part/],
    [to, /^tuntas-\d{8}T\d{6}Z\.zip(?:\.age)?\..*\.part/],
  ] as const) {
    if (!existsSync(folder)) continue;
    for (const name of readdirSync(folder).filter((name) => draft.test(name))) {
      rmSync(join(folder, name), { force: true });
    }
  }
}

interface Parts {
  keys: (readonly [bytes: Buffer, name: string])[];
  files: [file: string, name: string][];
  /** From a store elsewhere, one after the other. */
  photos: AsyncIterable<readonly [bytes: Buffer, name: string]> | readonly never[];
  /** Of the database. */
  copy: string;
  at: number;
  seal: Seal | undefined;
}

async function packInto(
  draft: string,
  { keys, files, photos, copy, at, seal }: Parts,
  stop?: AbortSignal,
): Promise<void> {
  const zip = new ZipFile();
  const packed = Readable.from(zip.outputStream);
  const output = seal === undefined ? packed : await sealed(packed, seal);
  const failed = new AbortController();
  const halted = stop === undefined ? failed.signal : AbortSignal.any([failed.signal, stop]);
  const fill = async (): Promise<void> => {
    const state = { ...stateIn(copy), sha256: await sha256Of(copy) };
    for (const [bytes, name] of keys) zip.addBuffer(bytes, name);
    await add(zip, copy, 'tuntas.db', true, halted);
    let added = 0;
    for (const [file, name] of files) {
      // Coded pictures do not become smaller.
      if (await add(zip, file, name, false, halted)) added++;
    }
    for await (const [bytes, name] of photos) {
      await addBytes(zip, bytes, name, halted);
      added++;
    }
    const manifest: Manifest = { format: 1, at, ...state, files: added };
    zip.addBuffer(Buffer.from(JSON.stringify(manifest)), 'manifest.json');
    zip.end();
  };
  try {
    const into = createWriteStream(draft, { mode: 0o600, flags: 'wx' });
    await Promise.all([
      pipeline(output, into, { signal: halted }),
      fill().catch((error: unknown) => {
        failed.abort(error);
        throw error;
      }),
    ]);
  } finally {
    failed.abort();
  }
  const handle = await open(draft, 'r+');
  await handle.sync();
  await handle.close();
}

/**
 * Of one file after another, as it is when its turn comes: photos are erased and imports end meanwhile. False for one
 * that is gone.
 */
async function add(
  zip: ZipFile,
  file: string,
  name: string,
  compress: boolean,
  signal: AbortSignal,
): Promise<boolean> {
  const handle = await open(file).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null;
    throw error;
  });
  if (handle === null) return false;
  const bytes = addAbortSignal(signal, handle.createReadStream());
  zip.addReadStream(bytes, name, { compress });
  await finished(bytes);
  return true;
}

/** Waits until it is taken: of many photos never more than one is in memory. */
async function addBytes(zip: ZipFile, bytes: Buffer, name: string, signal: AbortSignal): Promise<void> {
  const from = addAbortSignal(signal, Readable.from([bytes]));
  zip.addReadStream(from, name, { compress: false });
  await finished(from);
}

/**
 * The originals that the copy of the database names, each compared with its hash; copies are made anew. One that is not
 * there or altered is left out, as on disk: the service's own check tells of it. Throws where the store is away.
 */
async function* storedPhotos(copy: string, store: PhotoStore) {
  for (let page = namedIn(copy, ''); page.length > 0; page = namedIn(copy, page.at(-1) ?? '')) {
    for (const sha256 of page) {
      const bytes = await store.get(sha256, 'original');
      if (bytes instanceof Buffer) yield [bytes, `photos/${placeOf(sha256)}/${sha256}.original`] as const;
    }
  }
}

const PAGE = 500;

/** As `namedPhotos` has them, of a file that must not change by a byte. Hashes, so nothing in them needs quoting. */
function namedIn(copy: string, after: string): string[] {
  const named = inspect(copy, (rows) =>
    rows(
      `select sha256 from file.photo where erased_at is null and sha256 > '${after}'
       union select sha256 from file.loose_photo where sha256 > '${after}' order by 1 limit ${PAGE}`,
    ),
  );
  return z
    .array(z.tuple([z.string().refine(isPhotoName)]))
    .parse(named)
    .flat();
}

export const NAME = /^tuntas-(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z\.zip(?:\.age)?$/;

function nameOf(at: number, isSealed: boolean): string {
  const stamp = new Date(at).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  return `tuntas-${stamp}.zip${isSealed ? '.age' : ''}`;
}

async function sealed(packed: Readable, seal: Seal): Promise<Readable> {
  const encrypter = encrypterFor(seal);
  return Readable.from(await encrypter.encrypt(Readable.toWeb(packed) as ReadableStream<Uint8Array>));
}

function encrypterFor(seal: Seal): Encrypter {
  const encrypter = new Encrypter();
  if ('passphrase' in seal) {
    encrypter.setPassphrase(seal.passphrase);
    return encrypter;
  }
  try {
    encrypter.addRecipient(seal.recipient);
  } catch {
    throw new ConfigError(`"${seal.recipient}" is no recipient of age (age1…)`);
  }
  return encrypter;
}

/** Where the key that signs lies elsewhere. */
function otherKeys(dataDir: string, keyDir: string): [file: string, name: string][] {
  return keyDir === join(dataDir, 'keys') ? [] : filesIn(keyDir, 'audit-keys');
}

/** One that is still being received is begun again by its sender: after a restore nobody would go on with it. */
function importsIn(dataDir: string, copy: string): [file: string, name: string][] {
  const whole = inspect(copy, (rows) => rows(`select id from file.import_job where state <> 'receiving'`));
  const ids = z
    .array(z.tuple([z.string()]))
    .parse(whole)
    .flat();
  return filesIn(join(dataDir, 'imports'), 'imports').filter(([file]) =>
    ids.some((id) => basename(file).startsWith(id)),
  );
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
