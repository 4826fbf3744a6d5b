/**
 * Entry of the child process that verifies for the running service. A process of its own, because libsql ends the
 * whole process on text that is no UTF-8, and a database that somebody tampered with may hold such.
 */

import { z } from 'zod';
import type { Verification } from '#shared/contract/audit.ts';
import { systemClock } from '../../platform/clock.ts';
import { Source } from '../../platform/db/source.ts';
import { takeSecrets } from '../../platform/processes/child.ts';
import { inheritCity } from '../../platform/processes/city.ts';
import { ObjectStoreSettings } from '../../platform/settings.ts';
import { type VerifyOptions, verifyLedger } from './verify.ts';

inheritCity();
const secrets = takeSecrets(z.object({ source: Source, photoStore: ObjectStoreSettings.optional() }));
const options: VerifyOptions = { ...JSON.parse(process.argv[2] ?? '{}'), ...secrets };
process.on('disconnect', () => process.exit(0));
const verification: Verification = await verifyLedger(options, systemClock);
process.send?.(verification, () => process.exit(0));
