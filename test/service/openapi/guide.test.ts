/** `/docs` as a stranger works through it: every command as it stands there, in its order. */
import { execFile } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO_PASSWORD } from '../../../service/demo/accounts.ts';
import { type ServiceProcess, startProcess } from '../process.ts';
import { keyFor, tokenOf } from '../tokens.ts';

const PHOTO = fileURLToPath(new URL('../../fixtures/evidence/photos/plain-f24631a2.jpg', import.meta.url));
const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'tuntas-guide-'));
let service: ServiceProcess;
let key: string;
let page: string;

beforeAll(async () => {
  service = await startProcess(join(folder, 'data'));
  key = await keyFor(service.origin, ['tickets:file', 'tickets:read', 'reference:read']);
  page = await (await fetch(`${service.origin}/docs`)).text();
  copyFileSync(PHOTO, join(folder, 'foto.jpg'));
});
afterAll(async () => {
  await service.stop();
  rmSync(folder, { recursive: true });
});

interface Command {
  name: string;
  where: string;
  text: string;
}

function commands(): Command[] {
  const found = page.matchAll(/<code data-step="([\w-]+)" data-in="(\w+)">(.*?)<\/code>/gs);
  return [...found].map(([, name = '', where = '', text = '']) => ({ name, where, text: unescaped(text) }));
}

const unescaped = (html: string): string =>
  html.replaceAll('&lt;', '<').replaceAll('&quot;', '"').replaceAll('&amp;', '&').replaceAll('&#39;', "'");

/** What the answers so far fill the gaps with. */
const known: Record<string, string> = {};

function learn(name: string, answer: string): void {
  const json = /^\{.*\}$/ms.exec(answer)?.[0];
  const told: Record<string, unknown> = json === undefined ? {} : JSON.parse(json);
  for (const part of ['id', 'number', 'version']) {
    if (told[part] !== undefined) known[part] = String(told[part]);
  }
  if (name === 'office-sign-in') known.KANTOR = String(told.token);
  if (name === 'validator-sign-in') known.VALIDATOR = String(told.token);
}

const fill = (text: string): string =>
  text.replace(/<(id|number|version)>/g, (gap, name: string) => known[name] ?? gap);

async function inShell({ name, text }: Command): Promise<string> {
  const env = { ...process.env, ...known, KUNCI: key };
  const filled = fill(text).replaceAll('curl ', 'curl -fsS ');
  const { stdout } = await run('bash', ['-c', filled], { env, cwd: folder });
  learn(name, stdout);
  return stdout;
}

async function inPage({ text }: Command): Promise<string> {
  const around = `const KUNCI = '${key}';
const readChanges = () => { console.log('read'); process.exit(); };
${text}`;
  writeFileSync(join(folder, 'page.mjs'), around);
  return (await run(process.execPath, ['page.mjs'], { cwd: folder })).stdout;
}

describe('the guide', () => {
  it('brings a report with a photo from the key to its approval, as the commands stand there', async () => {
    const answers: Record<string, string> = {};
    for (const command of commands()) {
      answers[command.name] = await (command.where === 'shell' ? inShell(command) : inPage(command));
    }
    const said = (name: string) => JSON.parse(answers[name] ?? 'null');
    expect(said('key')).toMatchObject({ apiKey: { channels: ['jaki'] } });
    expect(said('kelurahan').items).toContainEqual(expect.objectContaining({ code: '31.74.03.1002' }));
    expect(said('file')).toMatchObject({ unit: { code: '31.74.03.1002' }, photosTaken: 1, photos: [] });
    expect(said('track')).toMatchObject({ status: 'menunggu' });
    expect(answers.read).toMatch(/^etag: "\d+"/im);
    expect(said('listen').items).toContainEqual(expect.objectContaining({ action: 'lapor' }));
    expect(answers.live).toContain('read');
    expect(said('office-accept').status).toBe('proses');
    expect(said('office-follow-up').status).toBe('validasi');
    expect(said('validator-approve').status).toBe('selesai');
  });

  it('says where a report without a kelurahan waits: its unit is null, and a channel admin has it', async () => {
    const point = { lat: -6.26135, lon: 106.81342 };
    const report = { channel: 'jaki', category: 'Jalan', description: 'Lubang di jalan', point };
    const filed = await (
      await fetch(`${service.origin}/api/v1/tickets`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(report),
      })
    ).json();
    expect(filed).toMatchObject({ unit: null, photosTaken: 0 });
    const authorization = `Bearer ${await tokenOf(service.origin, 'kanal')}`;
    const queue = await (
      await fetch(`${service.origin}/api/v1/queue`, { headers: { authorization } })
    ).json();
    expect(queue.items).toContainEqual(expect.objectContaining({ number: filed.number }));
  });

  it('leads to all that it names, on this service alone', async () => {
    const led = [...page.matchAll(/href="(#?[^"]+)"/g)].map(([, href = '']) => href);
    expect(led.length).toBeGreaterThan(40);
    for (const href of new Set(led)) {
      const [path = '', anchor] = href.split('#');
      if (path === '') expect(page).toContain(`id="${anchor}"`);
      else expect([href, (await fetch(service.origin + path)).status]).toEqual([href, 200]);
    }
    for (const path of ['/masuk', '/kelola/kunci', '/docs/changelog', '/docs/front-ends']) {
      expect(led).toContain(path);
    }
    expect(page).toContain(DEMO_PASSWORD);
    expect(page).toContain('UP Jakarta Smart City');
  });
});
