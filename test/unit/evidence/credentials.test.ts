/** Content Credentials: what proves who signed, what proves a change, and what proves nothing. */
import { describe, expect, it } from 'vitest';
import { jpegBlocks } from '#shared/evidence/read/jpeg.ts';
import { readCbor } from '../../../service/evidence/credentials/cbor.ts';
import { verifyCredentials } from '../../../service/evidence/credentials/verify.ts';
import {
  ANCHORS,
  box,
  cbor,
  type Signing,
  segmentsOf,
  signedPhoto,
  superBox,
} from '../../fixtures/signed-photo.ts';

/** Marks and a comment: nothing here decodes pixels. */
const JPEG = Buffer.from('ffd8fffe00084c75626171ffd9', 'hex');

function verified(photo: Buffer, anchors = ANCHORS) {
  const { claims } = jpegBlocks(photo);
  return claims && verifyCredentials(claims, photo, anchors);
}
const signed = (signing?: Signing) => verified(signedPhoto(JPEG, signing));

describe('a signed photo', () => {
  it('names who signed it, and whether they are on the list', () => {
    const valid = { state: 'valid', signedBy: 'Kamera Contoh' };
    expect(signed()).toEqual({ ...valid, isListed: true });
    expect(verified(signedPhoto(JPEG), [])).toEqual({ ...valid, isListed: false });
  });

  it('is read whole where its manifest takes several segments', () => {
    expect(signed({ extra: 150_000 })).toMatchObject({ state: 'valid' });
  });

  it('that somebody changed afterwards says so, be it a byte of the picture or metadata put in', () => {
    const whole = signedPhoto(JPEG);
    const repainted = Buffer.from(whole);
    repainted[whole.length - 3] = 0x21;
    const told = Buffer.concat([whole.subarray(0, -2), Buffer.from('fffe0003aaffd9', 'hex')]);
    expect([repainted, told].map((photo) => verified(photo)?.state)).toEqual(['changed', 'changed']);
  });

  it('whose claim or what it rests on was exchanged is no longer what was signed', () => {
    expect(signed({ spoil: ({ claim }) => claim.write('sha512', claim.indexOf('sha256')) })?.state).toBe(
      'changed',
    );
    expect(
      signed({ spoil: ({ assertion }) => assertion.fill(9, assertion.length - 1), extra: 9 })?.state,
    ).toBe('changed');
  });

  it('whose claim does not speak of the file proves nothing of it', () => {
    expect(signed({ isBound: false })).toEqual({
      state: 'unverified',
      signedBy: 'Kamera Contoh',
      isListed: true,
    });
  });

  it('by whom a camera made a signer is signed by nobody who is listed', () => {
    expect(signed({ by: 'forger' })).toEqual({ state: 'valid', signedBy: 'Pemalsu', isListed: false });
  });
});

describe('bytes that were made to harm', () => {
  const UNREAD = { state: 'unverified', signedBy: null, isListed: false };
  const storeOf = (claim: Uint8Array) =>
    superBox(
      'c2pa',
      superBox(
        'm',
        superBox('c2pa.claim', box('cbor', claim)),
        superBox('c2pa.signature', box('cbor', claim)),
      ),
    );

  it.each<[string, Buffer]>([
    ['nothing', Buffer.alloc(0)],
    ['a list in a list in a list', Buffer.alloc(900_000, 0x81)],
    ['tags without end', Buffer.alloc(900_000, 0xc6)],
    ['a list of four billion', Buffer.from('9affffffff', 'hex')],
    ['a map of more than numbers hold', Buffer.from('bbffffffffffffffff', 'hex')],
    ['a text longer than the file', Buffer.from('7affffffff41', 'hex')],
    ['a length that is none', Buffer.from('9c', 'hex')],
    ['more than any claim', cbor(Buffer.alloc(2_000_000))],
  ])('as CBOR: %s', (_, bytes) => {
    expect(() => readCbor(bytes)).toThrow(RangeError);
    expect(verifyCredentials(storeOf(bytes), JPEG)).toEqual(UNREAD);
  });

  it('as boxes: longer than the file, endless, ten thousand deep', () => {
    let deep: Buffer = box('jumb');
    for (let i = 0; i < 10_000; i++)
      deep = Buffer.concat([Buffer.from([0, 0, 0x7f, 0xff]), Buffer.from('jumb'), deep]);
    for (const store of [Buffer.from('7fffffff6a756d62', 'hex'), Buffer.alloc(8), deep]) {
      expect(verifyCredentials(store, JPEG)).toEqual(UNREAD);
    }
  });

  it('anywhere in a signed file never throw, and never make it better', () => {
    const { claims } = jpegBlocks(signedPhoto(JPEG));
    const store = Buffer.from(claims ?? []);
    for (let at = 0; at < store.length; at += 3) {
      const spoilt = Buffer.from(store);
      spoilt[at] = (spoilt[at] ?? 0) ^ 0xff;
      const photo = Buffer.concat([JPEG.subarray(0, 2), segmentsOf(spoilt), JPEG.subarray(2)]);
      expect(['changed', 'unverified', 'valid']).toContain(verifyCredentials(spoilt, photo, ANCHORS).state);
    }
  });
});
