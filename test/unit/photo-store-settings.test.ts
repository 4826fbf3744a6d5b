/** The settings of the photo store: what is understood, what is refused, and that no refusal repeats a key. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../../service/compose/config.ts';

const read = (env: Record<string, string>, args: string[] = []) => readConfig(args, env).photoStore;
const KEYS = { PHOTO_STORE_ACCESS_KEY: 'masuk', PHOTO_STORE_SECRET_KEY: 'rahasia' };
const URL_OF = 'https://s3.example.go.id/tuntas';

describe('the photo store', () => {
  it('is the disk by itself', () => {
    expect(read({})).toBeUndefined();
  });

  it('is a bucket by its URL, with keys', () => {
    expect(read({ PHOTO_STORE: `${URL_OF}/foto/`, ...KEYS, PHOTO_STORE_REGION: 'ap-southeast-3' })).toEqual({
      url: `${URL_OF}/foto`,
      region: 'ap-southeast-3',
      accessKey: 'masuk',
      secretKey: 'rahasia',
    });
  });

  it('takes its keys from a file as well, in the form that every tool for S3 knows', () => {
    const folder = mkdtempSync(join(tmpdir(), 'tuntas-keys-'));
    const file = join(folder, 'credentials');
    writeFileSync(file, '[default]\naws_access_key_id = masuk\naws_secret_access_key=rahasia\n');
    expect(read({ PHOTO_STORE: URL_OF, PHOTO_STORE_CREDENTIALS: file })).toMatchObject({
      accessKey: 'masuk',
      secretKey: 'rahasia',
    });
    writeFileSync(file, 'rahasia');
    expect(() => read({ PHOTO_STORE: URL_OF, PHOTO_STORE_CREDENTIALS: file })).toThrow(
      /^PHOTO_STORE_CREDENTIALS: (?!.*rahasia).*has no lines/,
    );
    rmSync(folder, { recursive: true });
  });

  it('speaks http on this machine only, or where that is trusted', () => {
    expect(read({ PHOTO_STORE: 'http://127.0.0.1:9000/tuntas', ...KEYS })).toBeDefined();
    const inside = { PHOTO_STORE: 'http://10.1.2.3:9000/tuntas', ...KEYS };
    expect(() => read(inside)).toThrow(/only https/);
    expect(read({ ...inside, OUTBOUND_TRUSTED: 'http://10.1.2.3:9000' })).toBeDefined();
  });

  it.each([
    ['s3://tuntas'],
    ['tuntas'],
    ['https://masuk:rahasia@s3.example.go.id/tuntas'],
    ['https://s3.example.go.id/tuntas?key=rahasia'],
    ['https://s3.example.go.id/rahasia%20folder'],
  ])('refuses %s without repeating it', (url) => {
    expect(() => read({ PHOTO_STORE: url, ...KEYS })).toThrow(/^PHOTO_STORE: (?!.*rahasia)/);
  });

  it('is refused where half of it is set, and for the demo with reports', () => {
    expect(() => read({ PHOTO_STORE: URL_OF })).toThrow(/needs PHOTO_STORE_ACCESS_KEY/);
    expect(() => read(KEYS)).toThrow(/without PHOTO_STORE/);
    expect(() => read({ PHOTO_STORE: URL_OF, PHOTO_STORE_CREDENTIALS: '/none', ...KEYS })).toThrow(
      /one of the two/,
    );
    expect(() => read({ PHOTO_STORE: URL_OF, ...KEYS }, ['--demo=reports'])).toThrow(/demo/);
  });
});
