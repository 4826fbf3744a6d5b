import { defineConfig } from 'drizzle-kit';

/** `npm run db:generate` writes the next migration from the difference to the schema. */
export default defineConfig({
  dialect: 'sqlite',
  schema: [
    './service/tables/*.ts',
    './service/platform/http/call-table.ts',
    './service/platform/db/change-table.ts',
    './service/platform/peers/tables.ts',
  ],
  out: './service/tables/migrations',
});
