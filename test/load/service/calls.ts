/** The calls that are measured: what is asked, how often, and what it may cost. */
import { NARRATIVE } from '../../service/harness.ts';

export interface Ask {
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: string;
}

/** What calls are made of; read from the service just before. */
export interface Facts {
  /** Sessions of a validator. */
  tokens: readonly string[];
  /** Of an office. */
  officeTokens: readonly string[];
  countersTag: string;
  claimsTag: string;
  seq: string;
  /** Reports that nobody decides on meanwhile. */
  numbers: readonly string[];
}

export interface Call {
  name: string;
  expected: number;
  /** Times it is asked at each number of connections; once that many after another are its five parts. */
  count: number;
  /** ms of CPU. */
  goal?: number;
  /** Calls a second of the open loop. */
  rate?: number;
  ask(facts: Facts, i: number): Omit<Ask, 'headers'> & { headers?: Record<string, string> };
  by?: 'office';
  /** Decides on the report it is given, or files one: its cost is laid beside the bare batch. */
  writes?: 'files' | 'decides';
}

const get = (path: string, headers: Record<string, string> = {}) => ({ method: 'GET', path, headers });
const post = (path: string, body: unknown, headers: Record<string, string> = {}) => ({
  method: 'POST',
  path,
  headers: { 'content-type': 'application/json', ...headers },
  body: JSON.stringify(body),
});
const MANY = 2_500;
const FEW = 250;

export const CALLS: readonly Call[] = [
  { name: 'session', expected: 200, count: MANY, goal: 0.12, ask: () => get('/session') },
  { name: 'counters', expected: 200, count: MANY, goal: 0.12, ask: () => get('/queue/counters') },
  {
    name: 'counters, unchanged',
    expected: 304,
    count: MANY,
    goal: 0.08,
    ask: ({ countersTag }) => get('/queue/counters', { 'if-none-match': countersTag }),
  },
  {
    name: 'claims, unchanged',
    expected: 304,
    count: MANY,
    goal: 0.08,
    ask: ({ claimsTag }) => get('/queue/claims', { 'if-none-match': claimsTag }),
  },
  {
    name: 'changes, none',
    expected: 200,
    count: MANY,
    goal: 0.12,
    ask: ({ seq }) => get(`/changes?after=${seq}`),
  },
  {
    name: 'one report',
    expected: 200,
    count: MANY / 2,
    goal: 0.5,
    ask: ({ numbers }, i) => get(`/tickets/${numbers[i % numbers.length]}`),
  },
  {
    name: 'queue, 50 rows',
    expected: 200,
    count: FEW,
    rate: 20,
    goal: 1.5,
    ask: () => get('/queue?limit=50'),
  },
  {
    name: 'list, 50 rows',
    expected: 200,
    count: FEW,
    rate: 20,
    goal: 1.5,
    ask: () => get('/tickets?limit=50'),
  },
  {
    name: 'lookup of 50',
    expected: 200,
    count: FEW,
    rate: 20,
    goal: 1.5,
    ask: ({ numbers }) => post('/tickets/lookup', { numbers: numbers.slice(0, 50) }),
  },
  {
    name: 'search, 20 rows',
    expected: 200,
    count: FEW,
    rate: 20,
    goal: 0.8,
    ask: (_, i) => get(`/tickets?text=${encodeURIComponent(`kemang ${1 + (i % 60)}`)}&limit=20`),
  },
  {
    name: 'file a report',
    expected: 201,
    count: FEW,
    by: 'office',
    writes: 'files',
    ask: (_, i) =>
      post('/tickets', {
        channel: 'kantor_lurah',
        category: 'Jalan',
        description: `Jalan berlubang di depan rumah ${i}, dekat pos ronda`,
        point: { lat: -6.3 - (i % 1_000) / 10_000, lon: 106.7 + (i % 997) / 10_000, accuracyM: 8 },
      }),
  },
  {
    name: 'decide (proses)',
    expected: 200,
    count: FEW,
    by: 'office',
    writes: 'decides',
    ask: ({ numbers }, i) =>
      post(`/tickets/${numbers[i]}/actions`, { action: 'proses' }, { 'if-match': '"1"' }),
  },
  {
    name: 'follow up, no photo',
    expected: 200,
    count: FEW,
    by: 'office',
    writes: 'decides',
    ask: ({ numbers }, i) =>
      post(
        `/tickets/${numbers[i]}/actions`,
        { action: 'tindak_lanjut', narrative: `${NARRATIVE} Nomor ${i}.` },
        { 'if-match': '"2"' },
      ),
  },
  {
    name: 'decide (kembalikan)',
    expected: 200,
    count: FEW,
    writes: 'decides',
    ask: ({ numbers }, i) =>
      post(
        `/tickets/${numbers[i]}/actions`,
        { action: 'kembalikan', reasonCodes: ['foto_tidak_jelas'], note: 'Foto kurang jelas.' },
        { 'if-match': '"4"' },
      ),
  },
];
