/**
 * The real service on a database file of its own, without a socket: demo accounts, a clock that stands still
 * until a test moves it, and officers who call it as the extension does.
 */
import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { z } from 'zod';
import type { CityPack } from '#shared/city/pack.ts';
import { JAKARTA } from '#shared/city/packs.ts';
import type { Verification } from '#shared/contract/audit.ts';
import { PROBLEMS, Problem, type ProblemWord, problemType } from '#shared/contract/problem.ts';
import { EVENT_STREAM } from '#shared/contract/queue.ts';
import { FiledTicket, Ticket } from '#shared/contract/ticket.ts';
import type { OfficerRole } from '#shared/ticket/role.ts';
import { type Machine, openOn, openService, type Service } from '../../service/compose/service.ts';
import { createDemoAccounts, DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { verifyLedger } from '../../service/oversight/audit/verify.ts';
import type { OfficerGrant } from '../../service/people/accounts/auth.ts';
import { isGuessable } from '../../service/people/passwords/guessable.ts';
import type { Passwords } from '../../service/people/passwords/passwords.ts';
import { systemClock } from '../../service/platform/clock.ts';
import { MARKS } from '../../service/platform/data-folder.ts';
import { runBatch } from '../../service/platform/db/database.ts';
import { openDatabase } from '../../service/platform/db/embedded.ts';
import type { Server } from '../../service/platform/db/remote.ts';
import type { Log } from '../../service/platform/log.ts';
import { auditKeyDir, type Config, type ServiceConfig } from '../../service/platform/settings.ts';
import type { TicketRow } from '../../service/tables/ticket.ts';
import { append, type Step } from '../../service/tickets/ledger.ts';
import { endServerOf, serverFor } from '../sqld/houses.ts';
import { PATIENT } from './patient.mjs';

/** Monday, 10 March 2025, 09.00 WIB: a working day with the whole day before it. */
export const MONDAY = Date.parse('2025-03-10T09:00:00+07:00');

export const BANGKA = '31.74.03.1002';
export const BINA_MARGA = 'dinas-bina-marga';

export type DemoName = 'validator' | 'lapangan' | 'admin' | 'dinas' | 'kanal' | 'supervisor' | 'operator';

type Json = Record<string, unknown>;
type Headers = Record<string, string>;
/** Bodies of a call: JSON, or the fields of a multipart call. */
type Part = string | Blob | readonly Blob[];

export interface Reply {
  status: number;
  headers: globalThis.Headers;
  text: string;
  /** Parses the body by the contract; fails the test when it does not fit. */
  as<S extends z.ZodType>(schema: S): z.output<S>;
  /** The refusal's word, e.g. `not-found`; fails the test when the call was not refused. */
  refusal(): ProblemWord;
  problem(): Problem;
}

export interface ActOptions {
  /** Default: the version read just before. `null` sends no If-Match. */
  version?: number | null;
  key?: string;
  headers?: Headers;
}

export class Officer {
  readonly #house: House;
  readonly token: string;
  readonly id: string;
  constructor(house: House, token: string, id: string) {
    this.#house = house;
    this.token = token;
    this.id = id;
  }

  call(method: string, path: string, body?: BodyInit | null, headers: Headers = {}): Promise<Reply> {
    return this.#house.call(method, path, body, { authorization: `Bearer ${this.token}`, ...headers });
  }
  get(path: string, headers: Headers = {}): Promise<Reply> {
    return this.call('GET', path, null, headers);
  }
  post(path: string, body: unknown, headers: Headers = {}): Promise<Reply> {
    return this.call('POST', path, JSON.stringify(body), { 'content-type': 'application/json', ...headers });
  }
  put(path: string, body?: unknown): Promise<Reply> {
    return body === undefined
      ? this.call('PUT', path)
      : this.call('PUT', path, JSON.stringify(body), { 'content-type': 'application/json' });
  }
  delete(path: string): Promise<Reply> {
    return this.call('DELETE', path);
  }
  form(path: string, parts: Record<string, Part>, headers: Headers = {}): Promise<Reply> {
    const form = new FormData();
    for (const [name, part] of Object.entries(parts)) {
      if (typeof part === 'string') form.set(name, part);
      else for (const blob of Array.isArray(part) ? part : [part]) form.append(name, blob);
    }
    return this.call('POST', path, form, headers);
  }

  /** Asks to file a report; what is not given is an ordinary complaint at the kelurahan's desk. */
  tryFile(report: Json = {}, headers: Headers = {}): Promise<Reply> {
    return this.post('/tickets', aReport(report), headers);
  }
  async file(report: Json = {}, headers: Headers = {}): Promise<FiledTicket> {
    return (await this.tryFile(report, headers)).as(FiledTicket);
  }
  async ticket(number: string): Promise<Ticket> {
    return (await this.get(`/tickets/${number}`)).as(Ticket);
  }
  async try(number: string, body: Json, options: ActOptions = {}): Promise<Reply> {
    const version = options.version === undefined ? (await this.#house.row(number)).version : options.version;
    return this.post(`/tickets/${number}/actions`, body, {
      ...(version === null ? {} : { 'if-match': `"${version}"` }),
      ...(options.key === undefined ? {} : { 'idempotency-key': options.key }),
      ...options.headers,
    });
  }
  async act(number: string, body: Json, options: ActOptions = {}): Promise<Ticket> {
    return (await this.try(number, body, options)).as(Ticket);
  }
}

export class House {
  readonly service: Service;
  readonly folder: string;
  /** What commands beside it are told of where its database, photos and keys lie. */
  readonly where: { dataDir: string; keyDir: string; server?: Server };
  readonly #officers = new Map<string, Promise<Officer>>();
  #passwordHash: Promise<string> | null = null;

  constructor(service: Service, settings: ServiceConfig) {
    const { dataDir, server } = settings;
    this.service = service;
    this.folder = dataDir;
    this.where = { dataDir, keyDir: auditKeyDir(settings), ...(server && { server }) };
  }

  get db() {
    return this.service.platform.db;
  }
  /** Which database a command means that is started as a process of its own. */
  get env(): Record<string, string> {
    const { dataDir, server } = this.where;
    const at = server === undefined ? {} : { DATABASE_URL: server.url, DATABASE_TOKEN: server.token ?? '' };
    return { DATA_DIR: dataDir, ...at };
  }
  /** Every report, the log and its checkpoints, as `npm run verify` reads them. */
  verify(files = false): Promise<Verification> {
    return verifyLedger({ ...this.where, rows: true, files }, systemClock);
  }
  now(): number {
    return this.service.platform.clock.now();
  }
  /** Moves the service's clock forwards to `instant` (ms UTC or RFC 3339). */
  moveTo(instant: number | string): void {
    const to = typeof instant === 'string' ? Date.parse(instant) : instant;
    if (!this.service.platform.clock.moveTo(to)) throw new Error('The clock moves forwards only');
  }

  async call(method: string, path: string, body?: BodyInit | null, headers: Headers = {}): Promise<Reply> {
    const response = await this.service.app.request(`/api/v1${path}`, {
      method,
      headers,
      body: body ?? null,
    });
    const isEndless = response.headers.get('content-type') === EVENT_STREAM;
    const text = isEndless ? '' : await response.text();
    if (isEndless) await response.body?.cancel();
    return replyOf(`${method} ${path}`, response, text);
  }

  /** A demo officer, signed in once. */
  as(name: DemoName): Promise<Officer> {
    return this.#signedIn(name);
  }

  /** One more officer, e.g. a second validator or an office of a test's own. */
  async hire(
    username: string,
    role: OfficerRole,
    unit: string | null = null,
    more: readonly OfficerGrant[] = [],
  ): Promise<Officer> {
    const { accounts } = this.service.people;
    this.#passwordHash ??= accounts.hash(DEMO_PASSWORD);
    const passwordHash = await this.#passwordHash;
    await accounts.create({ username, name: `Petugas ${username}`, passwordHash, role, unit, more });
    return this.#signedIn(username);
  }

  #signedIn(username: string): Promise<Officer> {
    const known = this.#officers.get(username);
    if (known) return known;
    const officer = (async () => {
      const session = await this.service.people.accounts.signIn(username, DEMO_PASSWORD);
      if (!session) throw new Error(`No account ${username}`);
      return new Officer(this, session.token, session.actor.id);
    })();
    this.#officers.set(username, officer);
    return officer;
  }

  /** The row as it is stored, without anyone's eyes. */
  async row(number: string): Promise<TicketRow> {
    const [row] = await this.service.tickets.deps.reads.byNumbers([number]);
    if (!row) throw new Error(`No report ${number}`);
    return row;
  }

  /** A report that waits for a validator; without photos, so the check advises a return. */
  async inValidasi(report: Json = {}): Promise<string> {
    const admin = await this.as('admin');
    const { number } = await admin.file(report);
    await admin.act(number, { action: 'proses' });
    await admin.act(number, { action: 'tindak_lanjut', narrative: NARRATIVE });
    return number;
  }

  /** Writes steps straight into the ledger: states that no call leads to, or not cheaply. */
  async write(number: string, ...steps: Step[]): Promise<void> {
    const row = await this.row(number);
    const { statements } = append(this.db, row, steps, this.now(), this.service.rules.policy.clocks);
    await runBatch(this.service.platform, statements);
  }

  /** Stops the service and keeps its folder, for a restart on it. */
  stop(): Promise<void> {
    return this.service.close();
  }
  async close(): Promise<void> {
    await this.stop();
    await endServerOf(this.folder);
    rmSync(this.folder, { recursive: true });
  }
}

export interface HouseOptions {
  /** Whose reports; default Jakarta's. */
  city?: CityPack;
  numbering?: Config['numbering'];
  /** Where the clock stands at the start; default {@link MONDAY}. */
  at?: number;
  /** An existing data folder, e.g. of a house that was closed without removing it. */
  folder?: string;
  /** One of several on this folder, each with a connection of its own: as processes on one database are. */
  isOneOfSeveral?: boolean;
  /** Settings beside those. */
  config?: Partial<Config>;
  /** What it runs on, where that matters. */
  machine?: Partial<Machine>;
  /** Where its lines go; default nowhere. */
  log?: Log;
}

export async function openHouse({
  city = JAKARTA,
  numbering = 'own',
  at = MONDAY,
  folder,
  isOneOfSeveral = false,
  config = {},
  machine = {},
  log = SILENT,
}: HouseOptions = {}): Promise<House> {
  const dataDir = folder ?? mkdtempSync(join(tmpdir(), 'tuntas-house-'));
  const server = await serverFor(dataDir);
  const settings: ServiceConfig = {
    ...settingsOf(dataDir, { city, numbering, at }),
    ...(server === null ? {} : { server }),
    ...config,
  };
  const on = { ...QUIET, ...machine };
  const isOrdinary = city === JAKARTA && numbering === 'own' && at === MONDAY && server === null;
  const hasItsOwn = folder !== undefined || Object.keys(machine).length > 0 || setsApart(config);
  const place = process.env.TUNTAS_FURNISHED;
  if (isOrdinary && !hasItsOwn && place !== undefined)
    cpSync(await furnishedIn(place), dataDir, { recursive: true });
  const service = isOneOfSeveral
    ? await openOn(
        { folder: NOT_HELD, database: openDatabase(join(dataDir, 'tuntas.db')) },
        settings,
        log,
        on,
        false,
      )
    : await openService(settings, log, on);
  await makeDemo(service, city);
  await service.ready();
  return new House(service, settings);
}

async function makeDemo({ people, platform }: Service, city: CityPack): Promise<void> {
  await createDemoAccounts(people, city);
  await platform.database.mark(MARKS.demo);
}

const settingsOf = (
  dataDir: string,
  { city, numbering, at }: Required<Pick<HouseOptions, 'city' | 'numbering' | 'at'>>,
): ServiceConfig => ({
  city,
  dataDir,
  demo: 'accounts',
  sites: ['https://crm.example/*'],
  numbering,
  clockStart: at,
});

/** Whether a first start with these settings leaves another folder behind. */
const setsApart = ({ demo, server, keys, auditKeys }: Partial<Config>): boolean =>
  [demo, server, keys, auditKeys].some((given) => given !== undefined);

let furnishedOnce: Promise<string> | null = null;

/**
 * A folder as the first start leaves it, before anything is answered: schema, offices, accounts and keys. Made once in a
 * process and copied for each house, because making it costs more than most tests.
 */
function furnishedIn(place: string): Promise<string> {
  furnishedOnce ??= (async () => {
    const folder = mkdtempSync(join(place, 'house-'));
    const settings = settingsOf(folder, { city: JAKARTA, numbering: 'own', at: MONDAY });
    const service = await openService(settings, SILENT, QUIET);
    await makeDemo(service, JAKARTA);
    await service.close();
    return folder;
  })();
  return furnishedOnce;
}

export const NARRATIVE =
  'Sudah dilakukan penambalan lubang jalan di depan Pasar Bangka oleh petugas, jalan kembali aman dilalui.';

/** A complaint as an office's desk takes it in. */
export function aReport(over: Json = {}): Json {
  return {
    channel: 'kantor_lurah',
    category: 'Jalan',
    description: 'Jalan berlubang di depan pasar, berbahaya bagi pengendara motor',
    ...over,
  };
}

const digest = (password: string): string => createHash('sha256').update(password).digest('hex');

/** The real ones take 250 ms each time, on purpose, and a test signs in several officers. */
export const QUICK_PASSWORDS: Passwords = {
  hash: async (password) => digest(password),
  verify: async ({ hash, password }) => hash === digest(password),
  isOutdated: () => false,
  isGuessable: async (password, own) => isGuessable(password, own),
  close: async () => {},
};
const QUIET: Machine = { clock: { now: () => 0 }, passwords: () => QUICK_PASSWORDS, photos: PATIENT };
/** The lock of a folder keeps a second service off it. */
const NOT_HELD = { release: () => {} };
const SILENT = { info: () => {}, warn: () => {}, error: () => {}, security: () => {} };

function replyOf(call: string, response: Response, text: string): Reply {
  const said = `${call} answered ${response.status}: ${text.slice(0, 600)}`;
  const json = (): unknown => JSON.parse(text);
  const problem = (): Problem => {
    if (response.ok) throw new Error(`Not refused: ${said}`);
    if (response.headers.get('content-type') !== 'application/problem+json')
      throw new Error(`No problem+json: ${said}`);
    const parsed = Problem.parse(json());
    if (parsed.status !== response.status) throw new Error(`Two statuses: ${said}`);
    return parsed;
  };
  return {
    status: response.status,
    headers: response.headers,
    text,
    as(schema) {
      if (!response.ok) throw new Error(said);
      return schema.parse(json());
    },
    problem,
    refusal() {
      const { type, status } = problem();
      const word = (Object.keys(PROBLEMS) as ProblemWord[]).find((w) => problemType(w) === type);
      if (word === undefined || PROBLEMS[word] !== status)
        throw new Error(`No problem of the table: ${said}`);
      return word;
    },
  };
}
