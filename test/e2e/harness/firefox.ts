/** A real Firefox with the built add-on, in a profile of its own, driven over WebDriver BiDi. */
import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { z } from 'zod';
import { type Bidi, connectBidi } from './bidi.ts';
import { findFirefox } from './find-firefox.mjs';
import { ROOT } from './paths.ts';

export const ADD_ON = join(ROOT, '.output/e2e-open/firefox-mv3');
/** Of our own choice, so that the tests know the address of its pages: Firefox draws one per installation. */
const HOST = '11111111-2222-4333-8444-555555555555';

export interface FirefoxPage {
  goto(address: string): Promise<void>;
  /** Runs an expression in the page; what it comes to must be JSON. */
  evaluate(expression: string): Promise<unknown>;
  /** Key presses as from a keyboard, one for each character. */
  type(keys: string): Promise<void>;
  /** PNG */
  screenshot(): Promise<Buffer>;
}

export interface TestFirefox {
  /** Address of one of the add-on's own pages. */
  own(page: string): string;
  open(address: string): Promise<FirefoxPage>;
  close(): Promise<void>;
}

export async function launchFirefox(): Promise<TestFirefox> {
  const path = findFirefox();
  if (path === null) throw new Error('No Firefox: install firefox-esr, or name one in TUNTAS_FIREFOX');
  await build();
  const id = await addOnId();
  const profile = await mkdtemp(join(tmpdir(), 'tuntas-firefox-'));
  await writeFile(join(profile, 'user.js'), preferences(id));
  // The last argument lets BiDi into the pages of add-ons, which count as the browser's own.
  const args = ['--headless', '--no-remote', '--profile', profile];
  const child = spawn(path, [...args, '--remote-debugging-port=0', '--remote-allow-system-access'], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, HOME: profile },
  });
  const bidi = await connectBidi(`${await announced(child)}/session`);
  await bidi.send('session.new', { capabilities: {} });
  await bidi.send('webExtension.install', { extensionData: { type: 'path', path: ADD_ON } });
  return {
    own: (page) => `moz-extension://${HOST}/${page}`,
    async open(address) {
      const { context } = z
        .object({ context: z.string() })
        .parse(await bidi.send('browsingContext.create', { type: 'tab' }));
      const page = pageOf(bidi, context);
      await page.goto(address);
      return page;
    },
    async close() {
      bidi.close();
      if (child.exitCode === null) {
        child.kill();
        await once(child, 'exit');
      }
      await rm(profile, { recursive: true, force: true, maxRetries: 3 });
    },
  };
}

function pageOf(bidi: Bidi, context: string): FirefoxPage {
  return {
    async goto(url) {
      await bidi.send('browsingContext.navigate', { context, url, wait: 'complete' });
    },
    async evaluate(expression) {
      const answer = Evaluated.parse(
        await bidi.send('script.evaluate', {
          expression: `(async () => JSON.stringify((await (${expression})) ?? null))()`,
          target: { context },
          awaitPromise: true,
        }),
      );
      if (answer.type === 'exception') throw new Error(answer.exceptionDetails.text);
      return JSON.parse(answer.result.value);
    },
    async type(keys) {
      const actions = [...keys].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]);
      await bidi.send('input.performActions', { context, actions: [{ type: 'key', id: 'keys', actions }] });
    },
    async screenshot() {
      const { data } = z
        .object({ data: z.base64() })
        .parse(await bidi.send('browsingContext.captureScreenshot', { context }));
      return Buffer.from(data, 'base64');
    },
  };
}

const Evaluated = z.discriminatedUnion('type', [
  z.object({ type: z.literal('success'), result: z.object({ value: z.string() }) }),
  z.object({ type: z.literal('exception'), exceptionDetails: z.object({ text: z.string() }) }),
]);

async function build(): Promise<void> {
  await promisify(execFile)('node_modules/.bin/wxt', ['build', '-b', 'firefox'], {
    cwd: ROOT,
    env: { ...process.env, NODE_ENV: 'production', TUNTAS_E2E: 'open' },
  });
}

async function addOnId(): Promise<string> {
  const { default: manifest } = await import(join(ADD_ON, 'manifest.json'), { with: { type: 'json' } });
  return z
    .object({ browser_specific_settings: z.object({ gecko: z.object({ id: z.string() }) }) })
    .parse(manifest).browser_specific_settings.gecko.id;
}

function preferences(id: string): string {
  const values = {
    'extensions.webextensions.uuids': JSON.stringify({ [id]: HOST }),
    // Optional permissions are granted as asked for: nobody is there to press the browser's own button.
    'extensions.webextOptionalPermissionPrompts': false,
    // Nothing of its own to fetch meanwhile.
    'app.normandy.enabled': false,
    'browser.shell.checkDefaultBrowser': false,
    'datareporting.policy.dataSubmissionEnabled': false,
    'browser.aboutwelcome.enabled': false,
  };
  return Object.entries(values)
    .map(([name, value]) => `user_pref(${JSON.stringify(name)}, ${JSON.stringify(value)});\n`)
    .join('');
}

async function announced(child: ChildProcess): Promise<string> {
  if (!child.stderr) throw new Error('Firefox was started without its error output');
  for await (const line of createInterface({ input: child.stderr })) {
    const address = /listening on (ws:\/\/\S+)/.exec(line)?.[1];
    if (address !== undefined) {
      child.stderr.resume();
      return address;
    }
  }
  throw new Error('Firefox ended before it could be driven');
}
