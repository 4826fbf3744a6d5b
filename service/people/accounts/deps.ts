/** What this part of the service is opened with, and nothing beyond. */

import type { SettableClock } from '../../platform/clock.ts';
import type { Db } from '../../platform/db/database.ts';
import type { Config } from '../../platform/settings.ts';
import type { ApiKeys } from '../api-keys/api-keys.ts';
import type { SignInLimit } from '../sign-in/sign-in-limit.ts';
import type { SignInCodes } from '../sso/codes.ts';
import type { Sso } from '../sso/provider.ts';
import type { UnitDirectory } from '../units/directory.ts';
import type { Accounts } from './auth.ts';

export interface AccountDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  db: Db;
  clock: SettableClock;
  units: UnitDirectory;
  accounts: Accounts;
  signInLimit: SignInLimit;
  codes: SignInCodes;
  sso: Sso | null;
  apiKeys: ApiKeys;
}
