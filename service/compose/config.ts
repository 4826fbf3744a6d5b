/** The settings of the service: from the environment and the command line, checked once at the start. */
import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { Encrypter } from 'age-encryption';
import { z } from 'zod';
import type { CityPack } from '#shared/city/pack.ts';
import { JAKARTA, packNamed } from '#shared/city/packs.ts';
import {
  type Config,
  ConfigError,
  DEMO_MODES,
  type DemoMode,
  isLoopback,
  type OidcSettings,
} from '../platform/settings.ts';
import { readMap } from './map-config.ts';
import { readPhotoStore } from './photo-store-config.ts';

/** What says where the database lies, for commands that look at nothing else. */
export function databaseSettings(env: Record<string, string | undefined>) {
  const {
    DATA_DIR,
    KEY_DIR,
    AUDIT_KEY_DIR,
    DATABASE_URL,
    DATABASE_READ_URL,
    DATABASE_TOKEN,
    DATABASE_TOKEN_FILE,
  } = env;
  const server = { DATABASE_URL, DATABASE_READ_URL, DATABASE_TOKEN, DATABASE_TOKEN_FILE };
  return { DATA_DIR, KEY_DIR, AUDIT_KEY_DIR, ...server };
}

/** Several, with blanks or commas between. */
const list = z.string().transform((text) => text.split(/[\s,]+/).filter(Boolean));

const Environment = z.object({
  CITY: z.string().min(1).default('jakarta'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  DATA_DIR: z.string().min(1).default('data'),
  DATABASE_URL: z.string().min(1).optional(),
  DATABASE_READ_URL: z.string().min(1).optional(),
  DATABASE_TOKEN: z.string().min(1).optional(),
  DATABASE_TOKEN_FILE: z.string().min(1).optional(),
  KEY_DIR: z.string().min(1).optional(),
  AUDIT_KEY_DIR: z.string().min(1).optional(),
  HOST: z.string().min(1).optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional(),
  OPEN311_JURISDICTION: z.string().min(1).max(200).optional(),
  TRUSTED_PROXIES: list.default([]),
  OUTBOUND_TRUSTED: list.default([]),
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  OIDC_CLIENT_SECRET: z.string().min(1).optional(),
  OIDC_LABEL: z.string().min(1).max(60).default('SSO'),
  OIDC_CLAIM: z.string().min(1).default('sub'),
  OIDC_SCOPE: z.string().min(1).default('openid profile'),
  OIDC_EXTENSIONS: list.default([]),
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  SMTP_FROM: z.string().min(3).max(200).optional(),
  WHATSAPP_URL: z.url({ protocol: /^https?$/ }).optional(),
  WHATSAPP_TOKEN: z.string().min(1).optional(),
  SECURITY_CONTACT: z.url({ protocol: /^(https|mailto)$/ }).optional(),
  SECOND_FACTOR: z.enum(['required', 'optional']).default('required'),
  MAP_TILES: z.string().trim().min(1).optional(),
  MAP_ATTRIBUTION: z.string().trim().min(1).max(300).optional(),
  MAP_MAX_ZOOM: z.coerce.number().int().min(14).max(22).default(19),
  MAP_CACHE_MB: z.coerce.number().int().min(1).max(100_000).default(256),
  MAP_LINK: z.string().trim().min(1).max(2_000).optional(),
  METRICS_TOKEN: z.string().min(16).optional(),
  PHOTO_STORE: z.string().trim().min(1).optional(),
  PHOTO_STORE_REGION: z.string().min(1).default('us-east-1'),
  PHOTO_STORE_ACCESS_KEY: z.string().min(1).optional(),
  PHOTO_STORE_SECRET_KEY: z.string().min(1).optional(),
  PHOTO_STORE_CREDENTIALS: z.string().min(1).optional(),
  BACKUP_DIR: z.string().min(1).optional(),
  BACKUP_HOURS: z.coerce
    .number()
    .min(1)
    .max(24 * 31)
    .default(24),
  BACKUP_KEEP: z.coerce.number().int().min(1).max(10_000).default(14),
  BACKUP_RECIPIENT: z.string().refine(isRecipient, 'an age recipient (age1…), whole').optional(),
  BACKUP_PASSPHRASE: z.string().optional(),
  SITES: list.optional(),
  NUMBERING: z.enum(['own', 'external']).default('own'),
  TUNTAS_CLOCK: z.iso.datetime({ offset: true }).optional(),
});

export function readConfig(args: readonly string[], env: Record<string, string | undefined>): Config {
  const { demo, city } = readArguments(args);
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigError(`${issue?.path.join('.')}: ${issue?.message}`);
  }
  const values = parsed.data;
  if (values.TUNTAS_CLOCK !== undefined && demo === 'off') {
    throw new ConfigError('TUNTAS_CLOCK is for demo mode only (--demo=reports or --demo=accounts); unset it');
  }
  const pack = cityOf(city ?? values.CITY);
  if (demo === 'reports' && pack.code !== JAKARTA.code) {
    throw new ConfigError(
      `The demo's reports tell of ${JAKARTA.name} alone; for ${pack.name} start it with --demo=accounts or --demo=off`,
    );
  }
  const oidc = readOidc(values);
  const outboundTrusted = values.OUTBOUND_TRUSTED.map(trustedOrigin);
  // A free port is known only once it is taken; a pattern without one holds for all of this machine's.
  const listPage = values.PORT === 0 ? 'http://localhost/demo/*' : `http://localhost:${values.PORT}/demo/*`;
  return {
    city: pack,
    port: values.PORT,
    dataDir: resolve(values.DATA_DIR),
    ...readServer(values),
    ...readKeyFolders(values),
    ...(values.PUBLIC_URL === undefined ? {} : { publicUrl: values.PUBLIC_URL }),
    ...(values.SECURITY_CONTACT === undefined ? {} : { securityContact: values.SECURITY_CONTACT }),
    ...(demo === 'off' && values.SECOND_FACTOR === 'required' ? { secondFactor: 'required' } : {}),
    ...(values.OPEN311_JURISDICTION === undefined ? {} : { jurisdiction: values.OPEN311_JURISDICTION }),
    ...(oidc === null ? {} : { oidc }),
    ...readSenders(values),
    ...readBackup(values),
    ...readPhotoStore(
      {
        url: values.PHOTO_STORE,
        region: values.PHOTO_STORE_REGION,
        accessKey: values.PHOTO_STORE_ACCESS_KEY,
        secretKey: values.PHOTO_STORE_SECRET_KEY,
        credentials: values.PHOTO_STORE_CREDENTIALS,
      },
      { trusted: outboundTrusted, demo },
    ),
    ...(values.METRICS_TOKEN === undefined ? {} : { metricsToken: values.METRICS_TOKEN }),
    trustedProxies: values.TRUSTED_PROXIES.map(addressFrom),
    outboundTrusted,
    ...readMap(
      {
        tiles: values.MAP_TILES,
        attribution: values.MAP_ATTRIBUTION,
        maxZoom: values.MAP_MAX_ZOOM,
        cacheMb: values.MAP_CACHE_MB,
        link: values.MAP_LINK,
      },
      outboundTrusted,
    ),
    demo,
    sites: [...(values.SITES ?? pack.sites), ...(demo === 'off' ? [] : [listPage])],
    numbering: values.NUMBERING,
    clockStart: values.TUNTAS_CLOCK === undefined ? null : Date.parse(values.TUNTAS_CLOCK),
    hosts: demo === 'off' && values.HOST !== undefined ? [values.HOST] : ['127.0.0.1', '::1'],
  };
}

function readServer(values: z.infer<typeof Environment>): Pick<Config, 'server'> {
  const { DATABASE_URL: url, DATABASE_READ_URL: readUrl, DATABASE_TOKEN_FILE: file } = values;
  if (url === undefined) {
    const lone = (['DATABASE_READ_URL', 'DATABASE_TOKEN', 'DATABASE_TOKEN_FILE'] as const).find(
      (name) => values[name] !== undefined,
    );
    if (lone !== undefined) throw new ConfigError(`${lone} is set without DATABASE_URL`);
    return {};
  }
  if (file !== undefined && values.DATABASE_TOKEN !== undefined)
    throw new ConfigError('DATABASE_TOKEN and DATABASE_TOKEN_FILE: set one of them');
  const token = file === undefined ? values.DATABASE_TOKEN : tokenIn(file);
  return {
    server: {
      url: serverAt('DATABASE_URL', url),
      ...(readUrl === undefined ? {} : { readUrl: serverAt('DATABASE_READ_URL', readUrl) }),
      ...(token === undefined ? {} : { token }),
    },
  };
}

function tokenIn(file: string): string {
  try {
    const token = readFileSync(file, 'utf8').trim();
    if (token !== '') return token;
  } catch {
    // Told as an empty one is.
  }
  throw new ConfigError(`DATABASE_TOKEN_FILE: ${file} holds no token that can be read`);
}

/** `libsql:` is https, as libSQL's own clients have it. */
function serverAt(name: string, text: string): string {
  const url = URL.canParse(text) ? new URL(text.replace(/^libsql:/, 'https:')) : null;
  const isServer =
    url !== null && /^https?:$/.test(url.protocol) && url.username === '' && url.pathname === '/';
  if (isServer && url.search === '' && url.hash === '') return url.origin;
  throw new ConfigError(
    `${name}: the address of a libSQL server, such as http://10.1.2.3:8080 or libsql://db.example.go.id; its token goes into DATABASE_TOKEN`,
  );
}

function readKeyFolders({ KEY_DIR: keys, AUDIT_KEY_DIR: auditKeys }: z.infer<typeof Environment>) {
  if (keys !== undefined && auditKeys !== undefined) {
    throw new ConfigError(
      'KEY_DIR holds all keys, the one that signs the log too: unset AUDIT_KEY_DIR, and move its files there',
    );
  }
  return {
    ...(keys === undefined ? {} : { keys: resolve(keys) }),
    ...(auditKeys === undefined ? {} : { auditKeys: resolve(auditKeys) }),
  };
}

function readBackup(values: z.infer<typeof Environment>): Pick<Config, 'backup'> {
  const { BACKUP_DIR: dir, BACKUP_HOURS: hours, BACKUP_KEEP: keep, BACKUP_RECIPIENT: recipient } = values;
  if (dir === undefined) return {};
  if (values.BACKUP_PASSPHRASE !== undefined && recipient === undefined) {
    throw new ConfigError(
      'BACKUP_PASSPHRASE is for npm run backup and restore: backups in BACKUP_DIR are encrypted to BACKUP_RECIPIENT',
    );
  }
  return { backup: { dir: resolve(dir), hours, keep, ...(recipient === undefined ? {} : { recipient }) } };
}

/** Looked at once, at the start: not by the first backup, at night. */
function isRecipient(text: string): boolean {
  try {
    new Encrypter().addRecipient(text);
    return true;
  } catch {
    return false;
  }
}

function readSenders(values: z.infer<typeof Environment>): Pick<Config, 'smtp' | 'gateway'> {
  const { SMTP_URL: url, SMTP_FROM: from, WHATSAPP_URL: gateway, WHATSAPP_TOKEN: token } = values;
  if ((url === undefined) !== (from === undefined)) {
    throw new ConfigError('SMTP_URL and SMTP_FROM are set together');
  }
  if ((gateway === undefined) !== (token === undefined)) {
    throw new ConfigError('WHATSAPP_URL and WHATSAPP_TOKEN are set together');
  }
  const { PUBLIC_URL: home } = values;
  if (home === undefined) {
    if (url === undefined && gateway === undefined) return {};
    throw new ConfigError('SMTP_URL and WHATSAPP_URL need PUBLIC_URL: messages lead people there');
  }
  return {
    ...(url === undefined || from === undefined ? {} : { smtp: { url, from, host: new URL(home).hostname } }),
    ...(gateway === undefined || token === undefined ? {} : { gateway: { url: gateway, token } }),
  };
}

function readOidc(values: z.infer<typeof Environment>): OidcSettings | null {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = values;
  if (issuer === undefined && clientId === undefined && clientSecret === undefined) return null;
  if (issuer === undefined || clientId === undefined || clientSecret === undefined) {
    throw new ConfigError('OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET are set together');
  }
  if (values.PUBLIC_URL === undefined) {
    throw new ConfigError('OIDC_ISSUER needs PUBLIC_URL: the provider sends people back there');
  }
  if (new URL(issuer).protocol === 'http:' && !isLoopback(issuer)) {
    throw new ConfigError('OIDC_ISSUER: only https, or http on this machine');
  }
  return {
    issuer,
    clientId,
    clientSecret,
    label: values.OIDC_LABEL,
    claim: values.OIDC_CLAIM,
    scope: values.OIDC_SCOPE,
    extensions: values.OIDC_EXTENSIONS.map(originOf),
  };
}

function cityOf(asked: string): CityPack {
  try {
    return packNamed(asked, (path) => readFileSync(path, 'utf8'));
  } catch (error) {
    const why =
      error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : '';
    throw new ConfigError(`--city=${asked}: ${why}`);
  }
}

function addressFrom(text: string): string {
  if (isIP(text) !== 0) return text;
  throw new ConfigError('TRUSTED_PROXIES: addresses such as 127.0.0.1 or 10.1.2.3');
}

function trustedOrigin(text: string): string {
  const isOrigin = URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
  if (isOrigin && new URL(text).origin === text) return text;
  throw new ConfigError('OUTBOUND_TRUSTED: origins such as https://gateway.intranet or http://10.1.2.3:8080');
}

function originOf(text: string): string {
  if (URL.canParse(text) && new URL(text).protocol === 'https:') return new URL(text).origin;
  throw new ConfigError(
    'OIDC_EXTENSIONS: origins such as https://abcdefghijklmnopabcdefghijklmnop.chromiumapp.org',
  );
}

function readArguments(args: readonly string[]): { demo: DemoMode; city: string | undefined } {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { demo: { type: 'string', default: 'off' }, city: { type: 'string' } },
    });
    return { demo: z.enum(DEMO_MODES).parse(values.demo), city: values.city };
  } catch (error) {
    if (error instanceof z.ZodError) throw new ConfigError('--demo takes reports, accounts or off');
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
}
