/** The real service with its photos in a store: filing, looking, erasing, checking, backups, and the store going away. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  unlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { copyPhotos } from '../../../service/evidence/move-photos.ts';
import { objectPhotoStore } from '../../../service/evidence/object-store.ts';
import { openPhotoHolds } from '../../../service/evidence/photo-holds.ts';
import { openShelf } from '../../../service/evidence/shelf.ts';
import { storeAt } from '../../../service/evidence/store-at.ts';
import { verifyLedger } from '../../../service/oversight/audit/verify.ts';
import { makeBackup } from '../../../service/oversight/backup/make.ts';
import { restoreBackup } from '../../../service/oversight/backup/restore.ts';
import { systemClock } from '../../../service/platform/clock.ts';
import { ConfigError } from '../../../service/platform/settings.ts';
import { loosePhoto, photo } from '../../../service/tables/evidence.ts';
import { photoRemoval } from '../../../service/tables/privacy.ts';
import { ticket } from '../../../service/tables/ticket.ts';
import { fixture } from '../evidence/desk.ts';
import { aReport, type House, openHouse, type Reply } from '../harness.ts';
import { itOfAFile } from '../of-a-file.ts';
import { openStoreServer, type StoreServer } from './store-server.ts';

const COMMAND = join(import.meta.dirname, '../../../service/compose/commands/photos.ts');
const BYTES = fixture('plain-0be94610.jpg');
const SHA256 = createHash('sha256').update(BYTES).digest('hex');
const nameOf = (sha256: string, as: string) => `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}.${as}`;

let server: StoreServer;
let house: House;
beforeAll(async () => {
  server = await openStoreServer();
  house = await openHouse({ config: { photoStore: server.settings } });
});
afterAll(async () => {
  await house.close();
  await server.close();
});
beforeEach(() => {
  server.line = 'open';
});

async function fileWithPhoto(): Promise<Reply> {
  const photos = [new File([new Uint8Array(BYTES)], 'foto.jpg')];
  return (await house.as('admin')).form('/tickets', { report: JSON.stringify(aReport()), photos });
}

async function photoOf(number: string): Promise<string> {
  const [first] = (await (await house.as('validator')).ticket(number)).photos;
  return first?.id ?? '';
}

const isStored = (as = 'original', sha256 = SHA256) => existsSync(server.fileOf(nameOf(sha256, as)));
const rowsOf = () => house.db.select().from(photo).where(eq(photo.sha256, SHA256));

describe('with its photos in a store, the service', () => {
  it('keeps them there alone, shows them, and leaves nothing in hand', async () => {
    const { number } = JSON.parse((await fileWithPhoto()).text);
    expect(isStored()).toBe(true);
    expect(existsSync(join(house.folder, 'photos'))).toBe(false);
    const validator = await house.as('validator');
    for (const as of ['thumb', 'display', 'original']) {
      expect((await validator.get(`/photos/${await photoOf(number)}?as=${as}`)).status).toBe(200);
    }
    expect(isStored('thumb') && isStored('display')).toBe(true);
    await expect.poll(() => house.db.$count(loosePhoto)).toBe(0);
  });

  it('refuses what needs a photo while the store is away, half writes nothing, and does all else', async () => {
    const { number } = JSON.parse((await fileWithPhoto()).text);
    const before = (await rowsOf()).length;
    const id = await photoOf(number);
    await server.stop();
    const refused = await fileWithPhoto();
    expect(refused.refusal()).toBe('unavailable');
    expect(refused.headers.get('retry-after')).toBe('10');
    expect(await rowsOf()).toHaveLength(before);
    const validator = await house.as('validator');
    expect((await validator.get(`/photos/${id}?as=original`)).refusal()).toBe('unavailable');
    expect((await (await house.as('admin')).tryFile()).status).toBe(201);
    expect((await validator.get('/queue')).status).toBe(200);
    await server.start();
    expect((await fileWithPhoto()).status).toBe(201);
    expect((await validator.get(`/photos/${id}?as=original`)).status).toBe(200);
  });

  it('says in /readyz that the store is away, and goes on taking calls', async () => {
    const readyz = async () => {
      await house.service.platform.health.start(house.service.evidence.checks);
      return house.service.app.request('/readyz', { headers: { 'accept-language': 'en' } });
    };
    expect(await (await readyz()).text()).not.toContain('PHOTO_STORE');
    await server.stop();
    const answer = await readyz();
    expect([answer.status, await answer.text()]).toEqual([200, expect.stringContaining('PHOTO_STORE')]);
    await server.start();
    expect(await (await readyz()).text()).not.toContain('PHOTO_STORE');
  });

  it('removes what no report shows any more, also where the store was away at first', async () => {
    const shown = await house.db
      .select({ number: ticket.number })
      .from(photo)
      .innerJoin(ticket, eq(ticket.id, photo.ticketId));
    const operator = await house.as('operator');
    const [last, ...others] = shown.map(({ number }) => number);
    for (const number of others)
      expect((await operator.post(`/tickets/${number}/erase`, { reason: 'Permintaan' })).status).toBe(200);
    // One report still shows it.
    expect(isStored()).toBe(true);
    await server.stop();
    expect((await operator.post(`/tickets/${last}/erase`, { reason: 'Permintaan' })).status).toBe(200);
    await server.start();
    expect(isStored()).toBe(true);
    await house.service.jobs.runDue();
    expect([isStored(), isStored('thumb'), isStored('display')]).toEqual([false, false, false]);
    expect(await house.db.$count(photoRemoval)).toBe(0);
  });

  itOfAFile(
    'makes a backup that holds them, puts it back into an empty store, and checks every file',
    async () => {
      await fileWithPhoto();
      await house.service.jobs.runDue();
      const base = mkdtempSync(join(tmpdir(), 'tuntas-stored-'));
      const other = await openStoreServer();
      try {
        const here = { dataDir: house.folder, keyDir: join(house.folder, 'keys') };
        const file = await makeBackup({
          ...here,
          photoStore: server.settings,
          to: join(base, 'backups'),
          at: Date.now(),
        });
        const there = { dataDir: join(base, 'data'), keyDir: join(base, 'data', 'keys') };
        const photoStore = other.settings;
        const { manifest } = await restoreBackup({
          ...there,
          file,
          photoStore,
          older: false,
          at: Date.now(),
        });
        expect(manifest.files).toBe(1);
        expect(readdirSync(there.dataDir)).not.toContain('photos');
        const check = () => verifyLedger({ ...there, photoStore, rows: true, files: true }, systemClock);
        expect(await check()).toMatchObject({ ok: true, files: 1 });
        unlinkSync(other.fileOf(nameOf(SHA256, 'original')));
        expect(await check()).toMatchObject({ ok: false, first: { kind: 'file_missing' } });
        await other.stop();
        await expect(check()).rejects.toThrow('photo store is away');
      } finally {
        await other.close();
        rmSync(base, { recursive: true });
      }
    },
  );

  it('has them copied to disk and back by a command that compares every one', async () => {
    await fileWithPhoto();
    const env = {
      PATH: process.env.PATH,
      ...house.env,
      PHOTO_STORE: server.settings.url,
      PHOTO_STORE_ACCESS_KEY: server.settings.accessKey,
      PHOTO_STORE_SECRET_KEY: server.settings.secretKey,
    };
    const program = spawn(process.execPath, ['--import', 'tsx', COMMAND, '--to=disk'], { env });
    const [said, [code]] = await Promise.all([text(program.stdout), once(program, 'exit')]);
    expect([code, said]).toEqual([0, '1 photos: 1 copied, 0 were there, all compared.\n']);
    const onDisk = join(house.folder, 'photos', nameOf(SHA256, 'original'));
    expect(readFileSync(onDisk).equals(BYTES)).toBe(true);

    const { dataDir } = house.service.platform.config;
    const stores = {
      from: storeAt({ dataDir }).store,
      to: storeAt({ dataDir, photoStore: server.settings }).store,
    };
    const back = () => copyPhotos(house.db, stores);
    unlinkSync(server.fileOf(nameOf(SHA256, 'original')));
    expect(await back()).toEqual({ photos: 1, copied: 1, lost: [] });
    expect(await back()).toEqual({ photos: 1, copied: 0, lost: [] });
    unlinkSync(server.fileOf(nameOf(SHA256, 'original')));
    writeFileSync(onDisk, 'something else');
    expect(await back()).toEqual({ photos: 1, copied: 0, lost: [SHA256] });
    rmSync(join(house.folder, 'photos'), { recursive: true });
  });

  it('does not start on a store that lets nobody in, and starts on one that is only away', async () => {
    const closed = { ...server.settings, secretKey: 'wrong' };
    await expect(openHouse({ config: { photoStore: closed } })).rejects.toThrow(ConfigError);
    await server.stop();
    const alone = await openHouse({ config: { photoStore: server.settings } });
    expect((await (await alone.as('admin')).tryFile()).status).toBe(201);
    await alone.close();
    await server.start();
  });
});

describe('two processes on one store', () => {
  const shelfOf = () =>
    openShelf(
      objectPhotoStore(server.settings, 'a key'),
      { render: () => Promise.reject(new Error('not asked')) },
      undefined,
      openPhotoHolds(house.db, house.service.platform.clock),
    );
  const bytes = Buffer.from('a photo of two');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const nobodyShows = async () => false;

  it('do not lose a photo that one brings in and the other would take away', async () => {
    const [one, other] = [shelfOf(), shelfOf()];
    await one.keep(sha256, bytes);
    expect(await other.remove(sha256, nobodyShows)).toBe(false);
    expect(isStored('original', sha256)).toBe(true);
    one.letGo(sha256);
    await expect.poll(() => other.remove(sha256, nobodyShows)).toBe(true);
    expect(isStored('original', sha256)).toBe(false);
  });

  it('write it after the other has taken it away', async () => {
    const [one, other] = [shelfOf(), shelfOf()];
    await one.keep(sha256, bytes);
    one.letGo(sha256);
    let goOn = (): void => {};
    const looking = new Promise<boolean>((resolve) => {
      goOn = () => resolve(false);
    });
    await expect.poll(() => house.db.$count(loosePhoto)).toBe(0);
    const removed = other.remove(sha256, () => looking);
    await expect.poll(() => house.db.$count(loosePhoto)).toBe(1);
    const kept = one.keep(sha256, bytes);
    await expect.poll(() => house.db.$count(loosePhoto)).toBe(2);
    goOn();
    expect(await removed).toBe(true);
    await kept;
    expect(isStored('original', sha256)).toBe(true);
    one.letGo(sha256);
    await expect.poll(() => house.db.$count(loosePhoto)).toBe(0);
  });
});
