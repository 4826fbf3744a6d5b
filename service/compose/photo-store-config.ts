/** The settings of the photo store. What is refused is told without a key. */
import { readFileSync } from 'node:fs';
import { ConfigError, type DemoMode, isLoopback, type ObjectStoreSettings } from '../platform/settings.ts';

interface Values {
  url: string | undefined;
  region: string;
  accessKey: string | undefined;
  secretKey: string | undefined;
  credentials: string | undefined;
}

/** Of the environment what concerns it, for commands that take no other settings. */
export function photoStoreSettings(env: Record<string, string | undefined>): Record<string, string> {
  const ours = Object.entries(env).filter(
    ([name, value]) => value !== undefined && (name.startsWith('PHOTO_STORE') || name === 'OUTBOUND_TRUSTED'),
  );
  return Object.fromEntries(ours.map(([name, value]) => [name, value ?? '']));
}

/** `trusted`: origins that may speak http. */
export function readPhotoStore(
  { url, region, ...keys }: Values,
  { trusted, demo }: { trusted: readonly string[]; demo: DemoMode },
): { photoStore?: ObjectStoreSettings } {
  if (url === undefined) {
    if (Object.values(keys).every((value) => value === undefined)) return {};
    throw new ConfigError('PHOTO_STORE_… is set without PHOTO_STORE: the URL of the bucket');
  }
  if (demo === 'reports') {
    throw new ConfigError(
      'PHOTO_STORE: the photos of the demo are painted into DATA_DIR; unset it, or start with --demo=off',
    );
  }
  return { photoStore: { url: bucketOf(url, trusted), region, ...keysOf(keys) } };
}

function bucketOf(text: string, trusted: readonly string[]): string {
  const isUrl = /^https?:\/\//.test(text) && URL.canParse(text);
  if (!isUrl) {
    throw new ConfigError(
      'PHOTO_STORE: the URL of a bucket, such as https://s3.example.go.id/tuntas, perhaps with a folder in it',
    );
  }
  const { protocol, origin, pathname, username, password, search, hash } = new URL(text);
  if (username !== '' || password !== '' || search !== '' || hash !== '') {
    throw new ConfigError(
      'PHOTO_STORE: a URL without keys, ? and #; keys belong into PHOTO_STORE_ACCESS_KEY and PHOTO_STORE_SECRET_KEY',
    );
  }
  if (protocol === 'http:' && !isLoopback(text) && !trusted.includes(origin)) {
    throw new ConfigError(
      'PHOTO_STORE: only https, http on this machine, or an origin that OUTBOUND_TRUSTED names',
    );
  }
  // What needs no escaping is signed as it stands, whatever the store thinks of escapes.
  if (!/^\/[\w./-]*$/.test(pathname)) {
    throw new ConfigError('PHOTO_STORE: bucket and folder of letters, digits, dots, dashes and slashes');
  }
  return origin + pathname.replace(/\/+$/, '');
}

function keysOf({
  accessKey,
  secretKey,
  credentials,
}: Pick<Values, 'accessKey' | 'secretKey' | 'credentials'>): Pick<
  ObjectStoreSettings,
  'accessKey' | 'secretKey'
> {
  if (credentials !== undefined) {
    if (accessKey === undefined && secretKey === undefined) return keysIn(credentials);
    throw new ConfigError('PHOTO_STORE_CREDENTIALS is set beside PHOTO_STORE_ACCESS_KEY: one of the two');
  }
  if (accessKey !== undefined && secretKey !== undefined) return { accessKey, secretKey };
  throw new ConfigError(
    'PHOTO_STORE needs PHOTO_STORE_ACCESS_KEY and PHOTO_STORE_SECRET_KEY, or a file of both named by PHOTO_STORE_CREDENTIALS',
  );
}

/** As every tool for S3 keeps them: `aws_access_key_id = …` and `aws_secret_access_key = …`, a line each. */
function keysIn(path: string): Pick<ObjectStoreSettings, 'accessKey' | 'secretKey'> {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch {
    throw new ConfigError(`PHOTO_STORE_CREDENTIALS: ${path} cannot be read`);
  }
  const found = (name: string) => new RegExp(`^\\s*${name}\\s*=\\s*(\\S+)\\s*$`, 'm').exec(text)?.[1];
  const [accessKey, secretKey] = [found('aws_access_key_id'), found('aws_secret_access_key')];
  if (accessKey !== undefined && secretKey !== undefined) return { accessKey, secretKey };
  throw new ConfigError(
    `PHOTO_STORE_CREDENTIALS: ${path} has no lines aws_access_key_id = … and aws_secret_access_key = …`,
  );
}
