/**
 * Two services as processes on one libSQL server, set up as `docs/scale.md` has it: the shipped queue before a primary and
 * a replica, keys and the files of imports in folders that both share, photos in a store. The second one's line to the queue
 * can be cut.
 */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import type { Verification } from '#shared/contract/audit.ts';
import { type Client, createClient } from '#shared/contract/client.ts';
import { API_BASE } from '#shared/contract/operations.ts';
import type { Carried } from '#shared/contract/position.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { verifyLedger } from '../../service/oversight/audit/verify.ts';
import { systemClock } from '../../service/platform/clock.ts';
import { openServer, type ServerDatabase } from '../../service/platform/db/remote.ts';
import { openStoreServer } from '../service/photo-store/store-server.ts';
import { type ServiceProcess, startProcess } from '../service/process.ts';
import { type CuttableWay, openCuttableWay } from './cuttable-way.ts';
import { openQueue, type Queue } from './queue.ts';
import { type Sqld, startSqld } from './server.ts';

export type Who = 'admin' | 'validator' | 'operator';
type Tokens = Record<Who, string>;

/** One of both. */
export class Member {
  readonly #start: () => Promise<ServiceProcess>;
  #process: ServiceProcess;
  readonly tokens: Tokens = { admin: '', validator: '', operator: '' };
  /** Of whoever calls both. */
  readonly #carried: Carried;
  /** By which its row in the database is known, since it started last. */
  id = '';

  constructor(start: () => Promise<ServiceProcess>, process: ServiceProcess, carried: Carried) {
    this.#start = start;
    this.#process = process;
    this.#carried = carried;
  }

  get origin(): string {
    return this.#process.origin;
  }
  get pid(): number {
    return this.#process.pid;
  }
  as(who: Who): Client {
    return createClient({ origin: this.origin, token: () => this.tokens[who], carried: this.#carried });
  }
  async signIn(who: Who): Promise<string> {
    const body = { username: who, password: DEMO_PASSWORD };
    return (await this.as(who).call('signIn', { body })).data.token;
  }
  kill = (): Promise<void> => this.#process.kill();
  stop = (): Promise<number | null> => this.#process.stop();
  async start(): Promise<void> {
    this.#process = await this.#start();
  }

  /** Data of the next event of its live feed, and the one after that, and so on; ended by `signal`. */
  async *live(who: Who, signal: AbortSignal): AsyncGenerator<number> {
    const headers = { authorization: `Bearer ${this.tokens[who]}` };
    const response = await fetch(`${this.origin}${API_BASE}/live`, { headers, signal });
    let text = '';
    for await (const chunk of response.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      text += chunk;
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      for (const block of blocks) {
        const data = /^data: (.*)$/m.exec(block)?.[1];
        if (data !== undefined) yield Number(data);
      }
    }
  }
}

export interface Twin {
  first: Member;
  second: Member;
  primary: Sqld;
  replica: Sqld;
  queue: Queue;
  /** Between the second one and the queue. */
  lines: CuttableWay[];
  /** The database as the primary has it, past the queue: only to be read. */
  database: ServerDatabase;
  /** Rows of one column of text. */
  texts(sql: string): Promise<string[]>;
  /** `npm run verify -- --rows --files`, of the primary. */
  verify(): Promise<Verification>;
  close(): Promise<void>;
}

const Texts = z.array(z.tuple([z.string()]));

/** `trusted`: whom both may call. */
export async function openTwin(trusted: string): Promise<Twin> {
  const base = mkdtempSync(join(tmpdir(), 'tuntas-twin-'));
  const [primary, store] = await Promise.all([startSqld(), openStoreServer()]);
  const replica = await startSqld({ primary: primary.grpcUrl, keys: primary.keys });
  const queue = await openQueue(primary, replica);
  const lines = await Promise.all([queue.writeUrl, queue.readUrl].map(openCuttableWay));
  mkdirSync(join(base, 'imports'));
  const carried: Carried = {};

  async function member(name: string, writeUrl: string, readUrl: string): Promise<Member> {
    const dataDir = join(base, name);
    mkdirSync(dataDir);
    symlinkSync(join(base, 'imports'), join(dataDir, 'imports'));
    const env = {
      DATABASE_URL: writeUrl,
      DATABASE_READ_URL: readUrl,
      DATABASE_TOKEN: primary.token,
      KEY_DIR: join(base, 'keys'),
      PHOTO_STORE: store.settings.url,
      PHOTO_STORE_ACCESS_KEY: store.settings.accessKey,
      PHOTO_STORE_SECRET_KEY: store.settings.secretKey,
      OUTBOUND_TRUSTED: trusted,
    };
    const start = () => startProcess(dataDir, { env });
    return new Member(start, await start(), carried);
  }

  const database = openServer({ url: primary.url, token: primary.token });
  const texts = async (sql: string): Promise<string[]> => Texts.parse(await database.look(sql)).flat();
  const first = await member('first', queue.writeUrl, queue.readUrl);
  first.id = (await texts('select id from service_process'))[0] ?? '';
  const second = await member('second', lines[0]?.url ?? '', lines[1]?.url ?? '');
  second.id = (await texts(`select id from service_process where id <> '${first.id}'`))[0] ?? '';
  return {
    ...{ first, second, primary, replica, queue, lines, database, texts },
    verify: () =>
      verifyLedger(
        {
          source: { server: { url: primary.url, token: primary.token } },
          dataDir: join(base, 'first'),
          keyDir: join(base, 'keys'),
          photoStore: store.settings,
          rows: true,
          files: true,
        },
        systemClock,
      ),
    async close() {
      await Promise.all([first.kill(), second.kill()]);
      database.close();
      await Promise.all(lines.map((line) => line.close()));
      await queue.close();
      await replica.close();
      await primary.close();
      await store.close();
      rmSync(base, { recursive: true });
    },
  };
}
