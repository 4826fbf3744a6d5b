/** What this part of the service is opened with, and nothing beyond. */

import type { Config } from '../../platform/settings.ts';
import type { Accounts } from '../accounts/auth.ts';
import type { Sso } from '../sso/provider.ts';
import type { SignInLimit } from './sign-in-limit.ts';

export interface SignInDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  accounts: Accounts;
  signInLimit: SignInLimit;
  sso: Sso | null;
}
