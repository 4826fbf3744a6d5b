/** The settings as the service's parts look at them; `compose/config.ts` reads and checks them once at the start. */
import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import type { CityPack } from '#shared/city/pack.ts';
import type { Server } from './db/remote.ts';
import type { Source } from './db/source.ts';

export const DEMO_MODES = ['reports', 'accounts', 'off'] as const;
export type DemoMode = (typeof DEMO_MODES)[number];

export interface Config {
  /** Whose reports these are. */
  city: CityPack;
  port: number;
  /** Folder of the database, the photos and the keys; a new folder is a new database. */
  dataDir: string;
  /** The libSQL server that holds the database; absent where it lies in `dataDir`. */
  server?: Server;
  /** Folder of all keys: the same for all processes on one database. Default: `keys` in the data folder. */
  keys?: string;
  /** Folder of the key that signs checkpoints; best on another disk than the database. Default: {@link auditKeyDir}. */
  auditKeys?: string;
  demo: DemoMode;
  /** Match patterns of pages on which the extension may offer decisions. */
  sites: string[];
  /** `own` allots numbers as CRM does; `external` (beside a running CRM) those of another prefix only. */
  numbering: 'own' | 'external';
  /** Demo mode only: the instant (ms UTC) at which the service's clock starts. */
  clockStart: number | null;
  /** Where people reach the service, when that is not where it listens: `https://tuntas.example.go.id`. */
  publicUrl?: string;
  /** Whom finders of a weakness write to: `mailto:` or `https:`; absent: no security.txt. */
  securityContact?: string;
  /** Supervisors and operators do nothing before they have a second factor. Never in a demo. */
  secondFactor?: 'required';
  /** What Open311's callers name us by; default the city's domain, as GeoReport v2 suggests (Definitions, jurisdiction_id). */
  jurisdiction?: string;
  /** Addresses of our own proxies: only what these say of a caller's address counts. */
  trustedProxies?: string[];
  /** Origins that may be called out to though they lie inside or speak http: `http://10.1.2.3:8080`. */
  outboundTrusted?: string[];
  /** The province's single sign-on; absent where there is none. */
  oidc?: OidcSettings;
  /** The mail server that takes messages; absent where none are mailed. */
  smtp?: SmtpSettings;
  /** The gateway to a messenger; absent where there is none. */
  gateway?: GatewaySettings;
  /** What maps are drawn with and lead to; absent: neither. */
  map?: MapSettings;
  /** What opens `/metrics`; without it, it is this machine's own. */
  metricsToken?: string;
  /** Where photos lie when not in the data folder. */
  photoStore?: ObjectStoreSettings;
  /** Backups made by themselves; absent where none are. */
  backup?: BackupSettings;
  /** Addresses to listen on. Demo mode: loopback only. */
  hosts: string[];
}

/** What the service is opened with, wherever it listens. */
export type ServiceConfig = Omit<Config, 'port' | 'hosts'>;

export interface BackupSettings {
  /** Best on another disk. */
  dir: string;
  /** From one to the next. */
  hours: number;
  keep: number;
  /** Whom they are encrypted to: `age1…`. */
  recipient?: string;
}

/** A bucket of a store that speaks S3's protocol. */
export const ObjectStoreSettings = z.object({
  /** Of the bucket, perhaps of a folder in it; no slash at its end: `https://s3.example.go.id/tuntas`. */
  url: z.string(),
  region: z.string(),
  accessKey: z.string(),
  secretKey: z.string(),
});
export type ObjectStoreSettings = z.infer<typeof ObjectStoreSettings>;

export interface SmtpSettings {
  /** `smtps://user:password@host:465`, or `smtp://…` with STARTTLS. */
  url: string;
  /** `Tuntas <laporan@example.go.id>` */
  from: string;
  /** The right side of what names a mail: our own host. */
  host: string;
}

export interface GatewaySettings {
  url: string;
  token: string;
}

export interface MapSettings {
  tiles?: {
    /** XYZ raster tiles by https, with `{z}`, `{x}`, `{y}` and perhaps a key; or the path of a PMTiles file. */
    from: { url: string } | { file: string };
    /** What the source asks to have named on the map, and where that leads. */
    attribution: { text: string; url: string | null };
    maxZoom: number;
    /** Of what is kept from a URL. */
    cacheBytes: number;
  };
  /** The office's own map, with `{lat}` and `{lon}`. */
  link?: string;
}

export interface OidcSettings {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What the button says after "Masuk dengan". */
  label: string;
  /** The claim that says who somebody is; an account's link is compared with its value. */
  claim: string;
  scope: string;
  /** Origins of extensions that may have a sign-in handed back to them. */
  extensions: string[];
}

/** A setting that cannot be used: the message says which one and what it may be. */
export class ConfigError extends Error {}

/** Where all keys lie but the one that signs checkpoints, which may lie apart. */
export function keyDir({ dataDir, keys }: Pick<Config, 'dataDir' | 'keys'>): string {
  return keys ?? join(dataDir, 'keys');
}

/** With other keys than before nothing could be opened that was sealed, and the log would be signed by a stranger. */
export function requireKeys({ dataDir, keys }: Pick<Config, 'dataDir' | 'keys'>): void {
  const before = join(dataDir, 'keys');
  if (
    keys === undefined ||
    resolve(keys) === before ||
    !existsSync(before) ||
    readdirSync(before).length === 0
  )
    return;
  throw new ConfigError(
    `KEY_DIR: ${before} holds the keys of this database: move its files to ${keys} first`,
  );
}

/** Where the key that signs checkpoints lies, and the newest of them. */
export function auditKeyDir(config: Pick<Config, 'dataDir' | 'keys' | 'auditKeys'>): string {
  return config.auditKeys ?? keyDir(config);
}

/** Where the database of these settings lies. */
export function sourceOf({ dataDir, server }: Pick<Config, 'dataDir' | 'server'>): Source {
  return server === undefined ? { file: join(dataDir, 'tuntas.db') } : { server };
}

export function isLoopback(url: string): boolean {
  return ['localhost', '127.0.0.1', '[::1]'].includes(new URL(url).hostname);
}
