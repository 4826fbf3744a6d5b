import { describe, expect, it } from 'vitest';
import { listFiles, readText } from '../house/sources.ts';

const FOLDER = 'docs/deployment';
const files = new Set(listFiles());

/** What the launcher, Node and Caddy read beside the service's own settings. */
const FOREIGN = new Set(['NODE_ENV', 'TUNTAS_HOST', 'TUNTAS_UPSTREAM']);

describe('the files for deployment', () => {
  it('set only settings that the operator finds described', () => {
    const settings = [
      ...settingsIn('tuntas.service', /^Environment=(.*)$/gm, /([A-Z_]+)=/g),
      ...settingsIn('Dockerfile', /^ENV (.*)$/gm, /([A-Z0-9_]+)=/g),
      ...settingsIn('compose.yaml', /^ {6}([A-Z_]+): /gm, /(.+)/g),
    ].filter((name) => !FOREIGN.has(name));
    expect(settings).toEqual(expect.arrayContaining(['DATA_DIR', 'HOST', 'PUBLIC_URL', 'TRUSTED_PROXIES']));
    const described = readText('docs/operating.md');
    expect(settings.filter((name) => !described.includes(`\`${name}\``))).toEqual([]);
  });

  it('start a launcher that is there', () => {
    for (const name of ['tuntas.service', 'Dockerfile']) {
      const launcher = /[a-z/]+start\.mjs/.exec(readText(`${FOLDER}/${name}`))?.[0] ?? '';
      expect([name, files.has(launcher)]).toEqual([name, true]);
    }
  });

  it('let the service write its backups where the pages say', () => {
    const folder = /BACKUP_DIR=([a-z/]+)/.exec(readText('docs/deployment.md'))?.[1];
    expect(readText(`${FOLDER}/tuntas.service`)).toContain(`ReadWritePaths=-${folder}\n`);
    expect(readText(`${FOLDER}/compose.yaml`)).toContain(`- backups:${folder}\n`);
    expect(readText(`${FOLDER}/Dockerfile`)).toMatch(new RegExp(`install -d .* ${folder}\n`));
  });

  it('believe the proxy alone, by the address that it has', () => {
    const compose = readText(`${FOLDER}/compose.yaml`);
    const trusted = /TRUSTED_PROXIES: (\S+)/.exec(compose)?.[1];
    const caddy = compose.slice(compose.indexOf('\n  caddy:'));
    expect(caddy).toContain(`ipv4_address: ${trusted}`);
    expect(compose).not.toMatch(/8787:8787/);
  });
});

function settingsIn(file: string, lines: RegExp, names: RegExp): string[] {
  return [...readText(`${FOLDER}/${file}`).matchAll(lines)].flatMap(([, line = '']) =>
    [...line.matchAll(names)].flatMap(([, name]) => (name === undefined ? [] : [name])),
  );
}
