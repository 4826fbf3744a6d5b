/** The contract as other systems meet it: a public linter, a public generator, and a client made from it alone. */
import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PROBLEMS } from '#shared/contract/problem.ts';
import { DEMO_PASSWORD } from '../../../service/demo/accounts.ts';
import { type ServiceProcess, startProcess } from '../process.ts';
import { keyFor } from '../tokens.ts';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const CLIENTS = join(ROOT, 'test/other-client');
/** Where packages are found from, and where no other test reads sources. */
const at = join(ROOT, 'node_modules/.cache/other-client');
const made = join(at, 'made');
const PHOTO = join(ROOT, 'test/fixtures/evidence/photos/plain-f24631a2.jpg');
const run = promisify(execFile);

/** A program of a package of the other clients: theirs where it is, else the one they share with everybody. */
function bin(name: string): string {
  const own = join(CLIENTS, 'node_modules/.bin', name);
  return existsSync(own) ? own : join(ROOT, 'node_modules/.bin', name);
}

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

/** Each as its users call it, in the folder where it is made; all of them are checked by one compiler. */
const GENERATORS = {
  'openapi-fetch': async () => {
    const out = join(made, 'openapi-typescript.d.ts');
    await run(bin('openapi-typescript'), [document, '-o', out, '--default-non-nullable=false']);
  },
  'hey-api': async () => {
    const out = join(made, 'hey-api');
    await run(bin('openapi-ts'), ['-i', document, '-o', out, '-c', '@hey-api/client-fetch', '--silent']);
  },
  orval: async () => {
    const output = { target: join(made, 'orval.ts'), client: 'fetch', baseUrl: service.origin };
    const config = join(folder, 'orval.config.cjs');
    writeFileSync(config, `module.exports = ${JSON.stringify({ tuntas: { input: document, output } })}`);
    await run(bin('orval'), ['--config', config]);
  },
};

describe('clients made from it by public generators', () => {
  beforeAll(async () => {
    cpSync(CLIENTS, at, { recursive: true, filter: (from) => !from.includes('node_modules') });
    await Promise.all(Object.values(GENERATORS).map((generate) => generate()));
  });
  afterAll(() => rmSync(at, { recursive: true }));

  it('are sound by their types', async () => {
    await run(bin('tsc'), ['-p', at]);
  });

  it.each(Object.keys(GENERATORS))(
    '%s files with a photo, follows up with one, approves and listens',
    async (name) => {
      const args = [
        join(at, `${name}.ts`),
        service.origin,
        await keyFor(service.origin),
        PHOTO,
        DEMO_PASSWORD,
      ];
      const { stdout } = await run(process.execPath, ['--import', 'tsx', ...args], { cwd: ROOT });
      expect(JSON.parse(stdout)).toEqual({
        statuses: ['menunggu', 'proses', 'validasi', 'selesai'],
        told: ['lapor', 'proses', 'tindak_lanjut', 'bukti_diperiksa', 'setujui'],
        missing: '/problems/not-found',
      });
    },
  );
});

describe('its pages', () => {
  it('show the calls with nothing from elsewhere', async () => {
    const page = await get('/docs/reference');
    const text = await page.text();
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(text).not.toMatch(/https?:\/\//);
    for (const [, path = ''] of text.matchAll(/(?:src|href)="(\/docs\/[^"]+)"/g)) {
      const asset = await get(path);
      expect([path, asset.status]).toEqual([path, 200]);
      await asset.body?.cancel();
    }
    for (const name of ['package.json', '__proto__', 'constructor']) {
      expect([name, (await get(`/docs/${name}`)).status]).toEqual([name, 404]);
    }
    expect((await get('/docs/..%2fpackage.json')).status).toBe(404);
  });

  it('lead to calls that there are, in both languages', async () => {
    const described = JSON.stringify(JSON.parse(readFileSync(document, 'utf8')).paths);
    for (const language of ['id', 'en']) {
      const page = await fetch(`${service.origin}/docs`, { headers: { 'accept-language': language } });
      const text = await page.text();
      expect(text).toContain(`<html lang="${language}">`);
      const led = [...text.matchAll(/docs\/reference#\/[^/]+\/(\w+)"/g)].map(([, name]) => name);
      expect(led.length).toBeGreaterThan(15);
      for (const name of led) expect(described).toContain(`"operationId":"${name}"`);
    }
  });

  it('say of every refusal what it means and what to do', async () => {
    for (const word of Object.keys(PROBLEMS)) {
      const page = await get(`/problems/${word}`);
      expect([word, page.status]).toEqual([word, 200]);
      expect(await page.text()).toMatch(new RegExp(`/problems/${word}`));
    }
    expect((await get('/problems/constructor')).status).toBe(404);
  });
});
