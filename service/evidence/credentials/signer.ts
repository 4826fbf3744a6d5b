/** Who signed a claim: the COSE signature (RFC 9052) checked, and its certificates followed to one of the trust list. */
import { constants, verify, X509Certificate } from 'node:crypto';
import { z } from 'zod';
import { readCbor } from './cbor.ts';
import TRUST_LIST from './trust-list.json' with { type: 'json' };

export interface Signer {
  /** Organisation, or name, of the certificate. */
  name: string;
  /** Whether its certificate leads to one of the list. */
  isListed: boolean;
  /** Whether it is this claim that was signed. */
  fits: boolean;
}

const Bytes = z.instanceof(Uint8Array);
const Certificates = z.union([Bytes.transform((one) => [one]), z.array(Bytes).min(1).max(10)]);
const Sign1 = z.tuple([Bytes, z.record(z.string(), z.unknown()), z.unknown(), Bytes]);
const Header = z.record(z.string(), z.unknown());

/** COSE's numbers of algorithms: hash, and how long a PSS salt is. */
const ALGORITHMS: Readonly<Record<string, { hash: string | null; salt?: number }>> = {
  '-7': { hash: 'sha256' },
  '-35': { hash: 'sha384' },
  '-36': { hash: 'sha512' },
  '-37': { hash: 'sha256', salt: 32 },
  '-38': { hash: 'sha384', salt: 48 },
  '-39': { hash: 'sha512', salt: 64 },
  '-8': { hash: null },
};

const [ALGORITHM, CHAIN] = ['1', '33'];

/** Certificates in DER, base64: those that C2PA lists, unless a test brings its own. */
export type Anchors = readonly { certificate: string }[];

/** Throws for what cannot be read, and for algorithms that C2PA does not know. */
export function signerOf(
  signature: Uint8Array,
  claim: Uint8Array,
  anchors: Anchors = TRUST_LIST.anchors,
): Signer {
  const [protectedBytes, unprotected, , value] = Sign1.parse(readCbor(signature));
  const header = Header.parse(readCbor(protectedBytes));
  const algorithm = ALGORITHMS[String(header[ALGORITHM])];
  if (!algorithm) throw new RangeError('an unknown algorithm');
  const told = header[CHAIN] ?? header.x5chain ?? unprotected[CHAIN] ?? unprotected.x5chain;
  const chain = Certificates.parse(told).map((der) => new X509Certificate(der));
  const [leaf] = chain;
  if (!leaf) throw new RangeError('no certificate');
  const { hash, salt } = algorithm;
  const key = {
    key: leaf.publicKey,
    // COSE wants two numbers side by side; some writers put them in DER.
    dsaEncoding: value[0] === 0x30 && value[1] === value.length - 2 ? 'der' : 'ieee-p1363',
    ...(salt === undefined ? {} : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: salt }),
  } as const;
  return {
    name: /^(?:O|CN)=(.+)$/m.exec(leaf.subject)?.[1]?.slice(0, 80) ?? '?',
    isListed: leadsToOneOf(anchors, chain),
    fits: verify(hash, signedBytes(protectedBytes, claim), key, value),
  };
}

/** What is signed: `["Signature1", header, nothing, claim]` in CBOR. */
function signedBytes(header: Uint8Array, claim: Uint8Array): Buffer {
  return Buffer.concat([
    Buffer.from([0x84, 0x6a]),
    Buffer.from('Signature1'),
    byteString(header),
    byteString(new Uint8Array()),
    byteString(claim),
  ]);
}

function byteString(bytes: Uint8Array): Buffer {
  const head = Buffer.from([0x5a, 0, 0, 0, 0]);
  head.writeUInt32BE(bytes.length, 1);
  // The shortest form is the one that was signed.
  const { length } = bytes;
  const short =
    length < 24 ? [0x40 + length] : length < 0x100 ? [0x58, length] : [0x59, length >> 8, length & 255];
  return Buffer.concat([length < 0x10000 ? Buffer.from(short) : head, bytes]);
}

/** Dates are not judged: a phone's certificate may last a day, and who vouches for the hour of signing is another chain. */
function leadsToOneOf(anchors: Anchors, chain: readonly X509Certificate[]): boolean {
  const listed = anchors.map(({ certificate }) => new X509Certificate(Buffer.from(certificate, 'base64')));
  for (const [i, certificate] of chain.entries()) {
    // Whoever may sign photos may not make signers.
    if (i > 0 && !certificate.ca) return false;
    if (listed.some((one) => one.fingerprint256 === certificate.fingerprint256 || issued(one, certificate))) {
      return true;
    }
    const next = chain[i + 1];
    if (!next || !issued(next, certificate)) return false;
  }
  return false;
}

function issued(issuer: X509Certificate, certificate: X509Certificate): boolean {
  return issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
}
