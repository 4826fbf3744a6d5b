/** Why a page cannot call at all: a browser keeps that to itself, so it is found out by what the page may read. */
import { UnreachableError } from '#shared/contract/client.ts';
import { API_BASE, OPERATIONS } from '#shared/contract/operations.ts';

/** The service is there, and answers no page of this origin. */
export class OriginError extends Error {
  constructor(page: string, cause: unknown) {
    super(
      `The service answers no page of ${page}: have its operator register this origin with your API key ` +
        '(Kelola › Kunci API, "origins").',
      { cause },
    );
    this.name = 'OriginError';
  }
}

/** An {@link OriginError} in place of a silence that is none. */
export async function explained(
  error: unknown,
  service: string,
  send: typeof globalThis.fetch,
): Promise<unknown> {
  const page = typeof location === 'undefined' ? null : location.origin;
  const isSilence = error instanceof UnreachableError && error.constructor === UnreachableError;
  if (!isSilence || page === null || new URL(service).origin === page) return error;
  const isHeard = (path: string): Promise<boolean> =>
    send(new URL(API_BASE + path, service), { credentials: 'omit' }).then(
      () => true,
      () => false,
    );
  // The one may be read from anywhere, the other (refused without a credential) from registered origins.
  const [isThere, isRegistered] = await Promise.all([
    isHeard(OPERATIONS.signInWays.path),
    isHeard(OPERATIONS.getSession.path),
  ]);
  return isThere && !isRegistered ? new OriginError(page, error) : error;
}
