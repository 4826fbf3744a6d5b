/**
 * The province's single sign-on, by OpenID Connect (authorization code flow with PKCE, state and nonce, ID token with
 * its signature checked). It says who somebody is, and nothing of what they may do here.
 */
import {
  AuthorizationResponseError,
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type ClientAuth,
  ClientError,
  ClientSecretBasic,
  ClientSecretPost,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  enableNonRepudiationChecks,
  fetchUserInfo,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { z } from 'zod';
import { isLoopback, type OidcSettings } from '../../platform/settings.ts';

/** Somebody waits in front of the page meanwhile. */
const TIMEOUT_SECONDS = 10;

/** What binds the provider's answer to the browser that was sent there. */
export const SsoSecrets = z.object({ state: z.string(), nonce: z.string(), verifier: z.string() });
export type SsoSecrets = z.infer<typeof SsoSecrets>;

/** `away`: no usable answer · `cancelled`: the person turned back · `refused`: the answer does not hold. */
export class SsoFailure extends Error {
  readonly why: 'away' | 'cancelled' | 'refused';
  constructor(why: SsoFailure['why'], cause?: unknown) {
    super(why, { cause });
    this.name = 'SsoFailure';
    this.why = why;
  }
}

export type SsoProvider = ReturnType<typeof openSsoProvider>;

/** The SSO as the service holds it. */
export interface Sso {
  provider: SsoProvider;
  /** Signs the cookie that waits for the way back. */
  key: string;
}

export function openSsoProvider(settings: OidcSettings, redirectUri: string) {
  let known: Promise<Configuration> | null = null;

  async function configuration(): Promise<Configuration> {
    known ??= discovery(
      new URL(settings.issuer),
      settings.clientId,
      {},
      asTheProviderTakesIt(settings.clientSecret),
      {
        timeout: TIMEOUT_SECONDS,
        execute: [
          enableNonRepudiationChecks,
          ...(isLoopback(settings.issuer) ? [allowInsecureRequests] : []),
        ],
      },
    );
    try {
      return await known;
    } catch (error) {
      // The next one who comes asks anew.
      known = null;
      throw error;
    }
  }

  return {
    label: settings.label,
    /** Origins of extensions that may have a sign-in handed back to them. */
    extensions: settings.extensions,

    /** Where to send the browser. Throws {@link SsoFailure}. */
    async begin(): Promise<{ url: URL; secrets: SsoSecrets }> {
      try {
        const config = await configuration();
        const secrets = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier() };
        const url = buildAuthorizationUrl(config, {
          redirect_uri: redirectUri,
          scope: settings.scope,
          state: secrets.state,
          nonce: secrets.nonce,
          code_challenge: await calculatePKCECodeChallenge(secrets.verifier),
          code_challenge_method: 'S256',
        });
        return { url, secrets };
      } catch (error) {
        throw toFailure(error);
      }
    },

    /** Who came back; `query` is that of the address they came back to. Throws {@link SsoFailure}. */
    async identify(query: string, { state, nonce, verifier }: SsoSecrets): Promise<string> {
      try {
        const config = await configuration();
        const tokens = await authorizationCodeGrant(config, new URL(query, redirectUri), {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
        });
        const claims = tokens.claims();
        if (claims === undefined) throw new SsoFailure('refused');
        // Some providers put no more than `sub` into the ID token.
        const said = Object.hasOwn(claims, settings.claim)
          ? claims
          : await fetchUserInfo(config, tokens.access_token, claims.sub);
        return identityIn(said, settings.claim);
      } catch (error) {
        throw toFailure(error);
      }
    },
  };
}

/** An address that the provider has not verified may be anybody's. */
function identityIn(claims: Record<string, unknown>, claim: string): string {
  const identity = z.string().min(1).max(200).safeParse(claims[claim]);
  if (!identity.success) throw new SsoFailure('refused');
  if (claim === 'email' && claims.email_verified !== true) throw new SsoFailure('refused');
  return identity.data;
}

/** Basic is what OpenID Connect has where nothing is said (Core 1.0, 9). */
function asTheProviderTakesIt(secret: string): ClientAuth {
  return (server, ...rest) => {
    const takes = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
    const way = takes.includes('client_secret_basic') ? ClientSecretBasic : ClientSecretPost;
    return way(secret)(server, ...rest);
  };
}

/** No answer, or none in the protocol's form (a proxy's error page). */
const AWAY = ['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM', 'OAUTH_RESPONSE_IS_NOT_JSON'];
const AWAY_ANSWERS = ['temporarily_unavailable', 'server_error'];

function toFailure(error: unknown): SsoFailure {
  if (error instanceof SsoFailure) return error;
  if (error instanceof AuthorizationResponseError) {
    if (error.error === 'access_denied') return new SsoFailure('cancelled', error);
    return new SsoFailure(AWAY_ANSWERS.includes(error.error) ? 'away' : 'refused', error);
  }
  // What `fetch` throws where nobody listens.
  if (error instanceof TypeError) return new SsoFailure('away', error);
  const isAway = error instanceof ClientError && AWAY.includes(error.code ?? '');
  return new SsoFailure(isAway ? 'away' : 'refused', error);
}
