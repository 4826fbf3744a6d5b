/** The settings of the service: from the environment and the command line, checked once at the start. */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';

export const DEMO_MODES = ['reports', 'accounts', 'off'] as const;
export type DemoMode = (typeof DEMO_MODES)[number];

export interface Config {
  port: number;
  /** Folder of the database, the photos and the keys; a new folder is a new database. */
  dataDir: string;
  /** Folder of the key that signs checkpoints; best on another disk than the database. Default: {@link auditKeyDir}. */
  auditKeys?: string;
  demo: DemoMode;
  /** Match patterns of pages on which the extension may offer decisions. */
  sites: string[];
  /** `own` mints JK numbers; `external` (beside a running CRM) mints TT numbers only. */
  numbering: 'own' | 'external';
  /** Demo mode only: the instant (ms UTC) at which the service's clock starts. */
  clockStart: number | null;
  /** Where people reach the service, when that is not where it listens: `https://tuntas.jakarta.go.id`. */
  publicUrl?: string;
  /** Addresses to listen on. Demo mode: loopback only. */
  hosts: string[];
}

/** A setting that cannot be used: the message says which one and what it may be. */
export class ConfigError extends Error {}

const Environment = z.object({
  PORT: z.coerce.number().int().min(0).max(65_535).default(8787),
  DATA_DIR: z.string().min(1).default('data'),
  AUDIT_KEY_DIR: z.string().min(1).optional(),
  HOST: z.string().min(1).optional(),
  PUBLIC_URL: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional(),
  SITES: z.string().optional(),
  NUMBERING: z.enum(['own', 'external']).default('own'),
  TUNTAS_CLOCK: z.iso.datetime({ offset: true }).optional(),
});

export const CRM_SITE = 'https://crm.jakarta.go.id/*';

export function readConfig(args: readonly string[], env: Record<string, string | undefined>): Config {
  const { demo } = readArguments(args);
  const parsed = Environment.safeParse(env);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ConfigError(`${issue?.path.join('.')}: ${issue?.message}`);
  }
  const values = parsed.data;
  if (values.TUNTAS_CLOCK !== undefined && demo === 'off') {
    throw new ConfigError('TUNTAS_CLOCK is for demo mode only (--demo=reports or --demo=accounts); unset it');
  }
  const listPage = `http://localhost:${values.PORT}/demo/*`;
  return {
    port: values.PORT,
    dataDir: resolve(values.DATA_DIR),
    ...(values.AUDIT_KEY_DIR === undefined ? {} : { auditKeys: resolve(values.AUDIT_KEY_DIR) }),
    ...(values.PUBLIC_URL === undefined ? {} : { publicUrl: values.PUBLIC_URL }),
    demo,
    sites: [
      ...(values.SITES === undefined ? [CRM_SITE] : values.SITES.split(/[\s,]+/).filter(Boolean)),
      ...(demo === 'off' ? [] : [listPage]),
    ],
    numbering: values.NUMBERING,
    clockStart: values.TUNTAS_CLOCK === undefined ? null : Date.parse(values.TUNTAS_CLOCK),
    hosts: demo === 'off' && values.HOST !== undefined ? [values.HOST] : ['127.0.0.1', '::1'],
  };
}

/** Where the key that signs checkpoints lies, and the newest of them. */
export function auditKeyDir({ dataDir, auditKeys }: Pick<Config, 'dataDir' | 'auditKeys'>): string {
  return auditKeys ?? join(dataDir, 'keys');
}

function readArguments(args: readonly string[]): { demo: DemoMode } {
  try {
    const { values } = parseArgs({ args: [...args], options: { demo: { type: 'string', default: 'off' } } });
    return { demo: z.enum(DEMO_MODES).parse(values.demo) };
  } catch (error) {
    if (error instanceof z.ZodError) throw new ConfigError('--demo takes reports, accounts or off');
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
}
