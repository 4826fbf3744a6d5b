/**
 * `npm run verify`: is the ledger of a data folder in order? Beside a running service as well. `--rows` also puts
 * every row together again from its events, `--files` hashes every photo on disk, `--json` prints everything. Exit code 0 = in order, 1 = broken,
 * 2 = could not be verified.
 */
import { parseArgs } from 'node:util';
import { workFor } from '#shared/city/here.ts';
import type { Break, BreakKind, Verification } from '#shared/contract/audit.ts';
import { verifyLedger } from '../../oversight/audit/verify.ts';
import { systemClock } from '../../platform/clock.ts';
import { auditKeyDir, sourceOf } from '../../platform/settings.ts';
import { cityOf } from '../city.ts';
import { databaseSettings, readConfig } from '../config.ts';
import { photoStoreSettings } from '../photo-store-config.ts';
import breakWords from './break-words.json' with { type: 'json' };

/** What each break means, for whoever runs the command. */
const BREAK_WORDS: Record<BreakKind, string> = breakWords;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function told({ kind, number, version, seq, checkpoint, what }: Break): string {
  const where = [
    number,
    version === undefined ? undefined : `version ${version}`,
    what,
    seq === undefined ? undefined : `at ${seq} of the log`,
    checkpoint === undefined ? undefined : `checkpoint ${checkpoint}`,
  ].filter((part) => part !== undefined);
  return `${kind}: ${BREAK_WORDS[kind]}${where.length === 0 ? '' : ` (${where.join(', ')})`}`;
}

function summary(found: Verification): void {
  say(
    `${found.tickets} reports, ${found.events} events, ${found.texts} texts, ${found.erased} erased, ` +
      `${found.changes} changes of accounts and rules, ${found.checkpoints} signed checkpoints, ` +
      `${found.uncovered} events newer than the last one.`,
  );
  if (found.ok) {
    say(
      [
        'In order: every chain, text and checkpoint',
        ...(found.rows ? ['every row is what its events make of it'] : []),
        ...(found.files > 0 ? [`the files of ${found.files} photos are what was handed in`] : []),
      ].join('; '),
    );
    return;
  }
  if (found.first) say(`BROKEN. First: ${told(found.first)}`);
  for (const one of found.breaks) say(`  ${told(one)}`);
  if (found.breakCount > found.breaks.length) say(`  and ${found.breakCount - found.breaks.length} more`);
}

try {
  const { values } = parseArgs({
    options: {
      rows: { type: 'boolean', default: false },
      files: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
  });
  const config = readConfig([], { ...databaseSettings(process.env), ...photoStoreSettings(process.env) });
  workFor((await cityOf(config)) ?? config.city);
  const { dataDir, photoStore } = config;
  const where = { source: sourceOf(config), dataDir, keyDir: auditKeyDir(config), photoStore };
  const found = await verifyLedger({ ...where, rows: values.rows, files: values.files }, systemClock);
  if (values.json) say(JSON.stringify(found, null, 2));
  else summary(found);
  process.exitCode = found.ok ? 0 : 1;
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
