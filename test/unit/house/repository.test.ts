import { describe, expect, it } from 'vitest';
import { AREAS, filesOf } from '../../mutation/areas.ts';
import { listFiles, readText } from './sources.ts';

const files = listFiles();
const sources = files.filter((path) => /\.(tsx?|mjs)$/.test(path));

describe('the repository', () => {
  it('holds no file too long to read in one go', () => {
    const long = sources.filter((path) => readText(path).split('\n').length > 400);
    expect(long).toEqual([]);
  });

  it('installs from whatever registry the machine knows', () => {
    expect(readText('package-lock.json')).not.toContain('"resolved": "http');
  });

  it('pins every dependency exactly', () => {
    const { dependencies, devDependencies } = JSON.parse(readText('package.json'));
    const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+$/.test(String(version)),
    );
    expect(loose).toEqual([]);
  });

  it('has decided of each package with an install script whether that may run', () => {
    const packages = Object.entries<{ hasInstallScript?: true; name?: string }>(
      JSON.parse(readText('package-lock.json')).packages,
    );
    const withScript = packages.flatMap(([path, { hasInstallScript, name }]) =>
      // An alias names the package it stands for.
      hasInstallScript ? [name ?? path.replace(/^.*node_modules\//, '')] : [],
    );
    const { allowScripts } = JSON.parse(readText('package.json'));
    expect(Object.keys(allowScripts).sort()).toEqual([...new Set(withScript)].sort());
  });

  it('tells no foreign text apart from markup by hope: nothing writes HTML into a page', () => {
    const writers =
      /\binnerHTML\b|\bouterHTML\b|dangerouslySetInnerHTML|insertAdjacentHTML|document\.write|\bjsxTemplate\b|\braw\b[^}]*\} from 'hono\/html'/;
    const found = sources.filter(
      (path) => /^(extension|service)\//.test(path) && writers.test(readText(path)),
    );
    expect(found).toEqual([]);
  });

  it('keeps one picture of the tables, the newest: the next migration is made from it alone', () => {
    const snapshots = files.filter((path) => /migrations\/meta\/\d+_snapshot\.json$/.test(path));
    const newest = files
      .filter((path) => /migrations\/\d+_\w+\.sql$/.test(path))
      .sort()
      .at(-1);
    expect(snapshots).toEqual([newest?.replace(/(\d+)_\w+\.sql$/, 'meta/$1_snapshot.json')]);
  });

  it('waits for conditions, never for time', () => {
    const sleeps = /waitForTimeout|setTimeout\(\s*(resolve|done|r)\b|timers\/promises/;
    const found = files.filter((path) => /^test\/.*\.test\.tsx?$/.test(path) && sleeps.test(readText(path)));
    expect(found.filter((path) => path !== 'test/unit/house/repository.test.ts')).toEqual([]);
  });

  it('has the code and the tests that mutation testing names', () => {
    const named = Object.values(AREAS).flat();
    expect(
      named.filter(({ code, tests }) => ![code, tests].every((paths) => filesOf(paths).length > 0)),
    ).toEqual([]);
  });

  it('skips and singles out no test', () => {
    const marks = /\b(it|test|describe)\.(skip|only|todo|skipIf|runIf)\b/;
    const found = files.filter((path) => /^test\/.*\.test\.tsx?$/.test(path) && marks.test(readText(path)));
    expect(found).toEqual([]);
  });
});
