/** What is written for people: short enough to begin with, and true about where things are. */
import { posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { edgesOf } from './arrows.ts';
import { parseModules } from './module.ts';
import { listFiles, readSources, readText } from './sources.ts';

const files = listFiles();
const sources = new Map([...readSources()].filter(([path]) => /\.tsx?$/.test(path)));
const edges = edgesOf(parseModules(sources));
/** Before the settings are, or by tests alone. */
const READ_ELSEWHERE = ['LOG_LEVEL', 'TUNTAS_CHROMIUM', 'TUNTAS_FIREFOX'];
const pages = files.filter((path) => /^(docs\/.*|[A-Z]+)\.md$/.test(path));

it('the README is read in one go', () => {
  expect(Buffer.byteLength(readText('README.md'))).toBeLessThan(7_000);
});

describe.each(pages)('%s', (page) => {
  it('links only to what is there', () => {
    expect(linksIn(readText(page)).filter((link) => !leadsSomewhere(page, link))).toEqual([]);
  });

  it('names only files and folders that are there', () => {
    expect(pathsIn(readText(page)).filter((path) => !exists(path))).toEqual([]);
  });
});

it('a page that nothing leads to is found by nobody', () => {
  const led = new Set(
    pages.flatMap((page) => linksIn(readText(page)).map((link) => targetOf(page, link).path)),
  );
  expect(pages.filter((page) => page !== 'README.md' && !led.has(page))).toEqual([]);
});

describe('the settings', () => {
  const reader = 'service/compose/config.ts';
  const names = readText(reader).matchAll(/^ {2}([A-Z][A-Z0-9_]+): /gm);
  const variables = [...names].map(([, name = '']) => name);

  it('have a line each in docs/operating.md, which has none for anything else', () => {
    const lines = readText('docs/operating.md').matchAll(/^\| (`[^|]+`) \|/gm);
    const told = [...lines].flatMap(([, cell = '']) => cell.match(/\b[A-Z][A-Z0-9_]+\b/g) ?? []);
    expect(told.sort()).toEqual([...variables, ...READ_ELSEWHERE].sort());
  });

  it('are put to use', () => {
    const idle = variables.filter(
      (name) => readText(reader).match(new RegExp(`\\b${name}\\b`, 'g'))?.length === 1,
    );
    const declared =
      /interface Config \{(.*?)\n\}/s.exec(readText('service/platform/settings.ts'))?.[1] ?? '';
    const users = [...sources].flatMap(([path, text]) =>
      path === reader ? [] : [text.replace(declared, '')],
    );
    const unread = [...declared.matchAll(/^ {2}(\w+)\??:/gm)].flatMap(([, name = '']) =>
      users.some((text) => new RegExp(`(\\.|[{,] ?)${name}\\b`).test(text)) ? [] : [name],
    );
    expect([...idle, ...unread]).toEqual([]);
  });
});

describe.each(['service', 'extension', 'shared'])('docs/architecture.md on the rooms of %s', (part) => {
  const listed = [...readText('docs/architecture.md').matchAll(/^\| `(\w+)\/([\w-]+)` \|/gm)].flatMap(
    ([, inPart, room = '']) => (inPart === part ? [room] : []),
  );

  it('has each of them once', () => {
    const rooms = [...sources.keys()].flatMap((path) => {
      const [inPart, room, inRoom] = path.split('/');
      return inPart === part && room !== undefined && inRoom !== undefined ? [room] : [];
    });
    expect(listed.toSorted()).toEqual([...new Set(rooms)].sort());
  });

  it('lists them from the ground up', () => {
    const upwards = edges.filter(({ from, target, local }) => {
      const [here, there] = [from, target].map((path) => path.split('/'));
      if (!local || here?.[0] !== part || there?.[0] !== part) return false;
      return listed.indexOf(here[1] ?? '') < listed.indexOf(there[1] ?? '');
    });
    expect(upwards.map(({ from, target }) => `${from} imports ${target}`)).toEqual([]);
  });
});

function linksIn(text: string): string[] {
  return [...text.matchAll(/\]\(([^)\s]+)\)/g)].flatMap(([, link = '']) =>
    /^[a-z]+:/.test(link) ? [] : [link],
  );
}

function targetOf(page: string, link: string): { path: string; heading: string | undefined } {
  const [path = '', heading] = link.split('#');
  return { path: path === '' ? page : posix.join(posix.dirname(page), path), heading };
}

function leadsSomewhere(page: string, link: string): boolean {
  const { path, heading } = targetOf(page, link);
  return exists(path) && (heading === undefined || headingsIn(readText(path)).includes(heading));
}

/** As they are linked to. */
function headingsIn(text: string): string[] {
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, words = '']) =>
    words
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );
}

/** Between backticks, from the root of the repository; `<any>` and `*` stand for a name. */
function pathsIn(text: string): string[] {
  return [...text.matchAll(/`((?:\.github|docs|extension|service|shared|test)\/[^\s`]*)`/g)].map(
    ([, path = '']) => path,
  );
}

function exists(path: string): boolean {
  const parts = path.replace(/\/$/, '').replace(/[.\\^$+?()[\]{}|]/g, '\\$&');
  const pattern = new RegExp(`^${parts.replaceAll(/<[^>]+>|\*/g, '[^/]+')}(/|$)`);
  return files.some((file) => pattern.test(file));
}
