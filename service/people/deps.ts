/** What the parts of this room are opened with; each names what it takes of it. */
import type { SettableClock } from '../platform/clock.ts';
import type { Db } from '../platform/db/database.ts';
import type { ServiceConfig } from '../platform/settings.ts';
import type { Accounts } from './accounts/auth.ts';
import type { ApiKeys } from './api-keys/api-keys.ts';
import type { Passwords } from './passwords/passwords.ts';
import type { SecondFactors } from './second-factor/factors.ts';
import type { HalfWay } from './sign-in/half-way.ts';
import type { KnownBrowsers } from './sign-in/known-browser.ts';
import type { SignInLimit } from './sign-in/limit.ts';
import type { SignInLine } from './sign-in/line.ts';
import type { SignInCodes } from './sso/codes.ts';
import type { Sso } from './sso/provider.ts';
import type { UnitDirectory } from './units/directory.ts';

export interface PeopleDeps {
  config: ServiceConfig;
  db: Db;
  clock: SettableClock;
  units: UnitDirectory;
  accounts: Accounts;
  passwords: Passwords;
  factors: SecondFactors;
  halfWay: HalfWay;
  signInLimit: SignInLimit;
  signInLine: SignInLine;
  browsers: KnownBrowsers;
  codes: SignInCodes;
  sso: Sso | null;
  apiKeys: ApiKeys;
}
