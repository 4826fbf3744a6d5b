/**
 * Random calls against a service of its own: every operation, every form and page, Open311, in each role; then its log is
 * read and its books are checked. A seed repeats a run, as far as ids and hours allow.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { type ServiceProcess, startProcess } from '../service/process.ts';
import { verifyBooks } from '../verify-books.ts';
import { ACTS, aimed, type KnownReport, QUERY_NAMES, REPORT, timesOf } from './aims.ts';
import { type Call, callOf, type Described, subjectOf } from './calls.ts';
import { formsIn } from './forms.ts';
import { type Form, formOf, pageOf } from './pages.ts';
import { Pool } from './pool.ts';
import { RAW } from './raw.ts';
import { openReceiver } from './receiver.ts';
import { Rules } from './rules.ts';
import { Values } from './values.ts';
import { type Answer, Wire } from './wire.ts';
import { CALLERS, type Caller, Cast, operationsOf, type Routes, routeOf, routesOf } from './world.ts';

export interface Options {
  seed: number;
  /** No call begins later. */
  until: number;
  /** Every call by everybody so often at most. */
  rounds: number;
  /** Calls under way at once. */
  lanes: number;
  told?: (line: string) => void;
}

export interface Outcome {
  seed: number;
  calls: number;
  /** What was called, and how often it answered below 400. */
  reached: Map<string, { calls: number; taken: number }>;
  slowest: { what: string; ms: number };
  findings: string[];
}

type Target =
  | { kind: 'operation'; operation: Described; who: Caller }
  | { kind: 'form' | 'page'; route: string; who: Caller }
  | { kind: 'raw'; bytes: string };

export async function fuzz(options: Options): Promise<Outcome> {
  const folder = mkdtempSync(join(tmpdir(), 'tuntas-fuzz-'));
  const routes = await routesOf();
  const receiver = await openReceiver();
  const env = { TRUSTED_PROXIES: '127.0.0.1', PHOTO_LIMITS: 'real', OUTBOUND_TRUSTED: receiver.origin };
  const service = await startProcess(folder, { env });
  const run = new Run(options, service, routes, receiver.origin);
  try {
    await run.begin();
    await Promise.all(Array.from({ length: options.lanes }, (_, lane) => run.lane(lane)));
  } finally {
    run.end(await service.stop());
    run.logged(service.complaints());
    await run.verified(folder);
    receiver.close();
    rmSync(folder, { recursive: true });
  }
  return run.outcome;
}

class Run {
  readonly outcome: Outcome;
  readonly #options: Options;
  readonly #service: ServiceProcess;
  readonly #routes: Routes;
  readonly #pool = new Pool();
  readonly #forms = new Map<string, Form[]>();
  readonly #made = new Map<string, fc.Arbitrary<Call>>();
  readonly #found = new Set<string>();
  readonly #reports = new Map<string, KnownReport>();
  readonly #wire: Wire;
  readonly #cast: Cast;
  #values = new Values({}, this.#pool);
  #rules = new Rules({});
  #targets: Target[] = [];
  #queue: Target[] = [];
  #round = 0;

  constructor(options: Options, service: ServiceProcess, routes: Routes, receiver: string) {
    this.#pool.learn({ url: `${receiver}/pesan` }, 'webhooks');
    this.outcome = {
      seed: options.seed,
      calls: 0,
      reached: new Map(),
      slowest: { what: '', ms: 0 },
      findings: [],
    };
    this.#options = options;
    this.#service = service;
    this.#routes = routes;
    this.#wire = new Wire(service.origin);
    this.#cast = new Cast(service.origin);
  }

  async begin(): Promise<void> {
    const { document, operations } = await operationsOf(this.#service.origin);
    this.#rules = new Rules(document);
    this.#values = new Values(document.components.schemas, this.#pool);
    await this.#cast.assemble((id) => this.#pool.spare(id));
    await this.#stock();
    const { gets, posts } = this.#routes;
    this.#targets = CALLERS.flatMap((who): Target[] => [
      ...operations.flatMap((operation) =>
        Array.from({ length: timesOf(who, operation) }, () => ({
          kind: 'operation' as const,
          operation,
          who,
        })),
      ),
      ...posts.map((route) => ({ kind: 'form' as const, route, who })),
      ...gets.map((route) => ({ kind: 'page' as const, route, who })),
    ]);
    this.#targets.push(...RAW.map((bytes) => ({ kind: 'raw' as const, bytes })));
    for (const body of ACTS) this.#values.remember('act', body);
    for (const who of ['operator', 'supervisor', 'admin', 'stranger'] as const) await this.#readForms(who);
  }

  /** A few reports, so that the first calls meet some. */
  async #stock(): Promise<void> {
    const admin = this.#cast.client('admin');
    for (let i = 0; i < 6; i++) {
      const report = { ...REPORT, description: `Lubang ke-${i}`, private: i % 2 === 0 };
      this.#values.remember('fileReport', report);
      const { data } = await admin.call('fileReport', { body: report });
      this.#pool.learn(data, 'tickets');
      const step = { params: { number: data.number }, version: data.version };
      if (i < 2) continue;
      const { data: begun } = await admin.call('act', { ...step, body: { action: 'proses' } });
      if (i < 4) continue;
      const body = { action: 'tindak_lanjut', narrative: 'Sudah ditambal di Pasar Bangka' } as const;
      await admin.call('act', { ...step, version: begun.version, body });
    }
  }

  async #readForms(who: Caller): Promise<void> {
    for (const route of this.#routes.gets.filter((one) => !one.includes(':'))) {
      const headers = { ...this.#cast.cookie(who), ...elsewhere(this.outcome.calls++) };
      const answer = await this.#wire.send({ what: route, method: 'GET', path: route, headers });
      this.#keepForms(route, answer);
    }
  }

  #keepForms(path: string, { headers, body }: Answer): void {
    if (!String(headers['content-type']).startsWith('text/html')) return;
    const html = body.toString();
    for (const form of formsIn(html, path)) {
      const route = routeOf(form.path, this.#routes.posts);
      if (route !== undefined) this.#forms.set(route, [...(this.#forms.get(route) ?? []).slice(-7), form]);
    }
    for (const [, href = ''] of html.matchAll(/href="(\/[^"?#]+)/g)) {
      const last = href.split('/').at(-1) ?? '';
      if (href.split('/').length > 3)
        this.#pool.learn({ id: last, username: last, code: last }, subjectOf(href));
    }
  }

  async lane(lane: number): Promise<void> {
    for (let at = lane; ; at += this.#options.lanes) {
      const target = this.#next();
      if (!target || Date.now() > this.#options.until || this.#service.isGone()) return;
      await this.#one(target, at);
    }
  }

  #next(): Target | undefined {
    if (this.#queue.length === 0) {
      if (this.#round++ >= this.#options.rounds) return undefined;
      const [order] = fc.sample(fc.shuffledSubarray(this.#targets, { minLength: this.#targets.length }), {
        seed: this.#options.seed + this.#round,
        numRuns: 1,
      });
      this.#queue = [...(order ?? [])];
      this.#made.clear();
      this.#options.told?.(
        `round ${this.#round}: ${this.outcome.calls} calls, ${this.outcome.findings.length} findings, slowest ${Math.round(this.outcome.slowest.ms)} ms (${this.outcome.slowest.what})`,
      );
    }
    return this.#queue.pop();
  }

  async #one(target: Target, at: number): Promise<void> {
    this.outcome.calls++;
    if (target.kind === 'raw') return this.#wire.raw(target.bytes);
    const seed = (this.#options.seed * 1_000_003 + at) | 0;
    const [made] = fc.sample(this.#arbitrary(target), { seed, numRuns: 1 });
    if (!made || this.#isRuinous(made)) return;
    const headers = { ...this.#identity(target, at), ...clean(made.headers), ...this.#version(made, seed) };
    const call = aimed({ ...made, headers }, target.who, seed, [...this.#reports.values()]);
    const operation = target.kind === 'operation' ? target.operation : undefined;
    const what = `${call.what} by ${target.who}`;
    try {
      const answer = await this.#wire.send(call);
      this.#count(call, answer);
      for (const fault of this.#rules.of(call, operation, answer)) this.#tell(what, fault, call, answer);
      this.#learn(call, answer);
      if (answer.status === 401 && !(await this.#isSignedIn(target.who))) await this.#cast.renew(target.who);
    } catch (error) {
      this.#tell(what, String(error), call);
    }
  }

  async #isSignedIn(who: Caller): Promise<boolean> {
    const headers = this.#cast.bearer(who);
    const call = { what: 'getSession', method: 'GET', path: '/api/v1/session', headers };
    return (await this.#wire.send(call)).status !== 401;
  }

  #arbitrary(target: Exclude<Target, { kind: 'raw' }>): fc.Arbitrary<Call> {
    const key = target.kind === 'operation' ? target.operation.name : `${target.kind} ${target.route}`;
    const known = this.#made.get(key);
    if (known) return known;
    const made =
      target.kind === 'operation'
        ? callOf(this.#values, target.operation)
        : target.kind === 'form'
          ? formOf(this.#values, target.route, this.#forms.get(target.route) ?? [])
          : pageOf(this.#values, target.route, QUERY_NAMES);
    this.#made.set(key, made);
    return made;
  }

  #identity(target: Exclude<Target, { kind: 'raw' }>, at: number): Record<string, string> {
    const own = target.kind === 'operation' ? this.#cast.bearer(target.who) : this.#cast.cookie(target.who);
    const origin = target.kind === 'form' ? { origin: this.#service.origin } : {};
    return { host: new URL(this.#service.origin).host, ...elsewhere(at), ...origin, ...own };
  }

  /** Mostly the one that a report has, where it is known. */
  #version({ what, path }: Call, seed: number): Record<string, string> {
    const known = what === 'act' ? this.#reports.get(path.split('/')[4] ?? '') : undefined;
    return known === undefined || seed % 4 === 0 ? {} : { 'if-match': `"${known.version}"` };
  }

  /** Would end what the run stands on, or send its clock away for good. */
  #isRuinous({ what, method, path, body }: Call): boolean {
    if (what === 'setClock' && method === 'PUT') return true;
    // Guesses at an account slow down whoever signs in by it, which everybody here must be able to.
    const isSignIn = /^\/(masuk|api\/v1\/session)\b/.test(path) && method !== 'GET';
    if (isSignIn && this.#pool.isTold(body?.toString() ?? '')) return true;
    return method !== 'GET' && path.split(/[/?]/).some((word) => this.#pool.isSpared(decoded(word)));
  }

  #count(call: Call, { status, ms }: Answer): void {
    const { reached } = this.outcome;
    const before = reached.get(call.what) ?? { calls: 0, taken: 0 };
    const taken = status > 0 && status < 400 ? 1 : 0;
    reached.set(call.what, { calls: before.calls + 1, taken: before.taken + taken });
    if (ms > this.outcome.slowest.ms) this.outcome.slowest = { what: call.what, ms };
  }

  #learn(call: Call, answer: Answer): void {
    if (answer.status === 0 || answer.status >= 400) return;
    const sent = call.headers['content-type'] === 'application/json' ? jsonOf(call.body ?? '') : undefined;
    if (sent !== undefined) this.#values.remember(call.what, sent);
    const type = String(answer.headers['content-type']);
    if (type.startsWith('application/json') && answer.body.length < 500_000) {
      const { 'x-content-type-options': _, ...told } = JSON.parse(answer.body.toString() || '{}');
      this.#pool.learn(told, subjectOf(call.path));
      for (const one of [told, ...(Array.isArray(told.items) ? told.items : [])]) {
        const { number, version, status } = one ?? {};
        if (typeof number === 'string' && typeof version === 'number' && typeof status === 'string')
          this.#reports.set(number, { number, version, status });
      }
    } else this.#keepForms(call.path.split('?')[0] ?? '', answer);
  }

  #tell(what: string, fault: string, call: Call, answer?: Answer): void {
    const kind = `${call.what}: ${fault}`.replaceAll(/\d+/g, '#').slice(0, 160);
    if (this.#found.has(kind)) return;
    this.#found.add(kind);
    const head = JSON.stringify({ ...call.headers, authorization: undefined, cookie: undefined });
    const sent =
      call.body === undefined ? '' : `\n  body (base64): ${call.body.subarray(0, 1_500).toString('base64')}`;
    const said = answer ? `\n  answer ${answer.status}: ${answer.body.toString().slice(0, 400)}` : '';
    this.#add(`${what}: ${fault}\n  ${call.method} ${call.path.slice(0, 500)} ${head}${sent}${said}`);
  }

  #add(finding: string): void {
    this.outcome.findings.push(finding);
    this.#options.told?.(`FOUND ${finding}`);
  }

  end(code: number | null): void {
    if (code !== 0) this.#add(`The service ended with ${code}`);
  }

  /** What the service wrote to standard error: lines of its log below errors, and nothing else. */
  logged(lines: string): void {
    for (const line of lines.split('\n').filter(Boolean)) {
      if (/^\{"level":(30|40),/.test(line)) continue;
      const kind = line.replaceAll(/\d+/g, '#').slice(0, 300);
      if (this.#found.has(kind)) continue;
      this.#found.add(kind);
      this.#add(`The log says ${line.slice(0, 1_000)}`);
    }
  }

  async verified(folder: string): Promise<void> {
    const broken = await verifyBooks(folder);
    if (broken !== null) this.#add(broken);
  }
}

function jsonOf(bytes: Buffer | string): unknown {
  try {
    return bytes.length > 5_000 ? undefined : JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

/** Strangers are counted by where they are; each of these calls comes from somewhere else. */
function elsewhere(at: number): Record<string, string> {
  return { 'x-forwarded-for': `10.${(at >> 16) & 255}.${(at >> 8) & 255}.${at & 255}` };
}

/** What Node's own client would refuse to send. */
function clean(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([, value]) => /^[\t\x20-\x7e]*$/.test(value)));
}

function decoded(word: string): string {
  try {
    return decodeURIComponent(word);
  } catch {
    return word;
  }
}
