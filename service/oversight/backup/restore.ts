/**
 * Puts a backup back: all of it is unpacked and checked beside what is there before anything takes its place, and
 * what was there is moved aside, not removed.
 */
import { createHash } from 'node:crypto';
import { createWriteStream, existsSync, openAsBlob, readdirSync, readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Decrypter } from 'age-encryption';
import { type Entry, open, type ZipFile } from 'yauzl';
import { type StoreWhere, storeAt } from '../../evidence/store-at.ts';
import { lockFolder } from '../../platform/data-folder.ts';
import { damageIn } from '../../platform/db/quick-check.ts';
import { makeFolder } from '../../platform/make-folder.ts';
import { finishRestore, isRestoring, replaceBy, unpackingFolder } from '../../platform/restoring.ts';
import { ConfigError } from '../../platform/settings.ts';
import { newestOutside } from '../audit/keys.ts';
import { sha256Of } from './make.ts';
import { historyUpTo, Manifest, stateIn } from './state.ts';

export interface RestoreTask extends StoreWhere {
  file: string;
  keyDir: string;
  /** What opens it: `AGE-SECRET-KEY-1…`, or the passphrase. */
  key?: { identity: string } | { passphrase: string } | undefined;
  /** Also where what is there has come further. */
  older: boolean;
  /** ms UTC */
  at: number;
  /** Ends it for as long as nothing was changed. */
  stop?: AbortSignal | undefined;
}

/** Answers what was put back, and where what was there lies now. Refuses with a {@link ConfigError}. */
export async function restoreBackup(
  task: RestoreTask,
): Promise<{ manifest: Manifest; aside: string | null }> {
  const { dataDir, keyDir, older, at } = task;
  const release = lockFolder(dataDir);
  try {
    // One that was cut off after it had begun to take its place: of it, nothing is lost.
    finishRestore(dataDir);
    const staging = unpackingFolder(dataDir, at);
    try {
      const manifest = await unpacked(task, staging);
      if (!older) refuseOlder(manifest, join(staging, 'tuntas.db'), dataDir, keyDir);
      task.stop?.throwIfAborted();
      if (task.photoStore) await handToStore(join(staging, 'photos'), task);
      task.stop?.throwIfAborted();
      return { manifest, aside: replaceBy(staging, dataDir, keyDir, at) };
    } finally {
      // What a plan speaks of is left to whoever goes on by it.
      if (!isRestoring(dataDir)) await rm(staging, { recursive: true, force: true });
    }
  } finally {
    release();
  }
}

/**
 * Before anything takes its place: a store holds photos by their hash, so one that is put there too early is only there
 * already. What the folder has none of is not removed from the store.
 */
async function handToStore(photos: string, { dataDir, photoStore, stop }: RestoreTask): Promise<void> {
  const { store } = storeAt({ dataDir, photoStore });
  for (const file of existsSync(photos) ? readdirSync(photos, { recursive: true, encoding: 'utf8' }) : []) {
    const sha256 = /([0-9a-f]{64})\.original$/.exec(file)?.[1];
    if (sha256 === undefined) continue;
    stop?.throwIfAborted();
    if (!((await store.get(sha256, 'original')) instanceof Buffer))
      await store.put(sha256, 'original', readFileSync(join(photos, file)));
  }
  await rm(photos, { recursive: true, force: true });
}

function refuseOlder(manifest: Manifest, copy: string, dataDir: string, keyDir: string): void {
  const file = join(dataDir, 'tuntas.db');
  const there = existsSync(file) ? readable(file) : null;
  const signed = newestOutside(keyDir)?.n ?? 0;
  if ((there?.seq ?? 0) > manifest.seq) {
    throw new ConfigError(
      `${dataDir} has come further than this backup (event ${there?.seq ?? '?'}; the backup's last is ${manifest.seq}): what was added since would be gone; with --older it is put back all the same`,
    );
  }
  if (signed > manifest.checkpoint) {
    throw new ConfigError(
      `${keyDir} knows a checkpoint that came after this backup (${signed}; the backup's last is ${manifest.checkpoint}): what was added since would be gone; with --older it is put back all the same`,
    );
  }
  if (there && historyUpTo(file, there.seq) !== historyUpTo(copy, there.seq)) {
    throw new ConfigError(
      `${dataDir} went another way than this backup: what happened there would be gone; with --older it is put back all the same`,
    );
  }
}

/** Null for a damaged one: that is what backups are for. */
function readable(file: string): ReturnType<typeof stateIn> | null {
  try {
    return stateIn(file);
  } catch {
    return null;
  }
}

async function unpacked({ file, key, stop }: RestoreTask, staging: string): Promise<Manifest> {
  const zip = file.endsWith('.age') ? await opened({ file, key, stop }, staging) : file;
  let files = 0;
  try {
    const archive = await openZip(zip);
    for await (const entry of archive.eachEntry()) {
      const path = join(staging, placeOf(entry));
      makeFolder(dirname(path), 0o700);
      const hash = createHash('sha256');
      const from = await archive.openReadStreamPromise(entry);
      from.on('data', (chunk: Buffer) => hash.update(chunk));
      const into = createWriteStream(path, { mode: 0o600, flags: 'wx' });
      await pipeline(from, into, until(stop));
      if (/^(?:photos|imports)\//.test(entry.fileName)) files++;
      const name = /([0-9a-f]{64})\.original$/.exec(entry.fileName)?.[1];
      if (name !== undefined && hash.digest('hex') !== name) throw damaged(file, entry.fileName);
    }
    archive.close();
  } catch (error) {
    throw error instanceof ConfigError ? error : damaged(file, error instanceof Error ? error.message : '');
  }
  if (zip !== file) await rm(zip);
  const manifest = Manifest.safeParse(readManifest(staging)).data;
  if (manifest === undefined || manifest.files !== files) throw damaged(file, 'it is not whole');
  const copy = join(staging, 'tuntas.db');
  if ((await sha256Of(copy)) !== manifest.sha256) throw damaged(file, 'tuntas.db');
  if (damageIn(copy) !== null) throw damaged(file, 'tuntas.db');
  return manifest;
}

/** For a pipeline. */
function until(stop: AbortSignal | undefined): { signal?: AbortSignal } {
  return stop === undefined ? {} : { signal: stop };
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    open(path, { lazyEntries: true, autoClose: false }, (error, zip) =>
      error ? reject(error) : resolve(zip),
    );
  });
}

function readManifest(staging: string): unknown {
  const path = join(staging, 'manifest.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

/** Only what a backup holds; `yauzl` itself refuses names that lead outside. */
function placeOf({ fileName }: Entry): string {
  if (/^(?:tuntas\.db|manifest\.json|(?:keys|audit-keys|photos|imports)\/[^\0]+[^/])$/.test(fileName))
    return fileName;
  throw new ConfigError(`This is no backup of Tuntas: it holds ${fileName}`);
}

async function opened(
  { file, key, stop }: Pick<RestoreTask, 'file' | 'key' | 'stop'>,
  staging: string,
): Promise<string> {
  if (key === undefined) {
    throw new ConfigError(
      'This backup is encrypted: --identity=FILE, or the passphrase in BACKUP_PASSPHRASE',
    );
  }
  const decrypter = new Decrypter();
  if ('identity' in key) decrypter.addIdentity(key.identity);
  else decrypter.addPassphrase(key.passphrase);
  const zip = join(staging, 'backup.zip');
  try {
    const plain = await decrypter.decrypt((await openAsBlob(file)).stream());
    const into = createWriteStream(zip, { mode: 0o600, flags: 'wx' });
    await pipeline(Readable.from(plain), into, until(stop));
  } catch (error) {
    const why = error instanceof Error ? error.message : 'unknown';
    throw new ConfigError(
      `${file} does not open: another key closed it, or it is damaged or cut off (${why}); nothing was changed`,
    );
  }
  return zip;
}

function damaged(file: string, what: string): ConfigError {
  return new ConfigError(`${file} is damaged or no backup (${what}): nothing was changed`);
}
