import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { hasDisplay } from '../../../service/compose/launch/browser.mjs';
import { findBrowser } from '../../../service/compose/launch/chromium.mjs';
import { whatIsMissing, whatIsMissingToBuild } from '../../../service/compose/launch/preflight.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tuntas-launch-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function put(path: string, text: string): string {
  const whole = join(root, path);
  mkdirSync(join(whole, '..'), { recursive: true });
  writeFileSync(whole, text);
  return whole;
}

describe('what is missing before a start', () => {
  const manifest = { engines: { node: '>=20.19' }, dependencies: { hono: '4.13.19' } };
  beforeEach(() => put('package.json', JSON.stringify(manifest)));

  it('is said of an old Node, in one line', () => {
    expect(whatIsMissing(root, '20.18.3')).toMatch(
      /^Tuntas needs Node 20\.19 or newer; this is 20\.18\.3\.$/,
    );
    expect(whatIsMissing(root, '18.20.0')).toMatch(/needs Node/);
  });

  it('is said of packages that are not there, and of others than the lock file names', () => {
    expect(whatIsMissing(root, '20.19.0')).toMatch(/^Run `npm ci` first/);
    put('node_modules/hono/package.json', '{"version":"4.0.0"}');
    expect(whatIsMissing(root, '22.1.0')).toMatch(/^Run `npm ci` again: hono 4\.0\.0/);
  });

  it('is nothing when all is there', () => {
    put('node_modules/hono/package.json', '{"version":"4.13.19"}');
    expect(whatIsMissing(root, '24.0.0')).toBeNull();
  });
});

describe('a machine that only runs the service', () => {
  it('may start what is built without the tools that build, and is told what to do where it would have to', () => {
    put(
      'package.json',
      '{"engines":{"node":">=20.19"},"dependencies":{"hono":"4.13.19"},"devDependencies":{"vite":"8.3.8"}}',
    );
    put('node_modules/hono/package.json', '{"version":"4.13.19"}');
    expect(whatIsMissing(root, '24.0.0')).toBeNull();
    expect(whatIsMissingToBuild(root)).toMatch(/Run `npm ci` first.*npm run build/);
    put('node_modules/vite/package.json', '{"version":"8.3.8"}');
    expect(whatIsMissingToBuild(root)).toBeNull();
  });
});

describe('the browser', () => {
  function program(name: string): string {
    const path = put(`bin/${name}`, '');
    chmodSync(path, 0o755);
    return path;
  }

  it('is a Chromium before a Google Chrome, which loads no unpacked extension', () => {
    const env = { PATH: join(root, 'bin') };
    expect(findBrowser(env, 'linux')).toBeNull();
    program('google-chrome');
    expect(findBrowser(env, 'linux')).toMatchObject({ loadsExtensions: false });
    const path = program('chromium');
    expect(findBrowser(env, 'linux')).toEqual({ path, loadsExtensions: true });
  });

  it('is the one that is named, and no other when that is not there', () => {
    const path = program('chromium');
    const env = { PATH: join(root, 'bin') };
    expect(findBrowser({ ...env, TUNTAS_CHROMIUM: path }, 'linux')).toEqual({ path, loadsExtensions: true });
    expect(findBrowser({ ...env, TUNTAS_CHROMIUM: join(root, 'none') }, 'linux')).toBeNull();
  });

  it('needs a display, except where a desktop is always there', () => {
    expect(hasDisplay({}, 'linux')).toBe(false);
    expect(hasDisplay({ DISPLAY: ':0' }, 'linux')).toBe(true);
    expect(hasDisplay({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
    expect(hasDisplay({}, 'darwin')).toBe(true);
  });
});
