/** Keys are made once, and are whole or not there: what they closed nobody else can open. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, truncateSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCheckpointKey } from '../../../service/oversight/audit/keys.ts';
import { madeOnce } from '../../../service/platform/durable.ts';
import { ConfigError } from '../../../service/platform/settings.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'tuntas-keys-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

describe('a key', () => {
  const path = () => join(folder, 'name');
  const key = (text: string) =>
    madeOnce(
      path(),
      () => text,
      (found) => found.length === 5,
    );

  it('stays what it was when it was made, for whoever opens it later', () => {
    expect([key('first'), key('later')]).toEqual(['first', 'first']);
    expect(readdirSync(folder)).toEqual(['name']);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it('is that of whoever was first, where two make one at once', () => {
    const mine = madeOnce(
      path(),
      () => {
        key('other');
        return 'mine!';
      },
      (found) => found.length === 5,
    );
    expect([mine, readdirSync(folder)]).toEqual(['other', ['name']]);
  });

  it('is not made anew where it was cut: a sentence says which file', () => {
    key('whole');
    truncateSync(path(), 2);
    expect(() => key('other')).toThrow(ConfigError);
    expect(() => key('other')).toThrow(
      `${path()} is not the key that was made here: put it back from a backup.`,
    );
    expect(readFileSync(path(), 'utf8')).toBe('wh');
  });
});

it.each([0, 40])('a signing key cut to %i bytes is not taken, nor one made in its place', (bytes) => {
  openCheckpointKey(folder);
  const path = join(folder, 'checkpoint.key');
  truncateSync(path, bytes);
  expect(() => openCheckpointKey(folder)).toThrow(ConfigError);
  expect(statSync(path).size).toBe(bytes);
});
