/**
 * The worst that somebody without an account can send (`npm run bench -- strangers`): how long each call keeps everybody
 * else waiting. Told as the longest turn of the event loop, by the clock and in CPU time, which a crowded machine stretches
 * less; 50 ms is what may be.
 */
import { type House, openHouse } from '../service/harness.ts';

const [TIMES, MOST_MS] = [5, 50];
const ORIGIN = 'http://localhost';

const JSON_TYPE = { 'content-type': 'application/json' };
const FORM = { 'content-type': 'application/x-www-form-urlencoded', origin: ORIGIN };
const PARTS = { 'content-type': 'multipart/form-data; boundary=b', origin: ORIGIN };

interface Worst {
  what: string;
  path: string;
  body?: string;
  headers?: Record<string, string>;
}

export async function benchStrangers(): Promise<void> {
  const house = await openHouse();
  try {
    for (let i = 0; i < 300; i++) await (await house.as('admin')).file({ private: false });
    await held(house, { what: '', path: '/' }, 0);
    const lines: string[] = [];
    let network = 1;
    for (const worst of WORST) {
      const { wall, cpu, statuses } = await held(house, worst, network++);
      const mark = Math.min(wall, cpu) > MOST_MS ? '!' : ' ';
      lines.push(
        `${mark} ${wall.toFixed(1).padStart(7)} ms, CPU ${cpu.toFixed(1).padStart(6)} ms  ${worst.what} (${[...statuses]})`,
      );
    }
    process.stdout.write(`Longest turn of the event loop while a stranger sends:\n${lines.join('\n')}\n`);
  } finally {
    await house.close();
  }
}

/** The longest turn over several calls, each by itself. */
async function held(house: House, { path, body, headers = {} }: Worst, network: number) {
  const env = { incoming: { socket: { remoteAddress: `10.9.0.${network}` } } };
  const turns = watchTurns();
  const statuses = new Set<number>();
  for (let i = 0; i < TIMES; i++) {
    const init = body === undefined ? { headers } : { method: 'POST', body, headers };
    const request = new Request(`${ORIGIN}${path}`, init);
    await new Promise(setImmediate);
    turns.forget();
    const response = await house.service.app.fetch(request, env);
    await response.arrayBuffer();
    statuses.add(response.status);
    turns.keep();
  }
  return { ...turns.stop(), statuses };
}

function watchTurns() {
  const now = () => {
    const { user, system } = process.cpuUsage();
    return { wall: performance.now(), cpu: (user + system) / 1_000 };
  };
  let last = now();
  let longest = { wall: 0, cpu: 0 };
  let running = true;
  const turn = (): void => {
    const at = now();
    longest = {
      wall: Math.max(longest.wall, at.wall - last.wall),
      cpu: Math.max(longest.cpu, at.cpu - last.cpu),
    };
    last = at;
    if (running) setImmediate(turn);
  };
  const all: (typeof longest)[] = [];
  setImmediate(turn);
  return {
    forget: () => {
      last = now();
      longest = { wall: 0, cpu: 0 };
    },
    keep: () => {
      const at = now();
      all.push({
        wall: Math.max(longest.wall, at.wall - last.wall),
        cpu: Math.max(longest.cpu, at.cpu - last.cpu),
      });
    },
    /** The median of the calls: a collection of garbage is nobody's fault. */
    stop: () => {
      running = false;
      const middle = (of: 'wall' | 'cpu') =>
        all.map((one) => one[of]).toSorted((a, b) => a - b)[TIMES >> 1] ?? 0;
      return { wall: middle('wall'), cpu: middle('cpu') };
    },
  };
}

const nested = (bytes: number): string => '['.repeat(bytes / 2) + ']'.repeat(bytes / 2);
const wide = (bytes: number): string => `{"a":[${'[],'.repeat(bytes / 3 - 4)}[]]}`;
const parts = (bytes: number): string =>
  `${'--b\r\nContent-Disposition: form-data; name="a"\r\n\r\n\r\n'.repeat(bytes / 54)}--b--\r\n`;

const WORST: readonly Worst[] = [
  { what: 'sign-in of 800 kB, nested', path: '/api/v1/session', body: nested(800_000), headers: JSON_TYPE },
  { what: 'sign-in of 4 kB, nested', path: '/api/v1/session', body: nested(4_000), headers: JSON_TYPE },
  { what: 'sign-in of 4 kB, wide', path: '/api/v1/session', body: wide(4_000), headers: JSON_TYPE },
  {
    what: 'account request of 16 kB, nested',
    path: '/api/v1/account-requests',
    body: nested(16_000),
    headers: JSON_TYPE,
  },
  {
    what: 'account request of 16 kB, wide',
    path: '/api/v1/account-requests',
    body: wide(16_000),
    headers: JSON_TYPE,
  },
  {
    what: 'filing of 1 MB without sign-in',
    path: '/api/v1/tickets',
    body: wide(1_000_000),
    headers: JSON_TYPE,
  },
  {
    what: 'rating of 64 kB, nested',
    path: '/api/v1/tickets/JK2503100001/actions',
    body: `{"action":"nilai","comment":${nested(60_000)}}`,
    headers: JSON_TYPE,
  },
  { what: 'sign-in form of 32 kB, empty fields', path: '/masuk', body: 'a=&'.repeat(10_900), headers: FORM },
  { what: 'sign-in form of 32 kB, empty parts', path: '/masuk', body: parts(32_000), headers: PARTS },
  { what: 'account form of 32 kB, empty parts', path: '/permohonan', body: parts(32_000), headers: PARTS },
  { what: 'sign-in form of 1 MB', path: '/masuk', body: 'a=&'.repeat(330_000), headers: FORM },
  {
    what: 'Open311, 64 kB of fields',
    path: '/open311/v2/requests.json',
    body: 'a=&'.repeat(21_000),
    headers: FORM,
  },
  {
    what: 'Open311, 1 MB of empty parts',
    path: '/open311/v2/requests.json',
    body: parts(1_000_000),
    headers: PARTS,
  },
  {
    what: 'Open311, a photo of 16 MB without a key',
    path: '/open311/v2/requests.json',
    body: `--b\r\nContent-Disposition: form-data; name="media"; filename="f"\r\n\r\n${'x'.repeat(16_000_000)}\r\n--b--\r\n`,
    headers: PARTS,
  },
  { what: 'Open311, all that is public', path: '/open311/v2/requests.json' },
  { what: 'Open311, all that is public as XML', path: '/open311/v2/requests.xml' },
  {
    what: 'a photo first of 16 MB, as a form',
    path: '/api/v1/photos',
    body: `--b\r\nContent-Disposition: form-data; name="photo"; filename="f"\r\n\r\n${'x'.repeat(16_000_000)}\r\n--b--\r\n`,
    headers: PARTS,
  },
  {
    what: 'a photo first, 1 MB of empty parts',
    path: '/api/v1/photos',
    body: parts(1_000_000),
    headers: PARTS,
  },
  { what: 'a photo by an id', path: `/api/v1/photos/${'a'.repeat(8_000)}?as=original` },
  {
    what: 'an import of 1 MB to be understood',
    path: '/api/v1/imports',
    body: '1;2;3\n'.repeat(160_000),
    headers: { 'content-type': 'text/csv' },
  },
  {
    what: 'an import on its page',
    path: '/kelola/impor',
    body: parts(1_000_000),
    headers: PARTS,
  },
  {
    what: 'a check of 1 MB of empty parts',
    path: '/api/v1/evidence/checks',
    body: parts(1_000_000),
    headers: PARTS,
  },
  {
    what: 'a single sign-on code of 4 kB, wide',
    path: '/api/v1/session/code',
    body: wide(4_000),
    headers: JSON_TYPE,
  },
  {
    what: 'own data by a secret of 4 kB, nested',
    path: '/api/v1/track/JK2503100001/export',
    body: nested(4_000),
    headers: JSON_TYPE,
  },
  { what: 'a rating on its page', path: '/lacak/JK2503100001/nilai', body: parts(32_000), headers: PARTS },
  { what: 'the end of messages', path: `/berhenti/${'a'.repeat(8_000)}` },
  { what: 'what is to be followed', path: '/api/v1/track/JK2503100001' },
  { what: 'Open311, a query of 8 kB', path: `/open311/v2/requests.json?status=${'open,'.repeat(1_600)}` },
  {
    what: 'Open311, updates of all time',
    path: '/open311/v2/servicerequestupdates.json?start_date=2000-01-01T00:00:00Z',
  },
  { what: 'Open311, the services as XML', path: '/open311/v2/services.xml' },
  { what: 'the guide', path: '/docs' },
  { what: 'the calls on a page', path: '/docs/reference' },
  { what: 'the largest file of that page', path: '/docs/swagger-ui-bundle.js' },
  { what: 'what a refusal means', path: '/problems/invalid' },
  { what: 'figures for Prometheus', path: '/metrics' },
  { what: 'front page', path: '/' },
  { what: 'the numbers', path: '/angka' },
  { what: 'a number that is none', path: `/lacak?nomor=${'9'.repeat(8_000)}` },
  { what: 'the contract', path: '/openapi.json' },
  { what: 'a path of 8 kB', path: `/${'%41'.repeat(2_700)}` },
  { what: '8 kB of languages', path: '/masuk', headers: { 'accept-language': 'id;q=0.1,'.repeat(900) } },
  { what: '8 kB of cookies', path: '/masuk', headers: { cookie: 'a=b; '.repeat(1_600) } },
  {
    what: '8 kB of known browsers',
    path: '/masuk',
    body: 'username=a&password=b',
    headers: { ...FORM, cookie: `tuntas-kenal=${'a.9999999999999.b~'.repeat(440)}` },
  },
  { what: '8 kB of proxies', path: '/masuk', headers: { 'x-forwarded-for': '::1,'.repeat(2_000) } },
  { what: 'a made-up token', path: '/api/v1/queue', headers: { authorization: `Bearer ${'x'.repeat(500)}` } },
];
