import { needsSecondFactor } from '#shared/people/second-factor.ts';
import { systemClock } from '../platform/clock.ts';
import { accountRequestLimit } from '../platform/http/limits.ts';
import type { Platform } from '../platform/platform.ts';
import type { ServiceConfig } from '../platform/settings.ts';
import { accountPage } from './accounts/account-page.tsx';
import { openAccounts } from './accounts/auth.ts';
import { accountListPages } from './accounts/pages/account-list.tsx';
import { operatorRoutes, sessionRoutes } from './accounts/routes.ts';
import { openApiKeys } from './api-keys/api-keys.ts';
import { keyPages } from './api-keys/pages.tsx';
import { openBoundaries } from './boundaries/store.ts';
import type { Passwords } from './passwords/passwords.ts';
import { lapseOldRequests } from './requests/decide.ts';
import { askPages } from './requests/pages/ask.tsx';
import { requestPages } from './requests/pages/requests.tsx';
import { publicRequestRoutes, requestRoutes } from './requests/routes.ts';
import { rosterPages } from './roster/pages.tsx';
import { rosterRoutes } from './roster/routes.ts';
import { openTurns } from './roster/turns.ts';
import { openSecondFactors } from './second-factor/factors.ts';
import { openHalfWay } from './sign-in/half-way.ts';
import { openKnownBrowsers } from './sign-in/known-browser.ts';
import { openSignInLimit } from './sign-in/limit.ts';
import { openSignInLine } from './sign-in/line.ts';
import { signInPages, signOutPage } from './sign-in/pages.tsx';
import { openSignInCodes } from './sso/codes.ts';
import { RETURN_PATH, ssoPages } from './sso/pages.ts';
import { openSsoProvider, type Sso } from './sso/provider.ts';
import { loadUnitDirectory } from './units/directory.ts';
import { unitPages } from './units/pages.tsx';
import { seedUnits } from './units/seed.ts';

export type People = Awaited<ReturnType<typeof openPeople>>;

export async function openPeople(
  { config, db, clock, peers, keyOf }: Pick<Platform, 'config' | 'db' | 'clock' | 'peers' | 'keyOf'>,
  passwords: Passwords,
) {
  await seedUnits(db, config.city);
  const units = await loadUnitDirectory(db);
  const hearing: ((actor: string) => void)[] = [];
  const ended = (actor: string): void => {
    for (const heard of hearing) heard(actor);
  };
  const factors = openSecondFactors(db, keyOf('stored-answers'), systemClock);
  const signInLimit = openSignInLimit(db, keyOf('sign-ins'));
  const accounts = openAccounts(keyOf('sessions'), {
    db,
    unitName: (code) => units.named(code).name,
    passwords,
    factors,
    limit: signInLimit,
    needsFactor: (roles) => config.secondFactor === 'required' && needsSecondFactor(roles),
    real: systemClock,
    onEnd: ended,
  });
  // What another process changed holds here as well.
  peers.revisions.on('sessions', accounts.forgetAll);
  peers.revisions.on('units', units.reload);
  const apiKeys = openApiKeys(db, systemClock, ended);
  const codes = openSignInCodes(db);
  const sso = openSso(config, keyOf);
  const deps = {
    config,
    db,
    clock,
    units,
    accounts,
    passwords,
    apiKeys,
    factors,
    halfWay: openHalfWay(keyOf('half-way'), accounts.hashOf),
    signInLimit,
    signInLine: openSignInLine(),
    browsers: openKnownBrowsers(keyOf('known-browsers')),
    codes,
    sso,
  };
  const asking = accountRequestLimit();
  return {
    units,
    boundaries: openBoundaries(db),
    accounts,
    apiKeys,
    turns: openTurns(db, clock),
    /** Calls `heard` with the id of whoever lost a session, a key or a right. */
    onEnded: (heard: (actor: string) => void): void => void hearing.push(heard),
    openCalls: [sessionRoutes(deps), publicRequestRoutes(deps, asking)],
    calls: [operatorRoutes(deps), requestRoutes(deps), rosterRoutes(deps)],
    pages: [
      signInPages(deps),
      ...(sso ? [ssoPages(deps, sso)] : []),
      signOutPage(deps),
      accountPage(deps),
      askPages(deps, asking),
      requestPages(deps),
      accountListPages(deps),
      unitPages(deps),
      keyPages(deps),
      rosterPages(deps),
    ],
    jobs: [
      { name: 'failed sign-ins', run: () => signInLimit.forgetOld() },
      { name: 'sign-in codes', run: () => codes.forgetOld() },
      { name: 'account requests', run: () => lapseOldRequests(deps) },
    ],
    close: () => passwords.close(),
  };
}

function openSso({ oidc, publicUrl }: ServiceConfig, keyOf: Platform['keyOf']): Sso | null {
  if (!oidc || publicUrl === undefined) return null;
  return { provider: openSsoProvider(oidc, publicUrl + RETURN_PATH), key: keyOf('sso') };
}
