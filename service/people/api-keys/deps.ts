/** What this part of the service is opened with, and nothing beyond. */

import type { Config } from '../../platform/settings.ts';
import type { Accounts } from '../accounts/auth.ts';
import type { ApiKeys } from './api-keys.ts';

export interface ApiKeyDeps {
  config: Pick<Config, 'sites' | 'numbering' | 'demo' | 'publicUrl' | 'trustedProxies' | 'jurisdiction'>;
  accounts: Accounts;
  apiKeys: ApiKeys;
}
