/**
 * Filing, decisions, photos, imports and webhooks under load, and SIGKILL at random instants: what was answered is there,
 * once, after each restart; what was not is sent again and has one effect; the books are in order and nothing is there
 * by half.
 */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient } from '#shared/contract/client.ts';
import { DEMO_PASSWORD } from '../../service/demo/accounts.ts';
import { openDatabase } from '../../service/platform/db/embedded.ts';
import { audit } from '../service/audit.ts';
import { type ServiceProcess, startProcess } from '../service/process.ts';
import { Receiver } from '../service/webhooks/receiver.ts';
import { until } from '../until.ts';
import { verifyBooks } from '../verify-books.ts';
import { as, Imports, isWhole, type Known, next, STEPS, type Tokens, Uploads } from './load.ts';

export interface Kills {
  times: number;
  seed: number;
  told?: (line: string) => void;
}

export interface Survived {
  kills: number;
  /** Calls that were under way when the power went. */
  unanswered: number;
  reports: number;
  decisions: number;
  photos: number;
  imported: number;
  messages: number;
  /** What is not as it was answered; empty where nothing was lost. */
  faults: string[];
}

/** Reports under way at once, each with one call at a time. */
const CALLERS = 8;
/** A life ends some ms after so many answers: at an instant that nothing in the service knows of, on a crowded machine too. */
const [MOST_ANSWERS, LATER_MS] = [60, 150];
/** The version that a note makes: of those nobody outside is told. */
const INTERNAL = 1 + STEPS.findIndex((step) => 'by' in step && step.body([]).action === 'catat');

export async function surviveKills({ times, seed, told = () => {} }: Kills): Promise<Survived> {
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-kills-'));
  const receiver = await Receiver.open();
  const run = new Run(folder, receiver, seed);
  try {
    await run.begin();
    for (let kill = 1; kill <= times; kill++) {
      await run.liveAndDie();
      await run.restart();
      await run.compare();
      if (kill % 10 === 0) told(`${kill} kills: ${run.told()}`);
    }
    return await run.end(times);
  } finally {
    await run.kill();
    await receiver.down();
    rmSync(folder, { recursive: true });
  }
}

class Run {
  readonly #folder: string;
  readonly #receiver: Receiver;
  readonly #random: () => number;
  readonly #tokens: Tokens = { admin: '', validator: '', operator: '', supervisor: '' };
  readonly #reports: Known[] = [];
  readonly #imports = new Imports();
  readonly #uploads = new Uploads();
  readonly #faults: string[] = [];
  #service: ServiceProcess | null = null;
  #webhook = '';
  #unanswered = 0;
  /** Answers to be had before the power goes. */
  #left = 0;
  #enough = (): void => {};

  constructor(folder: string, receiver: Receiver, seed: number) {
    this.#folder = folder;
    this.#receiver = receiver;
    this.#random = randomFrom(seed);
  }

  get #origin(): string {
    return this.#service?.origin ?? '';
  }

  async begin(): Promise<void> {
    await this.restart();
    for (const username of Object.keys(this.#tokens) as (keyof Tokens)[]) {
      const body = { username, password: DEMO_PASSWORD };
      this.#tokens[username] = (
        await createClient({ origin: this.#origin }).call('signIn', { body })
      ).data.token;
    }
    const body = { name: 'Penerima', url: this.#receiver.url, sight: { role: 'supervisor' as const } };
    this.#webhook = (await this.#as('operator').call('createWebhook', { body })).data.id;
  }

  #as(who: keyof Tokens) {
    return as(this.#origin, this.#tokens, who);
  }

  async restart(): Promise<void> {
    this.#service = await startProcess(this.#folder, { env: { OUTBOUND_TRUSTED: this.#receiver.origin } });
  }

  kill(): Promise<void> {
    return this.#service?.kill() ?? Promise.resolve();
  }

  /** Works until the power goes, at an instant that nothing in the service knows of. */
  async liveAndDie(): Promise<void> {
    this.#left = Math.floor(this.#random() * MOST_ANSWERS);
    const working = Promise.all([...Array.from({ length: CALLERS }, () => this.#work(true)), this.#import()]);
    await new Promise<void>((resolve, reject) => {
      this.#enough = () => {
        this.#enough = () => {};
        setTimeout(() => this.kill().then(resolve, reject), this.#random() * LATER_MS);
      };
      if (this.#left === 0) this.#enough();
    });
    await working;
    this.#unanswered += this.#reports.filter(({ open }) => open).length;
  }

  /** One report after the other, those first that a kill left in the middle; until the service is gone. */
  async #work(more: boolean): Promise<void> {
    for (;;) {
      const report = this.#take(more);
      if (!report) return;
      while (report.step < STEPS.length) {
        if (!(await next(report, this.#origin, this.#tokens, this.#uploads))) {
          report.taken = false;
          return;
        }
        if (--this.#left <= 0) this.#enough();
      }
    }
  }

  #take(more: boolean): Known | undefined {
    let report = this.#reports.find(({ taken, step }) => !taken && step < STEPS.length);
    if (!report && more) {
      report = {
        index: this.#reports.length,
        number: null,
        version: 0,
        step: 0,
        open: false,
        taken: false,
        photos: [],
      };
      this.#reports.push(report);
    }
    if (report) report.taken = true;
    return report;
  }

  async #import(): Promise<void> {
    await until(async () => !(await this.#imports.next(this.#origin, this.#tokens)), 20);
  }

  /** What the service says of every report whose number is known, against what it answered. */
  async compare(): Promise<void> {
    const known = this.#reports.filter(({ number }) => number !== null);
    for (let at = 0; at < known.length; at += 500) {
      const some = known.slice(at, at + 500);
      const numbers = some.flatMap(({ number }) => number ?? []);
      const { data } = await this.#as('validator').call('lookup', { body: { numbers } });
      const versions = new Map(data.items.map(({ number, version }) => [number, version]));
      for (const { number, version, step, open } of some) {
        const whole = open ? [version, version + (STEPS[step]?.events ?? 0)] : [version];
        const now = versions.get(number ?? '');
        if (now === undefined) this.#faults.push(`${number} is gone`);
        else if (!whole.includes(now))
          this.#faults.push(`${number} has version ${now}, answered was ${version}`);
      }
    }
    this.#faults.push(...this.#uploads.lost(this.#folder));
  }

  told(): string {
    return `${this.#reports.length} reports, ${this.#unanswered} calls without an answer, ${this.#faults.length} faults`;
  }

  /** Everything that was begun is ended, then read by others than the service. */
  async end(kills: number): Promise<Survived> {
    await Promise.all(Array.from({ length: CALLERS }, () => this.#work(false)));
    await this.#imports.settle(this.#origin, this.#tokens);
    await this.compare();
    await this.#delivered();
    if ((await this.#service?.stop()) !== 0) this.#faults.push('The last stop was not clean');
    const broken = await verifyBooks(this.#folder);
    if (broken !== null) this.#faults.push(broken);
    const counted = await this.#audit();
    return {
      kills,
      unanswered: this.#unanswered,
      reports: this.#reports.length,
      decisions: this.#reports.reduce((sum, { step }) => sum + step - 1, 0),
      photos: this.#uploads.known.length,
      imported: counted.tickets - this.#reports.length,
      messages: new Set(this.#receiver.taken.map(({ id }) => id)).size,
      faults: this.#faults,
    };
  }

  /** Each event was told to the other system, under one id however often. */
  async #delivered(): Promise<void> {
    const id = this.#webhook;
    await until(async () => {
      const { data } = await this.#as('operator').call('getWebhook', { params: { id } });
      if (data.dead > 0 || data.paused) throw new Error(`The webhook rests: ${JSON.stringify(data)}`);
      return data.cursor >= data.newest && data.waiting === 0;
    });
    const told = new Map<string, Set<string>>();
    for (const {
      id: message,
      message: { data },
    } of this.#receiver.taken) {
      const key = `${data.number} v${data.version}`;
      told.set(key, (told.get(key) ?? new Set()).add(message));
    }
    for (const { number, version } of this.#reports) {
      for (let at = 1; at <= version; at++) {
        const ids = told.get(`${number} v${at}`)?.size ?? 0;
        if (ids !== (at === INTERNAL ? 0 : 1))
          this.#faults.push(`${number} v${at} was told under ${ids} ids`);
      }
    }
  }

  async #audit(): Promise<{ tickets: number }> {
    const halves = readdirSync(join(this.#folder, 'photos'), { recursive: true }).filter((name) =>
      String(name).endsWith('.part'),
    );
    if (halves.length > 0) this.#faults.push(`${halves.length} photos by half`);
    const database = openDatabase(join(this.#folder, 'tuntas.db'));
    const { faults, tickets } = await audit(database.db);
    database.close();
    // What CRM tells of an imported report's past is no event of ours.
    this.#faults.push(...faults.filter((fault) => !fault.includes(': clocks is not the fold')));
    const expected = this.#reports.length + this.#imports.rows;
    if (tickets !== expected) this.#faults.push(`${tickets} reports where ${expected} were answered`);
    for (const { number, photos } of this.#reports) {
      for (const sha256 of photos)
        if (!isWhole(this.#folder, sha256)) this.#faults.push(`A photo of ${number} is lost`);
    }
    return { tickets };
  }
}

/** Mulberry32: the same instants from the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
