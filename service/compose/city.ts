/** A data folder is one city's for good: its database says whose, and another's service is refused. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { z } from 'zod';
import { CityFacts } from '#shared/city/facts.ts';
import { JAKARTA } from '#shared/city/packs.ts';
import type { Db } from '../platform/db/database.ts';
import { inspect } from '../platform/db/embedded.ts';
import { openServerReader } from '../platform/db/remote.ts';
import { type Config, ConfigError } from '../platform/settings.ts';
import { city } from '../tables/city.ts';

const Rows = z.array(z.tuple([z.string()]));

type Where = Pick<Config, 'dataDir' | 'server'>;

/** Null where no database was written yet. One of before there were several is Jakarta's. */
export async function cityOf({ dataDir, server }: Where): Promise<CityFacts | null> {
  if (server !== undefined) {
    const { db, close } = openServerReader(server);
    try {
      const tables = Rows.parse(await db.values(sql`select name from sqlite_schema where type = 'table'`));
      if (!tables.flat().includes('city')) return null;
      const [[facts] = []] = Rows.parse(await db.values(sql`select facts from city`));
      return facts === undefined ? null : CityFacts.parse(JSON.parse(facts));
    } finally {
      close();
    }
  }
  const file = join(dataDir, 'tuntas.db');
  if (!existsSync(file) || statSync(file).size === 0) return null;
  return inspect(file, (rows) => {
    const read = (text: string): string[] => Rows.parse(rows(text)).flat();
    const tables = read(`select name from file.sqlite_schema where type = 'table'`);
    const [facts] = tables.includes('city') ? read('select facts from file.city') : [];
    if (facts !== undefined) return CityFacts.parse(JSON.parse(facts));
    const isOlder = tables.includes('unit') && read('select code from file.unit limit 1').length > 0;
    return isOlder ? CityFacts.parse(JAKARTA) : null;
  });
}

/** Throws where the folder is another city's, or its days and numbers were counted otherwise. */
export function requireCity(
  { dataDir, server, city: asked }: Where & Pick<Config, 'city'>,
  held: CityFacts | null,
) {
  const where = server === undefined ? dataDir : 'DATABASE_URL';
  const another = server === undefined ? 'choose another folder with DATA_DIR' : 'give it an empty database';
  if (held === null) return;
  if (held.code !== asked.code) {
    throw new ConfigError(
      `${where} holds reports of ${held.name}: start it with --city=${held.code}, or ${another} for ${asked.name}`,
    );
  }
  if (held.zone !== asked.zone || JSON.stringify(held.number) !== JSON.stringify(asked.number)) {
    throw new ConfigError(
      `${where} was begun in another time zone or with another form of numbers than the pack of ${asked.name} now says: neither can change once there are reports`,
    );
  }
}

/** What else the pack says of the city may be corrected. `since`: ms UTC. */
export async function stampCity(db: Db, facts: CityFacts, since: number): Promise<void> {
  const { code } = facts;
  await db
    .insert(city)
    .values({ code, facts, since })
    .onConflictDoUpdate({ target: city.code, set: { facts } });
}
