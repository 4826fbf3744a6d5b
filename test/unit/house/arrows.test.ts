import { describe, expect, it } from 'vitest';
import { brokenArrows } from './arrows.ts';
import { readSources } from './sources.ts';

describe('the arrows of this repository', () => {
  it('all point the right way', () => {
    const sources = readSources();
    expect(sources.size).toBeGreaterThan(20);
    expect(brokenArrows(sources)).toEqual([]);
    // Every file is parsed, beside whatever else the machine does.
  }, 30_000);
});

describe('the guard refuses', () => {
  const bad: [what: string, path: string, text: string, says: string][] = [
    ['the service in the extension', 'extension/a.ts', "import '../service/app.ts';", 'knows only shared'],
    [
      'even a type of the service there',
      'extension/a.ts',
      "import type { A } from '../service/a.ts';",
      'only shared',
    ],
    [
      'a type named in passing',
      'extension/a.ts',
      "type A = import('../service/a.ts').A;",
      'knows only shared',
    ],
    [
      'a lazy import of the service',
      'extension/a.ts',
      "void import('../service/a.ts');",
      'knows only shared',
    ],
    ['a server package in the extension', 'extension/a.ts', "import sharp from 'sharp';", 'not a package of'],
    ['a tool in the extension', 'extension/a.ts', "import './icon/render.mjs';", 'never bundled'],
    ['Node in the extension', 'extension/a.ts', "import 'node:fs';", 'not a package of'],
    [
      'the extension in the service',
      'service/a.ts',
      "export * from '../extension/a.ts';",
      'knows only shared',
    ],
    [
      'Preact in the service',
      'service/a.ts',
      "import { h } from 'preact/jsx-runtime';",
      'package of the browser',
    ],
    ['tests in the service', 'service/a.ts', "import '../test/a.ts';", 'knows only shared'],
    ['the service in shared', 'shared/a/a.ts', "import '../../service/a.ts';", 'nothing but shared'],
    ['Node in shared', 'shared/a/a.ts', "import { join } from 'node:path';", 'shared is pure'],
    ['a framework in shared', 'shared/a/a.ts', "import type { Hono } from 'hono';", 'shared is pure'],
    ['the clock in shared', 'shared/a/a.ts', 'export const now = () => Date.now();', 'Date.now'],
    ['the clock by its other name', 'shared/a/a.ts', 'export const now = () => new Date();', 'new Date()'],
    ['the clock by a detour', 'shared/a/a.ts', 'export const now = () => globalThis.Date.now();', 'Date.now'],
    ['chance in shared', 'shared/a/a.ts', 'export const die = () => Math.random();', 'Math.random'],
    ['the network in shared', 'shared/a/a.ts', "export const go = () => fetch('/');", 'fetch'],
    [
      'libsql outside its adapter',
      'service/platform/db/other.ts',
      "import Database from 'libsql';",
      'only service/platform/db/database.ts',
    ],
    [
      'drizzle in routes',
      'service/tickets/routes.ts',
      "import { eq } from 'drizzle-orm';",
      'belongs to the verbs',
    ],
    [
      'the schema in routes',
      'service/tickets/routes.ts',
      "import '../tables/ticket.ts';",
      'belongs to the verbs',
    ],
    [
      'Dexie in a content script',
      'extension/entrypoints/crm.content.ts',
      "import 'dexie';",
      'a content script is tiny',
    ],
    ['a circle of one', 'shared/a/a.ts', "import './a.ts';", 'circle: shared/a/a.ts → shared/a/a.ts'],
  ];
  it.each(bad)('%s', (_what, path, text, says) => {
    expect(brokenArrows(new Map([[path, text]])).join('\n')).toContain(says);
  });

  it('Dexie that a content script reaches through others', () => {
    const sources = new Map([
      ['extension/entrypoints/crm.content/index.ts', "import '../../overlay/badge.ts';"],
      ['extension/overlay/badge.ts', "export { db } from '../replica/db.ts';"],
      ['extension/replica/db.ts', "import { Dexie } from 'dexie'; export const db = new Dexie('a');"],
    ]);
    expect(brokenArrows(sources)).toEqual([expect.stringContaining('reaches dexie')]);
  });

  it('the words of every language in a page of the extension', () => {
    const sources = new Map([
      ['extension/entrypoints/desk/main.tsx', "import '../../desk/start.tsx';"],
      ['extension/desk/start.tsx', "import { speaker } from '#shared/words/speak.ts'; speaker('id');"],
      ['shared/words/speak.ts', "export { speaker } from './catalogue.ts';"],
      ['shared/words/catalogue.ts', 'export const speaker = String;'],
    ]);
    expect(brokenArrows(sources)).toEqual([expect.stringContaining('fetches the words')]);
  });

  it('circles of several files, once each', () => {
    const sources = new Map([
      ['service/a.ts', "import './b.ts';"],
      ['service/b.ts', "import './c.ts';"],
      ['service/c.ts', "import './b.ts';"],
    ]);
    expect(brokenArrows(sources)).toEqual(['circle: service/b.ts → service/c.ts → service/b.ts']);
  });
});

describe('the guard allows', () => {
  const good: [what: string, path: string, text: string][] = [
    ['dates made from numbers in shared', 'shared/a/a.ts', 'export const at = (ms: number) => new Date(ms);'],
    [
      'comments and texts that name the clock',
      'shared/a/a.ts',
      "// Date.now()\nexport const a = 'Math.random()';",
    ],
    [
      'types of the replica in a content script',
      'extension/entrypoints/crm.content.ts',
      "import type { Dexie } from 'dexie';",
    ],
    ['Node in a tool of the extension', 'extension/icon/render.mjs', "import 'node:fs';"],
    ['libsql in its adapter', 'service/platform/db/database.ts', "import Database from 'libsql';"],
    ['shared by its own name', 'extension/a.ts', "import { STATUSES } from '#shared/ticket/status.ts';"],
  ];
  it.each(good)('%s', (_what, path, text) => {
    expect(brokenArrows(new Map([[path, text]]))).toEqual([]);
  });
});
