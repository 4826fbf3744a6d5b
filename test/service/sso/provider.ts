/**
 * A real OpenID provider on this machine: `oidc-provider`, with a sign-in that lets in whoever the test names. What a
 * broken or hostile one would answer is made from a real answer, by changing its ID token on the way out.
 */
import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import { Provider } from 'oidc-provider';

export const CLIENT = { id: 'tuntas', secret: 'a-secret-of-this-test-only' };

type Claims = Record<string, unknown>;

export interface TestProvider {
  issuer: string;
  /** Who is let in at the next sign-in: subject and claims. Null: they turn back. */
  person: { sub: string; claims: Claims } | null;
  /** Makes another ID token of the real one's claims. */
  forge: ((claims: Claims, sign: (claims: Claims, key?: KeyObject) => string) => string) | null;
  /** Answers nothing from now on. */
  stop(): Promise<void>;
}

export async function openProvider(redirectUri: string): Promise<TestProvider> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  // No name: lookups of other tests that hang would hold up this one's.
  const issuer = `http://127.0.0.1:${address.port}`;
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const test: TestProvider = { issuer, person: null, forge: null, stop: () => closed(server) };

  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: 'test', alg: 'RS256', use: 'sig' }] },
    pkce: { required: () => true },
    claims: { openid: ['sub', 'nip', 'email', 'email_verified'] },
    cookies: { keys: ['a key of this test'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
    findAccount: (_ctx, sub) => ({
      accountId: sub,
      claims: () => Promise.resolve({ sub, ...test.person?.claims }),
    }),
    // Whoever signs in here has agreed.
    async loadExistingGrant(ctx) {
      const grant = new ctx.oidc.provider.Grant({
        clientId: CLIENT.id,
        ...(ctx.oidc.session?.accountId === undefined ? {} : { accountId: ctx.oidc.session.accountId }),
      });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
  const sign = (claims: Claims, key: KeyObject = privateKey): string => {
    const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
    const signed = `${part({ alg: 'RS256', kid: 'test', typ: 'JWT' })}.${part(claims)}`;
    return `${signed}.${createSign('sha256').update(signed).sign(key, 'base64url')}`;
  };
  provider.use(async (ctx, next) => {
    if (ctx.path.startsWith('/interaction/')) {
      const { person } = test;
      const result =
        person === null ? { error: 'access_denied' } : { login: { accountId: person.sub, remember: false } };
      await provider.interactionFinished(ctx.req, ctx.res, result);
      ctx.respond = false;
      return;
    }
    await next();
    if (ctx.path !== '/token' || test.forge === null || ctx.status !== 200) return;
    const [, payload = ''] = String(ctx.body.id_token).split('.');
    const claims: Claims = JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'));
    ctx.body = { ...ctx.body, id_token: test.forge(claims, sign) };
  });
  server.on('request', provider.callback());
  return test;
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
