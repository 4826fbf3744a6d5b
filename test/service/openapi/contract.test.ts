/** The contract as other systems meet it: a public linter, a public generator, and a client made from it alone. */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createClient } from '#shared/contract/client.ts';
import { PROBLEMS } from '#shared/contract/problem.ts';
import { DEMO_PASSWORD } from '../../../service/demo/accounts.ts';
import { type ServiceProcess, startProcess } from '../process.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const CLIENT = join(ROOT, 'test/other-client');
const run = promisify(execFile);

const folder = mkdtempSync(join(tmpdir(), 'tuntas-contract-'));
const document = join(folder, 'openapi.json');
let service: ServiceProcess;
const get = (path: string): Promise<Response> => fetch(service.origin + path);

beforeAll(async () => {
  service = await startProcess(join(folder, 'data'));
  writeFileSync(document, await (await get('/openapi.json')).text());
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

it('is passed by a public linter without an error or a warning', async () => {
  const env = { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' };
  const linter = join(ROOT, 'node_modules/.bin/redocly');
  const { stdout } = await run(linter, ['lint', document, '--format', 'json'], { env, cwd: folder });
  expect(JSON.parse(stdout)).toMatchObject({ totals: { errors: 0, warnings: 0 } });
});

it('lets a client with generated types file, follow and check a report', async () => {
  const bin = (name: string): string => join(CLIENT, 'node_modules/.bin', name);
  // Made where packages are found from, and where no other test reads sources.
  const made = join(ROOT, 'node_modules/.cache/other-client');
  mkdirSync(made, { recursive: true });
  onTestFinished(() => rmSync(made, { recursive: true }));
  for (const file of ['package.json', 'tsconfig.json', 'client.ts'])
    copyFileSync(join(CLIENT, file), join(made, file));
  const types = join(made, 'api.d.ts');
  await run(bin('openapi-typescript'), [document, '-o', types, '--default-non-nullable=false']);
  await run(bin('tsc'), ['-p', made]);
  const client = join(made, 'client.ts');
  const { stdout } = await run(
    process.execPath,
    ['--import', 'tsx', client, service.origin, await apiKey()],
    {
      cwd: ROOT,
    },
  );
  expect(JSON.parse(stdout)).toEqual({
    number: expect.stringMatching(/^JK\d{10}$/),
    hasSecret: true,
    version: expect.any(Number),
    status: 'menunggu',
    tracked: expect.stringMatching(/^JK\d{10}$/),
    followed: [expect.stringMatching(/^JK\d{10}$/)],
    verdict: 'fail',
    reasons: ['NARRATIVE_MISSING', 'PHOTO_MISSING'],
    refusal: '/problems/not-found',
  });
});

describe('its pages', () => {
  it('show the calls with nothing from elsewhere', async () => {
    const page = await get('/docs');
    const text = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(text).not.toMatch(/https?:\/\//);
    for (const [, path = ''] of text.matchAll(/(?:src|href)="(\/docs\/[^"]+)"/g)) {
      const asset = await get(path);
      expect([path, asset.status]).toEqual([path, 200]);
      await asset.body?.cancel();
    }
    expect((await get('/docs/package.json')).status).toBe(404);
    expect((await get('/docs/..%2fpackage.json')).status).toBe(404);
  });

  it('say of every refusal what it means and what to do', async () => {
    for (const word of Object.keys(PROBLEMS)) {
      const page = await get(`/problems/${word}`);
      expect([word, page.status]).toEqual([word, 200]);
      expect(await page.text()).toContain(word);
    }
    expect((await get('/problems/constructor')).status).toBe(404);
  });
});

async function apiKey(): Promise<string> {
  const { data: session } = await createClient({ origin: service.origin }).call('signIn', {
    body: { username: 'operator', password: DEMO_PASSWORD },
  });
  const operator = createClient({ origin: service.origin, token: () => session.token });
  const { data } = await operator.call('createApiKey', {
    body: {
      client: 'other-client',
      name: 'Sistem lain',
      scopes: ['tickets:file', 'tickets:read', 'evidence:check'],
      channels: ['jaki'],
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    },
  });
  return data.key;
}
