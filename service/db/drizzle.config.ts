import { defineConfig } from 'drizzle-kit';

/** `npm run db:generate` writes the next migration from the difference to the schema. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './service/db/schema/*.ts',
  out: './service/db/migrations',
});
