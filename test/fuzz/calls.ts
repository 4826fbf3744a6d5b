/** Calls as chance makes them: of the contract's own schemas, spoiled in body, query, path, headers, method and bytes. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { oddText, type Schema, spoiled, type Values } from './values.ts';

/** An operation of the OpenAPI document. */
export interface Described {
  name: string;
  method: string;
  path: string;
  parameters: readonly { name: string; in: string; schema: Schema; required: boolean }[];
  body?: Schema;
  example?: unknown;
  multipart?: { part: string; files: readonly string[] };
  uploads?: readonly string[];
  statuses: readonly number[];
  results: Readonly<Record<number, Schema | undefined>>;
}

export interface Call {
  /** The operation's name, or method and route of a page. */
  what: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body?: Buffer;
  /** After so much of its body its line is cut. */
  cutAfter?: number;
}

const PHOTOS = [
  'plain-5e29a868.webp',
  'plain-0be94610.jpg',
  'truncated-0088e6e9.jpg',
  'hang-d4eae433.heic',
].map((name) => readFileSync(new URL(`../fixtures/evidence/photos/${name}`, import.meta.url)));

/** A photo whole, cut, with bytes turned over, or nothing of the kind. */
const photo: fc.Arbitrary<Buffer> = fc
  .record({
    which: fc.constantFrom(...PHOTOS),
    how: fc.constantFrom('whole', 'whole', 'cut', 'turned', 'twice', 'none'),
    at: fc.nat(),
    bits: fc.integer({ min: 1, max: 255 }),
  })
  .map(({ which, how, at, bits }) => {
    if (how === 'none') return Buffer.from('%PDF-1.7\0<svg onload=alert(1)>');
    if (how === 'cut') return which.subarray(0, at % which.length);
    if (how === 'twice') return Buffer.concat([which, which]);
    const copy = Buffer.from(which);
    if (how === 'turned') {
      for (let i = 0; i < 8; i++) {
        const place = (at + i * 97) % Math.min(copy.length, 400);
        copy[place] = (copy[place] ?? 0) ^ bits;
      }
    }
    return copy;
  });

export const sometimes = <T>(one: fc.Arbitrary<T>, inSo: number): fc.Arbitrary<T | undefined> =>
  fc.oneof(
    { weight: inSo - 1, arbitrary: fc.constant(undefined) },
    { weight: 1, arbitrary: one as fc.Arbitrary<T | undefined> },
  );

const version = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 6 }).map((at) => `"${at}"`) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('*', '""', 'W/"1"', '1', '"-1"', '"99999999999999999999"', '"1", "2"'),
  },
);

/** What any client may say beside its call, rightly or not. */
export const headers: fc.Arbitrary<Record<string, string>> = fc
  .record({
    'if-match': sometimes(version, 2),
    'if-none-match': sometimes(version, 4),
    'idempotency-key': sometimes(fc.constantFrom('satu', 'dua', 'x'.repeat(300), ' ', '"a"'), 4),
    'accept-language': sometimes(
      fc.constantFrom('en', 'id', '*', 'xx-YY;q=9', ';;;', `en${',a'.repeat(999)}`),
      4,
    ),
    accept: sometimes(fc.constantFrom('text/html', 'application/json', '*/*', ';', 'a/b;q=x'), 4),
    'accept-encoding': sometimes(fc.constantFrom('gzip', 'br', 'deflate, gzip;q=0', 'x'), 4),
    origin: sometimes(fc.constantFrom('null', 'https://evil.example', 'chrome-extension://a', '%'), 8),
    cookie: sometimes(fc.constantFrom('tuntas=x', 'tuntas-kenal=a.9.b~', '=;;=', 'tuntas=%ff'), 8),
    range: sometimes(fc.constantFrom('bytes=0-1', 'bytes=-1', 'x'), 12),
    'last-event-id': sometimes(fc.constantFrom('1', '-1', 'x', '9'.repeat(40)), 12),
    'content-encoding': sometimes(fc.constantFrom('gzip', 'br', 'identity'), 20),
    host: sometimes(fc.constantFrom('evil.example', 'localhost:99999', '[::1', 'a/b', ''), 30),
    'transfer-encoding': sometimes(fc.constant('chunked'), 12),
    'x-http-method-override': sometimes(fc.constant('DELETE'), 30),
  })
  .map((all) =>
    Object.fromEntries(
      Object.entries(all).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
    ),
  );

/** Bytes that a JSON text may come as. */
function jsonBytes(value: unknown, how: number): Buffer {
  const text = JSON.stringify(value) ?? '';
  const whole = Buffer.from(text);
  if (how === 0) return whole.subarray(0, whole.length >> 1);
  if (how === 1) return Buffer.concat([Buffer.from('\ufeff'), whole]);
  if (how === 2) return Buffer.from(text.replace('"', '"\xff\xfe'), 'latin1');
  if (how === 3) return Buffer.from('{"a":'.repeat(4_000));
  if (how === 4) return Buffer.from(text.replace('{', '{"x":1,"x":2,'));
  if (how === 5) return Buffer.alloc(0);
  if (how === 6) return Buffer.from(text, 'utf16le');
  return whole;
}

const TYPES = [
  '',
  'text/plain',
  'application/json; charset=utf-16',
  'application/x-www-form-urlencoded',
  ';',
  'a',
];
const BOUNDARY = 'fuzz-b';
export const MULTIPART = `multipart/form-data; boundary=${BOUNDARY}`;

export interface Part {
  name: string;
  file?: string | undefined;
  bytes: Buffer;
}

/** Bytes of a form; `how` 0 to 4 break it. */
export function multipartBytes(parts: readonly Part[], how: number): Buffer {
  const all = parts.flatMap(({ name, file, bytes }) => [
    Buffer.from(
      `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name.replaceAll(/["\r\n]/g, '_')}"` +
        `${file === undefined ? '' : `; filename="${file}"`}\r\n\r\n`,
    ),
    bytes,
    Buffer.from('\r\n'),
  ]);
  const whole = Buffer.concat([...all, Buffer.from(`--${BOUNDARY}--\r\n`)]);
  if (how === 0) return whole.subarray(0, whole.length >> 1);
  if (how === 1) return Buffer.from(`--${BOUNDARY}\r\nno header`);
  if (how === 2) return whole.subarray(0, whole.length - 9);
  if (how === 3) return Buffer.from(whole.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
  if (how === 4) return Buffer.concat([whole, whole]);
  return whole;
}

/** Mostly so large that nothing is broken. */
export const brokenness = fc.oneof(
  { weight: 9, arbitrary: fc.constant(99) },
  { weight: 1, arbitrary: fc.nat({ max: 6 }) },
);

export function encoded(text: string): string {
  return text === '%raw' ? '%ff%' : encodeURIComponent(text.toWellFormed());
}

/** `what` a field may hold: something known, something made, something odd. */
export function wordFor(values: Values, name: string, subject: string, schema: Schema): fc.Arbitrary<string> {
  const known = values.known(name, subject).map((one) => one ?? '1');
  const made = values
    .of(schema, name, subject)
    .map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  return fc.oneof(
    { weight: 6, arbitrary: known },
    { weight: 1, arbitrary: made },
    { weight: 1, arbitrary: oddText.map((text) => text.slice(0, 3_000)) },
  );
}

function queryOf(values: Values, operation: Described, subject: string): fc.Arbitrary<string> {
  const fields = operation.parameters.filter((one) => one.in === 'query');
  const all = fields.map(({ name, schema, required }) => {
    const value = fc.oneof(
      { weight: 9, arbitrary: values.of(schema, name, subject).map(String) },
      { weight: 1, arbitrary: oddText.map((text) => text.slice(0, 2_000)) },
    );
    return (required ? value : sometimes(value, 3)).map((one) =>
      one === undefined ? [] : [`${name}=${encoded(one)}`],
    );
  });
  const extra = sometimes(
    fc.constantFrom('x=1', 'limit=', 'limit=1&limit=2', '__proto__=1', 'cursor=e30', '&&=&%ff'),
    20,
  );
  return fc
    .tuple(fc.tuple(...all), extra)
    .map(([given, more]) => [...given.flat(), ...(more === undefined ? [] : [more])].join('&'));
}

export function subjectOf(path: string): string {
  return path.replace('/api/v1', '').split('/')[1] ?? '';
}

/** A call of an operation; its caller adds who they are. */
export function callOf(values: Values, operation: Described): fc.Arbitrary<Call> {
  const subject = subjectOf(operation.path);
  const named = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) =>
    wordFor(values, name, subject, { type: 'string' }),
  );
  return fc
    .record({
      at: fc.tuple(...named),
      query: queryOf(values, operation, subject),
      body: bodyOf(values, operation, subject),
      headers,
      method: sometimes(
        fc.constantFrom('GET', 'HEAD', 'OPTIONS', 'PATCH', 'PUT', 'DELETE', 'POST', 'PROPFIND'),
        25,
      ),
      cut: sometimes(fc.double({ min: 0, max: 0.99, noNaN: true }), 25),
    })
    .map(({ at, query, body, headers, method, cut }) => {
      const words = [...at];
      const path = operation.path.replaceAll(/\{\w+\}/g, () => encoded(words.shift() ?? ''));
      return assembled(
        operation.name,
        method ?? operation.method,
        path + (query && `?${query}`),
        headers,
        body,
        cut,
      );
    });
}

interface Body {
  bytes: Buffer;
  type: string;
}

/** A call without a body is made with none, whatever its headers say of one. */
export function assembled(
  what: string,
  method: string,
  path: string,
  more: Record<string, string>,
  body: Body | undefined,
  cut: number | undefined,
): Call {
  const { 'content-encoding': packed, 'transfer-encoding': chunked, ...headers } = more;
  if (body === undefined) return { what, method, path, headers };
  return {
    what,
    method,
    path,
    headers: {
      ...headers,
      ...(packed === undefined ? {} : { 'content-encoding': packed }),
      ...(chunked === undefined
        ? { 'content-length': String(body.bytes.length) }
        : { 'transfer-encoding': chunked }),
      ...(body.type === '' ? {} : { 'content-type': body.type }),
    },
    body: body.bytes,
    ...(cut === undefined ? {} : { cutAfter: Math.floor(cut * body.bytes.length) }),
  };
}

function bodyOf(values: Values, operation: Described, subject: string): fc.Arbitrary<Body | undefined> {
  const { body, example, multipart, uploads } = operation;
  if (uploads) return uploadOf(uploads);
  if (!body) return fc.constant(undefined);
  const made = values.of(body, operation.name, subject);
  const taken = fc.tuple(values.taken(operation.name), made).map(([again, anew]) => again ?? example ?? anew);
  const json = spoiled(fc.oneof(taken, made));
  const type = fc.oneof(
    { weight: 20, arbitrary: fc.constant('application/json') },
    { weight: 1, arbitrary: fc.constantFrom(...TYPES, MULTIPART) },
  );
  const plain = fc
    .tuple(json, brokenness, type)
    .map(([value, how, type]) => ({ bytes: jsonBytes(value, how), type }));
  if (!multipart) return plain;
  const files = fc.array(fc.tuple(fc.constantFrom(...multipart.files, multipart.part, 'x'), photo), {
    maxLength: 3,
  });
  const form = fc.tuple(json, files, brokenness).map(([value, taken, how]) => ({
    bytes: multipartBytes(
      [
        { name: multipart.part, bytes: jsonBytes(value, 99) },
        ...taken.map(([name, bytes]) => ({ name, file: '../a.jpg', bytes })),
      ],
      how,
    ),
    type: MULTIPART,
  }));
  return fc.oneof(plain, form);
}

const CSV = 'Nomor;Kategori;Isi;Status;Tanggal\nJK2503050007;Jalan;Lubang;Menunggu;05/03/2025\n';

export function uploadOf(types: readonly string[]): fc.Arbitrary<Body> {
  const bytes = fc.oneof(
    photo,
    fc
      .constantFrom(CSV, CSV.replaceAll(';', ','), '{"nomor":"JK2503050007"}\n', '[]', '<table><tr><td>x', '')
      .map((text) => Buffer.from(text)),
    fc.string({ unit: 'binary', maxLength: 300 }).map((text) => Buffer.from(CSV + text)),
    fc.uint8Array({ maxLength: 400 }).map((taken) => Buffer.from(taken)),
    fc.uint8Array({ maxLength: 200 }).map((taken) => Buffer.concat([Buffer.from('PK\x03\x04'), taken])),
  );
  const type = fc.constantFrom(...types, 'image/jpeg', 'application/octet-stream', MULTIPART, ...TYPES);
  return fc.tuple(bytes, type, brokenness).map(([taken, type, how]) => ({
    bytes: type === MULTIPART ? multipartBytes([{ name: 'photo', file: 'a', bytes: taken }], how) : taken,
    type,
  }));
}
