import { describe, expect, it } from 'vitest';
import { brokenArrows } from './arrows.ts';
import { functionsOf, parseModules } from './module.ts';
import { circlesOf } from './rooms.ts';
import { readSources } from './sources.ts';

const LONGEST_FUNCTION = 100;

describe('the sources of this repository', () => {
  const modules = parseModules(readSources());

  it('import in the right direction only', () => {
    expect(modules.size).toBeGreaterThan(20);
    expect(brokenArrows(modules)).toEqual([]);
  });

  it('hold no function too long to see whole', () => {
    const long = functionsOf(modules).filter(({ lines }) => lines > LONGEST_FUNCTION);
    expect(long.map(({ name }) => name)).toEqual([]);
  });
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
      'the browser on the desk',
      'extension/desk/a.ts',
      "import { browser } from 'wxt/browser';",
      'only platform/',
    ],
    [
      'the extension in the service',
      'service/a.ts',
      "export * from '../extension/a.ts';",
      'knows only shared',
    ],
    ['the service in the client', 'client/a.ts', "import '../service/app.ts';", 'knows only shared'],
    ['a package in the client', 'client/a.ts', "import { z } from 'zod';", 'no package of its own'],
    ['Dexie in the service', 'service/a.ts', "import 'dexie';", 'package of the browser'],
    [
      'Preact in the service where nothing is drawn',
      'service/a.ts',
      "import { h } from 'preact/jsx-runtime';",
      'only what is drawn needs it',
    ],
    [
      'a feature in the kit of the pages',
      'service/pages/a.tsx',
      "import type { A } from '../people/a.ts';",
      'the kit of the pages knows no feature',
    ],
    ['Preact in shared', 'shared/a/a.ts', "import type { VNode } from 'preact';", 'shared is pure'],
    [
      'the renderer in a view',
      'shared/view/a.tsx',
      "import { render } from 'preact-render-to-string';",
      'shared is pure',
    ],
    [
      'a state in a view',
      'shared/view/a.tsx',
      "import { useState } from 'preact/hooks';",
      'a view is a function of its props',
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
      'only service/platform/db/embedded.ts',
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
    [
      'a feature in the platform',
      'service/platform/http/a.ts',
      "import type { Accounts } from '../../people/accounts/auth.ts';",
      'service/platform/http/a.ts imports service/people/accounts/auth.ts: platform stands below people',
    ],
    [
      'a feature in the page kit',
      'service/pages/a.ts',
      "import '../tickets/verbs/act.ts';",
      'pages stands below tickets',
    ],
    ['a room nobody has placed', 'service/attic/a.ts', "import '../pages/a.ts';", 'attic is not in the list'],
    [
      'a room nobody has placed below',
      'service/pages/a.ts',
      "import '../attic/a.ts';",
      'attic is not in the list',
    ],
    ['a circle of one', 'shared/a/a.ts', "import './a.ts';", 'circle: shared/a/a.ts → shared/a/a.ts'],
  ];
  it.each(bad)('%s', (_what, path, text, says) => {
    expect(brokenArrows(parseModules(new Map([[path, text]]))).join('\n')).toContain(says);
  });

  it('Dexie that a content script reaches through others', () => {
    const sources = new Map([
      ['extension/entrypoints/crm.content/index.ts', "import '../../overlay/badge.ts';"],
      ['extension/overlay/badge.ts', "export { db } from '../replica/db.ts';"],
      ['extension/replica/db.ts', "import { Dexie } from 'dexie'; export const db = new Dexie('a');"],
    ]);
    expect(brokenArrows(parseModules(sources))).toEqual([expect.stringContaining('reaches dexie')]);
  });

  it('the words of every language in a page of the extension', () => {
    const sources = new Map([
      ['extension/entrypoints/desk/main.tsx', "import '../../desk/start.tsx';"],
      ['extension/desk/start.tsx', "import { speaker } from '#shared/words/speak.ts'; speaker('id');"],
      ['shared/words/speak.ts', "export { speaker } from './catalogue.ts';"],
      ['shared/words/catalogue.ts', 'export const speaker = String;'],
    ]);
    expect(brokenArrows(parseModules(sources))).toEqual([expect.stringContaining('fetches the words')]);
  });

  it('circles of several files, once each', () => {
    const sources = new Map([
      ['service/pages/a.ts', "import './b.ts';"],
      ['service/pages/b.ts', "import './c.ts';"],
      ['service/pages/c.ts', "import './b.ts';"],
    ]);
    expect(brokenArrows(parseModules(sources))).toEqual([
      'circle: service/pages/b.ts → service/pages/c.ts → service/pages/b.ts',
    ]);
  });

  it('circles of rooms, though no two files form one', () => {
    const sources = new Map([
      ['shared/ticket/a.ts', "import '../words/plain/b.ts';"],
      ['shared/words/c.ts', "import type { A } from '../ticket/d.ts';"],
    ]);
    expect(brokenArrows(parseModules(sources))).toEqual([
      'circle of rooms: shared/ticket → shared/words → shared/ticket ' +
        '(shared/ticket/a.ts imports shared/words/plain/b.ts; shared/words/c.ts imports shared/ticket/d.ts)',
    ]);
  });

  it('circles of folders inside a room, where each folder counts', () => {
    const arrows = [
      { from: 'service/tickets/verbs/a.ts', target: 'service/tickets/b.ts' },
      { from: 'service/tickets/c.ts', target: 'service/tickets/verbs/d.ts' },
    ];
    expect(circlesOf(arrows, 'room')).toEqual([]);
    expect(circlesOf(arrows, 'folder')).toEqual([
      expect.stringContaining('service/tickets/verbs → service/tickets → service/tickets/verbs'),
    ]);
  });
});

describe('a function', () => {
  const named: [text: string, name: string, lines: number][] = [
    ['// why\nexport function a() {\n\n}', 'a', 3],
    ['const b = () =>\n  1;', 'b', 2],
    ['const house = {\n  c() {\n    // here\n  },\n};', 'c', 3],
    ['export default () => 1;', '(unnamed)', 1],
  ];
  it.each(named)('%j is measured by all its lines', (text, name, lines) => {
    const path = 'shared/a/a.ts';
    expect(functionsOf(parseModules(new Map([[path, text]])))).toEqual([{ path, name, lines }]);
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
    ['Preact in a view', 'shared/view/a.tsx', "import type { ComponentChildren } from 'preact';"],
    [
      'Preact and its renderer in a page',
      'service/pages/a.tsx',
      "import { renderToString } from 'preact-render-to-string'; import { useContext } from 'preact/hooks';",
    ],
    ['the platform in the kit of the pages', 'service/pages/a.tsx', "import '../platform/clock.ts';"],
    ['Node in a tool of the extension', 'extension/icon/render.mjs', "import 'node:fs';"],
    ['libsql in its adapter', 'service/platform/db/embedded.ts', "import Database from 'libsql';"],
    ['a room that knows the ground', 'service/people/a.ts', "import '../platform/clock.ts';"],
    ['a file of no room', 'service/vite.config.ts', "import './compose/main.ts';"],
    ['shared by its own name', 'extension/a.ts', "import { STATUSES } from '#shared/ticket/status.ts';"],
  ];
  it.each(good)('%s', (_what, path, text) => {
    expect(brokenArrows(parseModules(new Map([[path, text]])))).toEqual([]);
  });
});
