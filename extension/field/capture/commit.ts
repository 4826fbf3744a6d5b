/**
 * What is committed of a capture before its photo is sent: nonces are fetched ahead, a capture is kept with its own, and
 * told to the service at once, or before the photo goes, when there was no network.
 */
import { CAPTURE_KEPT } from '#shared/contract/captures.ts';
import { ForeignAnswerError, ProblemError, UnreachableError } from '#shared/contract/client.ts';
import type { Captured } from '#shared/evidence/facts.ts';
import { toTimestamp } from '#shared/time/zone.ts';
import { call, serviceNow, type WorkerContext, whileSignedIn } from '../../connection/service.ts';
import { capturesOf, dropDone } from '../../store/captures.ts';
import type { CaptureSide, Store, StoredCapture } from '../../store/database.ts';
import { SignedOutError } from '../../store/outbox.ts';
import { withRoom } from '../../store/photos.ts';
import type { Fix } from '../position.ts';

/** With fewer fresh ones than this, more are fetched: a visit takes some photos. */
const FEWEST_NONCES = 4;

/** Fetches nonces where few are left; without a network the old ones stay, which say at least since when. */
export async function stockNonces(context: WorkerContext): Promise<void> {
  const { db } = context;
  const session = await db.session.get('session');
  if (!session?.token) return;
  const now = await serviceNow(context);
  const held = await noncesOf(db, session.actor.id);
  if (held.filter(({ expiresAt }) => expiresAt > now).length >= FEWEST_NONCES) return;
  await expectRefusal(async () => {
    const { data } = await call(context, 'issueNonces', {});
    await whileSignedIn(context, session.token, [db.nonces], async () => {
      await db.nonces.clear();
      await db.nonces.bulkPut(
        data.nonces.map(({ nonce, issuedAt, expiresAt }) => ({
          nonce,
          accountId: session.actor.id,
          issuedAt: Date.parse(issuedAt),
          expiresAt: Date.parse(expiresAt),
        })),
      );
    });
  });
}

export interface Taken {
  number: string;
  side: CaptureSide;
  photo: File;
  /** Null where the phone did not know its place. */
  fix: Fix | null;
}

/** Keeps a capture on the phone and commits it at once where that is possible; answers it as it then is. */
export async function keepCapture(context: WorkerContext, taken: Taken): Promise<StoredCapture> {
  const { db } = context;
  const session = await db.session.get('session');
  if (!session) throw new SignedOutError();
  const offset = (await db.meta.get('sync'))?.clockOffset ?? 0;
  const sha256 = await hashOf(taken.photo);
  const { number, side, photo, fix } = taken;
  const keep = async (): Promise<void> => {
    const [nonce] = fix ? await noncesOf(db, session.actor.id) : [];
    if (nonce) await db.nonces.delete(nonce.nonce);
    await db.captures.put({
      sha256,
      accountId: session.actor.id,
      number,
      side,
      photo,
      at: context.now() + offset,
      place: fix && { lat: fix.lat, lon: fix.lon, accuracyM: fix.accuracyM, fixedAt: fix.at + offset },
      nonce: nonce?.nonce ?? null,
      since: nonce?.issuedAt ?? null,
      committed: null,
      isHeld: false,
      isUsed: false,
    });
  };
  await withRoom(db, () => db.transaction('rw', [db.captures, db.nonces], keep));
  await commitWaiting(context);
  const kept = await db.captures.get(sha256);
  if (!kept) throw new Error('a capture was lost between two writes');
  return kept;
}

/** Tells the service of what it has not heard of yet. False where it was not reached. */
export async function commitWaiting(context: WorkerContext): Promise<boolean> {
  const { db } = context;
  const session = await db.session.get('session');
  if (!session?.token) return false;
  const mine = await capturesOf(db, session.actor.id);
  const old = (await serviceNow(context)) - CAPTURE_KEPT;
  await dropDone(db, old);
  for (const capture of mine) {
    if (!(await commitOne(context, session.token, capture))) return false;
  }
  return true;
}

/** False where the service does not answer: the others wait as well. */
async function commitOne(context: WorkerContext, token: string, capture: StoredCapture): Promise<boolean> {
  const { db } = context;
  const { sha256, place, nonce, committed } = capture;
  if (committed !== null || place === null || nonce === null) return true;
  const { fixedAt, ...position } = place;
  return expectRefusal(async () => {
    const body = { nonce, sha256, position, fixedAt: toTimestamp(fixedAt) };
    const { data } = await call(context, 'commitCapture', { body });
    await whileSignedIn(context, token, [db.captures], () => db.captures.update(sha256, { committed: data }));
  });
}

/** In the form in which the check reads it; undefined where nothing was, or can be, committed of it. */
export function capturedOf(capture: StoredCapture): Captured | undefined {
  const { place, committed, at, nonce, since: from } = capture;
  if (place === null) return undefined;
  const { fixedAt, ...position } = place;
  const facts = { ...position, fixedAt: toTimestamp(fixedAt), committedAt: toTimestamp(at) };
  if (committed === null)
    return {
      ...facts,
      doubt: nonce === null ? 'unknown' : 'late',
      ...(from && { since: toTimestamp(from) }),
    };
  const { committedAt, doubt, since } = committed;
  return {
    ...facts,
    committedAt,
    ...(doubt === undefined ? {} : { doubt }),
    ...(since === undefined ? {} : { since }),
  };
}

/** The freshest first. */
async function noncesOf({ nonces }: Store, accountId: string) {
  const held = await nonces.filter((each) => each.accountId === accountId).sortBy('expiresAt');
  return held.reverse();
}

async function hashOf(photo: Blob): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await photo.arrayBuffer()));
  return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** A commitment that fails costs the mark of trust and never the photo. False where the service was not reached. */
async function expectRefusal(run: () => Promise<unknown>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    // A proxy that stops the commitment alone must not keep the photo for good.
    if (error instanceof ProblemError || error instanceof ForeignAnswerError) return true;
    if (error instanceof UnreachableError || error instanceof SignedOutError) return false;
    throw error;
  }
}
