/**
 * A stand-in for the service that keeps the contract where worker and store lean on it: versions,
 * idempotency keys, the feed after a sequence number, ETags. Its failures are set by the tests.
 */
import { Hono } from 'hono';
import { ActionBody } from '#shared/contract/action.ts';
import type { Criterion } from '#shared/contract/criteria.ts';
import { type Receipt, Receipts } from '#shared/contract/notification.ts';
import type { OfficeRecord } from '#shared/contract/office-record.ts';
import type { CalendarDay, Policy } from '#shared/contract/policy.ts';
import { PROBLEMS, type Problem, type ProblemWord, problemType } from '#shared/contract/problem.ts';
import { PushSubscriptionInput } from '#shared/contract/push.ts';
import type { Change, Counters, OwnDecision } from '#shared/contract/queue.ts';
import type { DutyRoster, OwnDuty } from '#shared/contract/roster.ts';
import { CodeExchange, type Session } from '#shared/contract/session.ts';
import type { ListItem, Ticket } from '#shared/contract/ticket.ts';
import type { Unit } from '#shared/contract/units.ts';
import { startOfDay, toTimestamp } from '#shared/time/zone.ts';
import { counters, policy, session } from './fixtures.ts';

export class FakeService {
  tickets = new Map<string, Ticket>();
  changes: Change[] = [];
  counters: Counters = counters();
  /** Newest first. */
  decisions: OwnDecision[] = [];
  units: Unit[] = [];
  criteria: Criterion[] = [];
  /** By the office's code. */
  records = new Map<string, OfficeRecord>();
  policy: Policy = policy();
  days: CalendarDay[] = [];
  /** Every action is answered 422 for this field. */
  refusedField: string | null = null;
  session: Session = session();
  /** By which the browser was known, of each sign-in. */
  readonly marks: (string | undefined)[] = [];
  /** One-time codes that were given out, and the challenge each was given for. */
  readonly challenges = new Map<string, string>();
  roster: DutyRoster['periods'] = [];
  duty: OwnDuty = { onDuty: false, until: null, next: null };
  /** What browsers said of their notifications, by id; what they add later lies over it. */
  readonly receipts = new Map<string, Receipt>();
  /** Where browsers asked to be told at, each time. */
  readonly pushedTo: string[] = [];
  scopeId = 's1';
  /** What every call answers until it is taken away; `away`: no answer at all. */
  failure: ProblemWord | 'away' | null = null;
  /** How many calls of an operation came in, by `METHOD path`. */
  readonly calls: string[] = [];
  /** The language in which each of them was asked. */
  readonly heard: (string | null)[] = [];
  /** Idempotency keys in the order in which their decisions were carried out. */
  readonly done: { key: string; number: string; body: unknown; ifMatch: string | null }[] = [];
  /** What a proxy answers in place of every action on a report, by its number. */
  readonly proxied = new Map<string, number>();
  /** Carries the next action out, then loses the answer on its way. */
  loseAnswer = false;
  now: number;
  private readonly app = new Hono();

  constructor(now: number) {
    this.now = now;
    this.routes();
  }

  put(ticket: Ticket): void {
    this.tickets.set(ticket.number, ticket);
  }

  /** Somebody did something: the report is as given, and the feed says so. */
  happen(ticket: Ticket, scope: 'in' | 'out' = 'in', seq = this.changes.length + 1): void {
    this.put(ticket);
    const { events: _, ...item } = ticket;
    this.changes.push({
      seq,
      at: new Date(this.now).toISOString(),
      number: ticket.number,
      version: ticket.version,
      action: 'catat',
      actor: { role: 'validator', unit: null },
      from: ticket.status,
      to: ticket.status,
      scope,
      ...(scope === 'in' ? { ticket: item } : {}),
    });
  }

  readonly fetch: typeof globalThis.fetch = async (input, init) => {
    if (this.failure === 'away') throw new TypeError('Failed to fetch');
    const request = new Request(input, init);
    this.heard.push(request.headers.get('accept-language'));
    this.calls.push(`${request.method} ${new URL(request.url).pathname.replace('/api/v1', '')}`);
    const proxied = this.proxied.get(new URL(request.url).pathname.match(/(\w+)\/actions$/)?.[1] ?? '');
    if (proxied !== undefined) return new Response('<html>', { status: proxied });
    const response = this.failure === null ? await this.app.fetch(request) : problem(this.failure);
    response.headers.set('date', new Date(this.now).toUTCString());
    if (this.loseAnswer && request.method === 'POST' && request.url.includes('/actions')) {
      this.loseAnswer = false;
      throw new TypeError('Failed to fetch');
    }
    return response;
  };

  private routes(): void {
    const api = this.app.basePath('/api/v1');
    const queued = () => [...this.tickets.values()].filter((ticket) => ticket.status === 'validasi');
    api.post('/session', async (c) => {
      const { password, browser } = await c.req.json<{ password: string; browser?: string }>();
      this.marks.push(browser);
      return password === 'benar'
        ? c.json({ ...this.session, browser: 'known' })
        : problem('unauthenticated');
    });
    api.get('/session/ways', (c) => c.json({ sso: { label: 'SSO Pemprov DKI' } }));
    api.post('/session/code', async (c) => {
      const { code, verifier } = CodeExchange.parse(await c.req.json());
      const bytes = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier));
      const fits = Buffer.from(bytes).toString('base64url') === this.challenges.get(code);
      this.challenges.delete(code);
      return fits ? c.json(this.session) : problem('unauthenticated');
    });
    api.delete('/session', (c) => c.body(null, 204));
    api.get('/queue/reports', (c) => c.json({ items: queued(), seq: this.changes.at(-1)?.seq ?? 0 }));
    api.get('/queue/claims', (c) => {
      const items = queued().flatMap(({ number, claim }) => (claim ? { number, ...claim } : []));
      const etag = `"${JSON.stringify(items).replaceAll('"', "'")}"`;
      c.header('etag', etag);
      return c.req.header('if-none-match') === etag ? c.body(null, 304) : c.json({ items });
    });
    api.get('/queue/decisions', (c) => {
      const since = toTimestamp(startOfDay(this.now));
      const decided = this.decisions.filter(({ action }) => action !== 'catat').length;
      return c.json({ since, decided, items: this.decisions });
    });
    api.get('/queue/counters', (c) => {
      const etag = `"${JSON.stringify(this.counters).replaceAll('"', "'")}"`;
      c.header('etag', etag);
      return c.req.header('if-none-match') === etag ? c.body(null, 304) : c.json(this.counters);
    });
    api.get('/changes', (c) => {
      const scopeId = c.req.query('scopeId');
      if (scopeId !== undefined && scopeId !== this.scopeId) return problem('scope-changed');
      const after = Number(c.req.query('after'));
      const items = this.changes
        .filter((change) => change.seq > after)
        .slice(0, Number(c.req.query('limit')));
      const etag = `"${this.scopeId}.${after}"`;
      if (items.length > 0) return c.json({ items, next: items.at(-1)?.seq, scopeId: this.scopeId });
      c.header('etag', etag);
      return c.req.header('if-none-match') === etag
        ? c.body(null, 304)
        : c.json({ items, next: after, scopeId: this.scopeId });
    });
    api.get('/photos/:id', (c) => c.body('jpeg', 200, { 'content-type': 'image/jpeg' }));
    api.get('/duty/validators', (c) =>
      c.json({ version: 1, setAt: null, setBy: null, periods: this.roster }),
    );
    api.get('/duty/me', (c) => c.json(this.duty));
    api.get('/push', (c) =>
      c.json({ publicKey: 'BKey', subscribed: this.pushedTo.length, choice: { kinds: [], hours: null } }),
    );
    api.post('/push/subscriptions', async (c) => {
      this.pushedTo.push(PushSubscriptionInput.parse(await c.req.json()).endpoint);
      return c.json({ id: '00000000-0000-4000-8000-000000000001' }, 201);
    });
    api.post('/notifications/receipts', async (c) => {
      const { receipts } = Receipts.parse(await c.req.json());
      for (const receipt of receipts) {
        this.receipts.set(receipt.id, { ...this.receipts.get(receipt.id), ...receipt });
      }
      return c.body(null, 204);
    });
    api.get('/performance/record', (c) => {
      const found = this.records.get(c.req.query('unit') ?? '');
      return found ? c.json(found) : problem('not-found');
    });
    api.get('/units', (c) => c.json({ items: this.units }));
    api.get('/criteria', (c) => c.json({ items: this.criteria, next: null }));
    api.get('/calendar', (c) => {
      const year = c.req.query('year') ?? '';
      return c.json({ items: this.days.filter(({ date }) => date.startsWith(year)) });
    });
    api.get('/policy', (c) => c.json(this.policy));
    api.get('/tickets', (c) => {
      const text = c.req.query('text')?.toLowerCase() ?? '';
      const found = [...this.tickets.values()].filter(({ number, description }) =>
        `${number} ${description}`.toLowerCase().includes(text),
      );
      return c.json({ items: found.map(listed), next: null });
    });
    api.get('/tickets/:number', (c) => {
      const found = this.tickets.get(c.req.param('number'));
      return found ? c.json(found) : problem('not-found');
    });
    api.post('/tickets/lookup', async (c) => {
      const { numbers } = await c.req.json<{ numbers: string[] }>();
      const items = numbers.flatMap((number) => this.tickets.get(number) ?? []);
      return c.json({ items, unknown: numbers.filter((number) => !this.tickets.has(number)) });
    });
    api.post('/tickets/:number/actions', async (c) => {
      const body = ActionBody.parse(await c.req.json());
      return this.act(c.req.param('number'), body, c.req.header('if-match'), c.req.header('idempotency-key'));
    });
  }

  private act(number: string, body: ActionBody, ifMatch = '', key = ''): Response {
    if (this.refusedField !== null) {
      return problem('invalid', { errors: [{ path: this.refusedField, code: 'x', message: 'x' }] });
    }
    const current = this.tickets.get(number);
    if (!current) return problem('not-found');
    if (this.done.some((entry) => entry.key === key)) return Response.json(current);
    if (body.action !== 'catat' && ifMatch !== `"${current.version}"`) {
      return problem('stale-version', { version: current.version });
    }
    this.done.push({ key, number, body, ifMatch: ifMatch || null });
    const after: Ticket = {
      ...current,
      version: current.version + 1,
      status:
        body.action === 'setujui' ? 'selesai' : body.action === 'kembalikan' ? 'tl_ditolak' : current.status,
      actions: body.action === 'catat' ? current.actions : ['catat'],
    };
    this.put(after);
    const { category, kelurahan, status, version } = after;
    const at = toTimestamp(this.now);
    this.decisions.unshift({ number, category, kelurahan, status, version, action: body.action, at });
    return Response.json(after);
  }
}

function problem(word: ProblemWord, more: Pick<Partial<Problem>, 'version' | 'errors'> = {}): Response {
  const status = PROBLEMS[word];
  const body = { type: problemType(word), title: word, status, detail: `kata layanan: ${word}`, ...more };
  return new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': 'application/problem+json' },
  });
}

/** As lists show it. */
function listed({
  number,
  version,
  status,
  category,
  unit,
  channel,
  receivedAt,
  ...ticket
}: Ticket): ListItem {
  const { verdict, photos, nextDueAt, description, kelurahan, mergedInto } = ticket;
  return {
    ...{ number, version, status, category, unit, channel, receivedAt, private: ticket.private },
    ...{ nextDueAt, description, kelurahan, mergedInto, photos: photos.length },
    verdict: verdict && { verdict: verdict.verdict, codes: verdict.reasons.map(({ code }) => code) },
  };
}
