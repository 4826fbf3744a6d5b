/** API keys: made, listed and revoked by the operator; looked up at every call, so that revoking holds at once. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm';
import type { ApiKey, NewApiKey } from '#shared/contract/api-keys.ts';
import type { Actor } from '#shared/contract/session.ts';
import { DAY, toTimestamp } from '#shared/time/zone.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import { KEY_PREFIX } from '../../platform/http/auth.ts';
import type { ApiKeyRights } from '../../platform/http/env.ts';
import { HttpProblem, invalid } from '../../platform/http/problem.ts';
import { apiKey } from '../../tables/account.ts';

const LONGEST = 366 * DAY;
/** Long enough to forget nobody, short enough to be looked at again. */
export const USUAL = 180 * DAY;

export type ApiKeys = ReturnType<typeof openApiKeys>;

/** `real` is the machine's clock: a key ends by real time, as a session does. `onEnd` is called once one was revoked. */
export function openApiKeys(db: Db, real: Clock, onEnd: (client: string) => void = () => {}) {
  const byHash = db
    .select()
    .from(apiKey)
    .where(
      and(
        eq(apiKey.hash, sql.placeholder('hash')),
        isNull(apiKey.revokedAt),
        gt(apiKey.expiresAt, sql.placeholder('now')),
      ),
    )
    .prepare();
  const byOrigin = db
    .select({ id: apiKey.id })
    .from(apiKey)
    .where(
      and(
        isNull(apiKey.revokedAt),
        gt(apiKey.expiresAt, sql.placeholder('now')),
        sql`${sql.placeholder('origin')} in (select value from json_each(${apiKey.origins}))`,
      ),
    )
    .prepare();
  return {
    /** Null when the key is unknown, expired or revoked. */
    async resolve(key: string): Promise<{ actor: Actor; expiresAt: number; rights: ApiKeyRights } | null> {
      const row = await byHash.get({ hash: hashOf(key), now: real.now() });
      if (!row) return null;
      const role = 'api_client' as const;
      return {
        actor: {
          id: clientId(row.client),
          username: row.client,
          name: row.name,
          role,
          unit: null,
          roles: [{ role, unit: null }],
        },
        expiresAt: row.expiresAt,
        rights: { scopes: row.scopes, channels: row.channels, origins: row.origins },
      };
    },

    async create(input: NewApiKey, by: Actor): Promise<ApiKey & { key: string }> {
      const now = real.now();
      const expiresAt = input.expiresAt === undefined ? now + USUAL : Date.parse(input.expiresAt);
      if (expiresAt <= now || expiresAt > now + LONGEST) {
        throw invalid('expiresAt', 'out-of-range', 'people.refused.api_key_valid_year');
      }
      const key = KEY_PREFIX + randomBytes(32).toString('base64url');
      const row = {
        id: randomUUID(),
        client: input.client,
        name: input.name,
        hash: hashOf(key),
        scopes: [...new Set(input.scopes)],
        channels: [...new Set(input.channels)],
        origins: [...new Set(input.origins)],
        createdAt: now,
        createdBy: by.id,
        expiresAt,
      };
      await db.insert(apiKey).values(row);
      return { ...toApiKey({ ...row, revokedAt: null }), key };
    },

    async list(): Promise<ApiKey[]> {
      const rows = await db.select().from(apiKey).orderBy(desc(apiKey.createdAt), apiKey.id);
      return rows.map(toApiKey);
    },

    /** May pages from there call at all? As long as a key that names them is good. */
    async isRegistered(origin: string): Promise<boolean> {
      return (await byOrigin.get({ origin, now: real.now() })) !== undefined;
    },

    /** Throws 404. Revoking twice is revoking once. */
    async revoke(id: string, by: Actor): Promise<void> {
      const [row] = await db.select({ client: apiKey.client }).from(apiKey).where(eq(apiKey.id, id));
      if (!row) throw new HttpProblem('not-found');
      await db
        .update(apiKey)
        .set({ revokedAt: real.now(), revokedBy: by.id })
        .where(and(eq(apiKey.id, id), isNull(apiKey.revokedAt)));
      onEnd(clientId(row.client));
    },
  };
}

/** As whom a system files and sees: whichever of its keys it comes with. */
export function clientId(client: string): string {
  return `client:${client}`;
}

function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

function toApiKey(row: Omit<typeof apiKey.$inferSelect, 'hash' | 'createdBy' | 'revokedBy'>): ApiKey {
  return {
    id: row.id,
    client: row.client,
    name: row.name,
    scopes: row.scopes,
    channels: row.channels,
    origins: row.origins,
    createdAt: toTimestamp(row.createdAt),
    expiresAt: toTimestamp(row.expiresAt),
    revokedAt: row.revokedAt === null ? null : toTimestamp(row.revokedAt),
  };
}
